"""What became of what people asked for the last time."""

from datetime import timedelta

import pytest

from models import ActionStatus
from workshop_kit import earlier, plan, workshops


@pytest.fixture
def before(ann, open_room):
    """A workshop of the month before, with an action and what has become of it."""
    room = open_room(ann.db).workshop
    room.day, room.venue = ann.workshop.day - timedelta(days=30), "Koivukylän koulu"
    action = plan.add(ann.db, room, title="A free club")
    plan.edit(ann.db, action, status=ActionStatus.DONE)
    plan.report(ann.db, room, action, {"en": "It opened in May."}, now=ann.now)
    plan.add(ann.db, room, title="A course")
    return room


def test_a_workshop_tells_of_the_one_that_it_follows(ann, before):
    assert plan.last_time(ann.db, ann.workshop) is None
    ann.workshop.follows = before.code
    found = plan.last_time(ann.db, ann.workshop)
    assert found.workshop is before
    assert [(one.action.title, one.update and one.update.text["en"]) for one in found.asked] == [
        ("A free club", "It opened in May."),
        ("A course", None),
    ]


@pytest.mark.parametrize("code", ["", "0000"])
def test_a_workshop_that_follows_none_or_one_that_is_gone_tells_nothing(ann, before, code):
    ann.workshop.follows = code
    assert plan.last_time(ann.db, ann.workshop) is None


def test_a_workshop_does_not_follow_itself(ann, before):
    plan.add(ann.db, ann.workshop, title="A bench")
    ann.workshop.follows = ann.workshop.code
    assert plan.last_time(ann.db, ann.workshop) is None


def test_the_one_before_at_the_same_place_is_found(ann, before):
    day = ann.workshop.day
    assert earlier.same_place(ann.db, venue=" koivukylän  KOULU ", area="", day=day) is before
    assert earlier.same_place(ann.db, venue="Library", area="", day=day) is None
    assert earlier.same_place(ann.db, venue="", area="", day=day) is None
    assert earlier.same_place(ann.db, venue="Koivukylän koulu", area="", day=before.day) is None, (
        "only earlier ones"
    )


def test_where_no_place_is_given_the_area_counts(ann, before):
    before.area = "Koivukylä"
    assert earlier.same_place(ann.db, venue="", area="koivukylä", day=ann.workshop.day) is before


def test_a_workshop_without_a_plan_has_nothing_to_tell(ann, open_room):
    room = open_room(ann.db).workshop
    room.day = ann.workshop.day - timedelta(days=30)
    assert earlier.earlier_ones(ann.db, day=ann.workshop.day) == []


def made(ann, **facts):
    draft = workshops.Draft(
        title={"en": "Again"}, question={"en": "What now?"}, language="en", languages=["en"],
        method="ideas-to-plan", day=ann.workshop.day, **facts,
    )  # fmt: skip
    return workshops.create(ann.db, draft, now=ann.now)


def test_a_new_workshop_at_the_same_place_tells_of_the_last_one_by_itself(ann, before):
    assert made(ann, venue="Koivukylän koulu").follows == before.code
    assert made(ann, venue="Library").follows == ""


def test_the_facilitator_chooses_of_which_it_tells_or_of_none(ann, before):
    assert made(ann, venue="Koivukylän koulu", follows="").follows == ""
    assert made(ann, follows=before.code).follows == before.code


def test_nobody_is_told_of_a_demo_by_itself(ann, before):
    before.demo = True
    assert made(ann, venue="Koivukylän koulu").follows == ""
