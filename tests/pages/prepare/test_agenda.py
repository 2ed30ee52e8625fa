"""The agenda page: the agreed end, what a step needs, new steps with words, and taking a removal back."""

from datetime import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from models import StepKind
from pages.parts import database
from workshop_kit import steps, store, workshops

PAGE = Path(__file__).parents[3] / "pages" / "prepare" / "agenda.py"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)
    monkeypatch.setattr(st, "page_link", lambda *_args, **_facts: None)  # the menu is drawn by the frame


@pytest.fixture
def code(engine, open_room) -> str:
    with store.writing(engine) as db:
        return open_room(db).workshop.code


def page(code):
    shown = AppTest.from_file(PAGE, default_timeout=30)
    shown.query_params["code"] = code
    return shown.run()


def words(shown) -> str:
    assert not shown.exception
    return "\n".join(part.value for part in [*shown.markdown, *shown.success, *shown.warning])


def changed(engine, code, change):
    with store.writing(engine) as db:
        workshop = workshops.by_code(db, code)
        return change(db, workshop, steps.agenda(db, workshop))


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (None, "you can say when people must be able to leave"),
        (time(19, 15), "**15 minutes to spare.** People must be able to leave at 19:15."),
        (time(19, 0), "**It fits exactly.**"),
        (time(18, 50), "**10 minutes too long.** People must be able to leave at 18:50. Give some steps fewer"),
        (time(17, 45), "Shorter steps alone are not enough"),
    ],
)
def test_the_agreed_end_and_what_to_do_are_told(engine, code, ends, told):
    changed(engine, code, lambda db, workshop, agenda: setattr(workshop, "ends", ends))
    assert told in words(page(code))


def test_each_row_tells_what_the_step_needs_and_how_people_vote(code):
    shown = words(page(code))
    assert "The rules are at hand in every language of the room" in shown
    assert "Dots\\: 5 each · on themes" in shown


def test_a_new_step_has_something_to_say(engine, code):
    shown = page(code)
    shown.selectbox(key="agenda_new_kind_en").set_value(StepKind.PLAN)
    shown.button(key="agenda_add").click().run()
    assert not shown.exception
    added = changed(engine, code, lambda db, workshop, agenda: agenda[-1])
    assert (added.kind, added.minutes) == (StepKind.PLAN, 25)
    assert added.say["en"] and added.prompt["ar"] and added.needs["en"]


def test_a_removed_step_is_taken_back(engine, code):
    shown = page(code)
    before = changed(engine, code, lambda db, workshop, agenda: [step.title["en"] for step in agenda])
    themes = changed(engine, code, lambda db, workshop, agenda: agenda[3].id)
    shown.button(key=f"agenda_edit_{themes}").click().run()
    shown.button(key="step_remove").click().run()
    assert "“Themes” is off the agenda" in words(shown)
    shown.button(key="agenda_put_back").click().run()
    assert "is off the agenda" not in words(shown)
    assert changed(engine, code, lambda db, workshop, agenda: [step.title["en"] for step in agenda]) == before


def test_what_a_step_needs_and_how_short_it_may_be_are_edited(engine, code):
    shown = page(code)
    id = changed(engine, code, lambda db, workshop, agenda: agenda[2].id)
    shown.button(key=f"agenda_edit_{id}").click().run()
    shown.text_area(key=f"step_{id}_needs_en").set_value("A helper at each table.")
    shown.number_input(key=f"step_{id}_shortest").set_value(9)
    shown.button(key="step_save").click().run()
    step = changed(engine, code, lambda db, workshop, agenda: agenda[2])
    assert (step.needs["en"], step.shortest) == ("A helper at each table.", 9)
