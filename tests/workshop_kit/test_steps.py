"""The agenda: order, time, and moving the room on."""

from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from models import PhoneMode, Picture, Screen, StepKind
from workshop_kit import pictures, steps, votes, workshops
from workshop_kit.errors import NoSuchPicture, NoSuchStep, Wrong


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.fixture
def agenda(ann):
    return steps.agenda(ann.db, ann.workshop)


def start(ann, step, now):
    steps.start(ann.db, ann.workshop, step, now=now)


# --- moving on ------------------------------------------------------------------------------------------


def test_the_first_next_starts_the_first_step(ann, agenda, now):
    assert steps.next_step(ann.db, ann.workshop) is agenda[0]
    assert steps.previous_step(ann.db, ann.workshop) is None
    start(ann, agenda[0], now)
    assert steps.current(ann.db, ann.workshop) is agenda[0]
    assert agenda[0].started_at == now


def test_next_and_back_walk_along_the_agenda(ann, agenda, now):
    start(ann, agenda[1], now)
    assert steps.next_step(ann.db, ann.workshop) is agenda[2]
    assert steps.previous_step(ann.db, ann.workshop) is agenda[0]


def test_the_step_before_ends_when_the_next_one_starts(ann, agenda, now):
    start(ann, agenda[0], now)
    start(ann, agenda[1], now + minutes(10))
    assert agenda[0].ended_at == now + minutes(10)
    assert agenda[1].ended_at is None


def test_starting_the_present_step_again_does_not_turn_its_clock_back(ann, agenda, now):
    start(ann, agenda[0], now)
    start(ann, agenda[0], now + minutes(3))
    assert (agenda[0].started_at, agenda[0].ended_at) == (now, None)


def test_going_back_gives_the_earlier_step_its_whole_time_again(ann, agenda, now):
    start(ann, agenda[0], now)
    steps.add_minutes(ann.db, ann.workshop, agenda[0], 5)
    start(ann, agenda[1], now + minutes(10))
    start(ann, agenda[0], now + minutes(12))
    clock = steps.clock(agenda[0], now=now + minutes(12))
    assert clock.left == clock.total == minutes(agenda[0].minutes)
    assert agenda[0].ended_at is None


def test_starting_the_next_step_closes_the_vote_before_it(ann, now):
    ann.theme("Clubs", ann.enters())
    vote = ann.goes_to(StepKind.VOTE)
    assert votes.is_open(vote)
    start(ann, ann.step(StepKind.PLAN), now)
    assert votes.is_closed(vote) and not votes.is_open(vote)


def test_starting_a_vote_fixes_its_options(ann):
    ann.theme("Clubs", ann.enters())
    vote = ann.goes_to(StepKind.VOTE)
    assert [option.label for option in votes.options(ann.db, vote)] == [{"en": "Clubs"}]


def test_there_is_nothing_after_the_last_step(ann, agenda, now):
    start(ann, agenda[-1], now)
    assert steps.next_step(ann.db, ann.workshop) is None


def test_ending_closes_the_evening(ann, agenda, now):
    start(ann, agenda[0], now)
    steps.end(ann.db, ann.workshop, now=now + minutes(5))
    assert ann.workshop.ended_at == agenda[0].ended_at == now + minutes(5)
    assert steps.current(ann.db, ann.workshop) is None
    assert steps.next_step(ann.db, ann.workshop) is None


def test_ending_before_the_start_ends_nothing_but_the_workshop(ann, agenda, now):
    steps.end(ann.db, ann.workshop, now=now)
    assert ann.workshop.ended_at == now
    assert all(step.ended_at is None for step in agenda)


def test_a_workshop_that_ended_can_go_on(ann, agenda, now):
    steps.end(ann.db, ann.workshop, now=now)
    start(ann, agenda[2], now)
    assert ann.workshop.ended_at is None
    assert steps.current(ann.db, ann.workshop) is agenda[2]


def test_every_move_is_seen_by_the_phones(ann, agenda, now):
    version = ann.workshop.version
    ann.workshop.screen = Screen.JOIN
    start(ann, agenda[0], now)
    steps.set_phones(ann.db, ann.workshop, agenda[0], PhoneMode.CLOSED)
    steps.end(ann.db, ann.workshop, now=now)
    assert ann.workshop.version == version + 3
    assert ann.workshop.screen is None


def test_a_step_is_found_in_its_own_workshop_only(ann, agenda, open_room):
    other = open_room(ann.db)
    assert steps.by_id(ann.db, ann.workshop, agenda[0].id) is agenda[0]
    for wrong in (4711, steps.agenda(ann.db, other.workshop)[0].id):
        with pytest.raises(NoSuchStep):
            steps.by_id(ann.db, ann.workshop, wrong)


# --- time -----------------------------------------------------------------------------------------------


def test_a_step_that_has_not_started_has_all_its_time(agenda, now):
    clock = steps.clock(agenda[0], now=now)
    assert clock == steps.Clock(minutes(agenda[0].minutes), minutes(agenda[0].minutes), False)
    assert clock.share_left == 1.0


def test_time_runs(ann, agenda, now):
    start(ann, agenda[0], now)
    clock = steps.clock(agenda[0], now=now + minutes(agenda[0].minutes / 2))
    assert clock.share_left == 0.5


def test_a_step_that_runs_over_has_less_than_no_time(ann, agenda, now):
    start(ann, agenda[0], now)
    clock = steps.clock(agenda[0], now=now + minutes(agenda[0].minutes + 2))
    assert (clock.left, clock.share_left, clock.minutes_left) == (minutes(-2), 0.0, 0)


def test_a_pause_stops_the_clock_and_does_not_cost_time(ann, agenda, now):
    start(ann, agenda[0], now)
    steps.pause(ann.db, ann.workshop, agenda[0], now=now + minutes(2))
    paused = steps.clock(agenda[0], now=now + minutes(30))
    assert paused.paused and paused.left == minutes(agenda[0].minutes - 2)
    steps.resume(ann.db, ann.workshop, agenda[0], now=now + minutes(30))
    going = steps.clock(agenda[0], now=now + minutes(31))
    assert not going.paused and going.left == minutes(agenda[0].minutes - 3)


def test_pausing_twice_is_one_pause_and_resuming_twice_is_harmless(ann, agenda, now):
    start(ann, agenda[0], now)
    steps.pause(ann.db, ann.workshop, agenda[0], now=now)
    steps.pause(ann.db, ann.workshop, agenda[0], now=now + minutes(4))
    steps.resume(ann.db, ann.workshop, agenda[0], now=now + minutes(5))
    steps.resume(ann.db, ann.workshop, agenda[0], now=now + minutes(9))
    assert agenda[0].paused_seconds == 300


def test_several_pauses_add_up(ann, agenda, now):
    start(ann, agenda[0], now)
    for begun in (1, 10):
        steps.pause(ann.db, ann.workshop, agenda[0], now=now + minutes(begun))
        steps.resume(ann.db, ann.workshop, agenda[0], now=now + minutes(begun + 2))
    assert agenda[0].paused_seconds == 240


def test_a_paused_step_can_end(ann, agenda, now):
    start(ann, agenda[0], now)
    steps.pause(ann.db, ann.workshop, agenda[0], now=now + minutes(2))
    start(ann, agenda[1], now + minutes(9))
    clock = steps.clock(agenda[0], now=now + minutes(60))
    assert not clock.paused and clock.left == minutes(agenda[0].minutes - 2)


def test_minutes_can_be_added_and_taken_but_not_below_none(ann, agenda, now):
    start(ann, agenda[0], now)
    steps.add_minutes(ann.db, ann.workshop, agenda[0], 5)
    assert steps.clock(agenda[0], now=now).total == minutes(agenda[0].minutes + 5)
    steps.add_minutes(ann.db, ann.workshop, agenda[0], -500)
    clock = steps.clock(agenda[0], now=now)
    assert (clock.total, clock.share_left, clock.minutes_left) == (minutes(0), 0.0, 0)


def test_the_clock_stands_when_the_laptop_s_clock_jumped_back(ann, agenda, now):
    start(ann, agenda[0], now)
    assert steps.clock(agenda[0], now=now - minutes(60)).share_left == 1.0


@pytest.mark.parametrize(("seconds", "shown"), [(0, 0), (-1, 0), (1, 1), (60, 1), (61, 2), (600, 10)])
def test_minutes_left_are_counted_up(seconds, shown):
    assert steps.Clock(minutes(10), timedelta(seconds=seconds), False).minutes_left == shown


def test_the_timetable_starts_with_the_workshop_and_has_no_gaps(ann, agenda):
    ann.workshop.starts = time(17, 30)
    slots = steps.timetable(ann.workshop, agenda)
    assert slots[0].starts == datetime.combine(ann.workshop.day, time(17, 30))
    assert all(before.ends == after.starts for before, after in zip(slots, slots[1:], strict=False))
    assert slots[-1].ends - slots[0].starts == minutes(steps.total_minutes(agenda))


def test_the_timetable_goes_over_midnight(ann, agenda):
    ann.workshop.starts = time(23, 30)
    last = steps.timetable(ann.workshop, agenda)[-1]
    assert last.ends.date() > ann.workshop.day


def test_a_pause_and_added_minutes_are_seen_on_the_projector_and_the_phones(ann, agenda, now):
    start(ann, agenda[0], now)
    version = ann.workshop.version
    steps.pause(ann.db, ann.workshop, agenda[0], now=now)
    steps.resume(ann.db, ann.workshop, agenda[0], now=now)
    steps.add_minutes(ann.db, ann.workshop, agenda[0], 5)
    assert ann.workshop.version == version + 3


# --- preparing ------------------------------------------------------------------------------------------


def test_a_skipped_step_is_passed_over(ann, agenda, now):
    steps.set_skipped(ann.db, ann.workshop, agenda[1], True)
    start(ann, agenda[0], now)
    assert steps.next_step(ann.db, ann.workshop) is agenda[2]
    assert agenda[1] not in [slot.step for slot in steps.timetable(ann.workshop, agenda)]
    assert agenda[1] in steps.agenda(ann.db, ann.workshop)
    steps.set_skipped(ann.db, ann.workshop, agenda[1], False)
    assert steps.next_step(ann.db, ann.workshop) is agenda[1]


def test_from_a_present_step_that_is_left_out_the_room_goes_on_to_the_one_after_it(ann, agenda, now):
    start(ann, agenda[2], now)
    steps.set_skipped(ann.db, ann.workshop, agenda[2], True)
    assert steps.next_step(ann.db, ann.workshop) is agenda[3]
    assert steps.previous_step(ann.db, ann.workshop) is agenda[1]


def test_a_step_moves_up_and_down_and_stays_inside(ann, agenda):
    first, second = agenda[0], agenda[1]
    steps.move(ann.db, ann.workshop, second, -1)
    assert steps.agenda(ann.db, ann.workshop)[:2] == [second, first]
    steps.move(ann.db, ann.workshop, second, -1)
    assert steps.agenda(ann.db, ann.workshop)[:2] == [second, first]
    steps.move(ann.db, ann.workshop, agenda[-1], +1)
    moved = steps.agenda(ann.db, ann.workshop)
    assert moved[-1] is agenda[-1]
    assert [step.position for step in moved] == list(range(len(agenda)))


def edited(ann, step, **facts):
    given = {"title": {"en": "Talk"}, "minutes": 20, "say": {}, "prompt": {}, "settings": {}, **facts}
    return steps.edit(ann.db, ann.workshop, step, **given)


def test_a_step_is_edited(ann):
    vote = ann.step(StepKind.VOTE)
    edited(ann, vote, minutes=12, settings={"dots": 3, "cap": 1})
    assert (vote.title, vote.minutes, votes.dots_of(vote), votes.cap_of(vote)) == ({"en": "Talk"}, 12, 3, 1)
    assert vote.settings["on"] == "themes"


@pytest.mark.parametrize(
    "facts",
    [
        {"minutes": 0},
        {"minutes": -5},
        {"minutes": 481},
        {"title": {}},
        {"title": {"en": ""}},
        {"settings": {"dots": 0, "cap": 0}},
        {"settings": {"dots": 2, "cap": 3}},
        {"settings": {"dots": 21, "cap": 1}},
        {"settings": {"dots": 5, "cap": 0}},
        {"settings": {"dots": -1, "cap": -1}},
        {"title": {"en": "   "}},
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(ann, facts):
    vote = ann.step(StepKind.VOTE)
    before = vote.model_dump()
    with pytest.raises(Wrong):
        edited(ann, vote, **facts)
    assert vote.model_dump() == before


def test_how_ideas_are_given_is_kept_beside_what_the_method_said(ann):
    ideas = ann.step(StepKind.IDEAS)
    ideas.settings = {"by_table": True}
    edited(ann, ideas, settings={"show_others": True, "photos": False, "symbols": True})
    assert ideas.settings == {"by_table": True, "show_others": True, "photos": False, "symbols": True}


# --- pictures -------------------------------------------------------------------------------------------


def photo(colour: str) -> pictures.Photo:
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    return pictures.shrunk(file.getvalue())


def photos(ann) -> list[str]:
    return [pictures.PHOTO + digest for digest in ann.db.exec(select(Picture.digest))]


def test_a_step_without_a_picture_gets_a_symbol_and_loses_it_again(ann, now):
    step, version = ann.step(StepKind.WELCOME), ann.workshop.version
    steps.illustrate(ann.db, ann.workshop, step, "symbol:family", now=now)
    assert (step.picture, ann.workshop.version) == ("symbol:family", version + 1)
    steps.illustrate(ann.db, ann.workshop, step, "", now=now)
    assert step.picture == ""


def test_a_photo_beside_a_step_is_kept_and_the_one_before_is_erased(ann, now):
    step = ann.step(StepKind.IDEAS)
    steps.illustrate(ann.db, ann.workshop, step, photo("red"), now=now)
    first = step.picture
    assert photos(ann) == [first]
    steps.illustrate(ann.db, ann.workshop, step, photo("blue"), now=now)
    assert step.picture != first and photos(ann) == [step.picture]


def test_a_photo_that_another_step_shows_is_not_erased(ann, now):
    one, other = ann.step(StepKind.IDEAS), ann.step(StepKind.VOTE)
    for step in (one, other):
        steps.illustrate(ann.db, ann.workshop, step, photo("red"), now=now)
    steps.illustrate(ann.db, ann.workshop, one, "symbol:bus", now=now)
    assert photos(ann) == [other.picture]


def test_the_same_picture_again_changes_nothing(ann, now):
    step = ann.step(StepKind.IDEAS)
    steps.illustrate(ann.db, ann.workshop, step, photo("red"), now=now)
    before, version = step.picture, ann.workshop.version
    steps.illustrate(ann.db, ann.workshop, step, before, now=now)
    assert (step.picture, ann.workshop.version, photos(ann)) == (before, version, [before])


@pytest.mark.parametrize("reference", ["symbol:dragon", "photo:" + "0" * 64, "http://example.org/a.png", "family"])
def test_a_picture_that_does_not_exist_is_refused(ann, now, reference):
    step = ann.step(StepKind.IDEAS)
    with pytest.raises(NoSuchPicture):
        steps.illustrate(ann.db, ann.workshop, step, reference, now=now)
    assert step.picture == ""


def test_a_photo_of_the_room_next_door_is_refused(ann, open_room, now):
    other = open_room(ann.db)
    theirs = pictures.keep(ann.db, other.workshop, photo("red"), now=now)
    with pytest.raises(NoSuchPicture):
        steps.illustrate(ann.db, ann.workshop, ann.step(StepKind.IDEAS), theirs, now=now)


def test_a_step_that_is_removed_takes_its_photo_along(ann, now):
    step = ann.step(StepKind.IDEAS)
    steps.illustrate(ann.db, ann.workshop, step, photo("red"), now=now)
    steps.remove(ann.db, ann.workshop, step)
    assert photos(ann) == []


# --- adding and removing --------------------------------------------------------------------------------


def test_a_step_is_added_at_the_end(ann, agenda):
    added = steps.add(ann.db, ann.workshop, StepKind.VOTE, title={"en": "Second vote"}, minutes=5)
    assert steps.agenda(ann.db, ann.workshop) == [*agenda, added]
    assert (added.phones, votes.dots_of(added), votes.cap_of(added)) == (PhoneMode.WRITE, 5, 3)
    quiet = steps.add(ann.db, ann.workshop, StepKind.DIALOGUE, title={"en": "Talk"}, minutes=5)
    assert (quiet.phones, quiet.settings) == (PhoneMode.LISTEN, {})


def test_a_step_that_was_not_played_can_be_removed(ann, agenda):
    steps.remove(ann.db, ann.workshop, agenda[1])
    assert steps.agenda(ann.db, ann.workshop) == [agenda[0], *agenda[2:]]


def test_a_step_that_was_played_stays(ann, agenda, now):
    start(ann, agenda[0], now)
    with pytest.raises(Wrong):
        steps.remove(ann.db, ann.workshop, agenda[0])
    assert len(steps.agenda(ann.db, ann.workshop)) == len(agenda)


def test_nothing_is_on_when_nothing_was_started(ann):
    assert steps.current(ann.db, ann.workshop) is None
    assert workshops.versions(ann.db)[ann.workshop.code] == 1


def test_a_step_that_was_taken_off_comes_back_to_its_place(ann, agenda, now):
    edited(ann, agenda[1], title={"en": "Rules"}, minutes=7, say={"en": "Read"}, needs={"en": "Paper"}, shortest=4)
    steps.illustrate(ann.db, ann.workshop, agenda[1], "symbol:family", now=now)
    before = agenda[1].model_dump(exclude={"id"})
    was = steps.remove(ann.db, ann.workshop, agenda[1])
    steps.put_back(ann.db, ann.workshop, was)
    after = steps.agenda(ann.db, ann.workshop)
    assert after[1].model_dump(exclude={"id"}) == before
    assert [step.title for step in after] == [step.title for step in [agenda[0], after[1], *agenda[2:]]]


def test_a_step_comes_back_without_the_photo_that_was_erased(ann, now):
    step = ann.step(StepKind.IDEAS)
    steps.illustrate(ann.db, ann.workshop, step, photo("red"), now=now)
    assert steps.put_back(ann.db, ann.workshop, steps.remove(ann.db, ann.workshop, step)).picture == ""


# --- what it needs, and how short it may be -------------------------------------------------------------


def test_what_a_step_needs_and_how_short_it_may_be_is_edited(ann, agenda):
    edited(ann, agenda[0], needs={"en": " Pens ", "fi": ""}, shortest=12)
    assert (agenda[0].needs, agenda[0].shortest) == ({"en": "Pens"}, 12)
    edited(ann, agenda[0], shortest=None)
    assert (agenda[0].needs, agenda[0].shortest) == ({"en": "Pens"}, None)


def test_a_step_is_never_longer_at_its_shortest(ann, agenda):
    edited(ann, agenda[0], minutes=8, shortest=12)
    assert agenda[0].shortest == 8
    with pytest.raises(Wrong):
        edited(ann, agenda[0], shortest=0)
