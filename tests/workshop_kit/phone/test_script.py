"""The page's script in a real browser: nothing that was written is lost, and nothing is sent twice."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from models import Ballot, PhoneMode, Step, StepKind
from workshop_kit import steps, workshops
from workshop_kit.store import now, reading, writing

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@contextmanager
def opened_chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*QUIET, "--disable-component-update", "--disable-sync"]
        )
        yield browser
        browser.close()


@contextmanager
def joined(browser, address):
    """A phone that has joined in English. Errors in its console fail the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en")
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/4821")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/now")
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def chromium():
    with opened_chromium() as browser:
        yield browser


@pytest.fixture
def screen(chromium, address):
    with joined(chromium, address) as page:
        yield page


expect = sync_api.expect
SENDING = re.compile("/ideas$")
FILL = """room => { // the phone's storage is full but for so many letters
  localStorage.setItem('room', 'x'.repeat(room));
  for (let size = 2 ** 22, n = 0; size >= 1; n++)
    try { localStorage.setItem('filler' + n, 'x'.repeat(size)); } catch (e) { size = size / 2 | 0; }
  localStorage.removeItem('room');
}"""


def adds_ideas(ann, **settings):
    """Another ideas step at the end of the agenda, and its id."""
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        step = Step(
            workshop_id=workshop.id,
            position=len(steps.agenda(db, workshop)),
            kind=StepKind.IDEAS,
            title={"en": "More ideas"},
            prompt={"en": "And what else?"},
            minutes=10,
            phones=PhoneMode.WRITE,
            settings=settings,
        )
        db.add(step)
        db.flush()
        return step.id


def opens(ann, step_id):
    def start(db, room):
        steps.start(db, room, steps.by_id(db, room, step_id), now=now())

    ann.sees(start)


def offers_pictures(ann):
    with writing(ann.engine) as db:
        step = next(s for s in steps.agenda(db, workshops.by_code(db, "4821")) if s.kind == StepKind.IDEAS)
        step.settings = {"symbols": True}


def chooses(screen, picture):
    screen.get_by_text("Or choose a picture instead of words").click()
    screen.get_by_role("radio", name=picture).check()


def sends(screen, text=None):
    if text is not None:
        screen.get_by_role("textbox").fill(text)
    screen.get_by_role("button", name="Send the idea").click()


def comes_too_late(ann, screen, send):
    """What `send` sends does not get through before the step has closed."""
    screen.route(SENDING, lambda route: route.abort())
    send()
    expect(screen.get_by_text("Waiting for network. Kept on this phone.")).to_be_visible()
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    expect(screen.get_by_role("heading", name="Ideas are closed now.")).to_be_visible()
    screen.unroute(SENDING)
    expect(screen.locator("#mine").get_by_text("We are not collecting ideas right now.")).to_be_visible()


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


def test_a_refused_idea_brings_its_picture_back_too(ann, screen):
    offers_pictures(ann)
    ann.goes_to(StepKind.IDEAS)
    chooses(screen, "School")
    sends(screen, "x" * 501)
    expect(screen.get_by_role("alert")).to_contain_text("This is too long.")
    expect(screen.get_by_role("radio", name="School")).to_be_checked()
    screen.reload()
    expect(screen.get_by_role("textbox")).to_have_value("x" * 501)
    expect(screen.get_by_role("radio", name="School")).to_be_checked()
    sends(screen, "Near home")
    expect(screen.locator("#mine .tick")).to_have_text("1")
    assert [(idea.text, idea.picture) for idea in ann.ideas()] == [("Near home", "symbol:school")]
    expect(screen.locator("input[name=symbol][value='']")).to_be_checked()


def test_a_picture_that_came_too_late_is_in_the_next_form(ann, screen):
    offers_pictures(ann)
    ann.goes_to(StepKind.IDEAS)
    chooses(screen, "School")
    comes_too_late(ann, screen, lambda: sends(screen))
    opens(ann, adds_ideas(ann, symbols=True))
    expect(screen.get_by_role("heading", name="And what else?")).to_be_visible()
    expect(screen.get_by_role("radio", name="School")).to_be_checked()
    sends(screen)
    expect(screen.locator("#mine .tick")).to_have_text("1")
    assert [idea.picture for idea in ann.ideas()] == ["symbol:school"]


def test_a_picture_that_the_next_form_does_not_offer_stays_in_the_box(ann, screen):
    offers_pictures(ann)
    ann.goes_to(StepKind.IDEAS)
    chooses(screen, "School")
    comes_too_late(ann, screen, lambda: sends(screen))
    opens(ann, adds_ideas(ann))
    sends(screen, "A free club")
    expect(screen.locator("#mine .tick", has_text="1")).to_be_visible()
    screen.reload()
    waiting = screen.locator("#mine li", has_text="We are not collecting ideas right now.")
    expect(waiting.locator("use[href='#s-school']")).to_be_visible()
    assert [idea.text for idea in ann.ideas()] == ["A free club"]


def test_an_idea_that_the_server_trips_over_holds_up_neither_ideas_nor_dots(ann, screen):
    ann.goes_to(StepKind.IDEAS)

    def trip(route):
        if route.request.post_data_json["text"] == "Bad luck":
            route.fulfill(status=500, json={"error": "Something went wrong."})
        else:
            route.continue_()

    screen.route(SENDING, trip)
    sends(screen, "Bad luck")
    expect(screen.get_by_text("Something went wrong.")).to_be_visible()
    sends(screen, "A free club")
    expect(screen.locator("#mine .tick", has_text="1")).to_be_visible()
    ann.goes_to(StepKind.VOTE)
    screen.get_by_role("button", name="One dot more").first.click()
    expect(screen.locator("#kept")).to_have_text("Arrived")
    ann.goes_to(StepKind.IDEAS)
    expect(screen.get_by_text("Something went wrong.")).to_be_visible()
    screen.unroute(SENDING)
    expect(screen.locator("#mine .tick", has_text="2")).to_be_visible(timeout=30_000)
    assert [idea.text for idea in ann.ideas()] == ["A free club", "Bad luck"]


def test_the_newer_words_win_where_the_storage_is_full(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    field = screen.get_by_role("textbox")
    field.fill("My daughter")
    screen.evaluate(FILL, 0)
    field.fill("My daughter wants to dance")
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    expect(screen.get_by_text("Not sent yet. Kept on this phone.")).to_be_visible()
    ann.sets_phones(StepKind.IDEAS, PhoneMode.WRITE)
    expect(field).to_have_value("My daughter wants to dance")
    sends(screen)
    expect(screen.locator("#mine .tick")).to_have_text("1")
    assert [idea.text for idea in ann.ideas()] == ["My daughter wants to dance"]


def test_words_that_were_begun_are_still_seen_in_the_next_step(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    screen.get_by_role("textbox").fill("My daughter wants to da")
    opens(ann, adds_ideas(ann))
    expect(screen.get_by_role("heading", name="And what else?")).to_be_visible()
    expect(screen.get_by_role("textbox")).to_have_value("")
    unsent = screen.locator("#mine li", has_text="Not sent yet. Kept on this phone.")
    expect(unsent).to_contain_text("My daughter wants to da")


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


def test_what_was_said_of_the_last_idea_goes_with_the_next(ann, screen):
    ann.goes_to(StepKind.IDEAS)
    sends(screen, "A club")
    expect(screen.locator("#mine .tick")).to_have_text("1")
    screen.get_by_role("link", name="Change", exact=True).click()
    screen.get_by_role("link", name="Take this idea back").click()
    screen.get_by_role("button", name="Take this idea back").click()
    expect(screen.locator("#said")).to_have_text("Your idea was taken back.")
    sends(screen, "A bench")
    expect(screen.locator("#mine .tick")).to_have_text("2")
    expect(screen.locator("#said")).to_have_count(0)
    screen.reload()
    expect(screen.locator("#said")).to_have_count(0)
