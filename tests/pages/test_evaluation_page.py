"""The laptop's page that evaluates workshops."""

import random
import uuid
from datetime import date, timedelta

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Conventional, StepKind
from pages.parts import database
from workshop_kit import programmes, steps, store
from workshop_kit.evaluation import answers, conventional, questions
from workshop_kit.outcomes import indicators, register


def page():
    import runpy

    from pages.parts import database

    runpy.run_path("pages/insights/evaluation.py")
    database.tell()


@pytest.fixture
def laptop(engine):
    database.engine.clear()
    yield engine
    database.engine.clear()


def held(room, faces, people, rng):
    """An evening in which people gave ideas and answered before and after."""
    here = [room.joins(code) for code, number in people.items() for _one in range(number)]
    first = questions.add_at_beginning(room.db, room.workshop)
    room.goes_to(StepKind.IDEAS)
    for who in here:
        for _idea in range(rng.randint(0, 2)):
            room.sends(who, "A club", who.language)
    last = steps.agenda(room.db, room.workshop)[-1]
    questions.choose(room.db, room.workshop, last, ["heard", "evening"])
    for step in filter(None, (first, last)):
        steps.start(room.db, room.workshop, step, now=room.now)
        for who, face in zip(here, faces, strict=False):
            given = dict.fromkeys(questions.asked(room.db, room.workshop, step).keys, face)
            answers.give(room.db, room.workshop, step, who, given, now=room.now)
        steps.finish(room.db, room.workshop, step, now=room.now)
    steps.end(room.db, room.workshop, now=room.now)


@pytest.fixture
def evenings(laptop, open_room):
    """Three evenings by each of two methods; those by the second were liked better."""
    rng = random.Random(8)
    with store.writing(laptop) as db:
        for number in range(6):
            better = number % 2
            room = open_room(
                db,
                method=["ideas-to-plan", "nominal-group"][better],
                area=["Koivukylä", "Hakunila"][better],
                day=date(2026, 11, 1) + timedelta(days=number),
            )
            faces = [2 + 2 * better + rng.randint(0, 1) for _face in range(12)]
            held(room, faces, {"fi": 10, "ar": 8}, rng)
    return laptop


def opened(part="said"):
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["evaluation_part_en"] = part
    app.run()
    assert not app.exception
    return app


def words(app):
    return " ".join(one.value for one in [*app.markdown, *app.info]).replace("\\", "")


def tables(app):
    return [one.value for one in app.dataframe]


def htmls(app):
    return " ".join(one.proto.body for one in app.get("html"))


def test_before_the_first_workshop_the_page_says_what_fills_it(laptop):
    assert "No workshop was held here yet" in htmls(opened())
    assert "Choose a programme above" in htmls(opened("conventional"))


def test_what_people_said_is_told_before_and_after_and_with_its_table(evenings):
    app = opened()
    assert "I feel heard in this city" in words(app)
    heads, rows = list(tables(app)[0]), sum(map(len, tables(app)))
    assert heads[:4] == ["Question", "When", "Answers", "Workshops"]
    assert rows >= 3
    assert len(app.get("plotly_chart")) == 2  # one for each scale


def test_who_was_heard_is_told_of_each_language(evenings):
    app = opened("balance")
    assert list(tables(app)[0]["Language"]) == ["Finnish", "Arabic"]
    assert list(tables(app)[0]["People"]) == [60, 48]
    assert "Heard" in words(app)


def test_how_it_went_is_a_row_for_each_workshop(evenings):
    (table,) = tables(opened("process"))
    assert len(table) == 6
    assert set(table["People"]) == {18}


def test_two_methods_are_compared_in_a_sentence_with_its_uncertainty(evenings):
    app = opened("compare")
    app.selectbox(key="evaluation_what_en").set_value("evening").run()
    assert not app.exception
    said = words(app)
    assert "The difference is clear" in said
    assert "This is a small sample: 3 and 3 workshops" in said
    assert "Nobody drew lots" in said
    (table,) = tables(app)
    assert list(table["What it says"]) == ["clear"]


def test_a_measure_that_nobody_knows_is_too_few(evenings):
    app = opened("compare")
    app.selectbox(key="evaluation_what_en").set_value("answered_after").run()
    assert "Too few to compare" in words(app)


def test_with_one_workshop_there_is_nothing_to_compare_and_no_page_breaks(laptop, open_room):
    with store.writing(laptop) as db:
        held(open_room(db), [3, 4, 5, 4, 3], {"fi": 6, "so": 3}, random.Random(1))
    assert "With a second one you can compare" in htmls(opened("compare"))
    assert list(tables(opened("balance"))[0]["Language"]) == ["Other languages"]
    assert set(tables(opened())[0]["Answers"]) == {5}
    assert len(tables(opened("process"))[0]) == 1


def test_a_room_of_four_tells_nothing_of_groups(laptop, open_room):
    with store.writing(laptop) as db:
        held(open_room(db), [3, 4, 5, 4], {"fi": 4}, random.Random(1))
    assert "Fewer than five phones joined" in htmls(opened("balance"))
    assert "No answers yet" in htmls(opened())


def test_a_room_to_which_people_still_come_is_told_in_no_part(evenings, open_room):
    with store.writing(evenings) as db:
        here = open_room(db, day=date.max)
        held(here, [5] * 8, {"fi": 4, "so": 5}, random.Random(1))
        here.workshop.ended_at = None
    for part in ("said", "balance", "process", "compare"):
        assert "1 workshop is not over yet: its people are not counted." in words(app := opened(part))
        assert "6 workshops" in words(app)
    assert list(tables(opened("balance"))[0]["People"]) == [60, 48]


def test_where_only_such_a_room_is_there_no_page_breaks(laptop, open_room):
    with store.writing(laptop) as db:
        open_room(db, day=date.max).joins()
    app = opened("balance")
    assert "not over yet" in words(app) and tables(app) == []


@pytest.fixture
def coached(laptop):
    """A programme that coached 100 people, of whom 60 found work."""
    with store.writing(laptop) as db:
        programmes.create(db, programmes.Draft("Together"), now=store.now())
        db.flush()
        (programme,) = programmes.listed(db)
        made = indicators.add_preset(db, programme.id, "job_coaching")
        for indicator, count in zip(made, (100, 60), strict=False):
            draft = register.Draft(str(uuid.uuid4()), indicator.id, None, date(2026, 3, 1), count, {}, {})
            register.enter(db, draft, now=store.now())
    return laptop


def typed(app, name, people, reached):
    key = next(one.key for one in app.text_input if one.key.endswith("_name")).removesuffix("_name")
    app.text_input(key=f"{key}_name").set_value(name)
    app.number_input(key=f"{key}_people").set_value(people)
    app.number_input(key=f"{key}_reached").set_value(reached)
    app.button(key="evaluation_conventional_add").click().run()
    assert not app.exception
    return app


def test_a_programme_stands_beside_a_conventional_service(coached):
    app = opened("conventional")
    assert "60 of 100 people" in words(app)
    app = typed(app, "Employment office", 200, 60)
    said = words(app)
    assert "Employment office" in said and "The difference is clear" in said
    with store.reading(coached) as db:
        id = db.exec(select(Conventional.id)).one()
    app.button(key=f"conventional_remove_{id}").click().run()
    assert "Write below what a conventional service reached" in words(app)


def test_more_reached_than_people_is_refused_with_a_sentence(coached):
    app = typed(opened("conventional"), "Employment office", 20, 60)
    assert "how many of them reached it" in app.error[0].value
    with store.reading(coached) as db:
        assert [conventional.listed(db, id) for id in range(1, 6)] == [[]] * 5


def test_in_finnish_no_page_breaks(evenings):
    for part in ("said", "balance", "process", "compare", "conventional"):
        app = AppTest.from_function(page, default_timeout=60)
        app.session_state["language"] = "fi"
        app.session_state["evaluation_part_fi"] = part
        app.run()
        assert not app.exception
