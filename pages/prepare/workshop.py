"""Make a workshop, or change what was prepared."""

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import database, workshop_form
from pages.parts.language import _
from workshop_kit import store, workshops


def save(workshop: Workshop | None) -> None:
    """A callback, so that a click on the menu right after it does not overtake it."""
    draft = workshop_form.read(workshop)

    def run(db: Session) -> None:
        if workshop is None:
            database.open_workshop_in(db, workshops.create_now(db, draft))
        else:
            workshops.revise(db, workshops.by_id(db, workshop.id or 0), draft)

    st.session_state["workshop_saved"] = database.act(run)
    store.forget(database.engine())  # answers to questions that are not asked any more


if st.session_state.pop("workshop_saved", False):
    st.switch_page("prepare/agenda.py")
with database.looking() as db:
    open_one = None if st.query_params.get("new") else database.current(db)
    st.title(_("Change the workshop") if open_one else _("New workshop"))
    workshop_form.fields(open_one)
    label = _("Save") if open_one else _("Make the workshop")
    st.button(label, type="primary", icon=":material/check:", key="workshop_save", on_click=save, args=(open_one,))
