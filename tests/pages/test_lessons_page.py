"""The laptop's page of lessons, and what was learnt before on the agenda."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from models import LessonKind, StepKind
from pages.parts import database
from workshop_kit import steps, store, workshops
from workshop_kit.evaluation import lessons


def page():
    import runpy

    from pages.parts import database

    database.open_workshop(1)
    runpy.run_path("pages/insights/lessons.py")
    database.tell()


def before():
    from pages.parts import database, lesson_cards
    from workshop_kit import workshops

    with database.looking() as db:
        lesson_cards.before(db, workshops.by_id(db, 1))


@pytest.fixture
def laptop(engine, open_room):
    """The workshop that is open, and one before it."""
    database.engine.clear()
    with store.writing(engine) as db:
        open_room(db)
        open_room(db, title={"en": "Spring evening"}, day=date(2026, 4, 1), area="Hakunila")
    yield engine
    database.engine.clear()


def learnt(engine, text="Pictures helped.", workshop=2):
    with store.writing(engine) as db:
        lessons.add(db, workshops.by_id(db, workshop), LessonKind.WORKED, text, now=store.now())


def shown(source):
    app = AppTest.from_function(source, default_timeout=20).run()
    assert not app.exception
    return app


def words(app):
    return " ".join(one.value for one in app.markdown).replace("\\", "")


def test_a_lesson_is_kept_in_its_column_and_its_field_is_empty_again(laptop):
    app = shown(page)
    app.text_area(key="lesson_new_1_hard_0").set_value("The vote came late.").run()
    app.button(key="lesson_new_1_hard_add").click().run()
    assert not app.exception
    with store.reading(laptop) as db:
        (lesson,) = lessons.of_workshop(db, workshops.by_id(db, 1))
        assert (lesson.kind, lesson.text) == (LessonKind.HARD, "The vote came late.")
    assert app.text_area(key="lesson_new_1_hard_1").value == ""


def test_an_empty_lesson_is_refused_with_a_sentence(laptop):
    app = shown(page)
    app.button(key="lesson_new_1_hard_add").click().run()
    assert "Write a few words first" in app.error[0].value


def test_a_lesson_is_changed_and_deleted(laptop):
    learnt(laptop, workshop=1)
    app = shown(page)
    app.text_area(key="lesson_1_text").set_value("Pictures helped a lot.").run()
    app.button(key="lesson_1_save").click().run()
    assert "Pictures helped a lot." in words(app)
    app.button(key="lesson_1_remove").click().run()
    assert "Pictures helped" not in words(app)


def test_all_lessons_are_read_and_narrowed_to_a_kind(laptop):
    learnt(laptop)
    app = shown(page)
    assert "Pictures helped." in words(app) and "Spring evening" in words(app)
    app.selectbox(key="lesson_kind_en").set_value(LessonKind.HARD).run()
    assert not app.exception and "Pictures helped." not in words(app)


def test_who_prepares_is_shown_what_was_learnt_before_until_it_begins(laptop):
    assert "Pictures" not in words(shown(before))
    learnt(laptop)
    assert "Pictures helped." in words(shown(before))
    with store.writing(laptop) as db:
        workshop = workshops.by_id(db, 1)
        welcome = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.WELCOME)
        steps.start(db, workshop, welcome, now=store.now())
    assert "Pictures" not in words(shown(before))
