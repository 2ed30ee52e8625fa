"""The questions of a feedback step in its form: which of them phones ask, and about which services."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Service, Step, Workshop
from pages.parts import database, say
from pages.parts.language import _, current, n
from workshop_kit import services, steps, workshops
from workshop_kit.evaluation import questions
from workshop_kit.evaluation.questions import EXIT, MOST, QUESTIONS, TWICE, Question

FOUND = 60
"""Services that the field offers at once; a word in the search finds the others."""
GROUPS: tuple[tuple[Callable[[], str], tuple[Question, ...]], ...] = (
    (lambda: _("About the city: ask before and after"), TWICE),
    (lambda: _("About the evening: ask at the end"), EXIT),
)


def fields(workshop: Workshop, step: Step, key: str) -> None:
    with database.looking() as db:
        head, button = st.columns([2.2, 1], vertical_alignment="center")
        with head:
            say.bold(_("Questions on the phones"))
            say.fine(
                _("People tap one of five faces. They may skip everything, and nobody sees who answered what.")
            )
        usual = questions.usual(steps.agenda(db, workshop), step)
        with button.container(horizontal=True, horizontal_alignment="right"):
            st.button(
                _("Take the usual ones"), key=f"{key}_ask_usual", icon=":material/checklist:",
                help=_("Those that fit where this step stands in the evening"), on_click=_tick, args=(key, usual),
            )  # fmt: skip
        _questions(step, key)
        _services(db, workshop, step, key)


def _questions(step: Step, key: str) -> None:
    before = {question.id for question in questions.chosen(step)}
    ticked = [id for id in QUESTIONS if st.session_state.get(_field(key, id), id in before)]
    for column, (title, group) in zip(st.columns(2, gap="medium"), GROUPS, strict=True):
        with column:
            say.fine(title())
            for question in group:
                full = len(ticked) >= MOST and question.id not in ticked
                st.checkbox(
                    _(question.sentence), question.id in before, key=_field(key, question.id), disabled=full
                )
    if not ticked:
        say.fine(_("Nothing is ticked: phones show the sentence of this step, and ask nothing."), icon="info")
    elif len(ticked) >= MOST:
        say.fine(_("Six at once are enough: people stop reading after that."), icon="info")


def _services(db: Session, workshop: Workshop, step: Step, key: str) -> None:
    if workshop.for_children:
        say.fine(_("Children take part, so nobody is asked which services the family uses."), icon="child_care")
        return
    field, words = _field(key, "services"), st.session_state.get(_field(key, "search"), "")
    before = [service.id or 0 for service in questions.asked(db, workshop, step).services]
    found = services.listed(db, search=words, kind=services.SERVICE, most=FOUND)
    chosen = st.session_state.get(field, before)
    kept = [service for id in chosen if (service := db.get(Service, id)) is not None]
    named = {service.id or 0: _named(service) for service in (*kept, *found)}
    left, right = st.columns([1, 2.2], vertical_alignment="bottom")
    left.text_input(_("Find a service"), key=_field(key, "search"), icon=":material/search:")
    right.multiselect(
        _("Ask whether people know these services"),
        list(named),
        before,
        format_func=lambda id: named.get(id, ""),
        key=field,
        max_selections=MOST,
        placeholder=_("None"),
    )


def _named(service: Service) -> str:
    """With who is responsible: two bodies may call theirs alike."""
    parts = services.name(service, current()).text, services.body_name(service, current()).text
    return " · ".join(filter(None, parts))


def keep(db: Session, workshop: Workshop, step: Step, key: str) -> None:
    """What stands in the form."""
    given: Any = st.session_state
    ids = [id for id in QUESTIONS if given.get(_field(key, id))]
    before = list(step.settings.get("services") or [])
    questions.choose(db, workshop, step, ids, given.get(_field(key, "services"), before))


def _tick(key: str, ids: Sequence[str]) -> None:
    for id in QUESTIONS:
        st.session_state[_field(key, id)] = id in ids


def _field(key: str, name: str) -> str:
    return f"{key}_ask_{name}"


# --- on the agenda ------------------------------------------------------------------------------------------


def told(step: Step) -> str:
    """How much a step asks, in its row; empty where it asks nothing."""
    number = len(questions.chosen(step)) + len(step.settings.get("services") or [])
    return n("%(n)s question", "%(n)s questions", number) if questions.asks(step) else ""


def offer(workshop: Workshop, agenda: Sequence[Step]) -> None:
    """One press for questions after the welcome, as long as there is time for them."""
    if questions.can_begin(agenda):
        st.button(
            _("Add questions at the beginning"), key="agenda_questions", icon=":material/sentiment_satisfied:",
            help=_("Three minutes after the welcome. Ask the same at the end, and see what has changed."),
            on_click=_begin, args=(workshop.id,),
        )  # fmt: skip


def _begin(workshop_id: int) -> None:
    database.act(lambda db: questions.add_at_beginning(db, workshops.by_id(db, workshop_id)))
