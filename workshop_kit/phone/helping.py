"""“I want to help”: one page with the plan's actions, and for whoever likes a way to be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from models import Action, PhoneMode, StepKind
from workshop_kit import participants, plan, steps, store
from workshop_kit.errors import BadRequest, NotFound, NotJoined, WorkshopError
from workshop_kit.phone import cookies, pages, visits
from workshop_kit.phone.asking import Ask, wants_json
from workshop_kit.phone.results import Next, planned, results
from workshop_kit.phone.scribe import Job, Scribe
from workshop_kit.phone.visits import Visit
from workshop_kit.store import forget, reading

SEE_OTHER = 303


@dataclass(frozen=True)
class Offer:
    action: Next
    wanted: bool
    until: date | None  # her contact is kept so long; None where she has left none


def show(ask: Ask) -> Response:
    with reading(ask.engine) as db:
        return _page(visits.visit(db, ask), ask)


async def offer(ask: Ask) -> Response:
    """`want` is yes or no; `contact` leaves a way to be reached. Both may be said again and again."""
    fields = ask.json() if ask.is_json else ask.form()
    scribe: Scribe = ask.request.app.state.scribe
    try:
        said = await scribe.write(Job(lambda db: _write(visits.visit(db, ask), ask, fields)))
    except WorkshopError as error:
        if wants_json(ask.request) or isinstance(error, NotJoined):
            raise
        return await run_in_threadpool(_refused, ask, error, fields)
    await run_in_threadpool(forget, ask.engine)
    if wants_json(ask.request):
        return JSONResponse(said)
    place = _place(ask, fields)
    return RedirectResponse(f"/{ask.request.path_params['code']}/help#a-{place}", SEE_OTHER)


def _write(here: Visit, ask: Ask, fields: Mapping[str, Any]) -> dict[str, bool]:
    action, member = _action(here, ask.text(dict(fields), "action")), here.member
    token = cookies.token(ask.request) or ""
    contact, want = ask.text(dict(fields), "contact"), ask.text(dict(fields), "want")
    if want == "no":
        plan.take_offer_back(here.db, here.workshop, action, token)
        return {"wanted": False}
    if want not in ("", "yes") or not (want or "contact" in fields):
        raise BadRequest()
    plan.offer(here.db, here.workshop, action, token)
    if "contact" in fields:
        if here.workshop.for_children:  # nothing is asked about the person
            raise BadRequest()
        last = participants.tied_until(here.workshop, member.joined_at.date())
        plan.leave_contact(here.db, action, token, contact, now=store.now(), last=last)
    return {"wanted": True}


def _action(here: Visit, uuid: str) -> Action:
    """Raises NotFound."""
    for action in plan.actions(here.db, here.workshop) if is_shown(here) else ():
        if action.uuid == uuid:
            return action
    raise NotFound()


def _refused(ask: Ask, error: WorkshopError, fields: Mapping[str, Any]) -> Response:
    with reading(ask.engine) as db:
        here = visits.visit(db, ask)
        draft, place = ask.text(dict(fields), "contact"), _place(ask, fields)
        return _page(here, ask, error.status, error.in_language(here.language), draft, place)


def is_shown(here: Visit) -> bool:
    """Whether people may see the plan by now: it is on their phones, something was decided, or it is over."""
    step = steps.current(here.db, here.workshop)
    asked = step is not None and step.kind == StepKind.PLAN and step.phones == PhoneMode.WRITE
    return asked or bool(results(here).actions)


def _page(here: Visit, ask: Ask, status: int = 200, sentence: str = "", draft: str = "", at: int = 0) -> Response:
    facts = {"sentence": sentence, "draft": draft, "at": at, "limit": plan.CONTACT_LIMIT}
    reachable = not here.workshop.for_children
    frame = pages.frame(here)
    return pages.page(
        "help.html", here.language, status, room=frame, offers=_offers(here, ask), reachable=reachable, **facts
    )


def _offers(here: Visit, ask: Ask) -> list[Offer]:
    here.member  # noqa: B018 — raises NotJoined
    if not is_shown(here):
        return []
    token, today = cookies.token(ask.request) or "", store.now().date()
    wanted, actions = plan.offered(here.db, here.workshop, token), plan.actions(here.db, here.workshop)
    return [
        Offer(shown, action.id in wanted, plan.contact_left(here.db, action, token, today=today))
        for action, shown in zip(actions, planned(here), strict=True)
    ]


def _place(ask: Ask, fields: Mapping[str, Any]) -> int:
    """Where on the page to go on."""
    place = ask.text(dict(fields), "place") if not isinstance(fields.get("place"), int) else str(fields["place"])
    return int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else 0
