"""The map of one need: areas shaded by ideas per workshop, each with its name and its number."""

from collections.abc import Mapping, Sequence
from html import escape

import plotly.graph_objects as go

from pages.parts import insight_charts
from pages.parts.chart_bars import INK, REST_EDGE
from pages.parts.language import _
from pages.parts.needs_map_seen import figure as number
from workshop_kit.needs_map import map as areas_map
from workshop_kit.needs_map.map import Shape

NOT_HELD, NO_FIGURE = "#FFFFFF", "–"
WIDE, LEAST, MOST = 660, 240, 620
"""Pixels: about how wide the map is, and how high it may be."""
STEPS = 4


def drawn(shapes: Sequence[Shape], rates: Mapping[str, float | None]) -> go.Figure:
    """`rates`: area -> ideas per workshop; None where no workshop was held."""
    top = max((rate for rate in rates.values() if rate is not None), default=0.0)
    chart = go.Figure()
    for shape in shapes:
        _area(chart, shape, rates.get(shape.name), top)
    for shape in shapes:
        _name(chart, shape, rates.get(shape.name), top)
    _legend(chart, rates, top)
    return _framed(chart, shapes)


def _area(chart: go.Figure, shape: Shape, rate: float | None, top: float) -> None:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in shape.rings:
        xs += [*(x for x, _y in ring), None]
        ys += [*(y for _x, y in ring), None]
    chart.add_scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=_colour(rate, top), hoverinfo="skip", showlegend=False,
        line={"color": INK if rate else REST_EDGE, "width": 1.5, "dash": "dot" if rate is None else "solid"},
    )  # fmt: skip


def _name(chart: go.Figure, shape: Shape, rate: float | None, top: float) -> None:
    """On a ground of its own: a narrow area's name may be wider than the area."""
    words = "<br>".join(_lines(shape.name))
    said = NO_FIGURE if rate is None else number(rate)
    ink = insight_charts.ink_on(_step(rate, top))
    chart.add_annotation(
        x=shape.middle[0], y=shape.middle[1], text=f"{words}<br><b>{said}</b>", showarrow=False,
        font={"size": 14, "color": ink}, bgcolor=_colour(rate, top), borderpad=2,
    )  # fmt: skip


def _lines(name: str) -> list[str]:
    """In two lines where it is long."""
    parts = escape(name, quote=False).split(" ")
    if len(name) < 14 or len(parts) < 2:
        return [escape(name, quote=False)]
    half = -(-len(parts) // 2)
    return [" ".join(parts[:half]), " ".join(parts[half:])]


def _legend(chart: go.Figure, rates: Mapping[str, float | None], top: float) -> None:
    entries = [(0.0, "0")] if any(rate == 0 for rate in rates.values()) else []
    for step in range(1, STEPS + 1 if top else 1):
        if any(rate and _step(rate, top) == step for rate in rates.values()):
            low, high = top * (step - 1) / STEPS, top * step / STEPS
            between = _("over %(low)s to %(high)s", low=number(low), high=number(high))
            entries.append((high, between))
    looks = [(insight_charts.STEPS[_step(value, top)], words) for value, words in entries]
    if any(rate is None for rate in rates.values()):
        looks.append((NOT_HELD, f"{NO_FIGURE} " + _("no workshop")))
    for colour, words in looks:
        chart.add_scatter(
            x=[None], y=[None], mode="markers", name=words,
            marker={"symbol": "square", "size": 16, "color": colour, "line": {"color": INK, "width": 1}},
        )  # fmt: skip


def _step(rate: float | None, top: float) -> int:
    return insight_charts.step_of(rate or 0.0, top)


def _colour(rate: float | None, top: float) -> str:
    return NOT_HELD if rate is None else insight_charts.STEPS[_step(rate, top)]


def _framed(chart: go.Figure, shapes: Sequence[Shape]) -> go.Figure:
    left, bottom, right, top = areas_map.bounds(shapes)
    edge = 0.03 * max(right - left, top - bottom)
    hidden = {"visible": False, "fixedrange": True}
    chart.update_xaxes(range=[left - edge, right + edge], **hidden)
    chart.update_yaxes(range=[bottom - edge, top + edge], scaleanchor="x", scaleratio=1, **hidden)
    chart.update_layout(
        height=72 + max(LEAST, min(MOST, round(WIDE * (top - bottom) / (right - left)))),
        margin={"l": 8, "r": 8, "t": 72, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": 14, "color": INK},
        title={"text": _("Ideas for each workshop held there"), "x": 0, "font": {"size": 16}},
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
    )
    return chart
