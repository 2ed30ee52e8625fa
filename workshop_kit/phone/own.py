"""One's own ideas: a page to change an idea or to take it back, and the pictures that a phone may see."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from models import Idea
from workshop_kit import own_ideas, pictures, steps
from workshop_kit.errors import NoSuchIdea, NoSuchPicture, WorkshopError
from workshop_kit.phone import outcome, pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.visits import Visit
from workshop_kit.store import forget, reading

SEE_OTHER = 303
MOST_NUMBER = 10**9


def show(ask: Ask) -> Response:
    """The page to change an idea; with `?take_back=` the page that asks before it is taken back."""
    with reading(ask.engine) as db:
        template = "back.html" if ask.request.query_params.get("take_back") else "idea.html"
        return _page(visits.visit(db, ask), ask, template=template)


async def change(ask: Ask) -> Response:
    """New words for an idea, or with the button `take_back` no idea any more."""
    fields = ask.json() if ask.is_json else ask.form()
    if fields.get("take_back"):
        return await take_back(ask)
    text = ask.text(fields, "text")

    def rewrite(here: Visit, idea: Idea) -> None:
        step = steps.current(here.db, here.workshop)
        own_ideas.rewrite(here.db, here.workshop, step, idea, text, participant=here.member)

    return await _done(ask, rewrite, "changed", text)


async def take_back(ask: Ask) -> Response:
    def take(here: Visit, idea: Idea) -> None:
        step = steps.current(here.db, here.workshop)
        own_ideas.take_back(here.db, here.workshop, step, idea, participant=here.member)

    return await _done(ask, take, "taken", "")


def picture(ask: Ask) -> Response:
    """A photo: of an idea on the wall, of one's own, or beside a question or a choice. Also by a take-away code."""
    digest = ask.request.path_params["digest"]
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        takeaway = outcome.asked(ask, here)
        reader = outcome.by_takeaway(ask, here, takeaway) if takeaway else here.member
        if not pictures.may_see(db, here.workshop, digest, reader):
            raise NoSuchPicture()
        etag = f'"{digest}"'
        headers = {"Cache-Control": "private, no-cache", "Content-Disposition": "inline", "ETag": f"W/{etag}"}
        if etag in ask.request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        found = pictures.by_reference(db, here.workshop, pictures.PHOTO + digest)
        return Response(found.content, headers=headers, media_type="image/jpeg")


async def _done(ask: Ask, act: Callable[[Visit, Idea], None], said: str, draft: str) -> Response:
    scribe: Scribe = ask.request.app.state.scribe

    def run(here: Visit) -> str:
        act(here, own_ideas.mine_by_number(here.db, here.member, _number(ask)))
        return here.workshop.code

    try:
        code = await scribe.write(Job(lambda db: run(visits.visit(db, ask))))
    except WorkshopError as error:
        if wants_json(ask.request):
            raise
        return await run_in_threadpool(_refused, ask, error, draft)
    await run_in_threadpool(forget, ask.engine)
    if wants_json(ask.request):
        return JSONResponse({"number": _number(ask), "done": said})
    return RedirectResponse(f"/{code}/now?said={said}", SEE_OTHER)


def _refused(ask: Ask, error: WorkshopError, draft: str) -> Response:
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        if here.participant is None or isinstance(error, NoSuchIdea):
            raise error
        return _page(here, ask, error.status, error.in_language(here.language), draft)


def _page(
    here: Visit, ask: Ask, status: int = 200, sentence: str = "", draft: str = "", template: str = "idea.html"
) -> Response:
    idea = own_ideas.mine_by_number(here.db, here.member, _number(ask))
    may = own_ideas.may_change(steps.current(here.db, here.workshop), idea)
    facts = {"idea": idea, "may": may, "sentence": sentence, "draft": draft}
    return pages.page(template if may else "idea.html", here.language, status, room=pages.frame(here), **facts)


def _number(ask: Ask) -> int:
    number: int = ask.request.path_params["number"]
    if number > MOST_NUMBER:
        raise NoSuchIdea()
    return number
