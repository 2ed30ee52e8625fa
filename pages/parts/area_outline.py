"""Shapes of areas as one small picture, so that a person sees whether they are the right ones."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import cos, radians
from typing import Any

import streamlit as st

from pages.parts.look import data_uri

_FILL, _EDGE = "#DCECEA", "#0B5560"
_Position = Sequence[float]


def show(shapes: Sequence[Mapping[str, Any]], name: str, *, width: int) -> None:
    """GeoJSON geometries, north up. `name` is read aloud."""
    if any(_rings(shapes)):
        picture = data_uri(_svg(shapes, width))
        st.html(f'<img alt="{escape(name)}" src="{picture}" style="width:100%;max-width:{width}px">')


def _svg(shapes: Sequence[Mapping[str, Any]], width: int) -> str:
    """A degree of longitude is drawn as long as it is in the middle of the picture."""
    every = [position for ring in _rings(shapes) for position in ring]
    west, east = min(one[0] for one in every), max(one[0] for one in every)
    south, north = min(one[1] for one in every), max(one[1] for one in every)
    narrow = cos(radians((south + north) / 2))
    scale = (width - 8) / max((east - west) * narrow, (north - south) * 1.4, 1e-9)

    def at(position: _Position) -> str:
        return f"{4 + (position[0] - west) * narrow * scale:.1f},{4 + (north - position[1]) * scale:.1f}"

    lines = ["".join("M" + " ".join(map(at, ring)) + "Z" for ring in _rings([shape])) for shape in shapes]
    paths = "".join(f'<path d="{line}"/>' for line in lines)
    high = 8 + (north - south) * scale
    wide = 8 + (east - west) * narrow * scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
        f'viewBox="0 0 {wide:.1f} {high:.1f}"><g fill="{_FILL}" fill-rule="evenodd" stroke="{_EDGE}" '
        f'stroke-width="1.5" stroke-linejoin="round">{paths}</g></svg>'
    )


def _rings(shapes: Iterable[Mapping[str, Any]]) -> list[Sequence[_Position]]:
    found: list[Sequence[_Position]] = []
    for shape in shapes:
        parts = shape.get("coordinates", [])
        for part in [parts] if shape.get("type") == "Polygon" else parts:
            found += part
    return found
