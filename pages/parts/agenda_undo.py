"""Taking back the removal of a step."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Step, Workshop
from pages.parts import database, say
from pages.parts.language import _, current
from workshop_kit import pictures, steps, workshops
from workshop_kit.i18n import pick

_REMOVED = "agenda_removed"
"""Workshop id and what its last removed step was; a draft, until it is taken back or another step is removed."""


def remove(db: Session, workshop: Workshop, step: Step) -> None:
    st.session_state[_REMOVED] = workshop.id, steps.remove(db, workshop, step)


def place(workshop: Workshop, agenda: Sequence[Step]) -> int | None:
    """Before which step of the agenda, counted from 0, the removed one stood; None: nothing was removed."""
    workshop_id, was = st.session_state.get(_REMOVED, (None, {}))
    if workshop_id != workshop.id:
        return None
    return sum(step.position < was["position"] for step in agenda)


def show(workshop: Workshop) -> None:
    """What was removed last, and the way back, where it stood: the eye is there."""
    was = st.session_state[_REMOVED][1]
    title = pick(was["title"], current(), workshop.language).text
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="card-removed"):
        st.markdown(_("“%(step)s” is off the agenda.", step=say.plain(title)), width="content")
        if pictures.is_photo(was["picture"]):
            st.markdown(_("Its photo is erased; choose it again."), width="content")
        st.button(
            _("Take it back"),
            key="agenda_put_back",
            icon=":material/undo:",
            on_click=_put_back,
            args=(workshop.id, was),
        )


def _put_back(workshop_id: int, was: dict[str, Any]) -> None:
    if database.act(lambda db: steps.put_back(db, workshops.by_id(db, workshop_id), was)):
        st.session_state.pop(_REMOVED, None)
