"""Every key of `st.session_state` that a page uses beside its own widgets. Ids and drafts only."""

import streamlit as st

_LANGUAGE = "language"
_WORKSHOP = "workshop_id"
_TROUBLE = "trouble"
_DONE = "done"


def language() -> str | None:
    found = st.session_state.get(_LANGUAGE)
    return found if isinstance(found, str) else None


def set_language(code: str) -> None:
    st.session_state[_LANGUAGE] = code


def workshop_id() -> int | None:
    found = st.session_state.get(_WORKSHOP)
    return found if isinstance(found, int) else None


def set_workshop_id(workshop_id: int | None) -> None:
    st.session_state[_WORKSHOP] = workshop_id


def tell_trouble(sentence: str) -> None:
    st.session_state[_TROUBLE] = sentence


def take_trouble() -> str | None:
    return _taken(_TROUBLE)


def tell_done(sentence: str) -> None:
    st.session_state[_DONE] = sentence


def take_done() -> str | None:
    return _taken(_DONE)


def _taken(key: str) -> str | None:
    found = st.session_state.pop(key, None)
    return found if isinstance(found, str) else None
