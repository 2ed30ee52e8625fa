"""The states of the plan: shown, asked who helps, wanted, with a contact; and what became of the last time."""

from datetime import timedelta

from models import ActionStatus, PhoneMode, StepKind
from tests.workshop_kit.phone.states import ACTION, REPORT, SECOND_ACTION, Phone, Room, state
from workshop_kit import plan, workshops
from workshop_kit.store import now

IN_FINNISH = {"fi": "Maksuton kerho heti koulun jälkeen", "ar": "نادٍ مجاني بعد المدرسة مباشرة"}


def planned(room: Room) -> None:
    room.goes_to(StepKind.PLAN, phones=PhoneMode.WRITE)
    room.promises()
    with room.changes() as (db, workshop):
        first = plan.actions(db, workshop)[0]
        plan.edit(db, first, title_in=IN_FINNISH)


@state
def plan_shown(room: Room, phone: Phone) -> None:
    planned(room)
    phone.comes_in()


@state
def help_asked(room: Room, phone: Phone) -> None:
    planned(room)
    phone.comes_in()
    phone.opens("/help")


@state
def help_wanted(room: Room, phone: Phone) -> None:
    help_asked(room, phone)
    phone.page.locator("button[name=want]").first.click()
    phone.page.wait_for_url("**#a-1")


@state
def help_refused(room: Room, phone: Phone) -> None:
    """Spaces are no contact."""
    help_wanted(room, phone)
    phone.page.locator("[name=contact]").fill("   ")
    phone.page.evaluate("document.querySelector('[name=contact]').form.submit()")
    phone.page.locator("[role=alert]").wait_for()


@state
def help_with_a_contact(room: Room, phone: Phone) -> None:
    help_wanted(room, phone)
    phone.page.locator("[name=contact]").fill("+358 40 123 4567")
    phone.page.evaluate("document.querySelector('[name=contact]').form.submit()")
    phone.page.locator("[name=contact]").wait_for(state="detached")


@state
def last_time(room: Room, phone: Phone) -> None:
    """What became of an earlier workshop, at the welcome."""
    with room.changes() as (db, workshop):
        draft = workshops.Draft(
            title=workshop.title, question=workshop.question, language="en", languages=workshop.languages,
            method=workshop.method, day=workshop.day - timedelta(days=200),
        )  # fmt: skip
        before = workshops.create(db, draft, now=now())
        done = plan.add(db, before, title=ACTION)
        plan.edit(db, done, title_in=IN_FINNISH, status=ActionStatus.DONE)
        plan.report(db, before, done, REPORT, now=now())
        plan.add(db, before, title=SECOND_ACTION)
        workshop.follows = before.code
    room.goes_to(StepKind.WELCOME)
    phone.comes_in()
