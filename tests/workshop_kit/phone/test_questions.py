"""The short questions of an evening over HTTP: as a form, as JSON, and what is refused."""

import re

import pytest
from sqlmodel import select

from models import PhoneMode, Response, Service, StepKind
from workshop_kit import steps
from workshop_kit.evaluation import questions
from workshop_kit.phone import assets
from workshop_kit.store import now, reading, writing

ASKED = ["know_where", "evening", "said"]


@pytest.fixture
def service(ann) -> str:
    """The key of the answer about a service that is asked about."""
    with writing(ann.engine) as db:
        one = Service(source="csv", source_id="1", name={"en": "Job coaching"}, refreshed_at=now())
        db.add(one)
        db.flush()
        return questions.key_of(one)


@pytest.fixture
def step(ann, service):
    def asks(db, room):
        found = steps.add(db, room, StepKind.FEEDBACK, title={"en": "Closing"}, minutes=5)
        questions.choose(db, room, found, ASKED, [int(service.rpartition("-")[2])])
        steps.start(db, room, found, now=now())
        return found

    return ann.sees(asks)


def kept(ann):
    with reading(ann.engine) as db:
        return [row.answers for row in db.exec(select(Response))]


def answers(phone, step, given):
    return phone.tells("PUT", f"/4821/answers/{step.id}", {"answers": given})


# --- with a script ------------------------------------------------------------------------------------------


def test_a_whole_answer_is_kept_and_the_last_one_counts(ann, step, service, ben):
    answer = answers(ben, step, {"said": 4, service: 3})
    assert (answer.status_code, answer.json()) == (200, {"answers": {"said": 4, service: 3}})
    for _again in range(2):
        assert answers(ben, step, {"evening": 5}).json() == {"answers": {"evening": 5}}
    assert kept(ann) == [{"evening": 5}]
    assert answers(ben, step, {}).json() == {"answers": {}}
    assert kept(ann) == []


@pytest.mark.parametrize("number", [0, 6, -1, 1.5, "3", True, None, [3], 10**30])
def test_what_is_no_face_is_refused(ann, step, ben, number):
    assert answers(ben, step, {"said": number}).status_code == 400
    assert kept(ann) == []


@pytest.mark.parametrize("given", [None, [], 5, "x"])
def test_what_is_no_answer_is_refused(step, ben, given):
    assert answers(ben, step, given).status_code == 400


@pytest.mark.parametrize("key", ["name", "", "service-99999", "service-1e3", "\ud800", "choice-said"])
def test_what_nobody_asks_is_refused(ann, step, ben, key):
    answer = answers(ben, step, {"said": 2, key: 2})
    assert (answer.status_code, answer.json()["error"]) == (422, "This question is not asked here.")
    assert kept(ann) == []


def test_answers_to_another_step_are_refused(ann, step, ben):
    assert answers(ben, ann.step(StepKind.VOTE), {"said": 2}).status_code == 409
    for id in (999_999, 10**11):
        assert ben.put(f"/4821/answers/{id}", json={"answers": {}}).status_code == 404
    assert ben.votes(step, {"said": 2}).status_code == 409


def test_after_the_end_nothing_is_taken_any_more(ann, step, ben):
    answers(ben, step, {"said": 2})
    ann.ends_the_evening()
    answer = answers(ben, step, {"said": 5})
    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "These questions have closed. Your answers count as you left them.",
    )
    page = ben.post(f"/4821/answers/{step.id}", data={"rate": "said:5"})
    assert page.status_code == 409 and "<form" not in page.text
    assert kept(ann) == [{"said": 2}]


def test_two_megabytes_are_not_read(ann, step, ben):
    answer = answers(ben, step, {"said": 2, "x" * 2_000_000: 1})
    assert answer.status_code == 413 and answer.json()["error"]
    assert ben.post(f"/4821/answers/{step.id}", data={"rate": "x" * 2_000_000}).status_code == 413
    assert kept(ann) == []


def test_a_stranger_answers_nothing(ann, step, emil):
    assert answers(emil, step, {"said": 2}).status_code == 401
    assert emil.post(f"/4821/answers/{step.id}", data={"rate": "said:2"}).status_code == 401
    assert kept(ann) == []


# --- without a script -----------------------------------------------------------------------------------------


def test_each_tap_is_kept_and_leads_back_to_its_question(ann, step, service, ben):
    taps = f"/4821/answers/{step.id}"
    answer = ben.post(taps, data={"rate": "said:4"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now#o-said")
    assert ben.post(taps, data={"rate": f"{service}:3"}).headers["location"] == f"/4821/now#o-{service}"
    ben.post(taps, data={"rate": "evening:1"})
    ben.post(taps, data={"rate": "evening:1"})
    assert kept(ann) == [{"said": 4, service: 3}]
    page = ben.now().text
    assert 'value="said:4" aria-pressed="true"' in page
    assert 'value="evening:1" aria-pressed="false"' in page
    assert "2 of 4 done" in page


def test_the_fields_of_the_form_are_a_whole_answer_and_done_says_thank_you(ann, step, ben):
    fields = {"choice-said": "2", "choice-evening": "", "choice-know_where": "5", "done": "1"}
    answer = ben.post(f"/4821/answers/{step.id}", data=fields)
    assert answer.headers["location"] == "/4821/now?done=1"
    assert kept(ann) == [{"know_where": 5, "said": 2}]
    assert re.search(r'id="done">.*Your answers have arrived', ben.get("/4821/now?done=1").text)
    assert re.search(r'id="done" hidden>', ben.now().text)


@pytest.mark.parametrize("number", ["1.5", "x", "9" * 5000, "-1", "6", "٣٣"])
def test_wrong_fields_get_a_sentence_on_the_page(ann, step, ben, number):
    page = ben.post(f"/4821/answers/{step.id}", data={"choice-said": number})
    assert page.status_code in (400, 422)
    assert 'role="alert"' in page.text
    assert kept(ann) == []


@pytest.mark.parametrize("tap", ["x\r\nSet-Cookie: a=b:1", "//example.org:1", "", ":", "said"])
def test_a_strange_tap_leads_nowhere_else(ann, step, ben, tap):
    answer = ben.post(f"/4821/answers/{step.id}", data={"rate": tap})
    assert answer.headers.get("location", "") in ("", "/4821/now?done=1", "/4821/now#o-said")
    assert "a" not in answer.cookies


# --- the page -----------------------------------------------------------------------------------------------


def test_every_face_has_a_name_and_its_ends_a_word(step, ben):
    page = ben.now().text
    for name in ("Very bad", "Rather bad", "In between", "Rather good", "Very good", "Rather no", "Rather yes"):
        assert f'aria-label="{name}"' in page
    for words in ("<span>No</span><span>Yes</span>", "<span>Very bad</span><span>Very good</span>", "I use it"):
        assert words in page
    assert "Job coaching" in page


def test_each_phone_sees_its_own_answers_only(step, ben, chen):
    untouched = chen.get("/4821/now", headers={"X-Part": "1"}).text
    answers(ben, step, {"said": 4})
    assert 'aria-pressed="true"' in ben.get("/4821/now", headers={"X-Part": "1"}).text
    assert chen.get("/4821/now", headers={"X-Part": "1"}).text == untouched


def test_without_questions_the_step_says_its_sentence_as_before(ann, step, ben):
    ann.sees(lambda db, room: questions.choose(db, room, steps.by_id(db, room, step.id), []))
    page = ben.now().text
    assert "Thank you for coming." in page and "<form" not in page


def test_closed_questions_thank_and_show_no_form(ann, step, ben):
    ann.sees(lambda db, room: steps.set_phones(db, room, steps.by_id(db, room, step.id), PhoneMode.CLOSED))
    page = ben.now().text
    assert "Thank you. Look at the big screen" in page and "<form" not in page


def test_who_takes_everything_back_is_told(ann, step, ben):
    answers(ben, step, {"said": 4})
    answer = ben.delete("/4821/me")
    assert (answer.json()["ballots"], kept(ann)) == (1, [])
    assert "What you chose or sorted was erased." in answer.json()["sentence"]


def test_the_page_stays_light(step, ben):
    """All that a phone loads at first, over the wire."""
    page = ben.get("/4821/now", headers={"Accept-Encoding": "gzip"})
    bytes_of_page = int(page.headers["content-length"])
    assert bytes_of_page + len(assets.style().compressed) + len(assets.script().compressed) < 40_000
