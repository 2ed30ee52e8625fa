"""The window in which figures of an area are typed: it has the area's name above it."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import database
from workshop_kit import areas, store


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


def typed():
    from models import Area
    from pages.parts import area_typed, database

    with database.looking() as db:
        area_typed.ask(db.get(Area, 1), 2025)


def test_an_area_that_is_named_like_an_image_loads_none(engine):
    with store.writing(engine) as db:
        areas.add(db, "![x](https://example.org)")
    app = AppTest.from_function(typed, default_timeout=30).run()
    assert not app.exception
    (window,) = app.get("dialog")
    assert window.proto.dialog.title == r"Who lives in \!\[x\]\(https\:\/\/example\.org\)"
