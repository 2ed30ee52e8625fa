"""A phone that shows the present version is told so in one small answer."""

from datetime import date

import pytest

from models import PhoneMode, StepKind
from workshop_kit import moderation
from workshop_kit.store import now

PART = {"X-Part": "1"}


@pytest.fixture(autouse=True)
def today(ann):
    """The room is of today: nothing in it is old enough to be erased while a test counts versions."""
    ann.sees(lambda _db, room: setattr(room, "day", date.today()))
    ann.goes_to(StepKind.IDEAS)


def looks(phone, known=None, **headers):
    if known:
        headers["If-None-Match"] = known
    return phone.get("/4821/now", headers={**PART, **headers})


def version(ann):
    return ann.sees(lambda _db, room: room.version)


def test_the_part_says_which_version_it_is(ann, ben):
    answer = looks(ben)
    assert (answer.status_code, answer.headers["etag"]) == (200, f'W/"{version(ann)}-en"')
    assert f'data-version="{version(ann)}"' in answer.text


def test_who_shows_the_present_version_gets_304_and_nothing_more(ann, ben):
    known = looks(ben).headers["etag"]
    answer = looks(ben, known)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", known)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_who_has_changed_her_language_gets_the_part_in_it(ben):
    known = looks(ben).headers["etag"]
    ben.post("/4821/join", data={"language": "fi"})
    answer = looks(ben, known)
    assert (answer.status_code, answer.headers["etag"]) == (200, known.replace("-en", "-fi"))


def test_when_the_room_has_moved_on_the_new_part_comes_with_its_new_version(ann, ben):
    known = looks(ben).headers["etag"]
    ann.goes_to(StepKind.DIALOGUE)
    answer = looks(ben, known)
    assert answer.status_code == 200
    assert answer.headers["etag"] != known
    assert "Phone down." in answer.text
    assert looks(ben, answer.headers["etag"]).status_code == 304


@pytest.mark.parametrize("known", ['W/"0"', 'W/"999999"', '"1"', "W/1", "nonsense", '""'])
def test_whoever_shows_anything_else_gets_the_part(ben, known):
    assert looks(ben, known).status_code == 200


def test_whatever_ann_does_is_new(ann, ben):
    ben.sends("A club")
    [idea] = ann.ideas()
    known = looks(ben).headers["etag"]
    for does in (
        lambda: ann.sets_phones(StepKind.IDEAS, PhoneMode.CLOSED),
        lambda: ann.sees(lambda db, room: moderation.hide(db, room, db.merge(idea), now=now())),
        lambda: ann.goes_to(StepKind.VOTE),
        ann.closes_the_vote,
        ann.ends_the_evening,
    ):
        does()
        answer = looks(ben, known)
        assert answer.status_code == 200
        known = answer.headers["etag"]


def test_a_part_with_something_of_one_s_own_has_a_version_too(ann, ben):
    ben.sends("A club")
    assert looks(ben, looks(ben).headers["etag"]).status_code == 304
    step = ann.goes_to(StepKind.VOTE)
    ben.votes(step, {ann.options()[0]: 1})
    assert looks(ben, looks(ben).headers["etag"]).status_code == 304


def test_the_whole_page_always_comes_whole(ben):
    known = looks(ben).headers["etag"]
    page = ben.get("/4821/now", headers={"If-None-Match": known})
    assert page.status_code == 200
    assert "<html" in page.text


def test_who_has_not_joined_is_asked_to_join_whatever_she_knows(ann, ben, emil):
    known = looks(ben).headers["etag"]
    assert looks(emil, known).status_code == 401
    assert emil.get("/9999/now", headers={**PART, "If-None-Match": known}).status_code == 404


def test_who_has_taken_everything_back_is_not_told_that_nothing_is_new(ann, ben):
    looks(ben)
    ben.delete("/4821/me")
    assert looks(ben, f'W/"{version(ann)}-en"').status_code == 401
