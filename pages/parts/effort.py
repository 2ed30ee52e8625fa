"""Effort and benefit of the actions as a picture: what is easy and does much good stands at the top left."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from models import Action, Workshop
from pages.parts.chart_bars import INK, VOICE
from workshop_kit import plan
from workshop_kit.i18n import Chosen, Words, pick

GROUND, LINE = "#EAE6DC", "#7E786B"
MOST = 9
"""Actions that are named beside the picture."""
_ARROW = "  →"


@dataclass(frozen=True)
class Point:
    """The actions that stand at one place."""

    effort: int
    benefit: int
    numbers: tuple[int, ...]

    @property
    def label(self) -> str:
        return ", ".join(map(str, self.numbers))


def points(actions: Sequence[Action]) -> list[Point]:
    """Where something is graded in both; the numbers are those of the plan."""
    places: dict[tuple[int, int], list[int]] = {}
    for number, action in enumerate(actions, start=1):
        if action.effort and action.benefit:
            places.setdefault((action.effort, action.benefit), []).append(number)
    return [Point(effort, benefit, tuple(numbers)) for (effort, benefit), numbers in sorted(places.items())]


def named(actions: Sequence[Action], workshop: Workshop, language: str) -> list[tuple[int, Chosen]]:
    """Number and title of those that stand in the picture."""
    return [
        (number, pick(plan.title(action, workshop), language, workshop.language))
        for number, action in enumerate(actions, start=1)
        if action.effort and action.benefit
    ]


def figure(actions: Sequence[Action], w: Words, *, font: int = 15, height: int = 380) -> go.Figure:
    found = points(actions)
    drawn = go.Figure(
        go.Scatter(
            x=[point.effort for point in found],
            y=[point.benefit for point in found],
            text=[point.label for point in found],
            mode="markers+text",
            marker={"size": font * 3, "color": VOICE, "line": {"color": INK, "width": 2}},
            textfont={"size": font * 1.2, "color": INK, "weight": 700},
            hoverinfo="skip",
        )
    )
    _ground(drawn, w, font)
    across, up = w._("Effort"), w._("Benefit")
    low, high = plan.SCALE
    axis = {
        "range": [low - 0.6, high + 0.6],
        "tickvals": [],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    drawn.update_xaxes(**axis, title={"text": across + _ARROW, "font": {"size": font}})
    drawn.update_yaxes(**axis, title={"text": up + _ARROW, "font": {"size": font}})
    drawn.update_layout(
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": font, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="#FFFFFF",
        margin={"l": 3 * font, "r": 8, "t": 8, "b": 3 * font},
        height=height,
        showlegend=False,
    )
    return drawn


def _ground(drawn: go.Figure, w: Words, font: int) -> None:
    """The quarter in which to begin, and lines through the middle."""
    low, high = plan.SCALE
    middle = (low + high) / 2
    drawn.add_shape(
        type="rect",
        x0=low - 0.6,
        x1=middle,
        y0=middle,
        y1=high + 0.6,
        fillcolor=GROUND,
        line_width=0,
        layer="below",
    )
    drawn.add_hline(y=middle, line={"color": LINE, "width": 1, "dash": "dot"}, layer="below")
    drawn.add_vline(x=middle, line={"color": LINE, "width": 1, "dash": "dot"}, layer="below")
    drawn.add_annotation(
        x=low - 0.5, y=high + 0.5, text=w._("Begin here"), showarrow=False, xanchor="left", yanchor="top",
        font={"size": font, "color": INK},
    )  # fmt: skip
