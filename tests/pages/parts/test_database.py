"""The bridge from the pages to the database: trouble is told in words, and a name in them stays a name."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import database

IMAGE = r"\!\[x\]\(https\:\/\/example\.org\/x\.png\)"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


def refused_change():
    from pages.parts import database
    from workshop_kit.programmes import NameTaken

    def change(db):
        raise NameTaken(name="![x](https://example.org/x.png)")

    database.act(change)
    database.tell()


def refused_dialog():
    from pages.parts import database
    from workshop_kit.programmes import NameTaken

    @database.told
    def draw():
        raise NameTaken(name="![x](https://example.org/x.png)")

    draw()


@pytest.mark.parametrize("page", [refused_change, refused_dialog])
def test_a_name_in_a_refusal_is_no_markdown(page):
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    for shown in (*app.error, *app.toast):
        assert IMAGE in shown.value and "is there already" in shown.value
    assert app.error and app.toast


def refused_upload():
    from pages.parts import say
    from workshop_kit.programmes import NameTaken

    say.error(NameTaken(name="![x](https://example.org/x.png)").in_language("en"))


def dialog_with_trouble():
    from pages.parts import closing, database
    from workshop_kit.programmes import NameTaken

    database.tell_error(NameTaken(name="![x](https://example.org/x.png)"))
    closing._drawn(lambda: None)


@pytest.mark.parametrize("page", [refused_upload, dialog_with_trouble])
def test_a_name_in_a_refusal_beside_a_field_is_no_markdown(page):
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception and IMAGE in app.error[0].value


def the_next_page():
    import streamlit as st

    from pages.parts import database

    database.stay()
    st.query_params.clear()  # as a switch of pages does
    with database.looking() as db:
        st.text(database.current(db).code)


def test_what_an_address_has_opened_is_this_window_s_workshop_on_the_next_page(evening):
    """Another one was opened last, maybe in another window."""
    with database.looking() as db:
        database.preferences.put(db, "open_workshop", str(database.workshops.by_code(db, evening.ready).id))
    app = AppTest.from_function(the_next_page, default_timeout=30)
    app.query_params["code"] = evening.code
    assert [shown.value for shown in app.run().text] == [evening.code]
