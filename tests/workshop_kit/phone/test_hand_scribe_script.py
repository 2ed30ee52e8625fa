"""The scribe's page in a real browser: a refused form comes anew with its draft, and can be sent again."""

import uuid
from datetime import date

import pytest

from models import HandRole, StepKind
from tests.workshop_kit.phone import test_hand_script, test_script
from tests.workshop_kit.phone.test_hand import CODE, link
from tests.workshop_kit.phone.test_script import expect
from workshop_kit import ideas, moderation
from workshop_kit.store import now

pytestmark = test_script.pytestmark
chromium, opens = test_hand_script.chromium, test_hand_script.opens


@pytest.fixture
def page(ann, opens):
    ann.sees(lambda _db, room: setattr(room, "day", date.today()))
    ann.goes_to(StepKind.IDEAS)
    return opens(link(ann, HandRole.SCRIBE)[1])


def writes(page, text):
    page.locator("#card-text").fill(text)
    page.get_by_role("button", name="Send the idea").click()


def test_another_card_with_the_form_of_the_one_before_goes_with_the_next_press(ann, page):
    same = str(uuid.uuid4())
    fields = {"do": "card", "id": same, "text": "A night bus", "language": "en", "channel": "paper"}
    assert page.request.post(f"{page.url.split(f'/{CODE}')[0]}/{CODE}/hand", form=fields).ok
    page.locator('#write input[name="id"]').evaluate("(field, id) => { field.value = id; }", same)
    writes(page, "A free club")
    expect(page.get_by_role("alert")).to_contain_text("Other words were sent with this form")
    expect(page.locator("#card-text")).to_have_value("A free club")
    page.get_by_role("button", name="Send the idea").click()
    expect(page.get_by_text("Write number 2 on the card.")).to_be_visible()
    assert [idea.text for idea in ann.ideas()] == ["A night bus", "A free club"]


def test_a_card_that_ann_corrected_meanwhile_is_read_before_it_is_corrected_again(ann, page):
    writes(page, "A nite bus")
    expect(page.get_by_text("Write number 1 on the card.")).to_be_visible()
    page.route("**/hand/events**", lambda route: route.abort())
    page.reload()
    page.get_by_text("Change", exact=True).click()
    page.locator("#card-1-text").fill("A bus at night")
    ann.sees(lambda db, room: moderation.correct(db, room, ideas.shown(db, room)[0], "A night bus", now=now()))
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("alert")).to_contain_text("This has changed meanwhile")
    expect(page.locator("#card-1-words")).to_contain_text("A night bus")
    expect(page.locator("#card-1-text")).to_have_value("A bus at night")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("Number 1 is corrected.")).to_be_visible()
    assert [idea.text for idea in ann.ideas()] == ["A bus at night"]
