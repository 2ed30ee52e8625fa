"""The laptop's pages for tables and for what their scribes wrote."""

import uuid

import pytest
from streamlit.testing.v1 import AppTest

from models import StepKind
from pages.parts import database
from workshop_kit import ideas, notes, steps, store, tables, workshops


def tables_page():
    import runpy

    from pages.parts import database

    database.open_workshop(1)
    runpy.run_path("pages/prepare/tables.py")
    database.tell()


def notes_page():
    from pages.parts import database, note_list
    from workshop_kit import notes, workshops

    database.open_workshop(1)
    with database.looking() as db:
        workshop = workshops.by_id(db, 1)
        note_list.show(db, workshop, notes.listed(db, workshop))
    database.tell()


@pytest.fixture
def room(engine, open_room):
    """A workshop with two rounds by table, and the engine."""
    database.engine.clear()
    with store.writing(engine) as db:
        ann = open_room(db)
        first = ann.goes_to(StepKind.IDEAS)
        second = steps.add(db, ann.workshop, StepKind.IDEAS, title={"en": "Round 2"}, minutes=10)
        for step in (first, second):
            step.settings = {"by_table": True}
            db.add(step)
    yield engine
    database.engine.clear()


def kept(engine):
    with store.reading(engine) as db:
        return tables.named(workshops.by_id(db, 1))


def by_key(found, key):
    return next(one for one in found if one.key == key)


def with_tables(page, count):
    page.number_input(key="tables_number_1").set_value(count).run()
    assert not page.exception
    return page


def test_without_tables_the_page_says_what_comes(room):
    page = AppTest.from_function(tables_page, default_timeout=20).run()
    assert not page.exception and kept(room) == []
    assert not [button for button in page.button if button.key == "tables_save"]


def test_so_many_tables_have_fields_a_code_and_a_plan(room):
    page = with_tables(AppTest.from_function(tables_page, default_timeout=20).run(), 3)
    assert [table.name for table in kept(room)] == ["1", "2", "3"]
    text = " ".join(one.value for one in page.markdown)
    assert "?table\\=3" in text
    assert "| Table 1\\, second half | 1 | 3 |" in text


def test_what_is_typed_is_saved_in_each_language(room):
    page = with_tables(AppTest.from_function(tables_page, default_timeout=20).run(), 2)
    page.text_input(key="table_1_0_name").set_value("Kids").run()
    page.text_input(key="table_1_0_topic_en").set_value("Clubs").run()
    by_key(page.selectbox, "table_1_1_language_en").set_value("so").run()
    page.button(key="tables_save").click().run()
    assert not page.exception
    assert kept(room) == [tables.CafeTable("Kids", {"en": "Clubs"}), tables.CafeTable("2", {}, "so")]


def test_a_table_with_a_topic_does_not_go_unasked(room):
    page = with_tables(AppTest.from_function(tables_page, default_timeout=20).run(), 2)
    page.text_input(key="table_1_1_topic_en").set_value("Clubs").run()
    page.button(key="tables_save").click().run()
    page = with_tables(page, 1)
    assert [table.name for table in kept(room)] == ["1", "2"]
    page.button(key="tables_all").click().run()
    assert [table.name for table in kept(room)] == ["1", "2"]
    with_tables(page, 1).button(key="tables_fewer").click().run()
    assert [table.name for table in kept(room)] == ["1"]


def test_two_tables_of_one_name_are_refused_with_a_sentence(room):
    page = with_tables(AppTest.from_function(tables_page, default_timeout=20).run(), 2)
    page.text_input(key="table_1_0_name").set_value("2").run()
    page.button(key="tables_save").click().run()
    assert "Each table needs a name of its own" in page.error[0].value
    assert [table.name for table in kept(room)] == ["1", "2"]


@pytest.fixture
def noted(room):
    """A note of table 2, and one without a table."""
    with store.writing(room) as db:
        workshop = workshops.by_id(db, 1)
        for text, table in (("Evenings are hard", "2"), ("x" * 600, "")):
            sent = notes.Sent(str(uuid.uuid4()), text, "en", table)
            notes.write(db, workshop, None, sent, now=store.now())
    return room


def test_notes_stand_by_their_table_and_become_ideas_with_one_press(noted):
    page = AppTest.from_function(notes_page, default_timeout=20).run()
    assert not page.exception
    heads = [one.value for one in page.markdown if one.value in ("**No table**", "**Table 2**")]
    assert heads == ["**No table**", "**Table 2**"]
    page.button(key="note_idea_1").click().run()
    with store.reading(noted) as db:
        assert [idea.text for idea in ideas.shown(db, workshops.by_id(db, 1))] == ["Evenings are hard"]
    assert not [button for button in page.button if button.key == "note_idea_1"]


def test_a_note_too_long_for_an_idea_is_told_so(noted):
    page = AppTest.from_function(notes_page, default_timeout=20).run()
    page.button(key="note_idea_2").click().run()
    assert "500" in page.error[0].value


def test_a_note_is_deleted_after_a_second_press(noted):
    page = AppTest.from_function(notes_page, default_timeout=20).run()
    page.button(key="note_remove_1").click().run()
    with store.reading(noted) as db:
        assert [note.table_name for note in notes.listed(db, workshops.by_id(db, 1))] == [""]
