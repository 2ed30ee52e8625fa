"""The facilitator's language: remembered between starts, chosen in the side bar."""

import streamlit as st

from pages.parts import database, language, state
from pages.parts.language import _
from workshop_kit import preferences

_LANGUAGE = "desk_language"


def remember() -> None:
    if state.language() is None:
        with database.looking() as db:
            state.set_language(preferences.get(db, _LANGUAGE) or language.current())


def show() -> None:
    names = {"en": "English", "fi": "Suomi"}
    st.segmented_control(
        _("Language"),
        list(names),
        format_func=names.get,
        default=language.current(),
        key="frame_language",
        label_visibility="collapsed",
        on_change=_change_language,
    )


def _change_language() -> None:
    chosen = st.session_state["frame_language"]
    if chosen:
        state.set_language(chosen)
        database.act(lambda db: preferences.put(db, _LANGUAGE, chosen))
