"""A card sort in a real browser: card after card, back, without network, and on after a reload."""

import re

import pytest
from sqlmodel import select

from models import Ballot
from tests.workshop_kit.phone import test_script
from tests.workshop_kit.phone.test_script import expect
from workshop_kit import themes, workshops
from workshop_kit.store import now, reading

pytestmark = test_script.pytestmark
SENDING = re.compile("/ballots/")


@pytest.fixture(scope="module")
def chromium():
    with test_script.opened_chromium() as browser:
        yield browser


@pytest.fixture
def screen(chromium, address):
    with test_script.joined(chromium, address) as page:
        yield page


def ballots(ann):
    with reading(ann.engine) as db:
        return [ballot.choices for ballot in db.exec(select(Ballot))]


def card(screen):
    shown = screen.locator("#deck > li:visible")
    expect(shown).to_have_count(1)
    return shown.get_attribute("data-card")


def presses(screen, place):
    screen.wait_for_timeout(400)  # as a person takes to read the card; what comes faster is a double tap
    screen.get_by_role("button", name=place, exact=True).click()


def test_each_tap_brings_the_next_card_until_all_are_sorted(ann, screen, sort):
    _step, (travel, sport) = sort
    expect(screen.get_by_role("heading", name="Where does this idea belong?")).to_be_visible()
    expected = {}
    for number, (name, place) in enumerate((("Travel", travel), ("Sport", sport), ("None of these", 0)), 1):
        expect(screen.locator("#count")).to_contain_text(f"Card {number} of 3. Stop whenever you like.")
        expected[card(screen)] = place
        presses(screen, name)
    expect(screen.get_by_role("heading", name="You have sorted all the cards.")).to_be_visible()
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible()
    assert ballots(ann) == [expected] and len(expected) == 3


def test_a_double_tap_sorts_one_card(ann, screen, sort):
    _step, (travel, _sport) = sort
    first = card(screen)
    screen.wait_for_timeout(400)
    screen.get_by_role("button", name="Travel", exact=True).dblclick()
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible()
    assert ballots(ann) == [{first: travel}]


def test_a_card_stays_in_sight_when_something_else_changes_in_the_room(ann, screen, sort):
    first = card(screen)
    presses(screen, "Travel")
    screen.get_by_role("link", name="The card before").click()
    version = screen.locator("#part").get_attribute("data-version")
    ann.sees(lambda db, room: workshops.touch(db, room))
    expect(screen.locator("#part")).not_to_have_attribute("data-version", version)
    assert card(screen) == first


def test_a_card_whose_theme_is_dissolved_is_asked_about_again(ann, screen, sort):
    first = card(screen)
    presses(screen, "Sport")
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible()
    ann.sees(lambda db, room: themes.remove(db, room, themes.standing(db, room)[1], now=now()))
    expect(screen.get_by_role("button", name="Sport", exact=True)).to_have_count(0)
    for _card in range(3):
        presses(screen, "Travel")
    expect(screen.get_by_role("heading", name="You have sorted all the cards.")).to_be_focused()
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible()
    assert len(ballots(ann)[0]) == 3 and first in ballots(ann)[0]


def test_the_card_before_can_be_sorted_anew(ann, screen, sort):
    _step, (travel, sport) = sort
    first = card(screen)
    presses(screen, "Travel")
    expect(screen.locator("#count")).to_contain_text("Card 2 of 3.")
    screen.get_by_role("link", name="The card before").click()
    assert card(screen) == first
    expect(screen.get_by_role("button", name="Travel", exact=True)).to_have_attribute("aria-pressed", "true")
    presses(screen, "Sport")
    expect(screen.locator("#count")).to_contain_text("Card 2 of 3.")
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible()
    assert ballots(ann) == [{first: sport}]


def test_what_is_sorted_without_network_waits_survives_a_reload_and_arrives(ann, screen, sort):
    _step, (travel, _sport) = sort
    first = card(screen)
    screen.route(SENDING, lambda route: route.abort())
    presses(screen, "Travel")
    expect(screen.get_by_text("Waiting for network. Kept on this phone.")).to_be_visible()
    assert ballots(ann) == []
    screen.reload()
    assert card(screen) != first
    screen.unroute(SENDING)
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible(timeout=20_000)
    assert ballots(ann) == [{first: travel}]


def test_a_theme_that_is_renamed_meanwhile_keeps_the_place_in_the_deck(ann, screen, sort):
    first = card(screen)
    presses(screen, "Travel")
    second = card(screen)
    expect(screen.locator("#kept").get_by_text("Arrived")).to_be_visible()

    def rename(db, room):
        themes.rename(db, room, themes.standing(db, room)[1], {"en": "Moving"}, now=now())

    ann.sees(rename)
    expect(screen.get_by_role("button", name="Moving", exact=True)).to_be_visible()
    assert card(screen) == second != first
