"""Bringing a catalogue of services in from a file."""

import streamlit as st
from sqlmodel import Session

from pages.parts import database, state
from pages.parts.language import _
from workshop_kit import catalogue, services, store


def bring_in() -> None:
    """Read an uploaded catalogue; a damaged one changes nothing."""
    uploaded, replace = st.session_state["services_file"], st.session_state["services_replace"]
    if uploaded is None:
        return

    def run(db: Session) -> None:
        records = catalogue.read(uploaded.getvalue())
        if replace:
            services.remove_source(db, "starter")
        done = services.import_records(db, records, now=store.now())
        st.session_state["services_done"] = (done.added, done.updated, done.unchanged)

    if database.act(run):
        added, updated, unchanged = st.session_state.pop("services_done")
        state.tell_done(
            _(
                "%(added)s new, %(updated)s renewed, %(unchanged)s unchanged.",
                added=added,
                updated=updated,
                unchanged=unchanged,
            )
        )
