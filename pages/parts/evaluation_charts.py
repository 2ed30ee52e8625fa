"""Charts of the evaluation: faces in one bar, people beside ideas, and an interval around a difference."""

from collections.abc import Callable, Sequence
from math import floor, log10

import plotly.graph_objects as go

from pages.parts import chart_rows
from pages.parts.chart_bars import INK, REST, REST_EDGE, SHADE, SHADE_LINES, VOICE
from workshop_kit.i18n import Chosen

FONT = 15
HOST, LINE = "#0B5560", "#7E786B"
FACES = (
    (SHADE, "#FFFFFF", "/"),
    ("#9CC7C8", INK, "."),
    (REST, INK, ""),
    ("#FDEBC9", INK, ""),
    (VOICE, INK, ""),
)
"""The worst first: a colour, that of the words on it, and a pattern. Their order tells them apart, too."""
_LETTERS = 34
_LEAST = 0.06
"""A share of which the number does not fit into its bar."""


def faces(
    labels: Sequence[Chosen],
    shares: Sequence[Sequence[float]],
    texts: Sequence[Sequence[str]],
    names: Sequence[str],
) -> go.Figure:
    """A bar a row, of five shares from the worst to the best answer; `names` are those of the answers."""
    rows = _rows(labels)
    figure = go.Figure()
    for place, (name, (colour, ink, pattern)) in enumerate(zip(names, FACES, strict=True)):
        lines = {"shape": pattern, "fillmode": "overlay", "fgcolor": SHADE_LINES, "solidity": 0.2}
        figure.add_bar(
            name=name,
            x=[row[place] for row in shares],
            y=rows.middles,
            width=rows.thick,
            orientation="h",
            text=[said[place] if row[place] >= _LEAST else "" for row, said in zip(shares, texts, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": FONT, "color": ink},
            hoverinfo="skip",
            marker={"color": colour, "line": {"color": INK, "width": 1.5}, "pattern": lines},
        )
    figure.update_xaxes(visible=False, range=[0, 1.01], fixedrange=True)
    figure.update_layout(barmode="stack", showlegend=True, legend=_LEGEND)
    return _laid(figure, labels, rows, top=64)


def beside(
    labels: Sequence[Chosen], first: Sequence[float], second: Sequence[float], names: tuple[str, str]
) -> go.Figure:
    """Two shares a row on one line: a circle and a smaller square, with a line between them."""
    rows = _rows(labels)
    figure = go.Figure()
    for middle, a, b in zip(rows.middles, first, second, strict=True):
        figure.add_shape(
            type="line", x0=a, x1=b, y0=middle, y1=middle, line={"color": REST_EDGE, "width": 4}, layer="below"
        )
    looks = ((HOST, "circle", 22), (VOICE, "square", 13))
    for name, values, (colour, sign, size) in zip(names, (first, second), looks, strict=True):
        figure.add_scatter(
            name=name,
            x=list(values),
            y=list(rows.middles),
            mode="markers",
            hoverinfo="skip",
            marker={"size": size, "color": colour, "symbol": sign, "line": {"color": INK, "width": 1.5}},
        )
    most = max([*first, *second], default=1) or 1
    ticks = {"tickformat": ".0%", "tickfont": {"size": FONT}, "gridcolor": "#D8D2C4", "nticks": 6}
    figure.update_xaxes(
        range=[-0.03 * most, most * 1.08], zeroline=True, zerolinecolor=LINE, fixedrange=True, **ticks
    )
    figure.update_layout(showlegend=True, legend=_LEGEND)
    return _laid(figure, labels, rows, top=56, bottom=36)


def intervals(
    labels: Sequence[Chosen],
    differences: Sequence[tuple[float, float, float]],
    *,
    sides: tuple[str, str],
    written: Callable[[float], str],
) -> go.Figure:
    """A row for each (low, difference, high), and a line at nothing; `sides` say what left and right mean."""
    rows = _rows(labels)
    figure = go.Figure()
    lows, middles, highs = zip(*differences, strict=True)
    figure.add_vline(x=0, line={"color": INK, "width": 2})
    figure.add_scatter(
        x=list(middles),
        y=list(rows.middles),
        mode="markers",
        hoverinfo="skip",
        marker={"size": 16, "color": VOICE, "symbol": "diamond", "line": {"color": INK, "width": 1.5}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [h - m for h, m in zip(highs, middles, strict=True)],
            "arrayminus": [m - low for low, m in zip(lows, middles, strict=True)],
            "thickness": 3,
            "width": 9,
            "color": HOST,
        },
    )
    reach = _round(max(abs(end) for end in (*lows, *highs)))
    places = [reach * part for part in (-1, -0.5, 0, 0.5, 1)]
    ticks = {"tickvals": places, "ticktext": list(map(written, places)), "tickfont": {"size": FONT}}
    figure.update_xaxes(
        range=[-1.06 * reach, 1.06 * reach], gridcolor="#D8D2C4", zeroline=False, fixedrange=True, **ticks
    )
    for x, anchor, text in ((0, "left", f"← {sides[0]}"), (1, "right", f"{sides[1]} →")):
        figure.add_annotation(
            x=x,
            y=1,
            xref="paper",
            yref="paper",
            yshift=26,
            xanchor=anchor,
            showarrow=False,
            text=chart_rows.broken(Chosen(text, "en", True), 60),
            font={"size": 14, "color": INK},
        )
    return _laid(figure, labels, rows, top=44, bottom=36)


def _round(reach: float) -> float:
    """The next round number that is large enough, in halves, too."""
    power = 10.0 ** floor(log10(max(reach, 0.02)))
    return next(power * times for times in (1, 2, 3, 4, 6, 8, 10) if power * times >= reach)


_LEGEND = {
    "orientation": "h",
    "y": 1.0,
    "yanchor": "bottom",
    "x": 0,
    "traceorder": "normal",
    "font": {"size": FONT},
}


def _rows(labels: Sequence[Chosen]) -> chart_rows.Rows:
    return chart_rows.rows([chart_rows.broken(label, _LETTERS) for label in labels], FONT)


def _laid(
    figure: go.Figure, labels: Sequence[Chosen], rows: chart_rows.Rows, *, top: int, bottom: int = 8
) -> go.Figure:
    words = [chart_rows.broken(label, _LETTERS) for label in labels]
    ticks = {"tickvals": rows.middles, "ticktext": words, "ticklabelstandoff": 8, "tickfont": {"size": FONT}}
    span = {"range": [rows.height, 0], "autorange": False, "fixedrange": True}
    figure.update_yaxes(showgrid=False, zeroline=False, automargin=True, **span, **ticks)
    if figure.layout.showlegend is None:
        figure.update_layout(showlegend=False)
    return figure.update_layout(
        height=int(rows.height) + top + bottom,
        margin={"l": 8, "r": 16, "t": top, "b": bottom},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": FONT, "color": INK},
        separators=", ",
    )
