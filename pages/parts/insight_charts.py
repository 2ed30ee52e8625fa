"""Charts of the insight pages in the kit's look. All are drawn by the browser without asking anybody for a map.

Plotly reads every word as HTML, and names are typed by people: all words are escaped here, and nowhere before.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import plotly.graph_objects as go

from pages.parts import chart_rows
from pages.parts.chart_bars import INK, REST, REST_EDGE, VOICE
from workshop_kit.i18n import Chosen

GROUND, LINE = "#EAE6DC", "#D8D2C4"
STEPS = ("#F6F4EF", "#DCECEA", "#9CC7C8", "#63A3A8", "#0B5560")
"""From nothing to much; the ink on them is `ink_on`."""
SERIES = (
    ("#0B5560", "circle"),
    ("#B98100", "square"),
    ("#9F0047", "diamond"),
    ("#636900", "cross"),
    ("#6D7E7F", "x"),
)
"""A colour and a sign for each line: never only a colour."""
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
_LETTERS = 30
_plain = partial(escape, quote=False)  # Plotly would show &quot; as it stands


def bars(
    labels: Sequence[Chosen],
    values: Sequence[float],
    texts: Sequence[str],
    *,
    amber: Sequence[bool] = (),
    most: float | None = None,
) -> go.Figure:
    """Lengths from the top down with their texts at the end; `most` is the value that fills the line."""
    amber = amber or [False] * len(labels)
    rows = chart_rows.rows([chart_rows.broken(label, _LETTERS) for label in labels], 15)
    top = most or max(values, default=1) or 1
    look = {
        "color": [VOICE if yes else REST for yes in amber],
        "line": {"color": [INK if yes else REST_EDGE for yes in amber], "width": 1.5},
        "cornerradius": 4,
    }
    figure = go.Figure(
        go.Bar(x=list(values), y=rows.middles, width=rows.thick, orientation="h", marker=look, hoverinfo="skip")
    )
    for value, middle, text in zip(values, rows.middles, texts, strict=True):
        end = {"x": value, "y": middle, "xanchor": "left", "xshift": 8, "showarrow": False}
        figure.add_annotation(text=_plain(text), font={"size": 15, "color": INK, "weight": 700}, **end)
    _rows_axis(figure, labels, rows)
    figure.update_xaxes(visible=False, range=[0, top * 1.35], fixedrange=True)
    return _calm(figure, int(rows.height) + 16)


def stacked(
    labels: Sequence[Chosen], parts: Mapping[str, Sequence[float]], texts: Mapping[str, Sequence[str]]
) -> go.Figure:
    """Shares side by side in one bar each: name of the part -> one value a row, and what is written on it."""
    rows = chart_rows.rows([chart_rows.broken(label, _LETTERS) for label in labels], 15)
    looks = (
        (VOICE, INK, ""),
        (REST, INK, "."),
        ("#2F5D68", "#FFFFFF", "/"),
        ("#9CC7C8", INK, "x"),
        ("#FFFFFF", INK, ""),
    )
    figure = go.Figure()
    for (name, values), (colour, ink, sign) in zip(parts.items(), looks * 3, strict=False):
        figure.add_bar(
            name=_plain(name),
            x=list(values),
            y=rows.middles,
            width=rows.thick,
            orientation="h",
            text=list(map(_plain, texts[name])),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 15, "color": ink},
            hoverinfo="skip",
            marker={
                "color": colour,
                "line": {"color": INK, "width": 1.5},
                "pattern": {"shape": sign, "fillmode": "overlay", "fgcolor": REST_EDGE, "solidity": 0.15},
            },
        )
    _rows_axis(figure, labels, rows)
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_layout(barmode="stack", showlegend=True, legend=LEGEND)
    return _calm(figure, int(rows.height) + 72, top=56)


def heat(
    rows: Sequence[Chosen],
    columns: Sequence[Sequence[str]],
    values: Sequence[Sequence[float]],
    texts: Sequence[Sequence[str]],
) -> go.Figure:
    """A table shaded by its values in five steps; each cell has its number. A column's head has some lines."""
    laid = chart_rows.rows([chart_rows.broken(label, _LETTERS) for label in rows], 15)
    top = max((value for row in values for value in row), default=0) or 1
    boxes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for middle, row, said in zip(laid.middles, values, texts, strict=True):
        for place, (value, text) in enumerate(zip(row, said, strict=True)):
            step, high = step_of(value, top), laid.thick * 0.75
            span = {"x0": place - 0.48, "x1": place + 0.48, "y0": middle - high, "y1": middle + high}
            boxes.append({"type": "rect", "fillcolor": STEPS[step], "line": {"color": LINE, "width": 1}, **span})
            font = {"size": 15, "color": ink_on(step), "weight": 700}
            words.append({"x": place, "y": middle, "text": _plain(text), "showarrow": False, "font": font})
    figure = go.Figure(layout={"shapes": boxes, "annotations": words})  # one by one Plotly takes seconds
    _rows_axis(figure, rows, laid)
    ticks = {
        "tickvals": list(range(len(columns))),
        "ticktext": ["<br>".join(map(_plain, lines)) for lines in columns],
        "side": "top",
        "tickfont": {"size": 14},
    }
    figure.update_xaxes(range=[-0.5, len(columns) - 0.5], showgrid=False, zeroline=False, fixedrange=True, **ticks)
    return _calm(figure, int(laid.height) + 64, top=48)


def trend(xs: Sequence[str], series: Mapping[str, Sequence[float | None]], *, unit: str = "") -> go.Figure:
    """Lines over time, each with a sign of its own; None is a gap."""
    figure = go.Figure()
    for (name, values), (colour, sign) in zip(series.items(), SERIES * 3, strict=False):
        figure.add_scatter(
            name=_plain(name),
            x=list(map(_plain, xs)),
            y=list(values),
            mode="lines+markers",
            line={"color": colour, "width": 3},
            marker={"symbol": sign, "size": 11, "color": colour, "line": {"color": INK, "width": 1}},
            hovertemplate="%{x}: %{y}<extra></extra>",
        )
    figure.update_xaxes(automargin=True, type="category", showgrid=False, fixedrange=True, tickfont={"size": 15})
    figure.update_yaxes(automargin=True, rangemode="tozero", gridcolor=LINE, zeroline=False)
    figure.update_yaxes(fixedrange=True, title={"text": unit})
    figure.update_layout(showlegend=True, legend=LEGEND)
    return _calm(figure, 340, top=56)


def step_of(value: float, top: float) -> int:
    """Which of the five shades: 0 for nothing, 4 for the most."""
    if value <= 0:
        return 0
    return min(4, 1 + int(4 * value / top - 1e-9))


def ink_on(step: int) -> str:
    """The colour of words on a shade (contrast at least 4.5)."""
    return "#FFFFFF" if step >= 4 else INK


def _rows_axis(figure: go.Figure, labels: Sequence[Chosen], rows: chart_rows.Rows) -> None:
    words = [chart_rows.broken(label, _LETTERS) for label in labels]
    ticks = {"tickvals": rows.middles, "ticktext": words, "ticklabelstandoff": 8, "tickfont": {"size": 15}}
    span = {"range": [rows.height, 0], "autorange": False, "fixedrange": True}
    figure.update_yaxes(showgrid=False, zeroline=False, automargin=True, **span, **ticks)


def _calm(figure: go.Figure, height: int, *, top: int = 8) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": top, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": 15, "color": INK},
        separators=", ",
    )
    if figure.layout.showlegend is None:
        figure.update_layout(showlegend=False)
    return figure
