"""The agenda: steps with their minutes and clock times; edit, reorder, skip, add."""

import streamlit as st

from models import StepKind
from pages.parts import (
    agenda_end,
    agenda_row,
    agenda_undo,
    database,
    lesson_cards,
    look,
    missing_languages,
    question_form,
)
from pages.parts import steps as kinds
from pages.parts.language import _, clock, current, keyed, n
from workshop_kit import pace, step_texts, steps, store, workshops


def add(workshop_id: int) -> None:
    kind = StepKind(st.session_state[keyed("agenda_new_kind")])
    title = {current(): kinds.name(kind), **kinds.title(kind)}
    usual = step_texts.usual(kind)
    words = {"say": usual.say, "prompt": usual.prompt, "needs": usual.needs} if usual else {}
    minutes = usual.minutes if usual else 10
    database.act(
        lambda db: steps.add(db, workshops.by_id(db, workshop_id), kind, title=title, minutes=minutes, **words)
    )


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
    agenda_end.show(workshop, agenda)
    missing_languages.banner(workshop, agenda)
    lesson_cards.before(db, workshop)
    look.agenda_line(workshop, agenda)
    agenda_row.style()
    stands = pace.of(workshop, agenda, store.now()) if workshop.current_step_id else None
    now_at = {slot.step.id: slot for slot in stands.ahead} if stands else {}
    removed = agenda_undo.place(workshop, agenda)
    for place, step in enumerate(agenda):
        if place == removed:
            agenda_undo.show(workshop)
        agenda_row.show(workshop, step, slots.get(step.id), now_at.get(step.id))
    if removed == len(agenda):
        agenda_undo.show(workshop)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Add a step"),
            list(kinds.NAMES),
            format_func=kinds.name,
            key=keyed("agenda_new_kind"),
            width=260,
        )
        st.button(_("Add"), icon=":material/add:", key="agenda_add", on_click=add, args=(workshop.id,))
        question_form.offer(workshop, agenda)
