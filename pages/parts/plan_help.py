"""Who wants to help with the actions: how many, and the contacts that people left for the facilitator alone."""

from datetime import date

import streamlit as st
from sqlmodel import Session

from models import Action, Workshop
from pages.parts import database, look, say
from pages.parts.language import _, day, n
from workshop_kit import plan, store, workshops

_SHOWN = "plan_contacts_shown"


def show(db: Session, workshop: Workshop, actions: list[Action]) -> None:
    wanting = plan.wanting_to_help(db, workshop)
    with st.container(border=True, key="card-help"):
        st.subheader(_("Who wants to help"), anchor=False)
        if not any(wanting.values()):
            look.empty(_("Nobody yet. In the plan step people press “I want to help” on their phones."))
            return
        for number, action in enumerate(actions, start=1):
            if found := wanting.get(action.id or 0, 0):
                say.facts(f"{number}. {action.title}", _people(found))
        _contacts(db, workshop, actions)


def _people(count: int) -> str:
    told = plan.told(count)
    return _("fewer than five people") if told is None else n("%(n)s person", "%(n)s people", told)


def _contacts(db: Session, workshop: Workshop, actions: list[Action]) -> None:
    """Hidden until asked for: the laptop may be on the wall."""
    found = plan.contacts(db, workshop, today=date.today())
    if not found:
        say.fine(_("Nobody has left a contact."), icon="contact_mail")
        return
    say.fine(_("For you alone. They are in no document, and are erased by themselves."), icon="lock")
    if not st.toggle(
        n("Show %(n)s contact", "Show %(n)s contacts", len(found)),
        key=_SHOWN,
        help=_("Not while the room looks on."),
    ):
        return
    titles = {action.id: action.title for action in actions}
    for reach in found:
        words, button = st.columns([3, 1], vertical_alignment="center")
        with words:
            say.bold(reach.words)
            say.facts(titles.get(reach.action_id, ""), _("erased on %(day)s", day=day(reach.until)))
        button.button(
            _("Erase"), key=f"plan_contact_{reach.id}", icon=":material/delete:",
            on_click=_erase, args=(workshop.id, reach.id),
        )  # fmt: skip


def _erase(workshop_id: int, contact_id: int) -> None:
    def run(db: Session) -> None:
        plan.erase_contact(db, workshops.by_id(db, workshop_id), contact_id)

    if database.act(run, done=_("Erased.")):
        store.forget(database.engine())
