"""The pages behind a role link: the way in, the role's page, and what its forms do.

The link's secret is in the address only once: it moves into a cookie that only these pages get. Each request looks
again whether the link still works, so that one that is revoked ends at once.
"""

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from workshop_kit import hands, store
from workshop_kit.errors import BadRequest, WorkshopError
from workshop_kit.hands import LinkOver
from workshop_kit.phone import pages, visits
from workshop_kit.phone.asking import Ask, Form, wants_json
from workshop_kit.phone.roles import ROLES
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.working import COOKIE, LANGUAGE_COOKIE, Working, keep, working
from workshop_kit.store import reading

SEE_OTHER = 303


async def enter(ask: Ask) -> Response:
    """Open a link: remember it in a cookie and go to the role's page. Raises LinkOver."""
    scribe: Scribe = ask.request.app.state.scribe
    token = ask.request.path_params["token"]
    code: str = await scribe.write(Job(lambda db: _opened(db, ask.request.path_params["code"], token)))
    answer = RedirectResponse(f"/{code}/hand", SEE_OTHER)
    keep(answer, ask.request, code, COOKIE, token)
    return answer


def show(ask: Ask) -> Response:
    """The role's page; `?language=` changes its language and is remembered."""
    with reading(ask.engine) as db:
        here = working(db, ask)
        answer = _page(here, done="done" in ask.request.query_params)
    if (wish := ask.request.query_params.get("language")) == here.language and wish:
        keep(answer, ask.request, here.workshop.code, LANGUAGE_COOKIE, wish)
    return answer


async def act(ask: Ask) -> Response:
    """Do what a form of the role asks for (`do`), in one transaction. Raises LinkOver, BadRequest."""
    fields = _fields(ask)
    scribe: Scribe = ask.request.app.state.scribe
    try:
        done: str = await scribe.write(Job(lambda db: _acted(working(db, ask), fields)))
    except WorkshopError as error:
        if wants_json(ask.request) or isinstance(error, LinkOver):
            raise
        return await run_in_threadpool(_refused, ask, error, fields)
    if wants_json(ask.request):
        return JSONResponse({"done": done})
    return RedirectResponse(f"/{ask.request.path_params['code']}/hand?done=1{_back(fields)}", SEE_OTHER)


def _opened(db: Session, code: str, token: str) -> str:
    workshop, now = visits.find(db, code), store.now()
    hands.seen(db, hands.by_token(db, workshop, token, now=now), now=now)
    return workshop.code


def _fields(ask: Ask) -> Form:
    if not ask.is_json:
        return ask.form()
    given = ask.json()
    return {name: ask.text(given, name) for name in given}


def _acted(here: Working, fields: Form) -> str:
    acts = ROLES[here.hand.role].acts
    if fields.get("do", "") not in acts:  # another role's work is as unknown as nonsense
        raise BadRequest()
    return acts[fields["do"]](here, fields)


def _refused(ask: Ask, error: WorkshopError, fields: Form) -> Response:
    """The page again with the sentence; what was written stays in its field."""
    with reading(ask.engine) as db:
        here = working(db, ask)
        return _page(here, sentence=error.in_language(here.language), draft=fields, status=error.status)


def _page(
    here: Working, *, sentence: str = "", done: bool = False, draft: Form | None = None, status: int = 200
) -> Response:
    role = ROLES[here.hand.role]
    return pages.page(
        role.template,
        here.language,
        status,
        room=pages.frame_of(here.db, here.workshop, here.language, here.step),
        hand=here.hand,
        role=here.said._(hands.NAMES[here.hand.role]),
        sentence=sentence,
        done=done,
        draft=draft or {},
        **role.facts(here),
    )


def _back(fields: Form) -> str:
    """Where on the page the form was, so that a long page does not jump; only what a page of ours can have."""
    place = fields.get("place", "")
    return f"#{place}" if place.isascii() and place.replace("-", "").isalnum() else ""
