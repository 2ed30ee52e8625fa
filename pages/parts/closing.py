"""Dialogs that keep in a callback: they close once it is kept, and else say in place what was wrong."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from sqlmodel import Session

from pages.parts import database, say, state

_KEPT = "dialog_kept"


def opened(draw: Callable[..., None], title: str, *args: Any, large: bool = False) -> None:
    """Open a dialog. What an earlier one has left is forgotten."""
    st.session_state.pop(_KEPT, None)
    st.dialog(title, width="large" if large else "small")(_drawn)(draw, *args)


@database.told
def _drawn(draw: Callable[..., None], *args: Any) -> None:
    if st.session_state.pop(_KEPT, False):
        st.rerun()
    if trouble := state.take_trouble():
        say.error(trouble)
    draw(*args)


def keep(change: Callable[[Session], object], done: str) -> None:
    """For the callback of a dialog's button."""
    if database.act(change, done=done):
        st.session_state[_KEPT] = True
