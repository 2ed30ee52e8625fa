"""The planned times of an agenda, and the end that was agreed."""

from datetime import datetime, time, timedelta

import pytest

from workshop_kit import steps, timetable


@pytest.fixture
def agenda(ann):
    return steps.agenda(ann.db, ann.workshop)


def test_without_an_agreed_end_there_is_no_slack(ann, agenda):
    assert timetable.agreed_end(ann.workshop) is None
    assert timetable.slack(ann.workshop, agenda) is None


@pytest.mark.parametrize(("ends", "slack"), [(time(19, 15), 15), (time(19, 0), 0), (time(18, 50), -10)])
def test_the_agreed_end_leaves_minutes_or_lacks_some(ann, agenda, ends, slack):
    ann.workshop.ends = ends  # the plan is from 17:30 to 19:00
    assert timetable.slack(ann.workshop, agenda) == slack


def test_an_end_before_the_start_is_after_midnight(ann, agenda):
    ann.workshop.starts, ann.workshop.ends = time(23, 0), time(0, 45)
    assert timetable.agreed_end(ann.workshop) == datetime.combine(ann.workshop.day + timedelta(days=1), time(0, 45))
    assert timetable.slack(ann.workshop, agenda) == 15


def test_a_step_left_out_on_the_way_moves_no_planned_time(ann, agenda, now):
    before = timetable.timetable(ann.workshop, agenda)
    steps.start(ann.db, ann.workshop, agenda[0], now=now)
    steps.set_skipped(ann.db, ann.workshop, agenda[3], True)
    assert timetable.left_out(agenda[3])
    assert timetable.timetable(ann.workshop, agenda) == [slot for slot in before if slot.step is not agenda[3]]


def test_a_step_skipped_while_preparing_takes_no_time(ann, agenda):
    steps.set_skipped(ann.db, ann.workshop, agenda[3], True)
    assert not timetable.left_out(agenda[3])
    assert timetable.timetable(ann.workshop, agenda)[-1].ends.time() == time(18, 45)
