"""One step on the agenda page, with its buttons."""

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from models import Step, VotingMethod, Workshop
from pages.parts import (
    database,
    missing_languages,
    picture_choice,
    question_form,
    question_result,
    say,
    vote_form,
)
from pages.parts import steps as kinds
from pages.parts.language import _, clock, current
from pages.parts.step_form import edit_step
from workshop_kit import steps, votes, workshops
from workshop_kit.evaluation import answers
from workshop_kit.i18n import pick
from workshop_kit.timetable import Slot, minutes_now

_STYLE = """<style>
:is([class*="st-key-agenda_up_"], [class*="st-key-agenda_down_"], [class*="st-key-agenda_edit_"])
  [data-testid="stMarkdownContainer"] { position: absolute; clip-path: inset(50%); }
</style>"""


def style() -> None:
    """Buttons that show a sign only keep their words for those who hear the page."""
    st.html(_STYLE)


def show(workshop: Workshop, step: Step, planned: Slot | None, expected: Slot | None) -> None:
    """`expected`: when it will be as the evening goes, of a step that is still to come."""
    with st.container(border=True, key=f"card-step-{step.id}"):
        when, what, buttons = st.columns([1, 3, 2.2], vertical_alignment="center")
        with when.container(gap=None):
            _times(planned, expected)
        with what:
            _words(workshop, step)
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            args = (workshop.id, step.id)
            up, down, edit = _("Move up"), _("Move down"), _("Edit")
            st.button(
                up, icon=":material/arrow_upward:", help=up, key=f"agenda_up_{step.id}",
                on_click=change, args=(steps.move, *args, -1),
            )  # fmt: skip
            st.button(
                down, icon=":material/arrow_downward:", help=down, key=f"agenda_down_{step.id}",
                on_click=change, args=(steps.move, *args, 1),
            )  # fmt: skip
            st.button(
                _("Take back in") if step.skipped else _("Skip"), key=f"agenda_skip_{step.id}",
                on_click=change, args=(steps.set_skipped, *args, not step.skipped),
            )  # fmt: skip
            if st.button(edit, icon=":material/edit:", help=edit, key=f"agenda_edit_{step.id}"):
                edit_step(workshop, step)
        if answers.is_over(step):
            _answers(workshop, step)


def _answers(workshop: Workshop, step: Step) -> None:
    with (
        st.expander(_("What people answered"), icon=":material/sentiment_satisfied:"),
        database.looking() as db,
    ):
        question_result.show(db, workshop, step)


def _times(planned: Slot | None, expected: Slot | None) -> None:
    if planned is None:
        say.bold(_("Skipped"))
        return
    say.bold(f"{clock(planned.starts.time())}–{clock(planned.ends.time())}")
    if expected is not None:
        at = clock(expected.starts.astimezone().time())
        if at != clock(planned.starts.time()):
            say.fine(_("now at %(time)s", time=at), icon="schedule", colour="orange")


def _words(workshop: Workshop, step: Step) -> None:
    title = pick(step.title, current(), workshop.language).text
    kind = kinds.name(step.kind)
    needs = pick(step.needs, current(), workshop.language).text
    with st.container(horizontal=True, vertical_alignment="center"):
        picture_choice.show(workshop, step.picture)
        with st.container(gap=None):
            say.bold(title)
            say.facts(_minutes(step), kind if kind != title else "", _vote(step), question_form.told(step))
            if needs:
                say.fine(needs, icon="inventory_2")
            missing_languages.of_step(workshop, step)


def _minutes(step: Step) -> str:
    now = minutes_now(step)
    if step.skipped or now == step.minutes:
        return _("%(n)s min", n=step.minutes)
    return _("%(n)s min, planned %(planned)s", n=now, planned=step.minutes)


def _vote(step: Step) -> str:
    """How people vote; empty where they do not."""
    if not votes.is_vote(step):
        return ""
    method = votes.method_of(step)
    how = vote_form.METHODS[method]()
    if method == VotingMethod.DOTS:
        how = _("Dots: %(n)s each", n=votes.dots_of(step))
    on = _("on ideas") if votes.on_ideas(step) else _("on themes")
    return f"{how} · {on}"


def change(verb: Callable[..., object], workshop_id: int, step_id: int, *facts: object, **more: object) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        verb(db, workshop, steps.by_id(db, workshop, step_id), *facts, **more)

    database.act(run)
