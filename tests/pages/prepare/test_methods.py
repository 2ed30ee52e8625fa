"""The page Methods: all of them, saved ones, and a workshop begun with one."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import database, say
from workshop_kit import methods, store

PAGE = Path(__file__).parents[3] / "pages" / "prepare" / "methods.py"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


@pytest.fixture
def room(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        database.open_workshop_in(db, room.workshop)
        return room


def page() -> AppTest:
    return AppTest.from_file(PAGE, default_timeout=30).run()


def saved(engine) -> list[str]:
    with store.reading(engine) as db:
        return [method.id for method in methods.own.listed(db)]


def test_every_method_is_there_with_its_minutes(room):
    shown = [element.value for element in page().markdown]
    for method in methods.listed():
        assert f"**{say.plain(method.name['en'])} · {method.total_minutes} min**" in shown
        assert say.plain(method.purpose["en"]) in shown


def test_a_short_evening_shows_short_methods_only(room):
    app = page()
    app.segmented_control(key="methods_minutes").set_value(45).run()
    named = {button.key for button in app.button if (button.key or "").startswith("method_use_")}
    assert named == {f"method_use_{one.id}" for one in methods.listed() if one.total_minutes <= 45}


def test_an_agenda_is_saved_as_a_method_and_taken_away_again(engine, room):
    app = page()
    app.text_input(key="method_name_0").set_value("Our evening").run()
    app.button(key="method_save").click().run()
    assert not app.exception and saved(engine) == ["own-our-evening"]
    assert "method_use_own-our-evening" in {button.key for button in app.button}
    app.button(key="method_more_own-our-evening").click().run()
    app.button(key="method_remove_own-our-evening").click().run()
    assert not app.exception and saved(engine) == []


def test_a_method_without_a_name_is_not_saved(engine, room):
    app = page()
    app.button(key="method_save").click().run()
    assert saved(engine) == []


def test_a_method_in_finnish_is_told_in_finnish(room):
    app = AppTest.from_file(PAGE, default_timeout=30)
    app.session_state["language"] = "fi"
    shown = " ".join(element.value for element in app.run().markdown)
    assert methods.by_id("ideas-to-plan").name["fi"] in shown
