"""The faces in a real browser: tapped, changed, taken back, without a network, after a reload."""

import re

import pytest
from sqlmodel import select

from models import Response, StepKind
from tests.workshop_kit.phone import test_script
from tests.workshop_kit.phone.test_script import expect
from workshop_kit import steps
from workshop_kit.evaluation import questions
from workshop_kit.store import now, reading

pytestmark = test_script.pytestmark
SENDING = re.compile("/answers/")


@pytest.fixture(scope="module")
def chromium():
    with test_script.opened_chromium() as browser:
        yield browser


@pytest.fixture
def screen(chromium, address):
    with test_script.joined(chromium, address) as page:
        yield page


@pytest.fixture
def step(ann, screen):
    def asks(db, room):
        found = steps.add(db, room, StepKind.FEEDBACK, title={"en": "Closing"}, minutes=5)
        questions.choose(db, room, found, ["heard", "evening", "said"])
        steps.start(db, room, found, now=now())
        return found

    found = ann.sees(asks)
    expect(screen.get_by_role("heading", name="A few questions")).to_be_visible()
    return found


def face(screen, question, name):
    return screen.get_by_role("group", name=question).get_by_role("button", name=name, exact=True)


HEARD, EVENING, SAID = (
    "I feel heard in this city.",
    "How was this evening for you?",
    "I could say what I wanted to say.",
)


def kept(ann, screen):
    expect(screen.locator("#kept:not(.wait)").get_by_text("Arrived")).to_be_visible()
    with reading(ann.engine) as db:
        return [row.answers for row in db.exec(select(Response))]


def test_a_face_is_chosen_changed_and_taken_back(ann, screen, step):
    for question, name in ((HEARD, "Yes"), (EVENING, "Very bad"), (HEARD, "Rather no"), (EVENING, "Very bad")):
        face(screen, question, name).click()
    face(screen, SAID, "In between").click()
    expect(face(screen, HEARD, "Rather no")).to_have_attribute("aria-pressed", "true")
    expect(face(screen, HEARD, "Yes")).to_have_attribute("aria-pressed", "false")
    expect(screen.locator("#left")).to_have_text("2 of 3 done")
    assert kept(ann, screen) == [{"heard": 2, "said": 3}]


def test_done_thanks_and_the_answers_can_still_be_changed(ann, screen, step):
    face(screen, SAID, "Yes").click()
    screen.get_by_role("button", name="Done").click()
    expect(screen.locator("#done")).to_contain_text("Your answers have arrived.")
    face(screen, SAID, "No").click()
    expect(screen.locator("#done")).to_be_hidden()
    assert kept(ann, screen) == [{"said": 1}]


def test_who_skips_all_is_thanked_too_and_nothing_is_kept(ann, screen, step):
    screen.get_by_role("button", name="Done").click()
    expect(screen.locator("#done")).to_contain_text("Your answers have arrived.")
    assert kept(ann, screen) == []


def test_without_a_network_answers_wait_on_the_phone_also_over_a_reload(ann, screen, step):
    screen.route(SENDING, lambda route: route.abort())
    face(screen, EVENING, "Rather good").click()
    expect(screen.locator("#kept.wait")).to_have_text(re.compile("Waiting for network"))
    screen.reload()
    expect(face(screen, EVENING, "Rather good")).to_have_attribute("aria-pressed", "true")
    with reading(ann.engine) as db:
        assert list(db.exec(select(Response))) == []
    screen.unroute(SENDING)
    screen.reload()
    assert kept(ann, screen) == [{"evening": 4}]


def test_answers_that_come_too_late_are_refused_with_a_sentence(ann, screen, step):
    screen.route(SENDING, lambda route: route.abort())
    face(screen, SAID, "No").click()
    expect(screen.locator("#kept.wait")).to_be_visible()
    ann.goes_to(StepKind.IDEAS)
    expect(screen.locator("#idea")).to_be_visible()
    screen.unroute(SENDING)
    screen.reload()
    expect(screen.locator("#news")).to_have_text(
        "These questions have closed. Your answers count as you left them."
    )
    with reading(ann.engine) as db:
        assert list(db.exec(select(Response))) == []
    assert screen.evaluate("Object.keys(localStorage).filter(key => key.includes('ballot:'))") == []


def test_the_next_step_comes_by_itself_and_the_phone_keeps_nothing_of_the_answers(ann, screen, step):
    face(screen, SAID, "Yes").click()
    assert kept(ann, screen) == [{"said": 5}]
    ann.goes_to(StepKind.IDEAS)
    expect(screen.locator("#idea")).to_be_visible()
    assert screen.evaluate("Object.keys(localStorage).filter(key => /kept:|ballot:/.test(key))") == []


def test_the_keyboard_alone_is_enough(ann, screen, step):
    face(screen, HEARD, "No").focus()
    screen.keyboard.press("Tab")
    screen.keyboard.press("Space")
    expect(face(screen, HEARD, "Rather no")).to_be_focused()
    assert kept(ann, screen) == [{"heard": 2}]
