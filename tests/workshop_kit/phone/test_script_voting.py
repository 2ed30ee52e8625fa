"""The ways to vote in a real browser: taps, a dragged row, no network, a reload."""

import re

import pytest
from sqlmodel import select

from models import Ballot, StepKind
from tests.workshop_kit.phone import test_script
from tests.workshop_kit.phone.test_script import expect
from workshop_kit import steps, votes
from workshop_kit.store import reading

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


@pytest.fixture
def by(ann, screen):
    """Opens a vote by a method on the three themes; gives the options' ids."""

    def opened(method, costs=(), **settings):
        def change(db, room):
            step = next(step for step in steps.agenda(db, room) if step.kind == StepKind.VOTE)
            step.settings = {**step.settings, "method": method, **settings}
            db.add(step)

        ann.sees(change)
        step = ann.goes_to(StepKind.VOTE)
        ids = ann.sees(lambda db, room: [str(o.id) for o in votes.rows(db, steps.by_id(db, room, step.id))])
        priced = dict(zip(map(int, ids), costs, strict=False))
        ann.sees(lambda db, room: votes.set_costs(db, room, steps.by_id(db, room, step.id), priced))
        expect(screen.locator("#vote, #sort")).to_be_visible()
        if costs:
            expect(screen.locator(".price").first).to_be_visible()
        return ids

    return opened


def kept(ann, screen):
    expect(screen.locator("#kept:not(.wait)").get_by_text("Arrived")).to_be_visible()
    with reading(ann.engine) as db:
        return [ballot.choices for ballot in db.exec(select(Ballot))]


def row(screen, option):
    return screen.locator(f"#o-{option}")


def test_the_whole_row_is_its_tick(ann, screen, by):
    a, b, _c = by("approval")
    row(screen, a).locator(".t").click()
    row(screen, b).get_by_role("button", name="Help to find work").click()
    expect(screen.locator("#left")).to_have_text("2 ticked")
    row(screen, b).locator(".t").click()
    expect(screen.locator("#left")).to_have_text("1 ticked")
    assert kept(ann, screen) == [{a: 1}]


def test_what_is_too_dear_for_what_is_left_cannot_be_ticked(ann, screen, by):
    a, b, c = by("budget", costs=(600, 500, 300), purse=1000)
    row(screen, a).get_by_role("button").last.click()
    expect(screen.locator("#left")).to_have_text("400 € left")
    tick = row(screen, b).get_by_role("button").last
    expect(tick).to_have_attribute("aria-disabled", "true")
    tick.click(force=True)
    row(screen, b).locator(".t").click()
    row(screen, c).locator(".t").click()
    expect(screen.locator("#left")).to_have_text("100 € left")
    assert kept(ann, screen) == [{a: 1, c: 1}]


def test_a_number_is_chosen_changed_and_taken_back(ann, screen, by):
    a, b, c = by("rating")
    for option, number in ((a, "5"), (b, "2"), (a, "4"), (c, "1"), (c, "1")):
        row(screen, option).get_by_role("button", name=number, exact=True).click()
    row(screen, b).get_by_role("button", name="I don’t understand it").click()
    expect(screen.locator("#left")).to_have_text("2 of 3 done")
    assert kept(ann, screen) == [{a: 4, b: 0}]


def test_an_order_is_made_with_buttons_and_the_focus_stays_with_the_row(ann, screen, by):
    a, b, c = by("ranking")
    for option in (c, a, b):
        row(screen, option).get_by_role("button", name="This comes next").click()
    expect(row(screen, b).get_by_role("button", name="Move up")).to_be_focused()
    screen.keyboard.press("Enter")
    expect(row(screen, b).get_by_role("button", name="Move up")).to_be_focused()
    expect(row(screen, b).locator(".place-no")).to_have_text("2")
    row(screen, c).get_by_role("button", name="Take it out").click()
    expect(screen.locator("#rest > li")).to_have_count(1)
    assert kept(ann, screen) == [{b: 1, a: 2}]


def test_a_row_is_dragged_to_its_place(ann, screen, by):
    a, b, c = by("ranking")
    for option in (a, b, c):
        row(screen, option).locator(".t").click()
    expect(row(screen, c).locator(".place-no")).to_have_text("3")
    row(screen, c).locator(".grip").hover()  # it is in sight then, and not below the foot
    grip, first = row(screen, c).locator(".grip").bounding_box(), row(screen, a).bounding_box()
    screen.mouse.move(grip["x"] + 20, grip["y"] + 20)
    screen.mouse.down()
    for share in (0.3, 0.6, 1.0):
        screen.mouse.move(grip["x"] + 20, grip["y"] + 20 + share * (first["y"] + 10 - grip["y"] - 20))
    screen.mouse.up()
    expect(row(screen, c).locator(".place-no")).to_have_text("1")
    assert kept(ann, screen) == [{c: 1, a: 2, b: 3}]


def test_statements_are_answered_one_by_one(ann, screen, by):
    ids = by("statements")
    given = {}
    for name, number in (("I agree", 1), ("I disagree", -1), ("Pass", 0)):
        given[screen.locator("#deck > li:visible").get_attribute("data-card")] = number
        screen.wait_for_timeout(400)
        screen.get_by_role("button", name=name, exact=True).click()
    expect(screen.get_by_role("heading", name="You have answered all.")).to_be_focused()
    assert kept(ann, screen) == [given] and set(given) == set(ids)


def test_of_two_the_one_that_is_tapped_is_chosen(ann, screen, by):
    by("pairs")
    card = screen.locator("#deck > li:visible").get_attribute("data-card")
    screen.wait_for_timeout(400)
    screen.locator("#deck > li:visible").get_by_role("button").nth(1).click()
    expect(screen.locator("#count")).to_contain_text("Card 2 of 3.")
    assert kept(ann, screen) == [{card: int(card.split("-")[1])}]


@pytest.mark.parametrize("method", ["approval", "rating", "ranking"])
def test_what_is_given_without_network_waits_survives_a_reload_and_arrives(ann, screen, by, method):
    a, _b, _c = by(method)
    screen.route(SENDING, lambda route: route.abort())
    button = {"approval": "[name=tick]", "rating": "[name=rate] >> nth=4", "ranking": "[name=add]"}[method]
    row(screen, a).locator(button).click()
    expect(screen.get_by_text("Waiting for network. Kept on this phone.")).to_be_visible()
    screen.reload()
    expect(row(screen, a)).to_have_class(re.compile(r"\bon\b"))
    screen.unroute(SENDING)
    assert kept(ann, screen) == [{a: 5 if method == "rating" else 1}]


def test_two_tabs_of_one_phone_lose_nothing_of_each_other(ann, screen, by):
    by("statements")
    other = screen.context.new_page()
    other.goto(screen.url)
    first = other.locator("#deck > li:visible").get_attribute("data-card")
    for number in (2, 3):
        screen.wait_for_timeout(400)
        screen.get_by_role("button", name="I agree", exact=True).click()
        expect(screen.locator("#count")).to_contain_text(f"Card {number} of 3.")
    kept(ann, screen)
    other.get_by_role("button", name="I disagree", exact=True).click()
    expect(other.locator("#count")).to_contain_text("Card 3 of 3.")  # the second was answered in the other tab
    [ballot] = kept(ann, other)
    assert ballot[first] == -1 and sorted(ballot.values()) == [-1, 1]


def test_of_a_vote_that_is_over_the_phone_keeps_nothing(ann, screen, by):
    a, _b, _c = by("approval")
    row(screen, a).locator(".t").click()
    kept(ann, screen)
    assert screen.evaluate("Object.keys(localStorage).filter(key => key.includes('kept:')).length") == 1
    ann.closes_the_vote()
    expect(screen.locator(".res").first).to_be_visible()
    assert screen.evaluate("Object.keys(localStorage).filter(key => /kept:|ballot:/.test(key)).length") == 0
