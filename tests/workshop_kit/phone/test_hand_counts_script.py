"""Counts on a scribe's page in a real browser: the draft stays, the form is empty when it has arrived."""

from datetime import date

import pytest

from models import HandRole
from tests.workshop_kit.phone import test_hand_script, test_script
from tests.workshop_kit.phone.test_hand import link
from tests.workshop_kit.phone.test_script import expect
from workshop_kit import programmes
from workshop_kit.outcomes import indicators, register
from workshop_kit.store import now

pytestmark = test_script.pytestmark
chromium, opens = test_hand_script.chromium, test_hand_script.opens


@pytest.fixture
def page(ann, opens):
    def prepare(db, room):
        room.day = date.today()
        programme = programmes.create(db, programmes.Draft("SMILE"), now=now())
        indicators.add_preset(db, programme.id, "job_coaching")
        programmes.put_in(db, programme, [room.id])

    ann.sees(prepare)
    return opens(link(ann, HandRole.SCRIBE)[1])


def kept(ann):
    return ann.sees(lambda db, room: [row.count for row in register.current(db, room.programme_id)])


def test_a_count_arrives_without_leaving_the_page_and_is_taken_back(ann, page):
    page.get_by_text("People coached", exact=True).first.click()
    form = page.locator("#count-1")
    form.get_by_label("How many people").fill("12")
    form.get_by_label("Women and girls").fill("7")
    form.get_by_role("button", name="Send the count").click()
    expect(page.locator("#said")).to_contain_text("Arrived. People coached: 12")
    expect(form.get_by_label("How many people")).to_have_value("")
    expect(page.locator("#counts-list")).to_contain_text("12 · Women and girls 7")
    assert kept(ann) == [12]
    page.get_by_role("button", name="Take the last count back").click()
    expect(page.locator("#counts-list")).to_have_count(0)
    assert kept(ann) == []


def test_what_is_refused_stays_and_can_be_mended(ann, page):
    page.get_by_text("People coached", exact=True).first.click()
    form = page.locator("#count-1")
    form.get_by_label("How many people").fill("5")
    form.get_by_label("Women and girls").fill("7")
    form.get_by_role("button", name="Send the count").click()
    expect(page.get_by_role("alert")).to_contain_text("the parts add up to 7")
    expect(form.get_by_label("Women and girls")).to_have_value("7")
    form.get_by_label("How many people").fill("8")
    form.get_by_role("button", name="Send the count").click()
    expect(page.locator("#counts-list")).to_contain_text("8 · Women and girls 7")
    assert kept(ann) == [8]


def test_a_draft_is_there_again_after_a_reload(page):
    page.get_by_text("People coached", exact=True).first.click()
    page.locator("#count-1").get_by_label("How many people").fill("12")
    page.reload()
    expect(page.locator("#count-1").get_by_label("How many people")).to_have_value("12")
    expect(page.locator("#count-1")).to_have_attribute("open", "")
