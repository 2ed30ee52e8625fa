"""The questions of a feedback step on the laptop: chosen in its form, begun with one press, counted in its row."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from models import PhoneMode, StepKind
from pages.parts import database, picture
from workshop_kit import participants, services, steps, store, workshops
from workshop_kit.evaluation import answers, questions

PAGE = Path(__file__).parents[3] / "pages" / "prepare" / "agenda.py"
NOW_PAGE = Path(__file__).parents[3] / "pages" / "room" / "now.py"


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    monkeypatch.setattr(database, "engine", lambda: engine)
    monkeypatch.setattr(st, "page_link", lambda path, label="", **_facts: st.markdown(label))


@pytest.fixture
def code(engine, open_room) -> str:
    with store.writing(engine) as db:
        return open_room(db).workshop.code


def page(code, file=PAGE):
    shown = AppTest.from_file(file, default_timeout=30)
    shown.query_params["code"] = code
    return shown.run()


def words(shown) -> str:
    assert not shown.exception
    return "\n".join(part.value for part in [*shown.markdown, *shown.info, *shown.warning]).replace("\\", "")


def drawn_form():
    """The form of the last feedback step, without the dialog around it, which closes at the next run of a test."""
    from models import StepKind
    from pages.parts import database, step_form
    from workshop_kit import steps

    with database.looking() as db:
        workshop = database.required(db)
        step = next(one for one in steps.agenda(db, workshop)[::-1] if one.kind == StepKind.FEEDBACK)
        step_form._form(workshop, step)


def form(code):
    shown = AppTest.from_function(drawn_form, default_timeout=30)
    shown.query_params["code"] = code
    return shown.run()


def does(engine, code, change):
    with store.writing(engine) as db:
        workshop = workshops.by_code(db, code)
        return change(db, workshop)


def closing(engine, code):
    """The id of the feedback step, what it asks, and what phones do in it."""

    def look(db, workshop):
        step = next(one for one in steps.agenda(db, workshop)[::-1] if one.kind == StepKind.FEEDBACK)
        return step.id, step.settings.get("questions", []), step.settings.get("services", []), step.phones

    return does(engine, code, look)


def held(engine, code, people, now):
    """Questions at the beginning and at the end, answered by so many."""

    def run(db, workshop):
        early = questions.add_at_beginning(db, workshop)
        late = next(one for one in steps.agenda(db, workshop)[::-1] if one.kind == StepKind.FEEDBACK)
        questions.choose(db, workshop, late, ["heard", "evening"])
        crowd = []

        for _n in range(people):
            crowd.append(participants.admit(db, workshop, "en", now=now)[0])
        for step, given in ((early, {"heard": 2}), (late, {"heard": 4, "evening": 5})):
            steps.start(db, workshop, step, now=now)
            for who in crowd:
                answers.give(db, workshop, step, who, given, now=now)
        steps.end(db, workshop, now=now)

    does(engine, code, run)


def test_the_usual_questions_are_taken_with_one_press(engine, code):
    id, *_rest = closing(engine, code)
    shown = form(code)
    assert "Nothing is ticked" in words(shown)
    shown.button(key=f"step_{id}_ask_usual").click().run()
    assert shown.checkbox(key=f"step_{id}_ask_heard").value
    shown.button(key="step_save").click().run()
    assert closing(engine, code)[1:] == (
        ["know_where", "heard", "know_people", "evening", "said", "understood"],
        [],
        PhoneMode.WRITE,
    )
    assert "6 questions" in words(page(code))


def test_a_seventh_question_cannot_be_ticked(engine, code):
    id, *_rest = closing(engine, code)
    shown = form(code)
    shown.button(key=f"step_{id}_ask_usual").click().run()
    assert shown.checkbox(key=f"step_{id}_ask_again").disabled
    shown.checkbox(key=f"step_{id}_ask_heard").uncheck().run()
    assert not shown.checkbox(key=f"step_{id}_ask_again").disabled


def test_services_of_the_catalogue_are_found_and_chosen(engine, code, now):
    def known(db, _workshop):
        first, *_rest = [services.add(db, now=now, name={"en": f"Service {n}"}) for n in range(70)]
        last = services.add(db, now=now, name={"en": "Night swimming"}, body={"en": "City of Vantaa"})
        return first.id, last.id

    first, swimming = does(engine, code, known)
    id, *_rest = closing(engine, code)
    shown = form(code)
    field = f"step_{id}_ask_services"
    assert "Night swimming · City of Vantaa" not in shown.multiselect(key=field).options
    shown.multiselect(key=field).select(first).run()
    shown.text_input(key=f"step_{id}_ask_search").set_value("swimming").run()
    assert shown.multiselect(key=field).options == ["Service 0", "Night swimming · City of Vantaa"]
    shown.multiselect(key=field).select(swimming).run()
    shown.button(key="step_save").click().run()
    assert not shown.exception
    assert closing(engine, code)[2] == [first, swimming]


def test_where_children_take_part_services_are_not_offered(engine, code):
    does(engine, code, lambda db, workshop: setattr(workshop, "for_children", True))
    id, *_rest = closing(engine, code)
    shown = form(code)
    assert "Children take part" in words(shown)
    assert all(one.key != f"step_{id}_ask_services" for one in shown.multiselect)


def test_questions_at_the_beginning_are_one_press(engine, code):
    shown = page(code)
    shown.button(key="agenda_questions").click().run()
    assert "A few questions" in words(shown) and "3 questions" in words(shown)
    assert all(button.key != "agenda_questions" for button in shown.button)
    second = does(engine, code, lambda db, workshop: steps.agenda(db, workshop)[1])
    assert (second.kind, second.minutes) == (StepKind.FEEDBACK, 3)


def test_after_the_step_its_row_tells_what_people_answered_before_beside_now(engine, code, now):
    held(engine, code, 6, now)
    shown = page(code)
    assert "6 people answered." in words(shown)
    tables = [table.value for table in shown.dataframe]
    rows = [list(row) for table in tables for row in table.itertuples(index=False)]
    assert ["I feel heard in this city.", "before", 0, 6, 0, 0, 0, 6] in rows
    assert ["I feel heard in this city.", "now", 0, 0, 0, 6, 0, 6] in rows
    assert ["How was this evening for you?", "", 0, 0, 0, 0, 6, 6] in rows


def test_who_uses_a_service_is_not_told_of_fewer_than_five(engine, code, now):
    def run(db, workshop):
        service = services.add(db, now=now, name={"en": "Job coaching"})
        step = next(one for one in steps.agenda(db, workshop)[::-1] if one.kind == StepKind.FEEDBACK)
        questions.choose(db, workshop, step, [], [service.id])
        steps.start(db, workshop, step, now=now)
        for number in [3] * 6 + [2] * 3 + [1] * 4:
            who, _secret = participants.admit(db, workshop, "en", now=now)
            answers.give(db, workshop, step, who, {questions.key_of(service): number}, now=now)
        steps.end(db, workshop, now=now)

    does(engine, code, run)
    shown = page(code)
    assert "What would be too few to tell alone is told together." in words(shown)
    assert "13 people answered." in words(shown)
    (row,) = [one for table in shown.dataframe for one in table.value.fillna("").to_dict("records")]
    assert row == {
        "Question": "Job coaching", "When": "", "New to me": "", "I know it": "", "I use it": 6,
        "told together": 7, "People": 13,
    }  # fmt: skip


def test_that_two_skipped_a_question_is_not_told(engine, code, now):
    held(engine, code, 10, now)

    def two_more(db, workshop):
        step = next(one for one in steps.agenda(db, workshop)[::-1] if one.kind == StepKind.FEEDBACK)
        steps.start(db, workshop, step, now=now)
        for _n in range(2):
            who, _secret = participants.admit(db, workshop, "en", now=now)
            answers.give(db, workshop, step, who, {"heard": 1}, now=now)
        steps.end(db, workshop, now=now)

    does(engine, code, two_more)
    said = words(page(code))
    assert "10 people answered." in said and "12 people answered." not in said


def test_of_fewer_than_five_nothing_is_told(engine, code, now):
    held(engine, code, 4, now)
    shown = page(code)
    assert "Fewer than five people answered, so nothing is told." in words(shown)
    assert list(shown.dataframe) == []


def test_the_room_sees_how_many_have_answered_and_never_what(engine, code, now):
    def ask(db, workshop):
        step = next(one for one in steps.agenda(db, workshop) if one.kind == StepKind.FEEDBACK)
        questions.choose(db, workshop, step, ["heard"])
        steps.start(db, workshop, step, now=now)

        answer(db, workshop)

    def answer(db, workshop, people=1):
        for _person in range(people):
            who, _secret = participants.admit(db, workshop, "en", now=now)
            answers.give(db, workshop, steps.current(db, workshop), who, {"heard": 1}, now=now)

    def drawn():
        found = does(engine, code, lambda db, workshop: picture.of(db, workshop, now=now))
        return found["kind"], [(count["n"], count["label"]) for count in found["counts"]]

    does(engine, code, ask)
    assert drawn() == ("calm", [])
    assert "**1 of 1** have answered." in words(page(code, NOW_PAGE))
    does(engine, code, lambda db, workshop: answer(db, workshop, people=4))
    assert drawn() == ("calm", [(5, "have answered")])
    does(engine, code, lambda db, workshop: steps.end(db, workshop, now=now))
    assert "What people answered" in words(page(code, NOW_PAGE))


def test_the_big_screen_counts_nobody_once_the_questions_are_closed(engine, code, now):
    def ask(db, workshop):
        step = next(one for one in steps.agenda(db, workshop) if one.kind == StepKind.FEEDBACK)
        questions.choose(db, workshop, step, ["heard"])
        steps.start(db, workshop, step, now=now)
        steps.set_phones(db, workshop, step, PhoneMode.CLOSED)
        return picture.of(db, workshop, now=now)

    drawn = does(engine, code, ask)
    assert (drawn["counts"], drawn["question"]["text"]) == ([], "Thank you. We go on together.")
