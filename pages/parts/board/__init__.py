"""The theme board: a custom component in which ideas are found, chosen, dragged, and put into themes."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent

SCRIPTS = ("board", "draw", "card", "theme", "name", "popup", "find", "choose", "foot", "drag", "keys", "nodes")
"""One module in the browser, joined in this order; `board.js` holds its export."""


def _joined(names: tuple[str, ...], ending: str) -> str:
    return "\n".join((_HERE / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


@cache
def _component() -> Any:
    return st.components.v2.component(
        "workshop_board",
        html='<div class="board"></div>',
        css=_joined(("board", "card", "over"), "css"),
        js=_joined(SCRIPTS, "js"),
    )


def show(board: dict[str, Any], on_gesture: Callable[[dict[str, Any]], None], *, key: str) -> None:
    """Draw the board. `on_gesture` gets what a person did: {"verb", "ideas", "theme", "other", "labels", …}.

    The board shows a gesture before it is done. Each carries the time `at`; the next data says which one was
    `answered`, whether or not it could be done, and the board then shows what is true.
    """
    answered = f"{key}_answered"

    def told() -> None:
        gesture = st.session_state[key].get("gesture")
        if gesture:
            st.session_state[answered] = gesture.get("at")
            on_gesture(gesture)

    data = {**board, "answered": st.session_state.get(answered)}
    _component()(key=key, data=data, on_gesture_change=told, height="content")
