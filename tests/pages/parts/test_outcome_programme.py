"""Whose register is shown: the programmes are offered by their names, which are no Markdown."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import database
from workshop_kit import programmes, store


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


def offered():
    from pages.parts import database, outcome_programme
    from workshop_kit.insights import Filter

    with database.looking() as db:
        outcome_programme.chosen(db, Filter())


def test_a_programme_that_is_named_like_an_image_loads_none(engine, now):
    with store.writing(engine) as db:
        for name in ("SMILE", "![x](https://example.org/x.png)"):
            programmes.create(db, programmes.Draft(name), now=now)
    app = AppTest.from_function(offered, default_timeout=30).run()
    assert not app.exception
    assert {button.label for button in app.button} == {"SMILE", r"\!\[x\]\(https\:\/\/example\.org\/x\.png\)"}
