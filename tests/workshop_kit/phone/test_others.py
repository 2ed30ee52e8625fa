"""What the others have given: on phones only where the step shows it; and pictures that speak every language."""

import re

import pytest

from models import PhoneMode, Source, StepKind
from workshop_kit import ideas, moderation
from workshop_kit.store import now

PART = {"X-Part": "1"}


@pytest.fixture
def step(ann):
    """An ideas step that shows what the others give, and offers pictures."""
    found = ann.goes_to(StepKind.IDEAS)
    switches(ann, found, show_others=True, symbols=True)
    return found


def switches(ann, step, **settings):
    ann.sees(lambda db, _room: setattr(db.get(type(step), step.id), "settings", settings))


def others(page):
    """Number -> words of what the others have given; None where the page does not say."""
    found = re.search(r'<section id="others".*?</section>', page.text, re.DOTALL)
    if not found:
        return None
    items = re.findall(r'<li class="mine" id="other-(\d+)">(.*?)</li>', found[0], re.DOTALL)
    return {int(number): " ".join(re.findall(r'<p class="words[^>]*>([^<]*)</p>', item)) for number, item in items}


def kept(ann, number=1):
    return next(idea for idea in ann.ideas() if idea.number == number)


# --- the others -----------------------------------------------------------------------------------------


def test_where_the_step_does_not_say_so_phones_show_nothing_of_the_others(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A club")
    assert others(chen.now()) is None
    assert "A club" not in chen.now().text + chen.get("/4821/now", headers=PART).text


def test_where_the_step_says_so_each_sees_what_the_others_gave_the_newest_first(ann, step, ben, chen, dalia):
    assert others(ben.now()) == {}
    assert "No ideas from others yet." in ben.now().text
    ben.sends("A club")
    dalia.sends("نادٍ")
    dalia.sends("مقعد")
    assert list(others(chen.now()).items()) == [(3, "مقعد"), (2, "نادٍ"), (1, "A club")]
    assert others(ben.now()) == {3: "مقعد", 2: "نادٍ"}
    assert others(dalia.now()) == {1: "A club"}


def test_a_part_that_is_drawn_for_everybody_has_the_others_too(ann, step, ben, chen):
    ben.sends("A club")
    assert others(chen.get("/4821/now", headers=PART)) == {1: "A club"}


def test_who_has_not_joined_sees_nothing_of_them(ann, step, ben, emil):
    ben.sends("A club")
    assert "A club" not in emil.now().text


def test_what_waits_and_what_is_hidden_is_not_among_them(ann, step, ben, chen):
    ben.sends("Something rude")
    rude = kept(ann)
    ann.sees(lambda db, room: moderation.hide(db, room, db.merge(rude), now=now()))
    ann.sees(lambda _db, room: setattr(room, "pre_moderation", True))
    ben.sends("Not read yet")
    assert others(chen.now()) == {}


def test_what_was_taken_back_is_not_among_them_any_more(ann, step, ben, chen):
    ben.sends("A private wish")
    ben.delete("/4821/ideas/1")
    assert others(chen.now()) == others(chen.get("/4821/now", headers=PART)) == {}


def test_a_translation_stands_first_and_says_whose_it_is(ann, step, chen, ben):
    chen.sends("Kerho koulun jälkeen")
    idea = kept(ann)
    ann.sees(lambda db, _room: ideas.translate(db, db.merge(idea), "en", "A club after school", Source.MACHINE))
    page = ben.now()
    assert others(page) == {1: "A club after school"}
    assert "Translated by a computer:" in page.text and "Kerho koulun jälkeen" in page.text
    ann.sees(lambda db, _room: ideas.translate(db, db.merge(idea), "en", "An after-school club", Source.PERSON))
    page = ben.now()
    assert others(page) == {1: "An after-school club"}
    assert "by a computer" not in page.text


def test_words_in_another_language_say_which(ann, step, chen, ben):
    chen.sends("Kerho")
    assert '<span class="tongue" lang="fi" dir="ltr">Suomi</span>' in ben.now().text


def test_tags_of_the_others_stay_text(ann, step, chen, ben):
    chen.sends("<script>alert(1)</script><!--/own-->")
    for page in (ben.now(), ben.get("/4821/now", headers=PART)):
        assert "<script>alert" not in page.text
        assert page.text.count("<!--/own-->") == 1


def test_the_others_are_read_also_when_ideas_are_closed(ann, step, ben, chen):
    ben.sends("A club")
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    assert others(chen.now()) == {1: "A club"}


# --- pictures instead of words --------------------------------------------------------------------------


def test_pictures_are_offered_where_the_step_says_so_each_with_its_name(ann, step, chen):
    page = chen.now().text
    assert len(re.findall(r'name="symbol" value="[a-z]+"', page)) == 30
    assert "Bussi ja juna" in page and "Bus and train" not in page
    switches(ann, step)
    assert 'name="symbol"' not in chen.now().text


def test_a_picture_says_its_name_in_the_writer_s_language(ann, step, chen):
    answer = chen.sends("", symbol="bus")
    assert (answer.status_code, answer.json()) == (201, {"number": 1, "state": "shown", "text": "Bussi ja juna"})
    idea = kept(ann)
    assert (idea.text, idea.picture, idea.language) == ("Bussi ja juna", "symbol:bus", "fi")


def test_each_reader_reads_it_in_her_own_language(ann, step, chen, ben, dalia):
    chen.sends("", symbol="bus")
    assert others(ben.now()) == {1: "Bus and train"}
    assert others(dalia.now()) == {1: "الحافلة والقطار"}
    assert "Translated" not in ben.now().text
    assert 'href="#s-bus"' in ben.now().text


def test_words_beside_a_picture_stay_in_the_language_in_which_they_were_written(ann, step, chen, ben):
    chen.sends("Yöbussi", symbol="bus")
    assert others(ben.now()) == {1: "Yöbussi"}
    assert '<span class="tongue" lang="fi" dir="ltr">Suomi</span>' in ben.now().text


def test_a_form_without_script_sends_a_picture_too(ann, step, chen):
    id = "0f6c8a52-5d1e-4a57-9a51-2f6f3a0f7b11"
    answer = chen.post("/4821/ideas", data={"id": id, "text": "", "symbol": "play"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now#idea-1")
    assert kept(ann).picture == "symbol:play"
    assert 'href="#s-play"' in chen.now().text


def test_no_picture_and_no_words_is_nothing(ann, step, chen):
    assert chen.sends("", symbol="").status_code == 422
    assert ann.ideas() == []


@pytest.mark.parametrize("symbol", ["tank", "symbol:bus", "../bus", "photo:1"])
def test_a_picture_that_was_not_offered_is_refused(ann, step, chen, symbol):
    assert chen.sends("Kerho", symbol=symbol).status_code == 404
    assert ann.ideas() == []


def test_a_picture_that_is_no_text_is_a_400(ann, step, chen):
    assert chen.sends("Kerho", symbol=["bus"]).status_code == 400
    assert ann.ideas() == []


def test_in_a_vote_on_ideas_a_picture_is_called_by_its_name_in_each_reader_s_language(ann, step, chen, ben, dalia):
    chen.sends("", symbol="bus")
    vote = ann.step(StepKind.VOTE)
    switches(ann, vote, dots=5, cap=3, on="ideas")
    ann.goes_to(StepKind.VOTE)
    assert "Bus and train" in ben.now().text and "Bussi ja juna" not in ben.now().text
    assert "الحافلة والقطار" in dalia.now().text
