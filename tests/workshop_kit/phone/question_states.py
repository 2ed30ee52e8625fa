"""The states of the short questions of an evening: untouched, some answered, done, refused, over."""

from typing import Any

from playwright.sync_api import expect

from models import PhoneMode, Service, Step, StepKind
from tests.workshop_kit.phone.states import LANGUAGE_OF, Phone, Room, state
from workshop_kit import steps
from workshop_kit.evaluation import questions
from workshop_kit.store import now

NAMES = (
    {"en": "Job coaching in your language", "fi": "Työnhakuvalmennus omalla kielelläsi", "ar": "تدريب مهني بلغتك"},
    {"fi": "Perhekeskus ja neuvontapalvelut"},
)
LANGUAGE_OF |= {text: code for name in NAMES for code, text in name.items()}


def asks(room: Room, phone: Phone, *, services: bool = True, **facts: Any) -> Step:
    """Ann asks six questions and for two services, the second in Finnish only."""
    with room.changes() as (db, workshop):
        step = room.step(db, workshop, StepKind.FEEDBACK)
        step.prompt = questions.in_each_language(questions.PROMPT)
        ids = []
        for n, name in enumerate(NAMES if services else ()):
            one = Service(source="csv", source_id=f"{room.code}-{n}", name=name, refreshed_at=now())
            db.add(one)
            db.flush()
            ids.append(one.id or 0)
        questions.choose(db, workshop, step, questions.usual(steps.agenda(db, workshop), step), ids)
        for name, value in facts.items():
            setattr(step, name, value)
        steps.start(db, workshop, step, now=now())
    phone.comes_in()
    return step


def taps(phone: Phone, *places: int) -> None:
    for place in places:
        phone.page.locator("[name=rate]").nth(place).click()


@state
def questions_untouched(room: Room, phone: Phone) -> None:
    asks(room, phone)


@state
def questions_some(room: Room, phone: Phone) -> None:
    asks(room, phone)
    taps(phone, 4, 5, 12, 30, 35)
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def questions_done(room: Room, phone: Phone) -> None:
    asks(room, phone, services=False)
    taps(phone, 3)
    phone.page.locator("[name=done]").click()
    expect(phone.page.locator("#done")).to_be_visible()


@state
def questions_waiting_for_network(room: Room, phone: Phone) -> None:
    asks(room, phone, services=False)
    phone.page.route("**/answers/*", lambda route: route.abort())
    taps(phone, 1)
    expect(phone.page.locator("#kept.wait")).to_be_visible()


@state
def questions_refused_without_script(room: Room, phone: Phone) -> None:
    asks(room, phone, services=False)
    phone.page.locator("[name^=choice-]").first.evaluate("field => { field.value = 9 }")
    phone.sends_form("#vote")
    expect(phone.page.get_by_role("alert")).to_be_visible()


@state
def questions_over(room: Room, phone: Phone) -> None:
    asks(room, phone, services=False, phones=PhoneMode.CLOSED)


@state(for_children=True)
def questions_of_children(room: Room, phone: Phone) -> None:
    """About services that the family uses nothing is asked."""
    asks(room, phone)
