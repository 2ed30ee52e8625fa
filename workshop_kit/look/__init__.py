"""The visual language's facts that more than one face needs: the twelve marks and the room sign."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

LOOK = Path(__file__).parent

MARKS = (
    "spruce",
    "drop",
    "logs",
    "bowl",
    "sun",
    "ring",
    "leaf",
    "wave",
    "kite",
    "flower",
    "window",
    "door",
)
"""The theme marks in the order they are given out. A theme's `mark` counts from 1."""


class Colours(NamedTuple):
    """Colours of one theme, light then dark; contrasts are listed in docs/reference/look.md."""

    solid: str
    tint: str
    ink: str
    dsolid: str
    dtint: str
    dink: str


@cache
def colours() -> dict[str, Colours]:
    table = json.loads((LOOK / "themes.json").read_text(encoding="utf-8"))
    return {name: Colours(**shades) for name, shades in table.items()}


@cache
def shapes() -> dict[str, str]:
    """The SVG inside of each mark, drawn on a 24 by 24 grid in the current colour."""
    return dict(json.loads((LOOK / "marks.json").read_text(encoding="utf-8")))


def mark_name(mark: int) -> str:
    """The name of theme mark 1 to 12; further themes start again from the first."""
    return MARKS[(mark - 1) % len(MARKS)]


def room_sign(code: str) -> tuple[str, str, str]:
    """The three marks that say "same three shapes, right room". A bijection of 0 to 1727, then repeating."""
    mixed = (int(code) * 1009 + 517) % 1728  # 1009 is coprime to 1728: neighbouring codes look different
    return MARKS[mixed // 144], MARKS[mixed // 12 % 12], MARKS[mixed % 12]


def svg(name: str, colour: str, size: int = 24) -> str:
    """One mark as a whole SVG document."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="{size}" height="{size}" '
        f'fill="{colour}">{shapes()[name]}</svg>'
    )
