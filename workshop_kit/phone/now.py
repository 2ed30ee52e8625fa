"""Taking part: the present step, ideas, ballots, and the results."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from models import Ballot, Channel, Idea
from workshop_kit import ideas, steps, store, votes
from workshop_kit.errors import BadId, NoSuchStep, NotJoined, WorkshopError
from workshop_kit.phone import ballots, pages, visits
from workshop_kit.phone import results as decided
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.screens import showing
from workshop_kit.phone.visits import Visit
from workshop_kit.store import reading, writing

SEE_OTHER = 303
MOST_ID = 2**31 - 1


def now(ask: Ask) -> Response:
    """The present step: the whole page, or with the header X-Part only what changes."""
    with reading(ask.engine) as db:
        return _shown(visits.visit(db, ask), ask.request)


def results(ask: Ask) -> Response:
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        found = decided.results(here)
        joined = here.participant is not None
        return pages.page("results.html", here.language, room=pages.frame(here), results=found, joined=joined)


def send_idea(ask: Ask) -> Response:
    """Keep an idea once, however often it is sent."""
    fields = ask.json() if ask.is_json else ask.form()
    text = ask.text(fields, "text")
    try:
        idea, new = _keep_or_find(ask, fields, text)
    except WorkshopError as error:
        return _refused(ask, error, draft=text)
    if not wants_json(ask.request):
        code = visits.digits(ask.request.path_params["code"])
        return RedirectResponse(f"/{code}/now#idea-{idea.number}", SEE_OTHER)
    answer = {"number": idea.number, "state": idea.state.value, "text": idea.text}
    return JSONResponse(answer, 201 if new else 200)


def cast_ballot(ask: Ask) -> Response:
    """A whole ballot as JSON."""
    choices = ballots.from_json(ask.json())
    with writing(ask.engine) as db:
        here = visits.visit(db, ask)
        ballot, left = _cast(here, ask, choices)
    return JSONResponse({"choices": ballot.choices, "left": left})


def tap_ballot(ask: Ask) -> Response:
    """The same without our script: one tap, or all fields."""
    fields = ask.form()
    try:
        with writing(ask.engine) as db:
            here = visits.visit(db, ask)
            kept = votes.ballot_of(db, steps.by_id(db, here.workshop, _step_id(ask)), here.member)
            _cast(here, ask, ballots.from_form(fields, kept.choices if kept else {}))
    except WorkshopError as error:
        return _refused(ask, error)
    option = fields.get("plus") or fields.get("minus") or ""
    place = f"#o-{option}" if option.isdecimal() else "?done=1"
    return RedirectResponse(f"/{here.workshop.code}/now{place}", SEE_OTHER)


def _shown(here: Visit, request: Request, status: int = 200, sentence: str = "", draft: str = "") -> Response:
    here.member  # noqa: B018 — raises NotJoined
    step = steps.current(here.db, here.workshop)
    template = "part.html" if "x-part" in request.headers else "now.html"
    return pages.page(
        template,
        here.language,
        status,
        room=pages.frame(here, step),
        screen=showing(here, step, now=store.now()),
        sentence=sentence,
        draft=draft,
        done="done" in request.query_params,
    )


def _refused(ask: Ask, error: WorkshopError, draft: str = "") -> Response:
    """For a form: the page again, with the reason and with what was written. Else the error as it is."""
    if wants_json(ask.request):
        raise error
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        sentence = error.in_language(here.language)
        if here.participant is None or isinstance(error, NotJoined):
            facts = {"sentence": sentence, "back": f"/{here.workshop.code}", "draft": draft}
            return pages.page("error.html", here.language, error.status, **facts)
        return _shown(here, ask.request, error.status, sentence, draft)


def _keep_or_find(ask: Ask, fields: dict[str, Any], text: str) -> tuple[Idea, bool]:
    try:
        return _keep(ask, fields, text)
    except BadId:
        # The same idea may have come in twice at the same moment; by now the other one is kept.
        return _keep(ask, fields, text)


def _keep(ask: Ask, fields: dict[str, Any], text: str) -> tuple[Idea, bool]:
    with writing(ask.engine) as db:
        here = visits.visit(db, ask)
        participant = here.member
        sent = ideas.Sent(
            ask.text(fields, "id"),
            text,
            ask.text(fields, "language") or participant.language,
            Channel.PHONE,
            _table(ask.text(fields, "table")),
        )
        step = steps.current(db, here.workshop)
        return ideas.send(db, here.workshop, step, sent, participant=participant, now=store.now())


def _cast(here: Visit, ask: Ask, choices: dict[str, int]) -> tuple[Ballot, int]:
    participant = here.member
    step = steps.by_id(here.db, here.workshop, _step_id(ask))
    ballot = votes.cast(here.db, step, participant, choices, now=store.now())
    return ballot, votes.dots_of(step) - sum(ballot.choices.values())


def _step_id(ask: Ask) -> int:
    found: int = ask.request.path_params["step_id"]
    if found > MOST_ID:
        raise NoSuchStep()
    return found


def _table(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:40]
