"""Which programme the page is about; it is in the page's address."""

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import look, programme_form
from pages.parts.language import _
from workshop_kit import programmes

_KEY = "programme"
"""As in the filters of the insights: an address of one page can be used for another."""


def show(db: Session) -> Programme | None:
    """The title with what is chosen; None where no programme was made yet, and then what one is good for."""
    head, chosen, new = st.columns([2.2, 2, 1.1], vertical_alignment="bottom")
    head.title(_("Programme"))
    every = programmes.listed(db)
    if not every:
        _lead()
        return None
    found = {one.uuid: one for one in every}
    if (wanted := st.session_state.pop(programme_form.MADE, "")) in found:
        st.session_state[_KEY] = wanted
    uuid = chosen.selectbox(
        _("Programme"),
        list(found),
        format_func=lambda uuid: found[uuid].name,
        key=_KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
    if new.button(_("New programme"), icon=":material/add:", key="programme_new", width="stretch"):
        programme_form.new()
    return found.get(uuid) or every[0]


def _lead() -> None:
    look.empty(_("A programme holds together the workshops, areas and partners of one effort, such as SMILE."))
    with st.container(horizontal=True, horizontal_alignment="center"):
        if st.button(_("Make a programme"), type="primary", icon=":material/add:", key="programme_new"):
            programme_form.new()
