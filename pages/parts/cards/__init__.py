"""The form for paper cards: a custom component for hands that stay on the keyboard."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@cache
def _component() -> Any:
    return st.components.v2.component(
        "workshop_cards",
        html='<div class="cards"></div>',
        css=(_HERE / "cards.css").read_text(encoding="utf-8"),
        js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("cards.js", "form.js")),
    )


def show(form: dict[str, Any], on_gesture: Callable[[dict[str, Any]], None], *, key: str) -> None:
    """Draw the form. `on_gesture` gets what a person did: {"verb": "save", …} or {"verb": "back", "number"}.

    The form sends one gesture after the other, each with a `uuid`, and again where no answer comes: what is done
    must bear that. The `receipts` in the next data say by their uuid how they ended.
    """

    def told() -> None:
        if gesture := st.session_state[key].get("gesture"):
            on_gesture(gesture)

    _component()(key=key, data=form, on_gesture_change=told, height="content")
