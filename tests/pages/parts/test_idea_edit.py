"""Mending an idea in the dialog, and showing one from the list: never over words that Ann has not read."""

import pytest
from streamlit.testing.v1 import AppTest

from models import IdeaState, Participant, StepKind
from pages.parts import database
from workshop_kit import ideas, moderation, own_ideas, steps, store, workshops


def the_list():
    from pages.parts import database, idea_list
    from workshop_kit import ideas, workshops

    with database.looking() as db:
        workshop = workshops.listed(db)[0]
        found = [*ideas.shown(db, workshop), *ideas.waiting(db, workshop)]
        idea_list.show(workshop, found, ideas.translations(db, workshop))
    database.tell()


def the_dialog():
    """It stays open over its own runs, with the idea as it was when Ann opened it."""
    import streamlit as st

    from pages.parts import database, idea_edit
    from workshop_kit import ideas, workshops

    if "opened" not in st.session_state:
        with database.looking() as db:
            workshop = workshops.listed(db)[0]
            st.session_state["opened"] = workshop, ideas.by_id(db, workshop, 1), {}
    idea_edit.edit_idea(*st.session_state["opened"])


@pytest.fixture
def room(engine, open_room):
    """Ben's idea is on the wall; Chen's waits, because Ann reads first by then."""
    database.engine.clear()
    with store.writing(engine) as db:
        ann = open_room(db)
        ann.goes_to(StepKind.IDEAS)
        ann.sends(ann.joins(), "Free clubs")
        ann.workshop.pre_moderation = True
        ann.sends(ann.joins("fi"), "Penkki", "fi")
    yield engine
    database.engine.clear()


def opened(page):
    return AppTest.from_function(page, default_timeout=30).run()


def ideas_of(room):
    """What is kept: number -> (text, state)."""
    with store.reading(room) as db:
        every = [ideas.by_id(db, workshops.listed(db)[0], id) for id in (1, 2)]
        return {idea.number: (idea.text, idea.state) for idea in every}


def translations_of(room, number):
    with store.reading(room) as db:
        found = ideas.translations(db, workshops.listed(db)[0])
        return {code: translation.text for code, translation in found.get(number, {}).items()}


def changes(room):
    with store.reading(room) as db:
        return [change.verb for change, _idea in moderation.history(db, workshops.listed(db)[0])]


def rewrites(room, number, said):
    """The writer changes her idea on her phone."""
    with store.writing(room) as db:
        workshop = workshops.listed(db)[0]
        idea = ideas.by_id(db, workshop, number)
        writer = db.get(Participant, idea.participant_id)
        own_ideas.rewrite(db, workshop, steps.current(db, workshop), idea, said, participant=writer)


def field(window, label):
    return next(area for area in window.text_area if area.label.startswith(label))


def saves(window):
    return window.button(key="idea_save").click().run()


def told(window):
    return [error.value.replace("\\", "") for error in window.error]


CHANGED = moderation.Rewritten.sentence


# --- mended ---------------------------------------------------------------------------------------------


def test_ann_mends_a_typo_and_translates(room):
    window = opened(the_dialog)
    field(window, "Idea 1").set_value("Free clubs!")
    field(window, "Translation, Suomi").set_value("Maksuttomat kerhot")
    saves(window)
    assert ideas_of(room)[1] == ("Free clubs!", IdeaState.SHOWN)
    assert translations_of(room, 1) == {"fi": "Maksuttomat kerhot"}


def test_saving_without_a_change_leaves_the_writer_s_new_words_alone(room):
    window = opened(the_dialog)
    rewrites(room, 1, "A chess club")
    saves(window)
    assert ideas_of(room)[1][0] == "A chess club"
    assert changes(room) == []


@pytest.mark.parametrize(
    ("label", "typed"), [("Idea 1", "Free clubs!"), ("Translation, Suomi", "Maksuttomat kerhot")]
)
def test_what_the_writer_changed_meanwhile_is_not_overwritten_and_that_is_said(room, label, typed):
    window = opened(the_dialog)
    rewrites(room, 1, "A chess club")
    field(window, label).set_value(typed)
    assert told(saves(window)) == [CHANGED]
    assert ideas_of(room)[1][0] == "A chess club"
    assert translations_of(room, 1) == {}
    assert changes(room) == []


def test_a_draft_for_one_idea_is_not_in_the_dialog_of_another(room):
    window = opened(the_list)
    window.button(key="ideas_edit_1").click().run()
    field(window, "Idea 1").set_value("Free clubs, but half")
    field(window, "Translation, Svenska").set_value("Halv")
    window.button(key="ideas_edit_2").click().run()
    assert field(window, "Idea 2").value == "Penkki"
    assert field(window, "Translation, Svenska").value == ""


def test_a_draft_for_old_words_is_not_in_the_dialog_of_new_ones(room):
    window = opened(the_list)
    window.button(key="ideas_edit_1").click().run()
    field(window, "Idea 1").set_value("Free clubs!")
    rewrites(room, 1, "A chess club")
    window.button(key="ideas_edit_1").click().run()
    assert field(window, "Idea 1").value == "A chess club"


# --- shown ----------------------------------------------------------------------------------------------


def test_an_idea_that_waits_is_shown_as_ann_has_read_it(room):
    opened(the_list).button(key="ideas_show_2").click().run()
    assert ideas_of(room)[2] == ("Penkki", IdeaState.SHOWN)


def test_words_that_were_rewritten_since_the_list_was_drawn_are_not_shown_before_ann_has_read_them(room):
    window = opened(the_list)
    rewrites(room, 2, "Something rude")
    window.button(key="ideas_show_2").click().run()
    assert told(window) == [CHANGED]
    assert ideas_of(room)[2] == ("Something rude", IdeaState.WAITING)
    window.button(key="ideas_show_2").click().run()
    assert ideas_of(room)[2] == ("Something rude", IdeaState.SHOWN)
