"""The page Now: how the room stands, what to shorten, what comes next, and hints that can be dismissed."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from models import StepKind
from pages.parts import database
from workshop_kit import pace, steps, store, workshops

PAGE = Path(__file__).parents[3] / "pages" / "room" / "now.py"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)
    monkeypatch.setattr(st, "page_link", lambda *_args, **_facts: None)  # the menu is drawn by the frame


@pytest.fixture
def code(engine, open_room) -> str:
    with store.writing(engine) as db:
        return open_room(db).workshop.code


@pytest.fixture
def at_the_start(monkeypatch, engine, code):
    """The laptop's clock says so many minutes after the planned start, and the room is in a step."""

    def at(minutes: float, position: int, started: float | None = None) -> None:
        with store.writing(engine) as db:
            workshop = workshops.by_code(db, code)
            begins = datetime.combine(workshop.day, workshop.starts).astimezone()
            when = begins + timedelta(minutes=minutes if started is None else started)
            steps.start(db, workshop, steps.agenda(db, workshop)[position], now=when)
        monkeypatch.setattr(store, "now", lambda: begins + timedelta(minutes=minutes))

    return at


def page(code):
    shown = AppTest.from_file(PAGE, default_timeout=30)
    shown.query_params["code"] = code
    return shown.run()


def words(shown) -> str:
    assert not shown.exception
    return "\n".join(part.value for part in shown.markdown)


def agenda(engine, code):
    with store.reading(engine) as db:
        workshop = workshops.by_code(db, code)
        return steps.agenda(db, workshop)


def test_a_room_on_time_is_told_in_one_line(code, at_the_start):
    at_the_start(0, 0)
    shown = words(page(code))
    assert "**On time** · ends 19\\:00 as planned" in shown
    assert "What shall I shorten" not in shown


def test_a_late_room_hears_how_late_and_when_it_ends(code, at_the_start):
    at_the_start(6, 0)
    shown = words(page(code))
    assert "**Behind** · 6 minutes late · ends 19\\:06 instead of 19\\:00" in shown
    assert "| Ideas | 20 | **18** |" in shown


def test_one_press_shortens_and_another_gives_back(engine, code, at_the_start):
    at_the_start(6, 0)
    shown = page(code)
    here = agenda(engine, code)[0].id
    shown.button(key=f"pace_do_{here}").click().run()
    assert "6 minutes late · ends 19\\:00 as planned" in words(shown)
    assert "6 minutes taken from the steps to come" in words(shown)
    assert sum(step.added_minutes for step in agenda(engine, code)) == -6
    shown.button(key=f"pace_back_{here}").click().run()
    assert "ends 19\\:06 instead of 19\\:00" in words(shown)
    assert sum(step.added_minutes for step in agenda(engine, code)) == 0


def test_a_room_that_cannot_end_in_time_is_told_so(code, at_the_start):
    at_the_start(80, 0, started=0)
    shown = words(page(code))
    assert "**Too long** · 70 minutes late" in shown
    assert "minutes are missing" in shown


def test_the_next_step_and_what_it_needs_are_told_ahead(code, at_the_start):
    at_the_start(0, 0)
    shown = words(page(code))
    assert "Coming\\: Rules at 17\\:40" in shown
    assert "have ready\\: The rules are at hand in every language of the room\\." in shown


def test_near_its_time_what_the_next_step_needs_is_seen_more(code, at_the_start):
    at_the_start(6, 0, started=0)
    assert "**Coming\\: Rules at 17\\:40**" in words(page(code))


def test_a_hint_is_dismissed_and_stays_away(engine, code, at_the_start):
    at_the_start(6, 0, started=0)
    shown = page(code)
    assert "No phone has joined yet" in words(shown)
    here = agenda(engine, code)[0].id
    shown.button(key=f"nudge_close_{here}_no_phones").click().run()
    assert "No phone has joined yet" not in words(shown)


def test_before_its_time_nothing_hurries(code, monkeypatch, engine):
    with store.reading(engine) as db:
        workshop = workshops.by_code(db, code)
        begins = datetime.combine(workshop.day, workshop.starts).astimezone()
    monkeypatch.setattr(store, "now", lambda: begins - timedelta(days=3))
    assert "ends" not in words(page(code))


def test_the_buttons_are_bound_to_the_present_step(engine, code, at_the_start):
    at_the_start(6, 0)
    shown = page(code)
    ids = [step.id for step in agenda(engine, code)]
    assert shown.button(key=f"now_next_{ids[0]}_{ids[1]}_0")
    shown.button(key=f"now_next_{ids[0]}_{ids[1]}_0").click().run()
    assert not any(button.key.startswith(f"pace_do_{ids[0]}") for button in shown.button)


def test_on_the_big_screen_there_are_no_hints():
    screens = Path(pace.__file__).parents[1] / "pages"
    sources = [
        screens / "room" / "screen.py",
        *(screens / "parts").glob("screen_*.py"),
        screens / "parts/picture.py",
    ]
    assert not [path.name for path in sources if "nudge" in path.read_text(encoding="utf-8")]


def test_the_kinds_of_steps_that_can_never_be_left_out():
    assert not {StepKind.RULES, StepKind.IDEAS, StepKind.VOTE} & set(pace._DISPENSABLE)


def test_a_vote_without_themes_says_so(engine, code, at_the_start):
    place = next(n for n, step in enumerate(agenda(engine, code)) if step.kind == StepKind.VOTE)
    at_the_start(50, place)
    shown = page(code)
    assert [one.value for one in shown.warning] == ["There is nothing to vote on yet. Make themes first."]
