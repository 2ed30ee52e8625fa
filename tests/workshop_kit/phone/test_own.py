"""Changing one's own idea and taking it back, with a form and with the script."""

import re

import pytest

from models import IdeaState, PhoneMode, Source, StepKind
from workshop_kit import ideas, moderation
from workshop_kit.store import now


@pytest.fixture(autouse=True)
def a_wish(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ben.sends("A private wish")


def texts(ann):
    return [idea.text for idea in ann.ideas()]


def translates(ann, text):
    [idea] = ann.ideas()
    ann.sees(lambda db, _room: ideas.translate(db, db.merge(idea), "fi", text, Source.MACHINE))


def translated(ann):
    return ann.sees(ideas.translations)


def closes(ann):
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)


# --- changed --------------------------------------------------------------------------------------------


def test_the_page_to_change_an_idea_shows_what_was_written(ann, ben):
    assert 'href="/4821/ideas/1"' in ben.now().text
    page = ben.get("/4821/ideas/1")
    assert page.status_code == 200
    assert "A private wish</textarea>" in page.text
    assert "Save the change" in page.text and "Take this idea back" in page.text


def test_an_idea_is_changed_with_a_form(ann, ben):
    answer = ben.post("/4821/ideas/1", data={"text": "  A club & <b>tea</b> "})
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now?said=changed")
    assert texts(ann) == ["A club & <b>tea</b>"]
    page = ben.get(answer.headers["location"]).text
    assert "Your idea is changed." in page and "A club &amp; &lt;b&gt;tea&lt;/b&gt;" in page
    assert "private" not in page


def test_an_idea_is_changed_with_the_script(ann, ben):
    answer = ben.tells("PUT", "/4821/ideas/1", {"text": "A club"})
    assert (answer.status_code, answer.json()) == (200, {"number": 1, "done": "changed"})
    assert ben.tells("POST", "/4821/ideas/1", {"text": "A bench"}).json()["done"] == "changed"
    assert texts(ann) == ["A bench"]


def test_saving_twice_is_saving_once(ann, ben):
    for _tap in range(2):
        assert ben.tells("PUT", "/4821/ideas/1", {"text": "A club"}).status_code == 200
    assert texts(ann) == ["A club"]


def test_translations_of_the_old_words_are_erased(ann, ben):
    translates(ann, "Yksityinen toive")
    ben.tells("PUT", "/4821/ideas/1", {"text": "A club"})
    assert translated(ann) == {}


def test_an_idea_that_was_hidden_can_be_changed_and_stays_hidden(ann, ben):
    [idea] = ann.ideas()
    ann.sees(lambda db, room: moderation.hide(db, room, db.merge(idea), now=now()))
    assert ben.tells("PUT", "/4821/ideas/1", {"text": "A kinder wish"}).status_code == 200
    assert texts(ann) == []
    assert "A kinder wish" in ben.now().text and "took this off the wall" in ben.now().text


@pytest.mark.parametrize(("text", "status"), [("", 422), (" \n", 422), ("x" * 501, 413)])
def test_words_that_cannot_be_kept_are_refused_and_the_idea_stays(ann, ben, text, status):
    assert ben.tells("PUT", "/4821/ideas/1", {"text": text}).status_code == status
    page = ben.post("/4821/ideas/1", data={"text": text})
    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert (text or "A private wish") + "</textarea>" in page.text
    assert texts(ann) == ["A private wish"]


@pytest.mark.parametrize("found", [{"text": 5}, {"text": ["a"]}, [], None, "text"])
def test_what_cannot_be_read_is_a_400(ann, ben, found):
    assert ben.tells("PUT", "/4821/ideas/1", found).status_code == 400
    assert texts(ann) == ["A private wish"]


def test_what_only_sounds_like_something_we_say_is_not_said(ben):
    page = ben.get("/4821/now", params={"said": "<b>Pay here</b>"}).text
    assert "Pay here" not in page and "Your idea is changed." not in page


# --- taken back -----------------------------------------------------------------------------------------


def test_an_idea_is_taken_back_with_a_form(ann, ben):
    answer = ben.post("/4821/ideas/1", data={"take_back": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now?said=taken")
    assert "Your idea was taken back." in ben.get(answer.headers["location"]).text
    assert texts(ann) == []


def test_before_an_idea_is_taken_back_a_page_asks(ann, ben):
    page = ben.get("/4821/ideas/1").text
    assert 'href="/4821/ideas/1?take_back=1"' in page and 'name="take_back"' not in page
    asking = ben.get("/4821/ideas/1?take_back=1").text
    assert "A private wish" in asking and 'name="take_back"' in asking and "Save the change" not in asking
    assert 'href="/4821/ideas/1"' in asking  # the way back
    assert texts(ann) == ["A private wish"]


def test_what_cannot_be_taken_back_any_more_is_not_asked_for(ann, ben):
    closes(ann)
    page = ben.get("/4821/ideas/1?take_back=1").text
    assert 'name="take_back"' not in page and "Ideas are closed now" in page


def test_an_idea_is_taken_back_with_the_script_and_only_once(ann, ben):
    ben.sends("A club")
    answer = ben.delete("/4821/ideas/1")
    assert (answer.status_code, answer.json()) == (200, {"number": 1, "done": "taken"})
    assert ben.delete("/4821/ideas/1").status_code == 404
    assert ben.get("/4821/ideas/1").status_code == 404
    assert texts(ann) == ["A club"]
    assert ben.now().status_code == 200


def test_what_was_taken_back_is_in_no_file_any_more(ann, ben, tmp_path):
    ben.sends("Unmistakable zebra wish")
    assert [path for path in tmp_path.glob("workshops.sqlite3*") if b"zebra" in path.read_bytes()]
    ben.delete("/4821/ideas/2")
    assert [path.name for path in tmp_path.glob("workshops.sqlite3*") if b"zebra" in path.read_bytes()] == []


@pytest.mark.parametrize("way", ["form", "script"])
def test_what_was_changed_is_in_no_file_any_more(ann, ben, tmp_path, way):
    ben.sends("Unmistakable zebra wish")
    assert [path for path in tmp_path.glob("workshops.sqlite3*") if b"zebra" in path.read_bytes()]
    if way == "form":
        assert ben.post("/4821/ideas/2", data={"text": "A club"}).status_code == 303
    else:
        assert ben.tells("PUT", "/4821/ideas/2", {"text": "A club"}).status_code == 200
    assert [path.name for path in tmp_path.glob("workshops.sqlite3*") if b"zebra" in path.read_bytes()] == []


def test_translations_go_with_the_idea_and_its_number_stays_used(ann, ben, chen):
    translates(ann, "Yksityinen toive")
    ben.delete("/4821/ideas/1")
    assert translated(ann) == {}
    assert ann.sees(ideas.counts)[IdeaState.WITHDRAWN] == 1
    assert chen.sends("Kerho").json()["number"] == 2


# --- too late -------------------------------------------------------------------------------------------


def test_after_the_close_a_form_is_refused_and_what_was_typed_is_on_the_page(ann, ben):
    closes(ann)
    page = ben.post("/4821/ideas/1", data={"text": "My better words"})
    assert page.status_code == 409
    assert "Not changed. Ideas are closed now, so it stays as it is." in page.text
    assert "My better words" in page.text
    assert texts(ann) == ["A private wish"]


def test_after_the_close_the_script_is_refused_too(ann, ben):
    closes(ann)
    for answer in (ben.tells("PUT", "/4821/ideas/1", {"text": "My better words"}), ben.delete("/4821/ideas/1")):
        assert (answer.status_code, answer.json()["error"][:12]) == (409, "Not changed.")
    assert texts(ann) == ["A private wish"]


@pytest.mark.parametrize("kind", [StepKind.DIALOGUE, StepKind.VOTE, None])
def test_in_another_step_nothing_is_taken_back_singly(ann, ben, kind):
    if kind:
        ann.goes_to(kind)
    else:
        ann.ends_the_evening()
    page = ben.post("/4821/ideas/1", data={"take_back": "1"})
    assert page.status_code == 409
    assert "A private wish" in page.text
    assert texts(ann) == ["A private wish"]


def test_after_the_close_the_page_offers_no_change(ann, ben):
    closes(ann)
    assert 'href="/4821/ideas/1"' not in ben.now().text
    page = ben.get("/4821/ideas/1").text
    assert "Not changed. Ideas are closed now" in page and "A private wish" in page
    assert "<textarea" not in page and "Take this idea back" not in page


def test_the_refusal_is_in_the_writer_s_language(ann, dalia):
    dalia.sends("نادٍ")
    closes(ann)
    page = dalia.post("/4821/ideas/2", data={"text": "نادٍ أفضل"})
    assert page.status_code == 409
    assert '<html lang="ar" dir="rtl">' in page.text and "نادٍ أفضل" in page.text


# --- only one's own -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 0, 2, 999, 10**12])
def test_the_idea_of_somebody_else_is_a_404_like_one_that_is_not_there(ann, chen, number):
    path = f"/4821/ideas/{number}"
    answers = (
        chen.get(path),
        chen.post(path, data={"text": "Mine now"}),
        chen.post(path, data={"take_back": "1"}),
        chen.tells("PUT", path, {"text": "Mine now"}),
        chen.delete(path),
    )
    assert [answer.status_code for answer in answers] == [404] * 5
    assert not any("private" in answer.text for answer in answers)
    assert texts(ann) == ["A private wish"]


def test_a_stranger_is_asked_to_join_first(ann, emil):
    path = "/4821/ideas/1"
    for answer in (
        emil.get(path),
        emil.post(path, data={"text": "x"}),
        emil.tells("PUT", path, {"text": "x"}),
        emil.delete(path),
    ):
        assert answer.status_code == 401
        assert "Please join first" in answer.text
    assert texts(ann) == ["A private wish"]


def test_a_change_from_another_page_is_refused(ann, ben):
    evil = {"Origin": "https://evil.example"}
    for answer in (
        ben.post("/4821/ideas/1", data={"take_back": "1"}, headers=evil),
        ben.put("/4821/ideas/1", json={"text": "x"}, headers=evil),
        ben.delete("/4821/ideas/1", headers=evil),
    ):
        assert answer.status_code == 403
    assert texts(ann) == ["A private wish"]


def test_addresses_that_are_no_numbers_are_404s(ben):
    for number in ("x", "-1", "1.5", "١"):
        assert re.match("40[45]", str(ben.get(f"/4821/ideas/{number}").status_code))
