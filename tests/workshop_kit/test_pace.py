"""Pace: how late the room is, and what to shorten so that people can leave in time."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Step, StepKind, Workshop
from workshop_kit import pace, steps
from workshop_kit.pace import Cut, State


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.fixture
def agenda(ann):
    """Welcome 10, rules 5, ideas 20, themes 15, vote 10, plan 25, feedback 5: from 17:30 to 19:00."""
    return steps.agenda(ann.db, ann.workshop)


@pytest.fixture
def begins(ann):
    return datetime.combine(ann.workshop.day, ann.workshop.starts).astimezone()


def goes(ann, step, now):
    steps.start(ann.db, ann.workshop, step, now=now)


def played_until(ann, agenda, position, begins, each=0.0):
    """Every step before `position` took its minutes and `each` more; the time at which it begins."""
    at = begins
    for step in agenda[:position]:
        goes(ann, step, at)
        at += minutes(step.minutes + each)
    goes(ann, agenda[position], at)
    return at


def stands(ann, now):
    return pace.of(ann.workshop, steps.agenda(ann.db, ann.workshop), now)


# --- how late -------------------------------------------------------------------------------------------


def test_a_room_that_follows_the_plan_is_on_time(ann, agenda, begins):
    at = played_until(ann, agenda, 3, begins)
    found = stands(ann, at + minutes(5))
    assert (found.state, found.late, found.to_cut, found.slack) == (State.GREEN, 0, 0, 0)
    assert found.ends == found.should_end == begins + minutes(90)


def test_every_minute_more_is_a_minute_later(ann, agenda, begins):
    at = played_until(ann, agenda, 3, begins, each=2)
    found = stands(ann, at + minutes(5))
    assert (found.state, found.late, found.to_cut) == (State.ORANGE, 6, 6)
    assert found.ends == begins + minutes(96)


@pytest.mark.parametrize(("late", "state"), [(2, State.GREEN), (2.1, State.ORANGE)])
def test_two_minutes_nobody_feels(ann, agenda, begins, late, state):
    goes(ann, agenda[0], begins + minutes(late))
    assert stands(ann, begins + minutes(late)).state == state


def test_an_early_room_is_early_and_has_minutes_to_spare(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    goes(ann, agenda[1], begins + minutes(6))
    found = stands(ann, begins + minutes(6))
    assert (found.state, found.late, found.slack) == (State.GREEN, -4, 4)


def test_a_step_that_runs_over_makes_the_room_late_minute_by_minute(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    assert stands(ann, begins + minutes(10)).late == 0
    assert stands(ann, begins + minutes(15)).late == 5


def test_a_pause_makes_the_room_late_while_it_lasts(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    steps.pause(ann.db, ann.workshop, agenda[0], now=begins + minutes(2))
    assert stands(ann, begins + minutes(5)).late == 3
    steps.resume(ann.db, ann.workshop, agenda[0], now=begins + minutes(6))
    assert stands(ann, begins + minutes(8)).late == 4


def test_added_minutes_count_at_once(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    steps.add_minutes(ann.db, ann.workshop, agenda[0], 5)
    found = stands(ann, begins + minutes(1))
    assert (found.late, found.ends) == (5, begins + minutes(95))


def test_a_late_start_is_told_before_the_first_step(ann, begins):
    assert stands(ann, begins - minutes(10)).state == State.GREEN
    found = stands(ann, begins + minutes(7))
    assert (found.state, found.late, found.ends) == (State.ORANGE, 7, begins + minutes(97))
    assert found.ahead[0].starts == begins + minutes(7)


def test_long_before_and_long_after_its_time_an_evening_that_has_not_begun_has_no_pace(ann, begins):
    assert stands(ann, begins - minutes(91)) is None
    assert stands(ann, begins + timedelta(days=1)) is None


def test_a_rehearsal_is_measured_from_its_own_start(ann, agenda, begins):
    ann.workshop.ends = time(19, 10)
    earlier = begins - timedelta(days=2, hours=3)
    goes(ann, agenda[0], earlier)
    found = stands(ann, earlier + minutes(5))
    assert (found.state, found.late, found.slack) == (State.GREEN, 0, 10)
    goes(ann, agenda[1], earlier + minutes(16))
    assert stands(ann, earlier + minutes(16)).late == 6


def test_a_rehearsal_of_the_day_before_does_not_count_in_the_evening(ann, agenda, begins):
    played_until(ann, agenda, 4, begins - timedelta(days=1))
    steps.end(ann.db, ann.workshop, now=begins - timedelta(hours=20))
    goes(ann, agenda[0], begins + minutes(6))
    assert stands(ann, begins + minutes(6)).late == 6


def test_going_back_plays_the_steps_between_again(ann, agenda, begins):
    at = played_until(ann, agenda, 2, begins)
    goes(ann, agenda[1], at + minutes(3))
    found = stands(ann, at + minutes(3))
    assert [slot.step for slot in found.ahead] == agenda[2:]
    assert found.late == 8  # three minutes of ideas, and the rules once more


def test_a_step_skipped_while_preparing_is_not_in_the_plan(ann, agenda, begins):
    steps.set_skipped(ann.db, ann.workshop, agenda[3], True)
    at = played_until(ann, [step for step in agenda if not step.skipped], 3, begins)
    found = stands(ann, at)
    assert (found.late, found.should_end) == (0, begins + minutes(75))


def test_a_step_skipped_on_the_way_wins_its_minutes(ann, agenda, begins):
    at = played_until(ann, agenda, 2, begins, each=4)
    steps.set_skipped(ann.db, ann.workshop, agenda[3], True)
    found = stands(ann, at)
    assert (found.late, found.slack, found.should_end) == (8, 7, begins + minutes(90))
    steps.set_skipped(ann.db, ann.workshop, agenda[3], False)
    assert stands(ann, at).to_cut == 8


def test_the_agreed_end_counts_before_the_planned_one(ann, agenda, begins):
    ann.workshop.ends = time(19, 15)
    goes(ann, agenda[0], begins + minutes(6))
    found = stands(ann, begins + minutes(6))
    assert (found.state, found.late, found.slack, found.to_cut) == (State.ORANGE, 6, 9, 0)


def test_an_agenda_that_is_too_long_is_behind_from_the_start(ann, agenda, begins):
    ann.workshop.ends = time(18, 50)
    goes(ann, agenda[0], begins)
    found = stands(ann, begins)
    assert (found.state, found.late, found.to_cut) == (State.ORANGE, 0, 10)


def test_the_end_may_be_after_midnight(ann, agenda):
    ann.workshop.starts, ann.workshop.ends = time(23, 30), time(1, 5)
    begins = datetime.combine(ann.workshop.day, time(23, 30)).astimezone()
    at = played_until(ann, agenda, 4, begins)
    found = stands(ann, at)
    assert (found.state, found.slack) == (State.GREEN, 5)
    assert found.should_end.date() > ann.workshop.day


def test_red_is_when_even_the_shortest_is_too_long(ann, agenda, begins):
    most = sum(step.minutes - pace.least(step) for step in agenda[1:])
    goes(ann, agenda[0], begins + minutes(most))
    assert stands(ann, begins + minutes(most)).state == State.ORANGE
    assert stands(ann, begins + minutes(most + 11)).state == State.RED  # the welcome runs over, too


def test_in_the_last_step_nothing_can_be_cut_any_more(ann, agenda, begins):
    at = played_until(ann, agenda, 6, begins, each=1)
    assert stands(ann, at).state == State.RED
    assert pace.proposal(ann.workshop, agenda, at) is None


def test_an_evening_that_is_over_and_an_empty_agenda_have_no_pace(ann, agenda, begins):
    assert pace.of(ann.workshop, [], begins) is None
    goes(ann, agenda[0], begins)
    steps.end(ann.db, ann.workshop, now=begins + minutes(5))
    assert stands(ann, begins + minutes(5)) is None


# --- shortening -----------------------------------------------------------------------------------------


def proposed(ann, now):
    return pace.proposal(ann.workshop, steps.agenda(ann.db, ann.workshop), now)


@pytest.mark.parametrize(
    ("kind", "length", "least"),
    [
        (StepKind.BREAK, 15, 5),
        (StepKind.BREAK, 4, 4),
        (StepKind.WELCOME, 10, 3),
        (StepKind.FEEDBACK, 5, 3),
        (StepKind.DIALOGUE, 30, 20),
        (StepKind.IDEAS, 20, 14),
        (StepKind.PLAN, 25, 17),
        (StepKind.VOTE, 10, 6),
        (StepKind.VOTE, 1, 1),
        (StepKind.RULES, 5, 5),
    ],
)
def test_how_short_a_step_can_be_is_known_by_its_kind(kind, length, least):
    assert pace.least(Step(workshop_id=1, position=0, kind=kind, title={}, minutes=length)) == least


def test_what_was_prepared_wins_over_the_kind():
    step = Step(workshop_id=1, position=0, kind=StepKind.RULES, title={}, minutes=5, shortest=2)
    assert pace.least(step) == 2
    step.shortest = 9
    assert pace.least(step) == 5


def test_the_steps_to_come_give_in_proportion_and_the_rules_nothing(ann, agenda, begins):
    goes(ann, agenda[0], begins + minutes(6))
    found = proposed(ann, begins + minutes(6))
    assert (sum(cut.before - cut.after for cut in found.cuts), found.missing) == (6, 0)
    assert found.ends == begins + minutes(90)
    assert not {agenda[0].id, agenda[1].id} & {cut.step_id for cut in found.cuts}


def test_talking_together_is_shortened_last(ann, agenda, begins):
    talk = steps.add(ann.db, ann.workshop, StepKind.DIALOGUE, title={"en": "Talk"}, minutes=30)
    goes(ann, agenda[0], begins + minutes(6))
    assert talk.id not in {cut.step_id for cut in proposed(ann, begins + minutes(6)).cuts}
    others = sum(step.minutes - pace.least(step) for step in agenda[1:])
    found = proposed(ann, begins + minutes(others + 14))  # the welcome takes ten
    assert next(cut for cut in found.cuts if cut.step_id == talk.id) == Cut(talk.id, 30, 26)


def test_where_shortening_is_not_enough_a_step_is_left_out_and_the_others_give_less(ann, agenda, begins):
    rest = steps.add(ann.db, ann.workshop, StepKind.BREAK, title={"en": "Break"}, minutes=15)
    goes(ann, agenda[0], begins)
    others = sum(step.minutes - pace.least(step) for step in agenda[1:])
    found = proposed(ann, begins + minutes(10 + others + 10 + 2))
    assert Cut(rest.id, 15, 0) in found.cuts
    assert (found.missing, found.ends) == (0, begins + minutes(105))


def test_the_longest_talk_is_never_left_out_and_a_shorter_one_goes_last(ann, agenda, begins):
    circle = steps.add(ann.db, ann.workshop, StepKind.DIALOGUE, title={"en": "Circle"}, minutes=30)
    pairs = steps.add(ann.db, ann.workshop, StepKind.DIALOGUE, title={"en": "Pairs"}, minutes=10)
    rest = steps.add(ann.db, ann.workshop, StepKind.BREAK, title={"en": "Break"}, minutes=10)
    goes(ann, agenda[0], begins)
    out = {cut.step_id for cut in proposed(ann, begins + minutes(80)).cuts if not cut.after}
    assert out == {rest.id, pairs.id}
    assert circle.id in {cut.step_id for cut in proposed(ann, begins + minutes(80)).cuts}


def test_what_cannot_be_left_out_stays_and_the_minutes_that_are_missing_are_told(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    found = proposed(ann, begins + minutes(70))
    assert all(cut.after for cut in found.cuts)
    assert found.missing == 60 - sum(cut.before - cut.after for cut in found.cuts)
    assert found.ends == begins + minutes(90 + found.missing)


def test_what_was_proposed_is_done_at_once_and_the_timetable_stays(ann, agenda, begins):
    goes(ann, agenda[0], begins + minutes(6))
    planned, version = steps.timetable(ann.workshop, agenda), ann.workshop.version
    cuts = proposed(ann, begins + minutes(6)).cuts
    assert pace.shorten(ann.db, ann.workshop, cuts, during=agenda[0].id)
    found = stands(ann, begins + minutes(6))
    assert (found.state, found.late, found.to_cut) == (State.ORANGE, 6, 0)
    assert found.ends == begins + minutes(90)
    assert steps.timetable(ann.workshop, agenda) == planned
    assert ann.workshop.version == version + 1


def test_a_second_press_and_a_press_in_the_step_after_change_nothing(ann, agenda, begins):
    goes(ann, agenda[0], begins + minutes(6))
    cuts = proposed(ann, begins + minutes(6)).cuts
    assert not pace.shorten(ann.db, ann.workshop, cuts, during=agenda[1].id)
    assert pace.shorten(ann.db, ann.workshop, cuts, during=agenda[0].id)
    before = [step.added_minutes for step in agenda]
    assert not pace.shorten(ann.db, ann.workshop, cuts, during=agenda[0].id)
    assert [step.added_minutes for step in agenda] == before


def test_a_shortened_step_is_shorter_when_its_turn_comes(ann, agenda, begins):
    goes(ann, agenda[1], begins + minutes(16))
    cut = proposed(ann, begins + minutes(16)).cuts[0]
    pace.shorten(ann.db, ann.workshop, [cut], during=agenda[1].id)
    goes(ann, agenda[2], begins + minutes(21))
    assert steps.clock(agenda[2], now=begins + minutes(21)).total == minutes(cut.after)


def test_what_was_shortened_and_left_out_is_given_back(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    cuts = [Cut(agenda[2].id, 20, 12), Cut(agenda[5].id, 25, 0)]
    assert pace.shorten(ann.db, ann.workshop, cuts, during=agenda[0].id)
    assert pace.shortened(ann.workshop, agenda) == [agenda[2], agenda[5]]
    assert agenda[5].skipped
    pace.give_back(ann.db, ann.workshop)
    assert pace.shortened(ann.workshop, agenda) == []
    assert (agenda[2].added_minutes, agenda[5].skipped, agenda[5].added_minutes) == (0, False, 0)


def test_more_time_that_was_given_before_the_cut_comes_back_with_it(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    steps.add_minutes(ann.db, ann.workshop, agenda[2], 5)
    for before, after in ((25, 20), (20, 15)):
        assert pace.shorten(ann.db, ann.workshop, [Cut(agenda[2].id, before, after)], during=agenda[0].id)
    pace.give_back(ann.db, ann.workshop)
    assert agenda[2].added_minutes == 5


def test_what_was_skipped_by_hand_on_the_way_is_not_given_back(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    pace.shorten(ann.db, ann.workshop, [Cut(agenda[5].id, 25, 20)], during=agenda[0].id)
    steps.set_skipped(ann.db, ann.workshop, agenda[5], True)
    pace.give_back(ann.db, ann.workshop)
    assert agenda[5].skipped


def test_a_step_that_was_left_out_can_be_given_back_after_its_minutes_were_changed(ann, agenda, begins):
    goes(ann, agenda[0], begins)
    step = agenda[5]
    pace.shorten(ann.db, ann.workshop, [Cut(step.id, 25, 0)], during=agenda[0].id)
    words = {"title": step.title, "say": step.say, "prompt": step.prompt, "settings": {}}
    steps.edit(ann.db, ann.workshop, step, minutes=30, **words)
    pace.give_back(ann.db, ann.workshop)
    assert (step.skipped, step.minutes, step.added_minutes) == (False, 30, 0)


def test_what_was_skipped_while_preparing_is_not_given_back(ann, agenda, begins):
    steps.set_skipped(ann.db, ann.workshop, agenda[3], True)
    goes(ann, agenda[0], begins)
    pace.give_back(ann.db, ann.workshop)
    assert agenda[3].skipped


def test_going_back_keeps_what_was_shortened_ahead(ann, agenda, begins):
    goes(ann, agenda[1], begins + minutes(20))
    pace.shorten(ann.db, ann.workshop, [Cut(agenda[2].id, 20, 14)], during=agenda[1].id)
    goes(ann, agenda[0], begins + minutes(22))
    assert agenda[2].added_minutes == -6


# --- for any agenda -------------------------------------------------------------------------------------


@given(rooms=st.lists(st.integers(0, 60), max_size=12), needed=st.integers(0, 200))
def test_shares_add_up_and_nobody_gives_more_than_she_has(rooms, needed):
    shares = pace._shared(rooms, needed)
    assert sum(shares) == min(needed, sum(rooms))
    assert all(0 <= share <= room for share, room in zip(shares, rooms, strict=True))


@given(
    kinds=st.lists(st.tuples(st.sampled_from(list(StepKind)), st.integers(1, 60)), min_size=1, max_size=10),
    late=st.integers(0, 89),
)
def test_a_proposal_never_cuts_below_the_least_and_ends_when_it_says(kinds, late):
    day = datetime(2026, 11, 14)
    room = Workshop(
        code="1234", language="en", languages=["en"], title={}, question={}, method="ideas-to-plan",
        day=day.date(), starts=time(17, 30), created_at=day,
    )  # fmt: skip
    agenda = [
        Step(id=i + 1, workshop_id=1, position=i, kind=kind, title={}, minutes=length)
        for i, (kind, length) in enumerate(kinds)
    ]
    now = datetime(2026, 11, 14, 17, 30).astimezone() + minutes(late)
    found = pace.proposal(room, agenda, now)
    if found is None:
        return
    by_id = {step.id: step for step in agenda}
    for cut in found.cuts:
        step = by_id[cut.step_id]
        assert cut.before == step.minutes > cut.after
        assert cut.after >= pace.least(step) or (cut.after == 0 and step.kind in pace._DISPENSABLE)
    saved = sum(cut.before - cut.after for cut in found.cuts)
    assert saved + found.missing >= late
    assert found.ends == now + minutes(sum(length for _kind, length in kinds) - saved)
