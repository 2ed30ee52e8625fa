"""How Ann's evening went, in numbers."""

from datetime import timedelta

from sqlalchemy import event

from models import Channel, Service, StepKind
from workshop_kit import ideas, moderation, participants, plan, steps, votes
from workshop_kit.evaluation import balance, process, said


def give(room, who, number):
    for place in range(number):
        room.sends(who[place % len(who)], f"Idea {place}")


def only(room):
    (found,) = process.of(room.db, [room.workshop])
    return found


def test_before_anything_has_happened_nothing_is_made_up(ann):
    found = only(ann)
    assert (found.ideas, found.people, found.themes, found.actions) == (0, 0, 0, 0)
    told = [
        found.ideas_per_person,
        found.wrote,
        found.voted,
        found.time_kept,
        found.in_themes,
        found.answered_after,
    ]
    assert told == [None] * len(told)


def test_people_and_ideas_are_counted(ann):
    here = [ann.joins() for _one in range(12)]
    ann.goes_to(StepKind.IDEAS)
    give(ann, here[:6], 18)
    for _card in range(6):
        ann.enters("On paper", "so")
    found = only(ann)
    assert (found.people, found.ideas, found.ideas_per_person, found.languages) == (12, 24, 2.0, 2)
    assert found.wrote == 0.5
    assert found.by_channel == {Channel.PHONE: 18, Channel.PAPER: 6}
    assert found.not_on_phones == 0.25


def test_where_one_to_four_phones_gave_nothing_no_share_is_told(ann):
    here = [ann.joins() for _one in range(12)]
    ann.goes_to(StepKind.IDEAS)
    give(ann, here[:11], 11)
    assert only(ann).wrote is None
    give(ann, here, 12)
    assert only(ann).wrote == 1


def test_of_four_people_no_number_is_told(ann):
    here = [ann.joins() for _one in range(4)]
    ann.goes_to(StepKind.IDEAS)
    give(ann, here, 4)
    found = only(ann)
    assert (found.people, found.ideas_per_person, found.wrote) == (None, None, None)


def test_after_the_ties_are_cut_nobody_knows_how_many_phones_wrote(ann):
    here = [ann.joins() for _one in range(10)]
    ann.goes_to(StepKind.IDEAS)
    give(ann, here, 10)
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    found = only(ann)
    assert (found.wrote, found.people, found.ideas) == (None, 10, 10)


def test_a_hidden_idea_is_not_counted(ann):
    here = [ann.joins() for _one in range(5)]
    ann.goes_to(StepKind.IDEAS)
    give(ann, here, 5)
    moderation.hide(ann.db, ann.workshop, ideas.shown(ann.db, ann.workshop)[0], now=ann.now)
    assert only(ann).ideas == 4


def vote(room, voters):
    room.theme("Clubs", room.enters("x"))
    step = room.goes_to(StepKind.VOTE)
    option = str(votes.options(room.db, step)[0].id)
    for who in voters:
        votes.cast(room.db, step, who, {option: 1}, now=room.now + timedelta(minutes=1))
    return step


def test_the_share_that_voted_is_told_once_the_vote_has_closed(ann):
    here = [ann.joins() for _one in range(12)]
    step = vote(ann, here[:6])
    assert only(ann).voted is None
    steps.finish(ann.db, ann.workshop, step, now=ann.now)
    assert only(ann).voted == 0.5


def test_where_one_did_not_vote_no_share_is_told(ann):
    here = [ann.joins() for _one in range(12)]
    step = vote(ann, here[:11])
    steps.finish(ann.db, ann.workshop, step, now=ann.now)
    assert only(ann).voted is None


def test_time_is_that_of_the_steps_that_were_played_without_their_pauses(ann):
    welcome, then = steps.agenda(ann.db, ann.workshop)[:2]
    steps.start(ann.db, ann.workshop, welcome, now=ann.now)
    later = ann.now + timedelta(minutes=2 * welcome.minutes + 10)
    steps.start(ann.db, ann.workshop, then, now=later)
    welcome.paused_seconds = 600
    ann.db.add(welcome)
    found = only(ann)
    assert (found.planned, found.took, found.time_kept) == (welcome.minutes, 2 * welcome.minutes, 2.0)


def test_a_step_that_was_left_open_over_night_says_nothing_about_time(ann):
    welcome, then = steps.agenda(ann.db, ann.workshop)[:2]
    steps.start(ann.db, ann.workshop, welcome, now=ann.now)
    steps.start(ann.db, ann.workshop, then, now=ann.now + timedelta(hours=14))
    assert only(ann).took is None


def test_the_plan_and_its_first_answer_are_counted(ann):
    service = Service(source="own", source_id="1", name={"en": "Library"}, refreshed_at=ann.now)
    ann.db.add(service)
    ann.db.flush()
    one = plan.add(ann.db, ann.workshop, title="A club")
    two = plan.add(ann.db, ann.workshop, title="A bench")
    plan.choose_service(ann.db, one, service, now=ann.now)
    found = only(ann)
    assert (found.actions, found.with_service, found.answered_after) == (2, 1, None)
    later = ann.now + timedelta(days=9)
    plan.report(ann.db, ann.workshop, two, {"en": "It stands"}, now=later)
    assert only(ann).answered_after == 9


def test_two_hundred_workshops_take_as_many_queries_as_one(db, open_room):
    rooms = [open_room(db).workshop for _room in range(20)]
    asked = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    counted = []
    for some in (rooms[:1], rooms):
        asked.clear()
        assert len(process.of(db, some)) == len(some)
        balance.of(db, some)
        said.of(db, some)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 20


def test_which_workshops_were_held_is_asked_without_counting_them(db, open_room):
    empty, joined, wrote = open_room(db), open_room(db), open_room(db)
    joined.joins()
    wrote.enters("A club")
    asked = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    found = process.held(db, [room.workshop for room in (empty, joined, wrote)])
    assert found == [joined.workshop, wrote.workshop]
    assert not any("count(" in statement for statement in asked)


def test_every_measure_reads_a_number_or_nothing(ann):
    for _name, read in process.MEASURES.values():
        assert read(only(ann)) is None or read(only(ann)) == 0
