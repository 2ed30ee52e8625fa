"""Hands and paper: what was counted in the room, entered for each choice."""

from collections.abc import Mapping

import streamlit as st
from sqlmodel import Session

from models import Option, Step, VotingMethod, Workshop
from pages.parts import database, say
from pages.parts.language import _, current, n
from workshop_kit import captions, steps, votes, workshops
from workshop_kit.votes import hands
from workshop_kit.votes.methods.statements import AGREE, DISAGREE, PASS


def _answers(step: Step) -> dict[int, str]:
    """What can be counted for each choice, by its name."""
    method = votes.method_of(step)
    if method == VotingMethod.RATING:
        return {number: str(number) if number else _("Not understood") for number in hands.ANSWERS[method]}
    if method == VotingMethod.STATEMENTS:
        return {AGREE: _("Agree"), PASS: _("Pass"), DISAGREE: _("Disagree")}
    return {1: _("Dots") if method == VotingMethod.DOTS else _("People")}


def show(db: Session, workshop: Workshop, step: Step) -> None:
    """Once there are choices; not for an order, or for two at a time: nobody raises a hand for those."""
    options = votes.options(db, step)
    if not hands.can_be_counted(step) or not options:
        return
    tally = hands.entered(db, step)
    with st.expander(_label(tally.people if tally else 0), icon=":material/front_hand:"):
        say.fine(
            _("What you count in the room counts the same as phones, and is marked. Do not count anyone twice.")
        )
        key = f"hands_{step.id}"
        with st.form(key, border=False):
            people = tally.people if tally else 0
            label = _("How many people voted this way")
            st.number_input(label, 0, hands.MOST_PEOPLE, people, key=f"{key}_people", width=260)
            for option in options:
                _row(workshop, step, option, tally.given.get(str(option.id), {}) if tally else {}, key)
            ids = [str(option.id) for option in options]
            st.form_submit_button(
                _("Keep the count"), icon=":material/check:", type="primary", key=f"{key}_save",
                on_click=_save, args=(workshop.id, step.id, ids, votes.method_of(step), key),
            )  # fmt: skip


def _row(workshop: Workshop, step: Step, option: Option, given: Mapping[str, int], key: str) -> None:
    """One choice, and a field for each answer to it."""
    answers = _answers(step)
    name = say.plain(captions.of_option(option, current(), workshop.language).text)
    cells = st.columns([3, *(1 for _answer in answers)], vertical_alignment="bottom")
    cells[0].markdown(f"{option.number}. {name}" if option.number else name)
    for cell, (answer, label) in zip(cells[1:], answers.items(), strict=True):
        cell.number_input(label, 0, 100_000, given.get(str(answer), 0), key=f"{key}_{option.id}_{answer}")


def _label(people: int) -> str:
    if not people:
        return _("Hands and paper")
    return n("Hands and paper: %(n)s person", "Hands and paper: %(n)s people", people)


def _save(workshop_id: int, step_id: int, options: list[str], method: VotingMethod, key: str) -> None:
    """By the method that the form was drawn for: it may have been changed in another window."""
    fields = st.session_state

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        step = steps.by_id(db, workshop, step_id)
        answers = hands.ANSWERS[method]
        given = {o: {a: int(fields[f"{key}_{o}_{a}"]) for a in answers} for o in options}
        hands.enter(db, workshop, step, int(fields[f"{key}_people"]), given, method=method)

    database.act(run, done=_("The count is kept."))
