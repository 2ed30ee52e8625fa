"""Paper cards: type in what people wrote by hand, one after the other, with the keyboard alone."""

import uuid

import streamlit as st
from sqlmodel import Session

from models import Channel, Idea, Step, StepKind, Workshop
from pages.parts import database, idea_list
from pages.parts.language import _
from workshop_kit import ideas, steps, store, workshops
from workshop_kit.i18n import LANGUAGES
from workshop_kit.text import LIMIT


def enter(workshop_id: int) -> None:
    given = st.session_state
    sent = ideas.Sent(
        uuid=given.setdefault("paper_uuid", str(uuid.uuid4())),
        text=given["paper_text"] or "",
        language=given["paper_language"],
        channel=given["paper_channel"],
        table_name=given["paper_table"] or "",
    )

    entered: list[Idea] = []

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        entered.append(ideas.enter(db, workshop, _step(db, workshop), sent, now=store.now()))

    given.pop(f"paper_last_{workshop_id}", None)
    if database.act(run):  # the number is only told when the card is on disk
        given[f"paper_last_{workshop_id}"] = entered[0].number
        del given["paper_uuid"]
        given["paper_text"] = ""


def _step(db: Session, workshop: Workshop) -> Step | None:
    """The step that ideas belong to: the present one, else the last ideas step that was played."""
    now = steps.current(db, workshop)
    if now is not None and now.kind == StepKind.IDEAS:
        return now
    played = [s for s in steps.agenda(db, workshop) if s.kind == StepKind.IDEAS and s.started_at]
    return played[-1] if played else None


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Paper cards"))
    with st.form("paper", border=True):
        st.text_area(
            _("What the card says, in its own language"),
            key="paper_text",
            max_chars=LIMIT,
            help=_("Ctrl + Enter saves the card."),
        )
        language, channel, table = st.columns(3)
        language.selectbox(
            _("Language"), list(LANGUAGES), format_func=lambda code: LANGUAGES[code].name, key="paper_language"
        )
        names = {
            Channel.PAPER: _("Paper card"),
            Channel.HELPER: _("Spoken, I type"),
            Channel.SHARED: _("Shared phone"),
        }
        channel.selectbox(_("How it came"), list(names), format_func=lambda kind: names[kind], key="paper_channel")
        table.text_input(_("Table, if any"), max_chars=40, key="paper_table")
        st.form_submit_button(
            _("Add the card"), type="primary", icon=":material/add:", on_click=enter, args=(workshop.id,)
        )
    last = st.session_state.get(f"paper_last_{workshop.id}")
    if last:
        st.success(_("Saved. Write number %(n)s on the card.", n=last), icon=":material/check:")
    idea_list.entered_so_far(ideas.shown(db, workshop))
