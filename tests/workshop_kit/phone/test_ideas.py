from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from models import Channel, IdeaState, PhoneMode, StepKind
from workshop_kit import ideas, moderation, workshops
from workshop_kit.store import now, writing

A_UUID = "0f6c8a52-5d1e-4a57-9a51-2f6f3a0f7b11"


@pytest.fixture(autouse=True)
def writing_time(ann):
    ann.goes_to(StepKind.IDEAS)


def form(text, id=A_UUID):
    return {"id": id, "text": text}


def test_an_idea_is_kept_and_gets_a_number(ann, ben):
    answer = ben.sends("A free club")
    assert (answer.status_code, answer.json()) == (201, {"number": 1, "state": "shown", "text": "A free club"})
    [idea] = ann.ideas()
    assert (idea.text, idea.language, idea.channel) == ("A free club", "en", Channel.PHONE)
    assert "A free club" in ben.now().text


def test_the_same_idea_twice_is_one_idea(ann, ben):
    assert ben.sends("A club", A_UUID).status_code == 201
    again = ben.sends("A club", A_UUID)
    assert (again.status_code, again.json()["number"]) == (200, 1)
    assert len(ann.ideas()) == 1


def test_a_retry_after_the_step_has_closed_still_hears_that_the_first_try_arrived(ann, ben):
    ben.sends("A club", A_UUID)
    ann.goes_to(StepKind.PLAN)
    assert ben.sends("A club", A_UUID).status_code == 200


def test_somebody_elses_id_opens_nothing(ann, ben, chen):
    ben.sends("Ben's secret", A_UUID)
    answer = chen.sends("mine", A_UUID)
    assert answer.status_code == 422
    assert "secret" not in answer.text


def test_the_language_and_the_table_come_with_the_idea(ann, ben):
    ben.sends("Kerho", language="fi", table="4\x00\ud83d" + "x" * 100)
    [idea] = ann.ideas()
    assert (idea.language, len(idea.table_name)) == ("fi", 40)


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"language": "\ud800"}, {"id": "1"}, {"id": "\ud800"}])
def test_what_is_wrong_in_an_idea_gets_a_sentence(ben, wrong):
    answer = ben.sends("A club", **{"id": A_UUID, **wrong})
    assert answer.status_code == 422
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize("empty", ["", "   \n ", "\x00\u0007"])
def test_an_empty_idea_is_refused(ann, ben, empty):
    answer = ben.sends(empty)
    assert (answer.status_code, answer.json()["error"]) == (422, "Write a few words first.")


@pytest.mark.parametrize("size", [501, 60_000, 100_000, 2_000_000])
def test_a_long_idea_is_refused_whatever_its_size(ann, ben, size):
    answer = ben.sends("x" * size)
    assert answer.status_code == 413
    assert answer.json()["error"] == "This is too long. Say it in at most 500 letters."
    assert ann.ideas() == []


def test_a_long_body_without_an_announced_length_is_refused_too(ben):
    def chunks():
        yield b"text="
        for _ in range(200):
            yield b"x" * 1000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    page = ben.post("/4821/ideas", content=chunks(), headers=headers)
    assert page.status_code == 413
    assert "at most 500 letters" in page.text


def test_a_form_without_script_sends_an_idea_and_comes_back_to_it(ann, ben):
    answer = ben.post("/4821/ideas", data=form("Kiitos & <b>näkemiin</b>"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/4821/now#idea-1")
    assert 'name="id" value="' in ben.now().text


def test_tags_in_an_idea_stay_text(ben):
    ben.sends("<script>alert(1)</script>")
    page = ben.now().text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_refused_form_keeps_what_was_written(ben):
    page = ben.post("/4821/ideas", data=form("y" * 501))
    assert page.status_code == 413
    assert 'role="alert"' in page.text
    assert "y" * 501 + "</textarea>" in page.text


def test_an_idea_for_a_closed_step_stays_on_the_page(ann, ben):
    ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED)
    page = ben.post("/4821/ideas", data=form("Too late, but good"))
    assert page.status_code == 409
    assert "We are not collecting ideas right now" in page.text
    assert "Too late, but good" in page.text
    assert ben.sends("Too late").status_code == 409
    assert ann.ideas() == []


def test_a_stranger_keeps_her_text_too(emil):
    page = emil.post("/4821/ideas", data=form("Who am I?"))
    assert page.status_code == 401
    assert "Who am I?</textarea>" in page.text


def test_the_writer_sees_what_the_facilitator_did(ann, ben):
    ben.sends("A clubb")
    ben.sends("Something rude")
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        first, second = ideas.shown(db, workshop)
        moderation.correct(db, workshop, first, "A club", now=now())
        moderation.hide(db, workshop, second, now=now())
    page = ben.now().text
    assert "A typo was corrected. You wrote:" in page
    assert "A clubb</q>" in page
    assert "The facilitator took this off the wall." in page


def test_a_moderated_idea_waits_for_the_facilitator(ann, ben):
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, "4821")
        workshop.pre_moderation = True
        db.add(workshop)
    assert ben.sends("A club").json()["state"] == IdeaState.WAITING
    assert "Arrived. Waiting for the facilitator." in ben.now().text


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'{"text": 5}',
        b'{"text": ["a"]}',
        b'{"text": "\xff"}',
        b"[" * 60_000,
        b'{"id": 1' + b"0" * 5000 + b"}",
        b"",
    ],
)
def test_json_that_cannot_be_read_is_a_400(ben, body):
    answer = ben.post("/4821/ideas", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json() == {"error": "This could not be read. Open the page again."}


@pytest.mark.parametrize("body", [b"text=\xff\xfe", b"text=%ff%fe", b"a=1&" * 1000])
def test_a_form_that_cannot_be_read_is_a_400(ben, body):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ben.post("/4821/ideas", content=body, headers=headers).status_code == 400


def test_another_kind_of_body_is_a_400(ben):
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert ben.post("/4821/ideas", content=b"no parts at all", headers=broken).status_code == 400
    assert ben.post("/4821/ideas", content=b"text=x", headers={"Content-Type": "text/plain"}).status_code == 400


def test_a_full_disk_is_said_and_loses_nothing(ann, ben):
    ben.sends("Before")
    with full_disk(ann.engine):
        refused = next(answer for answer in (ben.sends("z" * 500) for _ in range(200)) if answer.status_code != 201)
        assert refused.status_code == 507
        assert refused.json()["error"].startswith("The laptop’s disk is full")
        page = ben.post("/4821/ideas", data=form("y" * 500))
        assert page.status_code == 507
        assert "y" * 500 + "</textarea>" in page.text
        assert "Before" in page.text
    assert ben.sends("After").status_code == 201
    assert [ann.ideas()[0].text, ann.ideas()[-1].text] == ["Before", "After"]


@contextmanager
def full_disk(engine):
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()

    def limited(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "checkout", limited)
    yield
    event.remove(engine, "checkout", limited)
    event.listen(engine, "checkout", lambda connection, *_: connection.execute("PRAGMA max_page_count = 100000"))


def test_many_phones_at_once_lose_nothing(ann, ben):
    sent = [f"Idea {n}" for n in range(60)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(ben.sends, sent))
    assert {answer.status_code for answer in answers} == {201}
    assert sorted(idea.number for idea in ann.ideas()) == list(range(1, 61))
    assert {idea.text for idea in ann.ideas()} == set(sent)
