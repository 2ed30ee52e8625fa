"""The theme board: a custom component in which ideas are selected, dragged, and put into themes."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@cache
def _component() -> Any:
    return st.components.v2.component(
        "workshop_board",
        html='<div class="board"></div>',
        css=(_HERE / "board.css").read_text(encoding="utf-8"),
        js=(_HERE / "board.js").read_text(encoding="utf-8"),
    )


def show(board: dict[str, Any], on_gesture: Callable[[dict[str, Any]], None], *, key: str) -> None:
    """Draw the board. `on_gesture` gets what a person did: {"verb", "ideas", "theme", "other", "label"}."""

    def told() -> None:
        gesture = st.session_state[key].get("gesture")
        if gesture:
            on_gesture(gesture)

    _component()(key=key, data=board, on_gesture_change=told, height="content")
