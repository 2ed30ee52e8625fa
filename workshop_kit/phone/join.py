"""Coming in: the code, the language, the cookie."""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from models import StepKind
from workshop_kit import background, participants, steps, tables
from workshop_kit.errors import NoSuchWorkshop, NotJoined, UnknownLanguage
from workshop_kit.i18n import offered, pick
from workshop_kit.participants import TAKEAWAY_DIGITS
from workshop_kit.phone import about, cookies, pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.visits import Visit
from workshop_kit.store import now, reading
from workshop_kit.tables import CafeTable

SEE_OTHER = 303


@dataclass(frozen=True)
class Passed:
    """Where somebody goes from the door, and with which secret: a new one, her own again, or none."""

    code: str
    place: str
    secret: str = ""


def front(ask: Ask) -> Response:
    """The page to type the code, and what happens to what was typed: a room's code, or a take-away code."""
    fields = ask.form() if ask.request.method == "POST" else dict(ask.request.query_params)
    typed = visits.digits(fields.get("code", ""))[:20]
    language = visits.language_without_room(ask.request)
    facts: dict[str, Any] = {"typed": typed, "languages": offered()}
    if not typed:
        return pages.page("code.html", language, sentence="", **facts)
    room, own = _parted(typed)
    try:
        with reading(ask.engine) as db:
            code = visits.find(db, room).code
    except NoSuchWorkshop as error:
        if wants_json(ask.request):
            raise
        return pages.page("code.html", language, error.status, sentence=error.in_language(language), **facts)
    asked = {"takeaway": own, "language": language if "language" in ask.request.query_params else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    place = f"/{code}/results" if own else f"/{code}"
    return RedirectResponse(f"{place}?{query}" if query else place, SEE_OTHER)


def _parted(typed: str) -> tuple[str, str]:
    """The room's code, and what follows it in a take-away code."""
    if len(typed) <= TAKEAWAY_DIGITS:
        return typed, ""
    return typed[:-TAKEAWAY_DIGITS], typed[-TAKEAWAY_DIGITS:]


async def choose(ask: Ask) -> Response:
    """Choose a language, see what is collected and why, join; who has joined changes the language.

    `?table=` is the code on a table: who has joined sits there from now on, the others once they join.
    """
    answer, moves = await run_in_threadpool(_chosen, ask)
    if moves and ask.request.method == "GET":
        scribe: Scribe = ask.request.app.state.scribe
        await scribe.write(Job(lambda db: _sit(visits.visit(db, ask), ask.request.query_params["table"])))
    return answer


def _chosen(ask: Ask) -> tuple[Response, bool]:
    """The page, and whether it tells somebody that she has moved to another table."""
    with reading(ask.engine) as db:
        here = visits.visit(db, ask, choosing=True)
        asked = ask.request.query_params
        if ask.request.path_params["code"] != here.workshop.code:  # typed in another script
            query = f"?{asked}" if asked else ""
            return RedirectResponse(f"/{here.workshop.code}{query}", SEE_OTHER), False
        table = tables.find(here.workshop, asked.get("table", ""))
        if table and here.participant and "language" not in asked and here.workshop.ended_at is None:
            return _moved(here, table), True
        return _join_page(here, table), False


def _moved(here: Visit, table: CafeTable) -> Response:
    topic = pick(table.topic, here.language, here.workshop.language)
    frame = pages.frame(here, steps.current(here.db, here.workshop))
    return pages.page("table.html", here.language, room=frame, table=table, topic=topic)


def _sit(here: Visit, name: str) -> None:
    if here.participant is not None:
        tables.sit(here.db, here.workshop, here.participant, name)


def _join_page(here: Visit, table: CafeTable | None) -> Response:
    joined_at = here.participant.joined_at if here.participant else now()
    return pages.page(
        "join.html",
        here.language,
        room=pages.frame(here),
        languages=here.workshop.languages,
        has_joined=here.participant is not None,
        over=here.workshop.ended_at is not None,
        tied_until=participants.tied_until(here.workshop, joined_at.date()),
        photos=_takes_photos(here),
        asks=bool(background.asked(here.workshop)),
        form_id=secrets.token_urlsafe(12),
        table=table,
    )


def _takes_photos(here: Visit) -> bool:
    """Whether in any step photos can be sent."""
    agenda = steps.agenda(here.db, here.workshop)
    return any(step.kind == StepKind.IDEAS and step.settings.get("photos", True) for step in agenda)


async def join(ask: Ask) -> Response:
    """Let a phone in; where it is in already, change its language and what it told about the person."""
    fields: dict[str, Any] = ask.json() if ask.is_json else dict(ask.form())
    scribe: Scribe = ask.request.app.state.scribe
    passed: Passed = await scribe.write(Job(lambda db: _pass(visits.visit(db, ask), ask, fields)))
    answer = RedirectResponse(f"/{passed.code}{passed.place}", SEE_OTHER)
    if passed.secret:
        cookies.keep(answer, ask.request, passed.code, passed.secret)
    return answer


def _pass(here: Visit, ask: Ask, fields: dict[str, Any]) -> Passed:
    workshop, doors = here.workshop, ask.request.app.state.doors
    language, form = ask.text(fields, "language"), ask.text(fields, "form")[:40]
    if language not in workshop.languages:
        raise UnknownLanguage()
    tells, table = any(id in fields for id in background.IDS), ask.text(fields, "table")
    if here.participant is not None:
        participants.speak(here.db, here.participant, language)
        tables.sit(here.db, workshop, here.participant, table)
        if tells:
            about.keep(here, fields)
        return Passed(workshop.code, "/now", cookies.token(ask.request) or "")
    if workshop.ended_at is not None:
        return Passed(workshop.code, f"/results?language={language}")
    secret = doors.passed(workshop.code, form)
    if secret is None or not _is_known(here, secret):
        participant, secret = participants.admit(here.db, workshop, language, now=now())
        tables.sit(here.db, workshop, participant, table)
        about.keep(Visit(here.db, workshop, participant, language), fields)
        doors.remember(workshop.code, form, secret)
    return Passed(workshop.code, "/about" if background.asked(workshop) and not tells else "/now", secret)


def _is_known(here: Visit, secret: str) -> bool:
    """A phone that has taken everything back is not let in by its old form."""
    try:
        participants.by_token(here.db, here.workshop, secret)
    except NotJoined:
        return False
    return True
