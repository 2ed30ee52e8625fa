"""The present step, as the whole page or as the part of it that changes."""

from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from models import Idea, Participant
from workshop_kit import ideas, own_ideas, steps, store
from workshop_kit.errors import NotJoined, WorkshopError
from workshop_kit.i18n import N_
from workshop_kit.phone import pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.questions import Questions
from workshop_kit.phone.screens import Listen, showing
from workshop_kit.phone.seat import Asking, asking
from workshop_kit.phone.shelf import Drawn, Shelf
from workshop_kit.phone.visits import Visit
from workshop_kit.phone.voting import Deck, Vote
from workshop_kit.rotation import HALVES
from workshop_kit.store import reading

SAID = {"changed": N_("Your idea is changed."), "taken": N_("Your idea was taken back.")}

NOBODY = 0
"""The id of no participant, and so are all below it: a page that is drawn for one is everybody's who sits there."""


async def now(ask: Ask) -> Response:
    """The present step: the whole page, or with the header X-Part only what changes.

    With `If-None-Match` and what the phone shows (version and language), 304 where nothing is new: so a phone that
    wakes up is up to date after one request.
    """
    if "x-part" not in ask.request.headers:
        return await run_in_threadpool(whole, ask)
    who = asking(ask.engine, ask.request)
    if ask.request.headers.get("if-none-match") == etag(who):
        return Response(status_code=304, headers={"ETag": etag(who)})
    answer = await _part(ask, who)
    answer.headers["ETag"] = etag(who)
    return answer


def etag(who: Asking) -> str:
    return f'W/"{who.version}-{who.language}"'


def whole(ask: Ask) -> Response:
    with reading(ask.engine) as db:
        return shown(visits.visit(db, ask), ask)


def shown(here: Visit, ask: Ask, status: int = 200, sentence: str = "", draft: str = "") -> Response:
    """The page of the present step. `sentence` says why something was refused, `draft` is what was written."""
    template = "part.html" if "x-part" in ask.request.headers else "now.html"
    asked = ask.request.query_params
    said = SAID.get(asked.get("said", ""), "")
    facts = {
        **_facts(here),
        "sentence": sentence,
        "draft": draft,
        "said_now": said,
        "done": "done" in asked,
        "card": asked.get("card", ""),
    }
    return pages.page(template, here.language, status, **facts)


def _facts(here: Visit) -> dict[str, Any]:
    here.member  # noqa: B018 — raises NotJoined
    step = steps.current(here.db, here.workshop)
    return {
        "room": pages.frame(here, step),
        "screen": showing(here, step, now=store.now()),
        "picture": pages.picture(step.picture, here.workshop.code) if step else None,
    }


def refused(ask: Ask, error: WorkshopError, draft: str = "") -> Response:
    """For a form: the page again, with the reason and with what was written. Else the error as it is."""
    if wants_json(ask.request):
        raise error
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        sentence = error.in_language(here.language)
        if here.participant is None or isinstance(error, NotJoined):
            facts = {"sentence": sentence, "back": f"/{here.workshop.code}", "draft": draft}
            return pages.page("error.html", here.language, error.status, **facts)
        return shown(here, ask, error.status, sentence, draft)


async def _part(ask: Ask, who: Asking) -> Response:
    shelf: Shelf = ask.request.app.state.shelf
    copy = await shelf.take(
        (who.code, who.version, who.language, who.seat), lambda: run_in_threadpool(_drawn, ask, who)
    )
    if copy.drawn.has_ballot and who.has_voted:
        return await run_in_threadpool(whole, ask)
    if copy.has_own and who.has_ideas:
        return copy.with_own(await run_in_threadpool(_own, ask, who))
    return copy.response(ask.request)


def _drawn(ask: Ask, who: Asking) -> Drawn:
    """The part as nobody in particular sees it who reads her language and sits where she does."""
    with reading(ask.engine) as db:
        workshop = visits.find(db, who.code)
        assert workshop.id is not None
        nobody = Participant(
            id=NOBODY - who.participant_id % HALVES,
            workshop_id=workshop.id,
            token_hash="",
            language=who.language,
            table_name=who.table_name,
            joined_at=store.now(),
        )
        facts = _facts(Visit(db, workshop, nobody, who.language))
        screen = facts["screen"]
        blank = {"sentence": "", "draft": "", "said_now": "", "done": False, "card": ""}
        html = pages.draw("part.html", who.language, **facts, **blank)
        return Drawn(html, isinstance(screen, Listen), isinstance(screen, Vote | Deck | Questions))


@dataclass(frozen=True)
class Own:
    """What `own.html` shows of the screen: what a phone has given itself, and nothing of the others."""

    mine: list[Idea]
    is_open: bool
    step_id: int


def _own(ask: Ask, who: Asking) -> str:
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        step = steps.current(db, here.workshop)
        own = Own(own_ideas.mine(db, here.member), ideas.are_open(step), (step.id if step else None) or 0)
        return pages.draw("own.html", who.language, room=here.workshop, screen=own)
