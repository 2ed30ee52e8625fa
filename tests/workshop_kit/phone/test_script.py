"""The page's script in a real browser: nothing that was written is lost, and nothing is sent twice."""

import re
from pathlib import Path

import pytest

from models import Ballot, PhoneMode, StepKind
from workshop_kit.store import reading

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*QUIET, "--disable-component-update", "--disable-sync"]
        )
        yield browser
        browser.close()


@pytest.fixture
def screen(chromium, address):
    """A phone that has joined in English. Errors in its console fail the test."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en")
    page = context.new_page()
    page.set_default_timeout(15_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/4821")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/now")
    yield page
    context.close()
    assert errors == []


expect = sync_api.expect


def test_the_phone_follows_the_room_by_itself(ann, screen):
    expect(screen.get_by_role("heading", name="We start soon.")).to_be_visible()
    ann.goes_to(StepKind.DIALOGUE)
    expect(screen.get_by_role("heading", name="Phone down.")).to_be_visible()
    ann.goes_to(StepKind.IDEAS)
    expect(screen.get_by_role("textbox")).to_be_visible()


def test_an_idea_written_without_network_waits_and_arrives_once(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    field = screen.get_by_role("textbox")
    expect(field).to_be_visible()
    screen.context.set_offline(True)
    field.fill("A free club")
    screen.get_by_role("button", name="Send the idea").click()
    expect(screen.get_by_text("Waiting for network. Kept on this phone.")).to_be_visible()
    expect(field).to_have_value("")
    screen.context.set_offline(False)
    expect(screen.locator("#mine .tick")).to_have_text("1")
    expect(screen.locator("#mine").get_by_text("Arrived")).to_be_visible()
    assert [idea.text for idea in ann.ideas()] == ["A free club"]


def test_a_lost_answer_makes_no_second_idea(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    tries = []

    def lose_the_first_answer(route):
        tries.append(route.request.post_data_json["id"])
        if len(tries) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    screen.route(re.compile("/ideas$"), lose_the_first_answer)
    screen.get_by_role("textbox").fill("A free club")
    screen.get_by_role("button", name="Send the idea").click()
    expect(screen.locator("#mine .tick")).to_have_text("1")
    assert len(tries) == 2 and len(set(tries)) == 1
    assert len(ann.ideas()) == 1


def test_what_is_being_typed_survives_a_change_a_reload_and_the_next_step(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    field = screen.get_by_role("textbox")
    field.fill("My daughter wants to da")
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    expect(screen.get_by_text("Not sent yet. Kept on this phone.")).to_be_visible()
    ann.sets_phones(StepKind.IDEAS, PhoneMode.WRITE)
    expect(field).to_have_value("My daughter wants to da")
    screen.reload()
    expect(field).to_have_value("My daughter wants to da")


def test_a_refused_idea_goes_back_into_the_field(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    field = screen.get_by_role("textbox")
    field.fill("x" * 501)
    screen.get_by_role("button", name="Send the idea").click()
    expect(screen.get_by_role("alert")).to_contain_text("This is too long.")
    expect(field).to_have_value("x" * 501)


def test_dots_are_put_at_once_and_kept_at_each_tap(ann, screen):
    ann.goes_to(StepKind.VOTE)
    more = screen.get_by_role("button", name="One dot more")
    for _ in range(3):
        more.nth(0).click()
    more.nth(1).click()
    expect(screen.locator("#left")).to_have_text("1 dot left")
    expect(more.nth(0)).to_be_disabled()
    screen.get_by_role("button", name="One dot less").nth(0).click()
    screen.get_by_role("button", name="Done").click()
    expect(screen.locator("#done")).to_be_visible()
    clubs, work, _course = ann.options()
    with reading(ann.engine) as db:
        assert db.get(Ballot, 1).choices == {clubs: 2, work: 1}
    screen.reload()
    expect(screen.locator("#left")).to_have_text("2 dots left")


def test_dots_put_without_network_wait_on_the_phone(ann, screen):
    ann.goes_to(StepKind.VOTE)
    more = screen.get_by_role("button", name="One dot more")
    expect(more.nth(0)).to_be_visible()
    screen.context.set_offline(True)
    more.nth(2).click()
    expect(screen.locator("#kept")).to_have_text("Waiting for network. Kept on this phone.")
    screen.context.set_offline(False)
    expect(screen.locator("#kept")).to_have_text("Arrived")
    with reading(ann.engine) as db:
        assert db.get(Ballot, 1).choices == {ann.options()[2]: 1}


def test_choosing_a_language_shows_the_page_in_it(screen, address):
    screen.goto(f"{address}/4821")
    screen.get_by_text("العربية").click()
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    expect(screen.get_by_label("العربية")).to_be_checked()
