"""The pages behind a role link: the way in, the role's page, and what its forms do.

The link's secret is in the address only once: it moves into a cookie that only these pages get. Each request looks
again whether the link still works, so that one that is revoked ends at once.
"""

from uuid import uuid4

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from models import Hand, HandRole
from workshop_kit import hands, pictures, store
from workshop_kit.errors import BadRequest, NoSuchPicture, WorkshopError
from workshop_kit.hands import LinkOver
from workshop_kit.ideas import SentAlready
from workshop_kit.phone import assets, pages, visits, working
from workshop_kit.phone.asking import MOST_BYTES, Ask, Form, wants_json
from workshop_kit.phone.roles import ROLES
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.working import COOKIE, LANGUAGE_COOKIE, TONGUE_COOKIE, Working, keep
from workshop_kit.pictures import Photo
from workshop_kit.store import reading

SEE_OTHER = 303


async def enter(ask: Ask) -> Response:
    """Open a link: remember it in a cookie and go to the role's page. Raises LinkOver."""
    token = ask.request.path_params["token"]
    code, left = await _scribe(ask).write(Job(lambda db: _opened(db, ask.request.path_params["code"], token)))
    answer = RedirectResponse(f"/{code}/hand", SEE_OTHER)
    keep(answer, ask.request, code, COOKIE, token, left + working.DAYS * 24 * 3600)
    return answer


async def show(ask: Ask) -> Response:
    """The role's page. `?language=` and `?tongue=` are remembered."""
    answer, hand = await run_in_threadpool(_shown, ask)
    if hands.is_due(hand, now=store.now()):
        await _scribe(ask).write(Job(lambda db: _seen(db, ask)))
    return answer


async def act(ask: Ask) -> Response:
    """Do what a form of the role asks for (`do`), in one transaction. Raises LinkOver, BadRequest."""
    fields, file = await _unpacked(ask)
    try:
        photo = await _developed(ask, fields, file) if file else None
        done, forgets = await _scribe(ask).write(
            Job(lambda db: _acted(working.working(db, ask).bringing(photo), fields))
        )
    except WorkshopError as error:
        if isinstance(error, LinkOver):
            raise
        return await run_in_threadpool(_refused, ask, error, fields)
    if forgets:
        await run_in_threadpool(store.forget, ask.engine)
    if wants_json(ask.request):
        return JSONResponse({"done": done})
    return _back(ask, done, fields)


def picture(ask: Ask) -> Response:
    """A photo that a role may see: on the wall, beside a question, in a note; to the co-facilitator any."""
    digest = ask.request.path_params["digest"]
    with reading(ask.engine) as db:
        here = working.working(db, ask)
        everything = here.hand.role == HandRole.CO_FACILITATOR
        if not hands.may_see(db, here.workshop, pictures.PHOTO + digest, everything=everything):
            raise NoSuchPicture()
        found = pictures.by_reference(db, here.workshop, pictures.PHOTO + digest)
        return Response(found.content, headers={"Content-Disposition": "inline"}, media_type="image/jpeg")


# --------------------------------------------------------------------------------------------------------


def _opened(db: Session, code: str, token: str) -> tuple[str, int]:
    """The workshop's code, and for how many seconds the link works still."""
    workshop, now = visits.find(db, code), store.now()
    hand = hands.by_token(db, workshop, token, now=now)
    hands.seen(db, hand, now=now)
    return workshop.code, int((hand.expires_at - now).total_seconds())


def _seen(db: Session, ask: Ask) -> None:
    hands.seen(db, working.working(db, ask).hand, now=store.now())


def _shown(ask: Ask) -> tuple[Response, Hand]:
    with reading(ask.engine) as db:
        here = working.working(db, ask)
        done = "done" in ask.request.query_params
        answer = _page(here, done=working.said_before(ask.request) or here.said._("Saved.") if done else "")
    code, wishes = here.workshop.code, ask.request.query_params
    for name, cookie, taken in (
        ("language", LANGUAGE_COOKIE, here.language),
        ("tongue", TONGUE_COOKIE, here.tongue),
    ):
        if wishes.get(name) and wishes[name] == taken:
            keep(answer, ask.request, code, cookie, taken)
    if done:
        working.forget_said(answer, code)
    return answer, here.hand


async def _unpacked(ask: Ask) -> tuple[Form, bytes]:
    """The fields, and the photo that came with them."""
    if len(ask.body) > MOST_BYTES:
        async with ask.request.app.state.darkroom:  # the pieces take as much memory again
            return await run_in_threadpool(_fields, ask)
    return await run_in_threadpool(_fields, ask) if ask.is_multipart else _fields(ask)


def _fields(ask: Ask) -> tuple[Form, bytes]:
    if ask.is_multipart:
        return ask.parts("photo")
    if not ask.is_json:
        return ask.form(), b""
    given = ask.json()
    return {name: ask.text(given, name) for name in given}, b""


async def _developed(ask: Ask, fields: Form, file: bytes) -> Photo | None:
    """None where the role does nothing with a photo. Raises LinkOver: no work for who holds no link."""
    if not await run_in_threadpool(_takes_photo, ask, fields):
        return None
    async with ask.request.app.state.darkroom:
        return await run_in_threadpool(pictures.shrunk, file)


def _takes_photo(ask: Ask, fields: Form) -> bool:
    with reading(ask.engine) as db:
        _workshop, hand = working.holder(db, ask.request)
        return fields.get("do") in ROLES[hand.role].photos


def _acted(here: Working, fields: Form) -> tuple[str, bool]:
    """What to say, and whether words were erased."""
    role, do = ROLES[here.hand.role], fields.get("do", "")
    if do not in role.acts:  # another role's work is as unknown as nonsense
        raise BadRequest()
    return role.acts[do](here, fields), do in role.forgets


def _refused(ask: Ask, error: WorkshopError, fields: Form) -> Response:
    """The page again with the sentence; what was written stays in its field. To a script, the sentence alone."""
    if isinstance(error, SentAlready):
        fields = {**fields, "id": str(uuid4())}  # sent once more it is another one
    with reading(ask.engine) as db:
        here = working.working(db, ask)
        sentence = error.in_language(here.language)
        if wants_json(ask.request):
            return JSONResponse({"error": sentence}, error.status)
        return _page(here, sentence=sentence, draft=fields, status=error.status)


def _page(
    here: Working, *, sentence: str = "", done: str = "", draft: Form | None = None, status: int = 200
) -> Response:
    role = ROLES[here.hand.role]
    return pages.page(
        role.template,
        here.language,
        status,
        room=pages.frame_of(here.db, here.workshop, here.language, here.step),
        hand=here.hand,
        role=here.said._(hands.NAMES[here.hand.role]),
        languages=working.languages(here.hand, here.workshop),
        hand_style=assets.hand_style().url,
        hand_script=assets.hand_script().url,
        sentence=sentence,
        done=done,
        draft=draft or {},
        **{"picture_of": _picture_of, **role.facts(here)},
    )


def _picture_of(reference: str, code: str) -> pages.Picture | None:
    """A role's page may load photos by its own cookie."""
    return pages.picture(reference, f"{code}/hand")


def _back(ask: Ask, done: str, fields: Form) -> Response:
    """To the page, at the place where the form was, so that a long page does not jump."""
    code = visits.digits(ask.request.path_params["code"])
    place = fields.get("place", "")
    anchor = f"#{place}" if place.isascii() and place.replace("-", "").isalnum() else ""
    answer = RedirectResponse(f"/{code}/hand{'?done=1' if done else ''}{anchor}", SEE_OTHER)
    if done:
        working.say_next(answer, ask.request, code, done)
    return answer


def _scribe(ask: Ask) -> Scribe:
    scribe: Scribe = ask.request.app.state.scribe
    return scribe
