import re

import pytest

from models import PhoneMode, StepKind
from workshop_kit import steps, workshops
from workshop_kit.store import writing


def heading(page):
    return re.search(r"<h1[^>]*>(?:<span[^>]*>)?([^<]*)", page.text).group(1)


def test_before_the_start_there_is_the_room_sign(ben):
    page = ben.now()
    assert heading(page) == "We start soon."
    assert page.text.count('class="m"') == 6  # in the bar, and large


def test_after_the_end_there_are_the_results(ann, ben):
    ann.goes_to(StepKind.WELCOME)
    ann.ends_the_evening()
    page = ben.now().text
    assert "Nothing has been decided yet." in page
    assert "Thank you for coming" in page


@pytest.mark.parametrize(
    "kind, sentence",
    [
        (StepKind.WELCOME, "Welcome. It is good that you are here."),
        (StepKind.RULES, "How we talk together"),
        (StepKind.DIALOGUE, "Phone down. Now we listen to each other."),
        (StepKind.IDEAS, "What would help your family here?"),
        (StepKind.VOTE, "Put your 5 dots"),
        (StepKind.PLAN, "We make the plan together. Say aloud what you think."),
    ],
)
def test_each_step_has_its_screen(ann, ben, kind, sentence):
    ann.goes_to(kind)
    assert heading(ben.now()) == sentence


@pytest.mark.parametrize("kind", [StepKind.DIALOGUE, StepKind.PLAN])
def test_a_listening_screen_has_nothing_to_tap(ann, ben, kind):
    ann.goes_to(kind)
    page = ben.now().text
    assert 'class="page night"' in page
    shown = page[page.index('id="part"') : page.index('id="room"')]
    assert not re.search("<(a|button|input|form) ", shown)


def test_the_sun_sinks_with_the_time(ann, ben):
    def height():
        return int(re.search(r'cy="(\d+)" r="125"', ben.now().text).group(1))

    step = ann.goes_to(StepKind.DIALOGUE)
    assert height() in (130, 131)
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        steps.add_minutes(db, workshop, steps.by_id(db, workshop, step.id), -10)
    assert height() == 420


def test_ideas_and_votes_that_only_listen_show_the_sun(ann, ben):
    for kind in (StepKind.IDEAS, StepKind.VOTE):
        ann.goes_to(kind)
        ann.sets_phones(kind, PhoneMode.LISTEN)
        page = ben.now().text
        assert 'class="sun"' in page
        assert "<textarea" not in page


def test_closed_ideas_say_so(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    page = ben.now()
    assert heading(page) == "Ideas are closed now."
    assert "A club" in page.text
    assert "<textarea" not in page.text


def test_the_facilitators_own_sentence_wins_and_rules_are_a_list(ann, ben):
    for kind in (StepKind.DIALOGUE, StepKind.RULES):
        step = ann.goes_to(kind)
        with writing(ann.engine) as db:
            here = steps.by_id(db, workshops.by_code(db, "4821"), step.id)
            here.prompt = {"en": "Talk in pairs.\nOne speaks, the other listens."}
            db.add(here)
        assert "Talk in pairs." in ben.now().text
    assert ben.now().text.count('<li class="card">') == 2


def test_a_reader_from_right_to_left_gets_a_page_from_right_to_left(ann, dalia):
    ann.goes_to(StepKind.IDEAS)
    page = dalia.now().text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span lang="ar" dir="rtl">ما الذي يساعد عائلتك هنا؟</span>' in page
    assert 'class="sign" dir="ltr"' in page


def test_a_text_in_another_language_says_which(ann, chen):
    ann.goes_to(StepKind.IDEAS)
    page = chen.now().text
    assert '<span lang="en" dir="ltr">What would help your family here?</span>' in page
    assert '<span class="tongue" lang="en" dir="ltr">English</span>' in page


def test_the_part_is_the_page_without_its_frame(ann, ben):
    ann.goes_to(StepKind.VOTE)
    part = ben.get("/4821/now", headers={"X-Part": "1"})
    assert part.text.startswith('<div id="part"')
    assert "<html" not in part.text and "<symbol" not in part.text
    assert part.text in ben.now().text


def test_a_stranger_who_asks_for_the_part_gets_data(emil):
    answer = emil.get("/4821/now", headers={"X-Part": "1"})
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


def test_the_progress_says_where_we_are(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    page = ben.now().text
    assert 'aria-label="Part 4 of 6"' in page
    assert (page.count('<i class="done">'), page.count('<i class="now">')) == (3, 1)


def test_ideas_written_by_table_ask_for_the_table(ann, ben):
    step = ann.goes_to(StepKind.IDEAS)
    assert 'name="table"' not in ben.now().text
    with writing(ann.engine) as db:
        here = steps.by_id(db, workshops.by_code(db, "4821"), step.id)
        here.settings = {"by_table": True}
        db.add(here)
    assert 'name="table"' in ben.now().text
