"""Photos in the page's script, in a real browser: chosen, taken away, sent, given back, and in the next step."""

import re

import pytest
from sqlmodel import select

from models import PhoneMode, Picture, StepKind
from tests.workshop_kit.phone import test_script
from tests.workshop_kit.phone.states import photo
from tests.workshop_kit.phone.test_script import (
    FILL,
    SENDING,
    adds_ideas,
    comes_too_late,
    expect,
    offers_pictures,
    opens,
    sends,
)
from workshop_kit import ideas

pytestmark = test_script.pytestmark

SLOW_CAMERA = """() => {
  const read = FileReader.prototype.readAsDataURL;
  FileReader.prototype.readAsDataURL = function (file) { window.develop = () => read.call(this, file); };
}"""
"""Each photo is read only when the test says `develop()`."""
BROKEN_CAMERA = SLOW_CAMERA.replace("read.call(this, file)", "this.onerror()")


@pytest.fixture(scope="module")
def chromium():
    with test_script.opened_chromium() as browser:
        yield browser


@pytest.fixture
def screen(chromium, address):
    with test_script.joined(chromium, address) as page:
        yield page


@pytest.fixture(autouse=True)
def writing_time(ann, screen):
    step = ann.goes_to(StepKind.IDEAS)
    expect(screen.get_by_role("textbox")).to_be_visible()
    return step


def adds_photo(screen, sides=3):
    """Choose a photo of a shape with so many sides."""
    file = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": photo(sides)}
    screen.get_by_label("Add a photo").set_input_files(file)


def chosen(screen):
    return screen.get_by_alt_text("The photo you chose")


def has_photo(screen):
    """It is in the form, made small and stored."""
    expect(chosen(screen)).to_have_attribute("src", re.compile("^data:image/jpeg;base64,"))
    expect(chosen(screen)).to_be_visible()


def sent(ann):
    """Of each idea its words, and whether it has a photo."""
    found = ann.sees(lambda db, room: [*ideas.waiting(db, room), *ideas.shown(db, room)])
    return [(idea.text, idea.picture.startswith("photo:")) for idea in sorted(found, key=lambda idea: idea.number)]


def pictures_kept(ann):
    return len(ann.sees(lambda db, _room: db.exec(select(Picture)).all()))


def arrived(screen, number=1):
    expect(screen.locator("#mine .tick").get_by_text(str(number), exact=True)).to_be_visible()


# --- chosen, taken away, sent ---------------------------------------------------------------------------


def test_a_photo_is_chosen_survives_a_reload_and_is_sent_once(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    screen.reload()
    has_photo(screen)
    sends(screen, "Our yard")
    arrived(screen)
    expect(chosen(screen)).to_be_hidden()
    assert (sent(ann), pictures_kept(ann)) == ([("Our yard", True)], 1)
    sends(screen, "Words only")
    arrived(screen, 2)
    assert sent(ann) == [("Our yard", True), ("Words only", False)]


def test_a_photo_that_was_taken_away_is_not_sent(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    screen.get_by_role("button", name="Take the photo away").click()
    expect(chosen(screen)).to_be_hidden()
    screen.reload()
    expect(chosen(screen)).to_be_hidden()
    sends(screen, "Our yard")
    arrived(screen)
    assert sent(ann) == [("Our yard", False)]


def test_a_lost_answer_makes_no_second_idea_with_a_photo(ann, screen):
    tries = []

    def lose_the_first_answer(route):
        tries.append(route.request.post_data_json["id"])
        if len(tries) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    screen.route(SENDING, lose_the_first_answer)
    adds_photo(screen)
    has_photo(screen)
    sends(screen, "Our yard")
    arrived(screen)
    assert len(tries) == 2 and len(set(tries)) == 1
    assert sent(ann) == [("Our yard", True)]


# --- while it is being made small -----------------------------------------------------------------------


def test_sending_waits_for_the_photo_and_sends_it_once(ann, screen):
    screen.evaluate(SLOW_CAMERA)
    adds_photo(screen)
    button = screen.get_by_role("button", name="Send the idea")
    expect(screen.locator("#preview .i").first).to_be_visible()
    expect(screen.locator("#idea")).to_have_attribute("aria-busy", "true")
    sends(screen, "Our yard")
    expect(button).to_be_disabled()
    screen.evaluate("document.getElementById('idea').requestSubmit()")  # as the Enter key may
    expect(screen.get_by_role("textbox")).to_have_value("Our yard")
    screen.evaluate("develop()")
    arrived(screen)
    expect(button).to_be_enabled()
    expect(screen.get_by_role("textbox")).to_have_value("")
    expect(screen.locator("#preview")).to_be_hidden()
    expect(screen.get_by_role("alert")).to_have_count(0)
    assert sent(ann) == [("Our yard", True)]


def test_a_photo_that_is_not_wanted_any_more_does_not_come_back(ann, screen):
    screen.evaluate(SLOW_CAMERA)
    adds_photo(screen)
    sends(screen, "Too slow")
    expect(screen.get_by_role("button", name="Send the idea")).to_be_disabled()
    screen.get_by_role("button", name="Take the photo away").click()
    expect(screen.locator("#preview")).to_be_hidden()
    screen.evaluate("develop()")
    sends(screen, "Our yard")
    arrived(screen)
    expect(screen.locator("#preview")).to_be_hidden()
    assert sent(ann) == [("Our yard", False)]


def test_a_photo_that_is_ready_after_the_step_has_closed_is_kept_and_not_sent(ann, screen):
    screen.evaluate(SLOW_CAMERA)
    adds_photo(screen)
    sends(screen, "Our yard")
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    expect(screen.get_by_role("heading", name="Ideas are closed now.")).to_be_visible()
    screen.evaluate("develop()")
    unsent = screen.locator("#mine li", has_text="Not sent yet. Kept on this phone.")
    expect(unsent).to_contain_text("Our yard")
    expect(unsent.get_by_alt_text("Photo")).to_be_visible()
    ann.sets_phones(StepKind.IDEAS, PhoneMode.WRITE)
    has_photo(screen)
    expect(unsent).to_have_count(0)
    sends(screen)
    arrived(screen)
    assert sent(ann) == [("Our yard", True)]


UNREAD = "This file is not a photo that we can read."


def adds_no_photo(screen):
    file = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": b"This is no photo."}
    screen.get_by_label("Add a photo").set_input_files(file)


def test_a_file_that_is_no_photo_says_so_at_once_and_the_words_go(ann, screen):
    adds_no_photo(screen)
    expect(screen.get_by_role("alert")).to_contain_text(UNREAD)
    expect(screen.locator("#preview")).to_be_hidden()
    sends(screen, "Our yard")
    arrived(screen)
    assert sent(ann) == [("Our yard", False)]


def test_words_that_are_sent_meanwhile_go_without_the_photo_that_cannot_be_read(ann, screen):
    screen.evaluate(BROKEN_CAMERA)
    adds_photo(screen)
    sends(screen, "Our yard")
    screen.evaluate("develop()")
    arrived(screen)
    expect(screen.get_by_role("alert")).to_contain_text(UNREAD)
    expect(screen.locator("#preview")).to_be_hidden()
    assert sent(ann) == [("Our yard", False)]


def test_a_photo_alone_that_cannot_be_read_says_so_when_it_is_sent(ann, screen):
    screen.evaluate(BROKEN_CAMERA)
    adds_photo(screen)
    sends(screen)
    screen.evaluate("develop()")
    expect(screen.get_by_role("alert")).to_contain_text(UNREAD)
    assert sent(ann) == []


def test_a_good_photo_after_a_bad_one_takes_the_sentence_away(ann, screen):
    adds_no_photo(screen)
    expect(screen.get_by_role("alert")).to_contain_text(UNREAD)
    adds_photo(screen)
    has_photo(screen)
    expect(screen.get_by_role("alert")).to_have_count(0)


def test_words_go_without_a_photo_that_the_server_cannot_read(ann, screen):
    screen.evaluate(
        """() => { HTMLCanvasElement.prototype.toDataURL = () => 'data:image/jpeg;base64,' + btoa('no photo'); }"""
    )
    adds_photo(screen)
    expect(chosen(screen)).to_have_attribute("src", re.compile("^data:"))
    sends(screen, "Our yard")
    arrived(screen)
    expect(screen.get_by_role("alert")).to_contain_text(UNREAD)
    screen.reload()
    arrived(screen)
    expect(screen.locator("#preview")).to_be_hidden()
    assert sent(ann) == [("Our yard", False)]


# --- in the next step -----------------------------------------------------------------------------------


def goes_on(ann, screen, **settings):
    opens(ann, adds_ideas(ann, **settings))
    expect(screen.get_by_role("heading", name="And what else?")).to_be_visible()


def test_a_photo_that_was_not_sent_is_not_in_the_next_step_but_in_its_own_again(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    goes_on(ann, screen)
    expect(chosen(screen)).to_be_hidden()
    unsent = screen.locator("#mine li", has_text="Not sent yet. Kept on this phone.")
    expect(unsent.get_by_alt_text("Photo")).to_be_visible()
    sends(screen, "A free club")
    arrived(screen)
    assert sent(ann) == [("A free club", False)]
    ann.goes_to(StepKind.IDEAS)
    has_photo(screen)
    expect(unsent).to_have_count(0)


def test_a_photo_that_was_not_sent_holds_up_no_idea_where_there_are_no_photos(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    goes_on(ann, screen, photos=False)
    sends(screen, "A free club")
    arrived(screen)
    assert sent(ann) == [("A free club", False)]


# --- given back -----------------------------------------------------------------------------------------


def test_a_photo_that_came_too_late_is_in_the_next_form(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    comes_too_late(ann, screen, lambda: sends(screen))
    goes_on(ann, screen)
    has_photo(screen)
    screen.reload()
    has_photo(screen)
    sends(screen)
    arrived(screen)
    assert sent(ann) == [("", True)]


def test_a_photo_that_came_too_late_stays_in_the_box_until_a_form_takes_it(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    comes_too_late(ann, screen, lambda: sends(screen, "Our yard"))
    goes_on(ann, screen, photos=False)
    late = screen.locator("#mine li", has_text="We are not collecting ideas right now.")
    sends(screen, "A free club")
    arrived(screen)
    screen.reload()
    expect(late).to_contain_text("Our yard")
    expect(late.get_by_alt_text("Photo")).to_be_visible()
    ann.goes_to(StepKind.IDEAS)
    ann.sets_phones(StepKind.IDEAS, PhoneMode.WRITE)
    has_photo(screen)
    expect(screen.get_by_role("textbox")).to_have_value("Our yard")
    expect(late).to_have_count(0)


def test_a_refused_photo_is_in_the_form_again(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    sends(screen, "x" * 501)
    expect(screen.get_by_role("alert")).to_contain_text("This is too long.")
    has_photo(screen)
    screen.reload()
    has_photo(screen)
    sends(screen, "Our yard")
    arrived(screen)
    assert sent(ann) == [("Our yard", True)]


@pytest.mark.parametrize("picture", ["photo", "symbol"])
def test_a_refused_photo_waits_while_another_picture_is_in_the_form(ann, screen, picture):
    offers_pictures(ann)
    screen.reload()
    held = []
    screen.route(SENDING, lambda route: held.append(route))
    adds_photo(screen, 3)
    has_photo(screen)
    with screen.expect_request(SENDING):
        sends(screen, "The first")
    if picture == "photo":
        adds_photo(screen, 4)
        has_photo(screen)
    else:
        test_script.chooses(screen, "School")
    held[0].fulfill(status=422, json={"error": "You have sent 5 photos. That is the most. Write instead."})
    screen.unroute(SENDING)
    refused = screen.locator("#mine li", has_text="You have sent 5 photos.")
    expect(refused).to_contain_text("The first")
    expect(refused.get_by_alt_text("Photo")).to_be_visible()
    sends(screen, "The second")
    arrived(screen)
    screen.reload()
    has_photo(screen)
    expect(screen.get_by_role("textbox")).to_have_value("The first")
    sends(screen)
    arrived(screen, 2)
    assert sent(ann) == [("The second", picture == "photo"), ("The first", True)]


# --- a photo that does not get through ------------------------------------------------------------------


def holds_photos(screen, answer):
    def handle(route):
        if route.request.post_data_json["photo"]:
            answer(route)
        else:
            route.continue_()

    screen.route(SENDING, handle)


@pytest.mark.parametrize(
    "answer",
    [lambda _route: None, lambda route: route.fulfill(status=500, json={}), lambda route: route.abort()],
    ids=["slow", "500", "broken"],
)
def test_a_photo_that_does_not_get_through_holds_up_neither_words_nor_dots(ann, screen, answer):
    holds_photos(screen, answer)
    adds_photo(screen)
    has_photo(screen)
    with screen.expect_request(SENDING):
        sends(screen, "Our yard")
    sends(screen, "A free club")
    arrived(screen)
    ann.goes_to(StepKind.VOTE)
    screen.get_by_role("button", name="One dot more").first.click()
    expect(screen.locator("#kept")).to_have_text("Arrived")
    ann.goes_to(StepKind.IDEAS)
    expect(screen.locator("#mine li", has_text="Our yard")).to_contain_text("Waiting for network.")
    assert sent(ann) == [("A free club", False)]
    screen.unroute(SENDING)
    screen.reload()
    arrived(screen, 2)
    assert sent(ann) == [("A free club", False), ("Our yard", True)]


def test_words_are_sent_before_photos(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    screen.context.set_offline(True)
    sends(screen, "Our yard")
    sends(screen, "A free club")
    expect(screen.locator("#mine li")).to_have_count(2)
    screen.context.set_offline(False)
    arrived(screen, 2)
    assert sent(ann) == [("A free club", False), ("Our yard", True)]


def test_a_full_storage_is_said_as_long_as_the_photo_waits_and_the_words_are_stored(ann, screen):
    screen.evaluate(FILL, 2000)  # letters: room for words, not for a photo
    adds_photo(screen)
    has_photo(screen)
    tries = []
    holds_photos(screen, lambda route: (tries.append(route.request.post_data_json["id"]), route.abort()))
    with screen.expect_event("requestfailed"):
        sends(screen, "Our yard")
    item = screen.locator("#mine li", has_text="Our yard")
    with screen.expect_event("requestfailed"):
        expect(item).to_contain_text("Keep this page open until your photo has arrived.")
    expect(item).to_contain_text("Keep this page open until your photo has arrived.")
    expect(item).not_to_contain_text("Kept on this phone.")
    expect(item.get_by_alt_text("Photo")).to_be_visible()
    screen.reload()  # all the same
    arrived(screen)
    assert [(idea.text, idea.uuid) for idea in ann.ideas()] == [("Our yard", tries[0])]


def test_a_photo_that_is_stored_stays_stored_though_the_storage_fills_up(ann, screen):
    adds_photo(screen)
    has_photo(screen)
    answers = [lambda route: route.abort()]
    holds_photos(screen, lambda route: answers[-1](route))
    sends(screen, "Our yard")
    expect(screen.get_by_text("Waiting for network. Kept on this phone.")).to_be_visible()
    screen.evaluate(FILL, 0)
    answers.append(lambda route: route.fulfill(status=507, json={"error": "The disk is full. " * 10}))
    expect(screen.locator("#mine li", has_text="The disk is full.")).to_contain_text("Our yard")
    screen.unroute(SENDING)
    screen.reload()
    arrived(screen)
    assert sent(ann) == [("Our yard", True)]


def test_where_the_page_stays_open_the_photo_arrives_though_the_storage_is_full(ann, screen):
    screen.evaluate(FILL, 2000)
    adds_photo(screen)
    has_photo(screen)
    screen.context.set_offline(True)
    sends(screen, "Our yard")
    expect(screen.get_by_text("Keep this page open until your photo has arrived.")).to_be_visible()
    screen.context.set_offline(False)
    arrived(screen)
    assert sent(ann) == [("Our yard", True)]


def test_a_photo_that_came_too_late_for_a_full_storage_is_said_to_need_the_page(ann, screen):
    screen.evaluate(FILL, 2000)
    adds_photo(screen)
    has_photo(screen)
    screen.route(SENDING, lambda route: route.abort())
    sends(screen, "Our yard")
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    expect(screen.get_by_role("heading", name="Ideas are closed now.")).to_be_visible()
    screen.unroute(SENDING)
    late = screen.locator("#mine li", has_text="We are not collecting ideas right now.")
    expect(late).to_contain_text("Keep this page open until your photo has arrived.")
    goes_on(ann, screen)
    has_photo(screen)
    sends(screen)
    arrived(screen)
    assert sent(ann) == [("Our yard", True)]
