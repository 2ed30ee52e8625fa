"""The results page: what was asked, what was decided, what has happened since, and the way back to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.responses import Response

from models import Idea, Participant, Theme, Workshop
from workshop_kit import own_ideas, participants
from workshop_kit.errors import TooOften, WrongTakeaway
from workshop_kit.i18n import Chosen, pick
from workshop_kit.phone import cookies, pages, visits
from workshop_kit.phone.asking import Ask
from workshop_kit.phone.cookies import Tries
from workshop_kit.phone.pages import Picture
from workshop_kit.phone.results import results
from workshop_kit.phone.visits import Visit
from workshop_kit.store import reading


@dataclass(frozen=True)
class Own:
    """One of the reader's own ideas, and the theme it has come to."""

    idea: Idea
    theme: Chosen | None


def show(ask: Ask) -> Response:
    """The results in the reader's language; with a take-away code also what became of her own ideas."""
    with reading(ask.engine) as db:
        here = visits.visit(db, ask, choosing=True)
        status, sentence, reader = 200, "", here.participant
        digits = asked(ask, here)
        if digits:
            try:
                reader = by_takeaway(ask, here, digits)
                here = visits.reading_as(here, ask, reader)
            except (WrongTakeaway, TooOften) as error:
                status, sentence = error.status, error.in_language(here.language)
        return pages.page(
            "results.html", here.language, status, sentence=sentence, **_facts(here, ask, reader, digits)
        )


def asked(ask: Ask, here: Visit) -> str:
    """The digits of a take-away code in the address, with or without the room's code before them."""
    digits = visits.digits(ask.request.query_params.get("takeaway", ""))
    is_whole = len(digits) == len(here.workshop.code) + participants.TAKEAWAY_DIGITS
    return digits.removeprefix(here.workshop.code) if is_whole else digits


def by_takeaway(ask: Ask, here: Visit, digits: str) -> Participant:
    """Whose code this is. Raises WrongTakeaway, TooOften."""
    tries: Tries = ask.request.app.state.tries
    tries.refuse_too_often(ask.request, here.workshop.code)
    try:
        return participants.by_takeaway(here.db, here.workshop, digits)
    except WrongTakeaway:
        tries.remember(ask.request, here.workshop.code)
        raise


def _facts(here: Visit, ask: Ask, reader: Participant | None, digits: str) -> dict[str, Any]:
    joined = here.participant is not None and reader is here.participant
    return {
        "room": pages.frame(here),
        "results": results(here),
        "picture_of": _pictures(reader, joined, digits),
        "joined": joined,
        "is_known": reader is not None,
        "goes_on": here.participant is not None and here.workshop.ended_at is None,
        "typed": digits,
        "chosen": here.language if "language" in ask.request.query_params else "",
        "front": str(ask.request.base_url).rstrip("/"),
        "own": _own(here, reader) if reader else [],
        "takeaway": in_groups(here.workshop, cookies.token(ask.request) or "") if joined else "",
    }


def in_groups(workshop: Workshop, token: str) -> str:
    """A take-away code as it is shown: the room's code, then eight digits, in groups."""
    digits = participants.takeaway(token)
    return f"{workshop.code} {digits[:4]} {digits[4:]}"


def _pictures(reader: Participant | None, joined: bool, digits: str) -> Callable[[str, str], Picture | None]:
    """How pictures are found on this page: photos only by who may load them."""
    if reader is None:
        return pages.symbol_alone
    return pages.picture if joined else partial(pages.picture, takeaway=digits)


def _own(here: Visit, reader: Participant) -> list[Own]:
    return [Own(idea, _theme(here, idea)) for idea in own_ideas.mine(here.db, reader)]


def _theme(here: Visit, idea: Idea) -> Chosen | None:
    theme = here.db.get(Theme, idea.theme_id) if idea.theme_id else None
    if theme is None or theme.removed or not theme.label:
        return None
    return pick(theme.label, here.language, here.workshop.language)
