"""Tables to take along: what somebody typed does not become a formula in a spreadsheet."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import chart_card, database
from workshop_kit import programmes, store

FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


def a_card():
    import plotly.graph_objects as go

    from pages.parts import chart_card

    rows = [{"Area": '=HYPERLINK("https://example.org")', "Ideas": 3}]
    chart_card.show(go.Figure(), rows, key="card", name="card")


def the_workshops():
    from models import Programme
    from pages.parts import database, programme_workshops

    with database.looking() as db:
        programme_workshops.show(db, db.get(Programme, 1))


def test_the_table_of_a_chart_can_be_saved_from_its_own_button():
    app = AppTest.from_function(a_card, default_timeout=30).run()
    assert not app.exception
    assert app.dataframe[0].value.to_dict("list") == {"Area": [f"'{FORMULA}"], "Ideas": [3]}


def test_the_table_of_a_programme_can_be_saved_from_its_own_button(engine, open_room, now):
    with store.writing(engine) as db:
        made = programmes.create(db, programmes.Draft("SMILE"), now=now)
        programmes.put_in(db, made, [open_room(db, area=FORMULA).workshop.id])
    app = AppTest.from_function(the_workshops, default_timeout=30).run()
    assert not app.exception
    assert app.dataframe[0].value["Area"].tolist() == [f"'{FORMULA}"]


def test_numbers_days_and_what_is_not_known_stay_as_they_are():
    row = {"Change": -3, "Day": date(2026, 5, 6), "People": None, "Place": "School"}
    assert chart_card.cells([row]) == [row]
