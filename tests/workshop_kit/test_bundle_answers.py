"""Answers to the short questions on their journey to another laptop: counts, and nobody behind them."""

import json

import pytest
from sqlmodel import select

from models import Response, StepKind
from workshop_kit import bundle, services, steps, store, workshops
from workshop_kit.errors import DamagedFile
from workshop_kit.evaluation import answers, questions


def held(engine, open_room, people, *, ends=True):
    """A closing step that asks two questions and about a service; only four have anything to say of the evening."""
    with store.writing(engine) as db:
        room = open_room(db)
        services.add(db, now=room.now, name={"en": "Another"})
        asked_about = services.add(db, now=room.now, name={"en": "Job coaching"})
        step = room.step(StepKind.FEEDBACK)
        questions.choose(db, room.workshop, step, ["heard", "evening"], [asked_about.id])
        room.goes_to(StepKind.FEEDBACK)
        for n in range(people):
            given = {
                "heard": 1 + n % 5,
                questions.key_of(asked_about): 1 + n % 3,
                **({"evening": 5} if n < 4 else {}),
            }
            answers.give(db, room.workshop, step, room.joins(), given, now=room.now)
        if ends:
            steps.end(db, room.workshop, now=room.now)
        return room.workshop.code


def dumped(engine, code):
    with store.reading(engine) as db:
        return bundle.dump(db, workshops.by_code(db, code))


def told(engine, code):
    with store.reading(engine) as db:
        room = workshops.by_code(db, code)
        (step,) = answers.over(steps.agenda(db, room))
        found = answers.results(db, room, step)
        return found.people, [
            (line.sentence, line.service and line.service.name, line.counts, line.together)
            for line in found.lines
            if line.people
        ]


def test_the_counts_are_the_same_after_the_journey_and_so_is_the_file(engine, other_engine, open_room, now):
    code = held(engine, open_room, 7)
    file = dumped(engine, code)
    with store.writing(other_engine) as db:
        bundle.load(db, file, now=now)
    assert told(other_engine, code) == told(engine, code)
    assert told(engine, code)[0] == 7 and len(told(engine, code)[1]) == 2
    assert dumped(other_engine, code) == file


def test_no_row_says_whose_it_was_and_none_tells_of_fewer_than_five(engine, open_room):
    [part] = json.loads(dumped(engine, held(engine, open_room, 7)))["answers"]
    assert {key for row in part["given"] for key in row} == {"heard", "service-0"}
    heard, service = ([row[key] for row in part["given"]] for key in ("heard", "service-0"))
    assert (heard, service) == ([1, 1, 2, 2, 3, 4, 5], [1, 1, 1, 2, 2, 3, 3])


@pytest.mark.parametrize("facts", [{"people": 4}, {"people": 9, "ends": False}])
def test_answers_of_few_and_open_questions_stay_here(engine, open_room, facts):
    content = json.loads(dumped(engine, held(engine, open_room, **facts)))
    assert content["answers"] == []
    (asks,) = [step["settings"] for step in content["steps"] if step["settings"]["questions"]]
    assert (asks["questions"], asks["services"]) == (["heard", "evening"], [0])


def test_what_was_asked_no_more_does_not_travel(engine, open_room):
    code = held(engine, open_room, 6)
    with store.writing(engine) as db:
        room = workshops.by_code(db, code)
        (step,) = answers.over(steps.agenda(db, room))
        questions.choose(db, room, step, ["heard"])
    [part] = json.loads(dumped(engine, code))["answers"]
    assert {key for row in part["given"] for key in row} == {"heard"}


def test_a_file_from_before_there_were_questions_comes_in(engine, other_engine, open_room, now):
    content = json.loads(dumped(engine, held(engine, open_room, 7)))
    del content["answers"]
    for step in content["steps"]:
        del step["settings"]["questions"], step["settings"]["services"]
    with store.writing(other_engine) as db:
        bundle.load(db, json.dumps(content).encode(), now=now)
        assert list(db.exec(select(Response))) == []


@pytest.mark.parametrize(
    "part",
    [
        {"given": [{"said": 3}]},
        {"given": [{"heard": 6}]},
        {"given": [{"heard": 0}]},
        {"given": [{"service-0": 4}]},
        {"given": [{"service-1": 1}]},
        {"given": [{"Heard": 1}]},
        {"given": [{"heard": 1}] * 8},
        {"step": 0},
        {"step": 99},
    ],
)
def test_answers_that_their_step_would_have_refused_make_the_file_damaged(
    engine, other_engine, open_room, now, part
):
    content = json.loads(dumped(engine, held(engine, open_room, 7)))
    content["answers"][0].update(part)
    with store.writing(other_engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(content).encode(), now=now)


@pytest.mark.parametrize("settings", [{"questions": ["weather"]}, {"services": [7]}, {"questions": ["heard"] * 7}])
def test_a_step_that_asks_what_nobody_knows_makes_the_file_damaged(engine, other_engine, open_room, now, settings):
    content = json.loads(dumped(engine, held(engine, open_room, 7)))
    next(step for step in content["steps"] if step["kind"] == "feedback")["settings"].update(settings)
    with store.writing(other_engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(content).encode(), now=now)


def test_answers_to_one_step_come_once(engine, other_engine, open_room, now):
    content = json.loads(dumped(engine, held(engine, open_room, 7)))
    content["answers"] *= 2
    with store.writing(other_engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(content).encode(), now=now)
