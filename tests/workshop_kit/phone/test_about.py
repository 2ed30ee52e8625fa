"""A little about the person: asked once where Ann wants it, skipped with one tap, and never asked of children."""

import re

import pytest
from sqlmodel import select

from models import Participant
from workshop_kit import background, participants


@pytest.fixture
def asks(ann):
    """What Ann wants to know."""

    def ask(*ids, areas=(), children=False):
        def change(_db, room):
            room.ask_about, room.areas, room.for_children = list(ids), list(areas), children

        ann.sees(change)

    return ask


def told(ann):
    return [dict(about) for about in ann.sees(lambda db, _room: db.exec(select(Participant.about)).all())]


def join(phone, **answers):
    return phone.post("/4821/join", data={"language": "en", **answers})


def goes_to(answer):
    assert answer.status_code == 303
    return answer.headers["location"]


# --- asked ----------------------------------------------------------------------------------------------


def test_where_nothing_is_asked_nobody_sees_the_page(ann, emil):
    assert goes_to(join(emil)) == "/4821/now"
    assert goes_to(emil.get("/4821/about")) == "/4821/now"
    assert "What you say about yourself" not in emil.get("/4821").text


def test_who_joins_is_asked_what_ann_wants_to_know(ann, asks, emil):
    asks("role", "home_language")
    assert "What you say about yourself is only counted." in emil.get("/4821").text
    assert goes_to(join(emil)) == "/4821/about"
    page = emil.get("/4821/about").text
    assert "I am here as" in page and "Which language do you speak at home?" in page
    assert "Where do you live?" not in page and 'name="age"' not in page
    assert "show no number for fewer than five people" in page


def test_all_of_it_may_be_skipped(ann, asks, emil):
    asks("role", "age", "gender")
    join(emil)
    page = emil.get("/4821/about").text
    assert 'href="/4821/now"' in page and "Skip" in page
    assert page.count("I do not want to say") == 3
    assert len(re.findall(r'value="" autocomplete="off" checked', page)) == 3
    assert emil.now().status_code == 200
    assert told(ann) == [{}]


def test_answers_are_kept_and_lead_to_the_room(ann, asks, emil):
    asks("role", "age")
    join(emil)
    assert goes_to(emil.post("/4821/about", data={"role": "family", "age": ""})) == "/4821/now"
    assert told(ann) == [{"role": "family"}]


def test_answers_can_be_changed_and_emptied(ann, asks, emil):
    asks("role")
    join(emil)
    emil.post("/4821/about", data={"role": "family"})
    assert re.search(r'value="family"[^>]* checked', emil.get("/4821/about").text)
    assert 'href="/4821/about"' in emil.get("/4821").text
    emil.post("/4821/about", data={"role": ""})
    assert told(ann) == [{}]


def test_the_script_may_answer_too(ann, asks, emil):
    asks("role")
    join(emil)
    assert goes_to(emil.tells("POST", "/4821/about", {"role": "young"})) == "/4821/now"
    assert told(ann) == [{"role": "young"}]


def test_who_joins_with_answers_goes_straight_to_the_room(ann, asks, emil):
    asks("role", "age")
    assert goes_to(join(emil, role="school")) == "/4821/now"
    assert told(ann) == [{"role": "school"}]


def test_who_joins_with_the_questions_skipped_is_not_asked_again(ann, asks, emil):
    asks("role", "age")
    assert goes_to(join(emil, role="", age="")) == "/4821/now"
    assert told(ann) == [{}]


def test_who_changes_the_language_later_is_not_asked_again(ann, asks, emil):
    asks("role")
    join(emil, role="school")
    assert goes_to(emil.post("/4821/join", data={"language": "ar"})) == "/4821/now"
    assert told(ann) == [{"role": "school"}]


def test_who_is_in_already_and_sends_answers_to_the_door_has_them_kept(ann, asks, emil):
    asks("role", "age")
    join(emil)
    assert goes_to(join(emil, role="school", age="30_44")) == "/4821/now"
    assert told(ann) == [{"role": "school", "age": "30_44"}]


def test_a_wrong_answer_at_the_door_is_refused_also_for_who_is_in_already(ann, asks, emil):
    asks("role")
    join(emil, role="school")
    assert emil.post("/4821/join", data={"language": "ar", "role": "mayor"}).status_code == 400
    assert told(ann) == [{"role": "school"}]
    assert '<html lang="en"' in emil.now().text


def test_ann_s_areas_are_named_as_she_wrote_them_and_each_language_in_its_own_letters(ann, asks, dalia):
    asks("area", "home_language", areas=["Hakunila & Kuninkaala", "Rekola"])
    page = dalia.get("/4821/about").text
    assert "Hakunila &amp; Kuninkaala" in page and "Rekola" in page
    assert '<option value="ckb" lang="ckb">' in page and '<option value="other">' in page
    dalia.post("/4821/about", data={"area": "Hakunila & Kuninkaala", "home_language": "ar"})
    assert told(ann) == [{"area": "Hakunila & Kuninkaala", "home_language": "ar"}]


@pytest.mark.parametrize(("language", "heading"), [("fi", "Muutama kysymys sinusta"), ("ar", "بعض الأسئلة عنكم")])
def test_the_questions_are_asked_in_the_person_s_language(ann, asks, phones, language, heading):
    asks("role")
    page = phones().joins(language).get("/4821/about").text
    assert heading in page and f'<html lang="{language}"' in page
    assert "I am here as" not in page


# --- refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["mayor", "<script>", "Family"])
def test_an_answer_that_was_not_offered_is_refused(ann, asks, emil, answer):
    asks("role")
    join(emil)
    refused = emil.post("/4821/about", data={"role": answer})
    assert refused.status_code == 400
    assert "This could not be read." in refused.text
    assert told(ann) == [{}]


def test_a_wrong_answer_at_the_door_lets_nobody_in(ann, asks, emil):
    asks("role")
    assert join(emil, role="mayor").status_code == 400
    assert ann.sees(participants.count) == 0
    assert emil.now().status_code == 401


@pytest.mark.parametrize("found", [{"role": ["family"]}, {"role": {"is": "family"}}, {"role": 5}, [], "family"])
def test_data_that_is_no_answer_is_a_400(ann, asks, emil, found):
    asks("role")
    join(emil)
    assert emil.tells("POST", "/4821/about", found).status_code == 400
    assert told(ann) == [{}]


def test_what_was_not_asked_is_not_kept(ann, asks, emil):
    asks("role")
    join(emil)
    emil.post("/4821/about", data={"gender": "woman", "name": "Emil", "role": "family"})
    assert told(ann) == [{"role": "family"}]


def test_a_stranger_is_asked_to_join_first(ann, asks, emil):
    asks("role")
    assert emil.get("/4821/about").status_code == 401
    assert emil.post("/4821/about", data={"role": "family"}).status_code == 401
    assert emil.get("/9999/about").status_code == 404


# --- children -------------------------------------------------------------------------------------------


def test_children_are_never_asked_whatever_else_was_chosen(ann, asks, emil):
    asks(*background.IDS, areas=["Hakunila"], children=True)
    assert goes_to(join(emil)) == "/4821/now"
    assert goes_to(emil.get("/4821/about")) == "/4821/now"
    assert "What you say about yourself" not in emil.get("/4821").text


def test_nothing_is_kept_of_a_child_even_when_it_is_sent(ann, asks, emil):
    asks(*background.IDS, children=True)
    join(emil, role="young", age="under_18")
    emil.post("/4821/about", data={"role": "young", "age": "under_18"})
    assert told(ann) == [{}]


# --- taken back -----------------------------------------------------------------------------------------


def test_answers_are_taken_back_with_everything_else_and_that_is_said(ann, asks, emil):
    asks("role")
    join(emil, role="family")
    answer = emil.delete("/4821/me").json()
    assert answer["about"] is True
    assert "Your answers about yourself were erased." in answer["sentence"]
    assert told(ann) == []
