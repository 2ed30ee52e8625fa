"""The states of the ways to vote: begun, given, done, counted."""

from typing import Any

from playwright.sync_api import expect

from models import PhoneMode, StepKind
from tests.workshop_kit.phone.states import OTHERS, OWN, Phone, Room, state
from workshop_kit import participants, steps, themes, votes
from workshop_kit.store import now


def voting_by(room: Room, phone: Phone, method: str, **settings: Any) -> None:
    room.has_themes("school", "work")
    room.goes_to(StepKind.VOTE, settings={"method": method, "on": "themes", **settings})
    phone.comes_in()


def voted(phone: Phone, buttons: str, *places: int) -> None:
    for place in places:
        phone.page.locator(buttons).nth(place).click()
    expect(phone.page.locator("#kept")).to_be_visible()


@state
def ticks_untouched(room: Room, phone: Phone) -> None:
    voting_by(room, phone, "approval")


@state
def ticks_some(room: Room, phone: Phone) -> None:
    voting_by(room, phone, "approval", rule="equal-shares")
    voted(phone, "[name=tick]", 0, 2)


@state
def numbers_some(room: Room, phone: Phone) -> None:
    voting_by(room, phone, "rating")
    voted(phone, "[name=rate]", 4, 11)


@state
def order_untouched(room: Room, phone: Phone) -> None:
    voting_by(room, phone, "ranking")


@state
def order_some(room: Room, phone: Phone) -> None:
    voting_by(room, phone, "ranking")
    voted(phone, "[name=add]:visible", 2, 0)


@state
def pairs_first(room: Room, phone: Phone) -> None:
    voting_by(room, phone, "pairs")


@state
def pairs_done(room: Room, phone: Phone) -> None:
    room.has_themes("school", "work")
    with room.changes() as (db, workshop):
        only = [f"theme:{theme.id}" for theme in themes.standing(db, workshop)[:2]]
    room.goes_to(StepKind.VOTE, settings={"method": "pairs", "on": "themes", "only": only})
    phone.comes_in()
    phone.page.wait_for_timeout(400)  # what comes faster is a double tap
    phone.page.locator("#deck > li:visible [name=place]").first.click()
    expect(phone.page.locator("#all")).to_be_visible()


@state
def budget_some(room: Room, phone: Phone) -> None:
    """One is bought, and another is too dear for what is left."""
    room.has_themes("school", "work")
    room.goes_to(StepKind.VOTE, settings={"method": "budget", "on": "themes", "purse": 2000})
    with room.changes() as (db, workshop):
        step = room.step(db, workshop, StepKind.VOTE)
        ids = [option.id or 0 for option in votes.rows(db, step)]
        votes.set_costs(db, workshop, step, {id: max(0, 1200 - 400 * place) for place, id in enumerate(ids)})
    phone.comes_in()
    voted(phone, "[name=tick]", 0)


def saying(room: Room, phone: Phone) -> None:
    """Statements in several languages, one at a time."""
    room.goes_to(StepKind.IDEAS)
    for code, text in (*OTHERS, ("fi", OWN["fi"]), ("ar", OWN["ar"]), ("en", OWN["en"])):
        room.hears(code, text)
    with room.changes() as (db, workshop):
        step = steps.add(db, workshop, StepKind.OPINIONS, title={"en": "Opinions"}, minutes=10)
        steps.start(db, workshop, step, now=now())
    phone.comes_in()


@state
def statements_first(room: Room, phone: Phone) -> None:
    saying(room, phone)


@state
def statements_own_language_done(room: Room, phone: Phone) -> None:
    saying(room, phone)
    while phone.page.locator("#places:visible").count():
        phone.page.wait_for_timeout(400)
        phone.page.locator("#places [name=place]").first.click()
    expect(phone.page.locator("#kept")).to_be_visible()


def decided_by(room: Room, phone: Phone, method: str, *ballots: dict[int, int]) -> None:
    """Each of seven people gives one of these ballots: place of the option -> number."""
    room.has_themes("school")
    room.goes_to(StepKind.VOTE, settings={"method": method, "on": "themes"})
    with room.changes() as (db, workshop):
        step = room.step(db, workshop, StepKind.VOTE)
        ids = [str(option.id) for option in votes.options(db, step)]
        for n in range(7):
            who, _secret = participants.admit(db, workshop, "en", now=now())
            given = {ids[place]: number for place, number in ballots[n % len(ballots)].items()}
            votes.cast(db, step, who, given, now=now())
    room.sets_phones(StepKind.VOTE, PhoneMode.CLOSED)
    phone.comes_in()
    phone.page.locator("summary").click()


@state
def result_of_ticks(room: Room, phone: Phone) -> None:
    decided_by(room, phone, "approval", {0: 1, 1: 1}, {0: 1}, {2: 1})


@state
def result_of_numbers(room: Room, phone: Phone) -> None:
    decided_by(room, phone, "rating", {0: 5, 1: 3, 2: 0}, {0: 4, 1: 1})


@state
def result_of_an_order(room: Room, phone: Phone) -> None:
    decided_by(room, phone, "ranking", {0: 1, 1: 2, 2: 3}, {2: 1})


@state
def result_of_statements(room: Room, phone: Phone) -> None:
    decided_by(room, phone, "statements", {0: 1, 1: -1, 2: 0}, {0: 1, 1: 1})
