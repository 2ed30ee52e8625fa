"""The bars of a chart: lengths, or the parts of those who agree, pass and disagree."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.chart_rows import Rows
from workshop_kit import votes

VOICE, INK, REST, REST_EDGE, SHADE, SHADE_LINES = "#F5A623", "#12282D", "#E3DDCF", "#7E786B", "#2F5D68", "#5C8791"

ANSWERS = (("✓", VOICE, INK, ""), ("–", REST, INK, ""), ("✗", SHADE, "#FFFFFF", "/"))
"""Agree, pass, disagree: a sign, a colour, that of the words on it, and a pattern. Never only a colour."""


def lengths(bars: Sequence[votes.Bar], rows: Rows, _font: int, amber: Sequence[bool]) -> list[go.Bar]:
    look = {
        "color": [VOICE if yes else REST for yes in amber],
        "line": {"color": [INK if yes else REST_EDGE for yes in amber], "width": 1.5},
        "cornerradius": 4,
    }
    return [_bar([bar.length for bar in bars], rows, look)]


def answers(bars: Sequence[votes.Bar], rows: Rows, font: int, _amber: Sequence[bool]) -> list[go.Bar]:
    """Side by side in one bar; each part has its sign and its number."""
    drawn = []
    for place, (sign, colour, ink, pattern) in enumerate(ANSWERS):
        parts = [bar.parts[place] if bar.parts else 0 for bar in bars]
        shares = [part / (bar.people or 1) for part, bar in zip(parts, bars, strict=True)]
        lines = {"shape": pattern, "fillmode": "overlay", "fgcolor": SHADE_LINES, "solidity": 0.25}
        part_bar = _bar(shares, rows, {"color": colour, "line": {"color": INK, "width": 1.5}, "pattern": lines})
        words = [f"{sign} {part}" if part else "" for part in parts]
        part_bar.update(text=words, textposition="inside", insidetextanchor="middle", textangle=0)
        drawn.append(part_bar.update(textfont={"size": font, "color": ink}))
    return drawn


def _bar(shares: Sequence[float], rows: Rows, look: dict[str, Any]) -> go.Bar:
    return go.Bar(x=list(shares), y=rows.middles, width=rows.thick, orientation="h", marker=look, hoverinfo="skip")
