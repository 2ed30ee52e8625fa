"""The question that settles most: asked when the panel is open, and another one after an answer."""

import pytest
from streamlit.testing.v1 import AppTest

from models import StepKind
from pages.parts import database
from workshop_kit import store, suggesting

TEXTS = (
    "swimming school for children",
    "swimming lessons for children in summer",
    "buses in the evening",
    "evening buses to the station",
    "swimming buses",
    "a school for the station",
)


def the_page():
    from pages.parts import database, question
    from workshop_kit import themes, workshops

    database.open_workshop(1)
    with database.looking() as db:
        workshop = workshops.by_id(db, 1)
        question.show(db, workshop, themes.board(db, workshop))
    database.tell()


@pytest.fixture
def asked(engine, open_room, monkeypatch):
    """The page, and what it asks one after the other; the machine proposes pairs that change with the answers."""
    database.engine.clear()
    monkeypatch.setattr(database, "embedder", lambda: None)
    with store.writing(engine) as db:
        ann = open_room(db)
        ann.goes_to(StepKind.IDEAS)
        ben = ann.joins()
        for text in TEXTS:
            ann.sends(ben, text)
    suggesting.themes_for(engine, 1, None)
    calls = []
    real = suggesting.questions
    monkeypatch.setattr(suggesting, "questions", lambda *args: calls.append(args) or real(*args))
    yield calls
    database.engine.clear()


def test_a_closed_panel_asks_nothing_and_costs_nothing(asked):
    page = AppTest.from_function(the_page).run()
    assert not page.exception and asked == []
    assert not [button for button in page.button if button.key == "themes_same"]


def test_after_an_answer_another_question_comes(asked):
    page = AppTest.from_function(the_page)
    page.session_state["themes_question"] = True
    page.run()
    before = [caption.value for caption in page.caption if caption.value.startswith("Idea ")]
    assert len(before) == 2 and len(asked) == 1
    page.run()
    assert len(asked) == 1, "the same board asks the same"
    next(button for button in page.button if button.key == "themes_different").click().run()
    after = [caption.value for caption in page.caption if caption.value.startswith("Idea ")]
    assert len(asked) == 2 and after != before
