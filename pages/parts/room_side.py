"""Around the controls of the room: the big screen in small, the figures of the moment, before and after."""

import streamlit as st
from sqlmodel import Session

from models import Channel, IdeaState, Workshop
from pages.parts import (
    address_choice,
    method_card,
    missing_languages,
    picture,
    question_result,
    room,
    room_control,
    say,
    screen_set,
)
from pages.parts.language import _
from workshop_kit import ideas, methods, participants, steps, store
from workshop_kit.evaluation import answers


def big_screen(db: Session, workshop: Workshop) -> None:
    with st.container(border=True, key="card-screen"):
        say.bold(_("On the big screen"))
        room.show(picture.of(db, workshop, now=store.now()), key="preview", full=False)
        room_control.screen_choice(workshop)
        st.link_button(
            _("Open the big screen"),
            f"/screen?code={workshop.code}",
            icon=":material/open_in_new:",
            width="stretch",
        )
        screen_set.panel(workshop)


def figures(db: Session, workshop: Workshop) -> None:
    shown = ideas.shown(db, workshop)
    paper = sum(idea.channel == Channel.PAPER for idea in shown)
    phones = participants.count(db, workshop)
    waiting = ideas.counts(db, workshop)[IdeaState.WAITING]
    facts = [(_("Joined"), phones), (_("Ideas"), len(shown)), (_("Paper"), paper), (_("Waiting"), waiting)]
    for column, (label, number) in zip(st.columns(4, gap="small"), facts, strict=True):
        column.container(border=True, key=f"card-figure-{label}").metric(label, number)
    say.fine(_("Everything is saved on this laptop."), icon="check_circle")


def joining(db: Session, workshop: Workshop) -> None:
    """For those who come late."""
    with st.expander(_("How phones join"), icon=":material/qr_code:"):
        address_choice.show(db, workshop)


def when_it_goes_wrong(db: Session, workshop: Workshop) -> None:
    """What the workshop's method says of silence, quarrels and late starts."""
    method = methods.known(db, workshop.method)
    if method is not None:
        method_card.troubles(method)


def before_or_after(db: Session, workshop: Workshop) -> None:
    with st.container(border=True, key="card-start"):
        if workshop.ended_at:
            st.subheader(_("The evening is over. Phones show what was decided."), anchor=False)
            st.page_link("follow_up/plan.py", label=_("To the plan"), icon=":material/checklist:")
            if answers.over(steps.agenda(db, workshop)):
                question_result.link()
        else:
            st.subheader(_("People join now. Start when the room is ready."), anchor=False)
        room_control.start_button(db, workshop)
    address_choice.show(db, workshop)
    missing_languages.note(db, workshop)
