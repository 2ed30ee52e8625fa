"""One step on the agenda page, with its buttons."""

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from models import Step, Workshop
from pages.parts import database, missing_languages, picture_choice, say
from pages.parts import steps as kinds
from pages.parts.language import _, current
from pages.parts.step_form import edit_step
from workshop_kit import steps, workshops
from workshop_kit.i18n import pick


def show(workshop: Workshop, step: Step, times: str) -> None:
    with st.container(border=True, key=f"card-step-{step.id}"):
        when, what, buttons = st.columns([1, 3, 2.2], vertical_alignment="center")
        with when:
            say.bold(times or _("Skipped"))
        with what:
            _words(workshop, step)
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            args = (workshop.id, step.id)
            up, down = _("Move up"), _("Move down")
            st.button(
                "", icon=":material/arrow_upward:", help=up, key=f"agenda_up_{step.id}",
                on_click=change, args=(steps.move, *args, -1),
            )  # fmt: skip
            st.button(
                "", icon=":material/arrow_downward:", help=down, key=f"agenda_down_{step.id}",
                on_click=change, args=(steps.move, *args, 1),
            )  # fmt: skip
            st.button(
                _("Take back in") if step.skipped else _("Skip"), key=f"agenda_skip_{step.id}",
                on_click=change, args=(steps.set_skipped, *args, not step.skipped),
            )  # fmt: skip
            if st.button("", icon=":material/edit:", help=_("Edit"), key=f"agenda_edit_{step.id}"):
                edit_step(workshop, step)


def _words(workshop: Workshop, step: Step) -> None:
    title = pick(step.title, current(), workshop.language).text
    kind = kinds.name(step.kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        picture_choice.show(workshop, step.picture)
        with st.container(gap="xsmall"):
            say.bold(title)
            say.facts(_("%(n)s min", n=step.minutes), kind if kind != title else "")
            missing_languages.of_step(workshop, step)


def change(verb: Callable[..., object], workshop_id: int, step_id: int, *facts: object, **more: object) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        verb(db, workshop, steps.by_id(db, workshop, step_id), *facts, **more)

    database.act(run)
