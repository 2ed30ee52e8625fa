"""Having ideas translated from the page, and telling a machine's words from a person's."""

import pytest
from streamlit.testing.v1 import AppTest

from models import Source
from pages.parts import database
from workshop_kit import ideas, store, translating, workshops
from workshop_kit.errors import SettingWrong


def the_page():
    from pages.parts import database, idea_list, translation
    from workshop_kit import ideas, workshops

    database.open_workshop(1)
    with database.looking() as db:
        workshop = workshops.by_id(db, 1)
        translation.offer()
        idea_list.show(workshop, ideas.shown(db, workshop), ideas.translations(db, workshop))
    database.tell()


def the_dialog():
    """It stays open over its own runs, with the idea as it was when Ann opened it."""
    import streamlit as st

    from pages.parts import database, idea_edit
    from workshop_kit import ideas, workshops

    if "opened" not in st.session_state:
        with database.looking() as db:
            workshop = workshops.by_id(db, 1)
            known = ideas.translations(db, workshop)
            st.session_state["opened"] = workshop, ideas.by_id(db, workshop, 1), known.get(1, {})
    idea_edit.edit_idea(*st.session_state["opened"])


class Signs:
    name = "signs"
    pairs = frozenset({("sv", "en"), ("en", "fi")})

    def translate(self, texts, source, target):
        return [f"{text} {target}" for text in texts]


@pytest.fixture
def room(engine, open_room, monkeypatch):
    """A workshop in Finnish, read by Ann in English: two Swedish ideas, a Somali and a Sorani one."""
    database.engine.clear()
    monkeypatch.setattr(translating, "configured", Signs)
    with store.writing(engine) as db:
        ann = open_room(db, language="fi", question={"fi": "Mikä auttaisi?"})
        for text, language in [("En bänk", "sv"), ("En gunga", "sv"), ("Kursi", "so"), ("کورسی", "ckb")]:
            ann.enters(text, language)
    yield engine
    database.engine.clear()


def opened(what=the_page):
    page = AppTest.from_function(what, default_timeout=30).run()
    assert not page.exception
    return page


def buttons(page):
    return [button.label for button in page.button if button.label]


def told(engine, number=1):
    with store.reading(engine) as db:
        found = ideas.translations(db, workshops.listed(db)[0]).get(number, {})
        return {code: (own.text, own.source) for code, own in found.items()}


def said(page):
    return " ".join(element.value for element in page.markdown)


def drawn(page):
    return " ".join(str(element.proto) for element in page.get("html"))


def test_there_is_a_button_for_each_language_that_ideas_are_read_in(room):
    assert [label for label in buttons(opened()) if "into" in label] == [
        "Translate into English (2)",
        "Translate into Finnish (2)",
    ]


def test_languages_that_no_model_covers_are_named(room):
    assert "No machine here translates Somali and Central Kurdish into Finnish" in said(opened()).replace("\\", "")


def test_pressing_it_translates_and_marks_what_a_machine_said(room):
    page = opened()
    assert "translated by machine" not in drawn(page)
    page.button(key="ideas_translate_fi").click().run()
    assert told(room) == {"fi": ("En bänk en fi", Source.MACHINE)}
    page = opened()
    assert "En bänk en fi" in drawn(page) and "translated by machine" in drawn(page)
    assert [label for label in buttons(page) if "into" in label] == ["Translate into English (2)"]


def test_the_original_is_in_the_row_and_in_the_dialog_and_the_field_is_marked(room):
    opened().button(key="ideas_translate_fi").click().run()
    page = opened()
    assert '<div dir=\\"ltr\\" lang=\\"sv\\">En b' in drawn(page)
    page.button(key="ideas_edit_1").click().run()
    assert [area.label for area in page.text_area][0] == "Idea 1, in Svenska"
    assert "Translation, Suomi, by machine" in [area.label for area in page.text_area]
    assert "Translation, English" in [area.label for area in page.text_area]


def test_a_machine_s_words_that_ann_changes_are_a_person_s(room):
    opened().button(key="ideas_translate_fi").click().run()
    page = opened(the_dialog)
    next(area for area in page.text_area if "by machine" in area.label).set_value("Penkki")
    page.button(key="idea_save").click().run()
    assert told(room) == {"fi": ("Penkki", Source.PERSON)}
    assert "Translate into Finnish" not in " ".join(buttons(opened()))


def test_when_ann_mends_the_idea_the_machine_s_translation_of_the_old_words_goes(room):
    opened().button(key="ideas_translate_fi").click().run()
    with store.writing(room) as db:
        ideas.translate(db, ideas.by_id(db, workshops.listed(db)[0], 1), "en", "A bench")
    page = opened(the_dialog)
    page.text_area[0].set_value("En lång bänk")
    page.button(key="idea_save").click().run()
    assert told(room) == {"en": ("A bench", Source.PERSON)}
    assert "Translate into Finnish (1)" in buttons(opened())


def test_without_a_translator_there_is_nothing(room, monkeypatch):
    monkeypatch.setattr(translating, "configured", lambda: None)
    page = opened()
    assert "ranslate" not in " ".join(buttons(page)) and "machine" not in said(page)


def test_a_translator_that_is_set_up_wrong_is_told_and_the_ideas_are_there(room, monkeypatch):
    def wrong():
        raise SettingWrong(name="WORKSHOP_TRANSLATION_DIR", why="the folder has no translation models")

    monkeypatch.setattr(translating, "configured", wrong)
    page = opened()
    assert "WORKSHOP_TRANSLATION_DIR" in page.error[0].value.replace("\\", "")
    assert page.button(key="ideas_edit_1")
