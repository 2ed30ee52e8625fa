"""Who was in the room: never a group of few, and never a broken page."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import database
from workshop_kit import store


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


def page(code):
    def run(code):
        from pages.parts import database, people
        from workshop_kit import workshops

        with database.looking() as db:
            people.show(db, workshops.by_code(db, code))

    return AppTest.from_function(run, args=(code,)).run(timeout=30)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_few_people_are_told_without_figures(engine, open_room, count):
    with store.writing(engine) as db:
        ann = open_room(db)
        for _n in range(count):
            ann.joins("fi")
        code = ann.workshop.code
    shown = page(code)
    assert not shown.exception
    assert any("so no figures" in part.value for part in shown.markdown)
