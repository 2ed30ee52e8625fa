"""The yearly report on the page of a programme."""

from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from pages.parts import database, yearly_offer
from workshop_kit import programmes, store, workshops


@pytest.fixture(autouse=True)
def own_engine(evening, monkeypatch):
    monkeypatch.setattr(database, "engine", lambda: evening.engine)


@pytest.fixture
def smile(evening):
    with store.writing(evening.engine) as db:
        return programmes.create(db, programmes.Draft("SMILE"), now=store.now()).id


def put_in(evening, smile, code):
    with store.writing(evening.engine) as db:
        programmes.put_in(db, programmes.by_id(db, smile), [workshops.by_code(db, code).id])


def drawn():
    from pages.parts import database, yearly_offer
    from workshop_kit import programmes

    with database.looking() as db:
        yearly_offer.show(db, programmes.by_name(db, "SMILE"))


def shown():
    page = AppTest.from_function(drawn, default_timeout=30).run()
    assert not page.exception
    return page


def words(page):
    return "\n".join(part.value for part in page.markdown)


def test_before_anything_was_done_it_says_what_makes_a_report(smile):
    page = shown()
    assert "no year to tell of yet" in words(page) and not page.get("download_button")


def test_a_workshop_that_is_only_prepared_makes_no_report(evening, smile):
    put_in(evening, smile, evening.ready)
    page = shown()
    assert "no year to tell of yet" in words(page) and not page.get("download_button")


def test_a_year_and_a_language_are_chosen_and_the_report_is_drawn_at_the_press(evening, smile):
    put_in(evening, smile, evening.code)
    page = shown()
    assert page.selectbox[0].value == 2026
    assert page.get("download_button")
    made = Document(BytesIO(yearly_offer.document(smile, 2026, "fi")))
    assert made.core_properties.language == "fi-FI"
