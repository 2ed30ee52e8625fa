"""The projector's screen: a custom component that draws one designed picture per kind of step."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_SCRIPTS = ("room.js", "walls.js", "parts.js", "behaviour.js")


@cache
def _component() -> Any:
    return st.components.v2.component(
        "workshop_room",
        html='<div class="stage"></div>',
        css=(_HERE / "room.css").read_text(encoding="utf-8"),
        js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    )


def show(picture: dict[str, Any], *, key: str, full: bool) -> None:
    """Draw the screen, over the whole window or as a small preview as wide as its container."""
    _component()(key=key, data={**picture, "full": full}, height="content")
