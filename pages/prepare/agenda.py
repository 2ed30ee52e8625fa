"""The agenda: steps with their minutes and clock times; edit, reorder, skip, add."""

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from models import Step, StepKind, Workshop
from pages.parts import database, look, say
from pages.parts.language import _, clock, current, n
from pages.parts.steps import KINDS, edit_step
from workshop_kit import steps, workshops
from workshop_kit.i18n import pick


def change(verb: Callable[..., object], workshop_id: int, step_id: int, *facts: object, **more: object) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        verb(db, workshop, steps.by_id(db, workshop, step_id), *facts, **more)

    database.act(run)


def add(workshop_id: int) -> None:
    kind = StepKind(st.session_state["agenda_new_kind"])
    title = {current(): KINDS[kind]()}
    database.act(lambda db: steps.add(db, workshops.by_id(db, workshop_id), kind, title=title, minutes=10))


def row(workshop: Workshop, step: Step, times: str) -> None:
    with st.container(border=True, key=f"card-step-{step.id}"):
        when, what, buttons = st.columns([1, 3, 2.2], vertical_alignment="center")
        with when:
            say.bold(times or _("Skipped"))
        title = pick(step.title, current(), workshop.language).text
        with what:
            say.bold(title)
            say.facts(_("%(n)s min", n=step.minutes), KINDS[step.kind]())
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


with database.looking() as db:
    workshop = database.required(db)
    agenda = steps.agenda(db, workshop)
    slots = {slot.step.id: slot for slot in steps.timetable(workshop, agenda)}
    title, button = st.columns([3, 1], vertical_alignment="bottom")
    title.title(_("Agenda"))
    with button.container(horizontal=True, horizontal_alignment="right"):
        st.page_link("room/now.py", label=_("To the room"), icon=":material/play_circle:")
    last = max((slot.ends for slot in slots.values()), default=None)
    if last is not None:
        total = n("%(n)s minute", "%(n)s minutes", steps.total_minutes(agenda))
        st.markdown(
            _(
                "%(total)s in all, from %(start)s to %(end)s.",
                total=f"**{total}**",
                start=clock(workshop.starts),
                end=clock(last.time()),
            )
        )
    look.agenda_line(workshop, agenda)
    for step in agenda:
        slot = slots.get(step.id)
        row(workshop, step, f"{clock(slot.starts.time())}–{clock(slot.ends.time())}" if slot else "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Add a step"), list(KINDS), format_func=lambda kind: KINDS[kind](), key="agenda_new_kind", width=260
        )
        st.button(_("Add"), icon=":material/add:", key="agenda_add", on_click=add, args=(workshop.id,))
