"""Taking a chart along as a picture: a custom component that reads what the browser has drawn."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.language import _

_HERE = Path(__file__).parent


@cache
def _component() -> Any:
    return st.components.v2.component(
        "workshop_picture_save",
        html='<div class="save"></div>',
        css=(_HERE / "save.css").read_text(encoding="utf-8"),
        js=(_HERE / "save.js").read_text(encoding="utf-8"),
    )


def show(*, chart: str, name: str, key: str) -> None:
    """Two buttons that save the chart in the container with the key `chart` as `name`.png and `name`.svg."""
    words = {"png": _("Save as PNG"), "svg": _("Save as SVG"), "none": _("There is no picture to save yet.")}
    _component()(key=key, data={"chart": chart, "name": name, "words": words}, height="content")
