"""What people answered, across Ann's evenings."""

from models import StepKind
from workshop_kit import steps
from workshop_kit.evaluation import answers, questions, said
from workshop_kit.evaluation.said import Moment


def asks(room, given, at=None):
    """A feedback step in which so many phones answer, as question -> faces; then it ends."""
    step = steps.add(room.db, room.workshop, StepKind.FEEDBACK, title={"en": "Questions"}, minutes=3)
    if at is not None:
        steps.move(room.db, room.workshop, step, at - step.position)
    questions.choose(room.db, room.workshop, step, list(given))
    steps.start(room.db, room.workshop, step, now=room.now)
    for id, faces in given.items():
        here = [room.joins() for _face in faces]
        for who, face in zip(here, faces, strict=True):
            answers.give(room.db, room.workshop, step, who, {id: face}, now=room.now)
    return step


def ends(room, step):
    steps.finish(room.db, room.workshop, step, now=room.now)


def test_answers_are_counted_once_the_step_is_over(ann):
    step = asks(ann, {"evening": [5, 5, 4, 4, 3]})
    assert said.of(ann.db, [ann.workshop]) == []
    ends(ann, step)
    (line,) = said.lines(said.of(ann.db, [ann.workshop]))
    assert (line.question, line.moment, line.counts) == ("evening", Moment.ONCE, (0, 0, 1, 2, 2))
    assert (line.people, line.mean) == (5, 4.2)


def test_four_answers_are_told_to_nobody(ann):
    ends(ann, asks(ann, {"evening": [5, 5, 4, 4], "again": [5] * 5}))
    assert [one.question for one in said.of(ann.db, [ann.workshop])] == ["again"]


def test_what_is_asked_twice_is_told_before_and_after(ann):
    ends(ann, asks(ann, {"heard": [1, 2, 3, 3, 2]}, at=0))
    ends(ann, asks(ann, {"heard": [4, 4, 5, 3, 4, 5]}))
    found = said.lines(said.of(ann.db, [ann.workshop]))
    assert [(one.moment, one.people) for one in found] == [(Moment.BEFORE, 5), (Moment.AFTER, 6)]


def test_several_evenings_are_added_up_and_one_of_few_adds_nothing(db, open_room):
    rooms = [open_room(db) for _room in range(3)]
    for room, number in zip(rooms, (5, 7, 4), strict=True):
        ends(room, asks(room, {"again": [5] * number}))
    (line,) = said.lines(said.of(db, [room.workshop for room in rooms]))
    assert (line.people, line.workshops) == (12, 2)


def test_groups_are_compared_by_what_they_said_at_the_end(ann):
    ends(ann, asks(ann, {"heard": [1] * 5}, at=0))
    ends(ann, asks(ann, {"heard": [4] * 6}))
    (cluster,) = said.clusters(said.of(ann.db, [ann.workshop]), "heard", [ann.workshop.id])
    assert (cluster.people, cluster.mean, cluster.squares) == (6, 4.0, 96)
