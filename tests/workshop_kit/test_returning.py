"""A sheet that comes back: what it would change is shown first, and nothing decided meanwhile is undone."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from models import ActionStatus
from workshop_kit import plan
from workshop_kit.errors import LongText
from workshop_kit.plan import Change


@dataclass(frozen=True)
class Row:
    uuid: str
    given: dict
    base: dict | None = None
    line: int = field(default=3)


@pytest.fixture
def action(ann):
    action = plan.add(ann.db, ann.workshop, title="A free club")
    plan.edit(ann.db, action, role="Coordinator", deadline=date(2027, 1, 15))
    return action


SENT = {"role": "Coordinator", "deadline": date(2027, 1, 15), "status": "proposed", "risks": None}


def compared(ann, *rows):
    return plan.compare(ann.db, ann.workshop, rows)


def test_a_sheet_that_nobody_changed_changes_nothing(ann, action):
    assert compared(ann, Row(action.uuid, SENT, SENT)).changes == ()
    assert compared(ann, Row(action.uuid, SENT)).changes == (), "also where the hidden sheet was lost"


def test_each_changed_cell_is_shown_with_what_was_there(ann, action):
    found = compared(ann, Row(action.uuid, {**SENT, "role": "Head teacher", "status": "accepted"}, SENT))
    assert found.changes == (
        Change(action.id, "A free club", "role", "Coordinator", "Head teacher"),
        Change(action.id, "A free club", "status", "proposed", "accepted"),
    )
    assert found.actions == 1


def test_a_stale_sheet_does_not_undo_what_was_decided_meanwhile(ann, action):
    plan.edit(ann.db, action, role="Head of youth work")
    assert compared(ann, Row(action.uuid, SENT, SENT)).changes == ()


def test_where_both_have_changed_it_is_said_so(ann, action):
    plan.edit(ann.db, action, role="Head of youth work")
    (change,) = compared(ann, Row(action.uuid, {**SENT, "role": "Head teacher"}, SENT)).changes
    assert (change.before, change.after, change.clash) == ("Head of youth work", "Head teacher", True)


def test_both_saying_the_same_is_no_change(ann, action):
    plan.edit(ann.db, action, role="Head teacher")
    assert compared(ann, Row(action.uuid, {**SENT, "role": " Head teacher "}, SENT)).changes == ()


def test_an_action_that_is_not_in_the_plan_is_told_by_its_line(ann, action):
    found = compared(ann, Row("00000000-0000-4000-8000-000000000000", SENT, line=9))
    assert (found.changes, found.unknown) == ((), (9,))


def test_another_workshop_s_sheet_changes_nothing_here(ann, action, open_room):
    found = plan.compare(ann.db, open_room(ann.db).workshop, [Row(action.uuid, {"role": "Emil"})])
    assert (found.changes, found.unknown) == ((), (3,))


def taken_over(ann, action, given, language="fi"):
    found = compared(ann, Row(action.uuid, {**SENT, **given}, SENT))
    plan.take_over(ann.db, ann.workshop, found.changes, language=language, now=ann.now)


def test_what_came_back_is_taken_over(ann, action):
    taken_over(ann, action, {"deadline": None, "risks": "No hall", "status": "in_progress"})
    assert (action.deadline, action.risks, action.status) == (None, "No hall", ActionStatus.IN_PROGRESS)
    assert action.role == "Coordinator"


def test_new_words_become_an_update_with_the_new_status_in_the_sheet_s_language(ann, action):
    version = ann.workshop.version
    taken_over(ann, action, {"status": "not_possible", "news": " Sali on varattu. "})
    (update,) = plan.updates(ann.db, ann.workshop)[action.id]
    assert (update.text, update.status) == ({"fi": "Sali on varattu."}, ActionStatus.NOT_POSSIBLE)
    assert ann.workshop.version > version


def test_words_that_are_too_long_change_nothing(ann, action):
    with pytest.raises(LongText):
        taken_over(ann, action, {"risks": "x" * 2001})
    assert action.risks == ""


def test_an_action_that_was_taken_out_meanwhile_is_passed_over(ann, action):
    found = compared(ann, Row(action.uuid, {**SENT, "role": "Head teacher"}, SENT))
    plan.remove(ann.db, action)
    ann.db.flush()
    plan.take_over(ann.db, ann.workshop, found.changes, language="fi", now=ann.now)
    assert plan.actions(ann.db, ann.workshop) == []


def test_a_sheet_that_comes_back_again_tells_nothing_twice(ann, action):
    for _time in range(2):
        taken_over(ann, action, {"news": "Sali on varattu."})
    assert len(plan.updates(ann.db, ann.workshop)[action.id]) == 1
