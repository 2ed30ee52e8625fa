"""The page "Print kit": what is ticked at first, how many sheets it takes, and the file."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models import Workshop
from pages.parts import database, print_wish
from workshop_kit import preferences, store

PAGE = str(Path(__file__).parents[3] / "pages/prepare/print_kit.py")


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    monkeypatch.setattr(database, "engine", lambda: engine)


@pytest.fixture
def room(engine, open_room):
    with store.writing(engine) as db:
        ann = open_room(db)
        preferences.put(db, "open_workshop", str(ann.workshop.id))
        return ann.workshop.id


def page():
    return AppTest.from_file(PAGE, default_timeout=30).run()


def ticked(shown):
    return [box.label.strip("*") for box in shown.checkbox if box.value]


def test_before_the_evening_the_leaflet_and_the_signs_wait(room):
    shown = page()
    assert not shown.exception
    assert ticked(shown) == [
        "Poster",
        "Ground rules",
        "Idea cards",
        "Dot sheets",
        "Ballots",
        "What is collected and why",
    ]
    assert shown.multiselect[0].value == ["fi", "sv", "en", "ar"]


def test_a_workshop_with_tables_gets_their_signs(engine, room):
    with store.writing(engine) as db:
        db.get(Workshop, room).tables = [{"name": "Kuusi", "topic": {}, "language": ""}]
    shown = page()
    assert "Table signs" in ticked(shown) and len(shown.number_input) == 1


def test_more_cards_and_fewer_languages_change_the_number_of_sheets(room):
    shown = page()
    assert any("**23 sheets of A4**" in part.value for part in shown.markdown)
    shown.multiselect[0].set_value(["fi"])
    shown.number_input[0].set_value(24)
    shown.run()
    assert any("**10 sheets of A4**" in part.value for part in shown.markdown)


def test_without_a_language_it_asks_for_one(room):
    shown = page()
    shown.multiselect[0].set_value([]).run()
    assert not shown.exception and "language" in shown.info[0].value


def test_the_file_is_drawn_from_what_was_chosen(room):
    wish = print_wish.papers.Wish(("poster", "leaflet"), ("ar",))
    made = AppTest.from_function(drawn, args=(room, wish)).run(timeout=30)
    assert not made.exception and made.text[0].value == "2"


def drawn(room, wish):
    import streamlit as st

    from pages.parts import print_wish

    st.text(str(print_wish.file(room, wish).data.count(b"<section")))
