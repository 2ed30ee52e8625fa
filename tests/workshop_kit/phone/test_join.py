from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from models import Participant, StepKind
from workshop_kit import participants
from workshop_kit.i18n import LANGUAGES
from workshop_kit.store import writing


def test_the_front_page_asks_for_the_code(emil):
    page = emil.get("/")
    assert page.status_code == 200
    assert 'name="code"' in page.text


def test_a_typed_code_leads_to_the_workshop(emil):
    for typed in ("4821", " 48 21 ", "٤٨٢١", "۴۸۲۱"):
        assert emil.post("/", data={"code": typed}).headers["location"] == "/4821"
        assert emil.get("/", params={"code": typed}).headers["location"] == "/4821"


def test_a_wrong_code_gets_a_sentence_and_keeps_what_was_typed(emil):
    page = emil.post("/", data={"code": "9999"})
    assert page.status_code == 404
    assert "No workshop has the code 9999" in page.text
    assert 'value="9999"' in page.text
    assert emil.get("/9999").status_code == 404
    assert emil.get("/abc").status_code == 404


def test_a_code_in_arabic_digits_in_the_address_is_understood(emil):
    assert emil.get("/٤٨٢١").headers["location"] == "/4821"


def test_the_join_page_offers_the_workshops_languages_and_says_what_is_collected(emil):
    page = emil.get("/4821")
    for name in ("Suomi", "English", "العربية", "Soomaali"):
        assert name in page.text
    assert "Русский" not in page.text
    assert "No name, no account" in page.text
    assert "random number on your phone for 90 days" in page.text
    assert 'value="en" autocomplete="off" checked' in page.text


def test_the_phones_language_is_chosen_beforehand_and_an_asked_one_wins(phones):
    dalia = phones(**{"Accept-Language": "ar-EG,en;q=0.5"})
    assert '<html lang="ar" dir="rtl">' in dalia.get("/4821").text
    assert '<html lang="so" dir="ltr">' in dalia.get("/4821?language=so").text
    assert '<html lang="ar" dir="rtl">' in dalia.get("/4821?language=xx").text


def test_joining_sets_a_cookie_that_no_script_can_read(emil):
    answer = emil.post("/4821/join", data={"language": "so"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now")
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "path=/4821", "max-age=7776000"):
        assert part in cookie
    assert emil.now().status_code == 200


def test_a_phone_that_has_joined_changes_its_language_and_is_not_joined_twice(ann, ben):
    assert ben.post("/4821/join", data={"language": "ar"}).status_code == 303
    assert 'dir="rtl"' in ben.now().text
    assert ann.sees(participants.count) == 1


def test_a_double_tap_on_join_is_one_participant(ann, phones):
    for phone in (phones(), phones()):  # the second tap goes before the first cookie is there
        assert phone.post("/4821/join", data={"language": "en", "form": "one-form"}).status_code == 303
        assert phone.now().status_code == 200
    assert ann.sees(participants.count) == 1


def test_a_language_that_is_not_offered_is_refused(ann, emil):
    for language in ("xx", "ru", ""):
        page = emil.post("/4821/join", data={"language": language})
        assert page.status_code == 422
        assert "This language is not offered here" in page.text
    assert ann.sees(participants.count) == 0


def test_who_comes_after_the_end_sees_the_results_and_is_not_counted(ann, emil):
    ann.goes_to(StepKind.WELCOME)
    ann.ends_the_evening()
    answer = emil.post("/4821/join", data={"language": "en"})
    assert answer.headers["location"] == "/4821/results?language=en"
    assert ann.sees(participants.count) == 0


def test_a_stranger_is_asked_to_join_first(emil):
    for answer in (emil.now(), emil.get("/4821/me"), emil.sends("Hello"), emil.put("/4821/ballots/1", json={})):
        assert answer.status_code in (400, 401)
    page = emil.now()
    assert page.status_code == 401
    assert "Please join first" in page.text
    assert 'href="/4821"' in page.text


def test_a_forged_cookie_opens_nothing(emil):
    emil.headers["Cookie"] = "workshop=guessed"
    assert emil.now().status_code == 401


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            ["We keep what you write and choose, without your name", "on 12 February 2100 we erase what ties it"],
        ),
        ("fi", ["Säilytämme tekstisi ja valintasi ilman nimeäsi.", "poistetaan 12. helmikuuta 2100."]),
        ("ar", ["نحفظ ما تكتبونه وما تختارونه بلا اسمكم.", "في 12 فبراير 2100 نحذف ما يربطه بهذا الهاتف."]),
    ],
)
def test_the_join_page_says_until_which_day_something_is_tied_to_the_phone(ann, emil, language, sentences):
    ann.sees(lambda _db, room: setattr(room, "day", date(2099, 11, 14)))
    page = emil.get("/4821", params={"language": language}).text
    assert f'<html lang="{language}"' in page
    for sentence in sentences:
        assert sentence in page


def test_who_has_joined_reads_her_own_day_whenever_she_looks(ann, ben, emil):
    def joined_long_ago(db, room):
        room.day = date(2020, 1, 1)
        db.exec(select(Participant)).one().joined_at = datetime(2020, 3, 1, 12, tzinfo=UTC)

    ann.sees(joined_long_ago)
    assert "on 30 May 2020 we erase what ties it" in ben.get("/4821").text
    assert "on 30 May 2020 we erase" not in emil.get("/4821").text


def test_a_double_tap_with_answers_about_oneself_is_one_participant(ann, phones):
    ann.sees(lambda _db, room: setattr(room, "ask_about", ["role"]))
    for phone in (phones(), phones()):
        fields = {"language": "en", "form": "one-form", "role": "family"}
        assert phone.post("/4821/join", data=fields).headers["location"] == "/4821/now"
    assert ann.sees(participants.count) == 1


def test_the_first_page_can_be_read_in_every_language(emil):
    page = emil.get("/")
    for language in LANGUAGES.values():
        assert f'href="/?language={language.code}"' in page.text and language.name in page.text
    assert '<html lang="ckb" dir="rtl">' in emil.get("/?language=ckb").text
    assert '<html lang="en"' in emil.get("/?language=xx").text


def test_what_is_collected_names_photos_where_they_can_be_sent(ann, emil):
    sentence = "A photo that you send is kept too, but not the time and place where it was taken."
    assert sentence in emil.get("/4821").text
    with writing(ann.engine) as db:
        db.merge(ann.step(StepKind.IDEAS)).settings = {"photos": False}
    assert sentence not in emil.get("/4821").text
