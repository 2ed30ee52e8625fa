"""Plotly charts in the kit's look: horizontal bars, sorted, the number at the end, no grid."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go
import streamlit as st
from sqlmodel import Session

from models import Option, Step, VotingMethod, Workshop
from pages.parts import chart_bars, chart_rows, pictured, say
from pages.parts.chart_bars import INK
from pages.parts.chart_rows import Rows
from pages.parts.language import _, current
from pages.parts.look import data_uri
from workshop_kit import captions, look, pictures, plan, privacy, votes
from workshop_kit.i18n import words
from workshop_kit.look import symbols

Size = Literal["page", "narrow"]
_LETTERS = {"page": 36, "narrow": 26}  # in a line of a label
_MARK_WIDTH = {"page": 0.05, "narrow": 0.15}  # of the plot

FONT, MOST = 15, 15
"""Choices in a chart; its table has all."""


def result(db: Session, workshop: Workshop, vote: Step, *, key: str, size: Size = "page") -> None:
    """The result of a closed vote on the laptop: bars, or only the order where few voted."""
    bars = [bar for bar in votes.bars(db, vote) if size == "page" or not votes.is_gone(db, bar.option)]
    found = votes.result(db, vote)
    if not found.is_small:
        show(of(db, workshop, vote, size=size), key=key)
        return
    say.bold(_people(current(), found.tally.voters))
    for bar in bars:
        name = say.plain(captions.of_option(bar.option, current(), workshop.language).text)
        st.markdown(f"**{bar.rank}.** {name}" if bar.rank else f":gray[– {name}]")
    shared = Counter(bar.rank for bar in bars if bar.rank)
    if size != "page" and any(number > 1 for number in shared.values()):  # the Votes page names them
        say.fine(words(current())._("Some are exactly as good as each other: they share a place."))


@dataclass(frozen=True)
class _Laid:
    """The bars of a chart, the words before them, and where they stand."""

    language: str
    bars: list[votes.Bar]
    labels: list[str]
    rows: Rows
    font: int


def of(db: Session, workshop: Workshop, vote: Step, *, size: Size = "page") -> go.Figure:
    """The result of a vote in which enough people voted.

    What goes on has a tick. Amber is what the plan answers; without a plan, what goes on.
    """
    laid = _laid(db, workshop, vote, size)
    on = {option.id for option in votes.chosen(db, workshop, vote)}
    by_answers = votes.method_of(vote) == VotingMethod.STATEMENTS
    amber = [] if by_answers else _amber(db, workshop, laid, on)
    drawn = chart_bars.answers if by_answers else chart_bars.lengths
    figure = go.Figure(drawn(laid.bars, laid.rows, laid.font, amber))
    _calm(figure, laid.font, size)
    _ends(figure, vote, laid, on, by_answers)
    figure.update_yaxes(
        tickvals=laid.rows.middles, ticktext=laid.labels, range=[laid.rows.height, 0], autorange=False
    )
    _marks(figure, [bar.option for bar in laid.bars], workshop.id, size, laid.rows)
    people = _people(laid.language, votes.result(db, vote).tally.voters)
    figure.update_layout(title={"text": people, "x": 0, "font": {"size": 16}})
    figure.update_layout(height=laid.rows.height + 52, margin={"t": 44, "l": 8})
    return figure


def _laid(db: Session, workshop: Workshop, vote: Step, size: Size) -> _Laid:
    """As many of the best as there is room for; an idea that has left the wall since is on the page Votes only."""
    language, bars = current(), list(votes.bars(db, vote))
    if size != "page":
        bars = [bar for bar in bars if not votes.is_gone(db, bar.option)]
    bars = bars[:MOST]
    named = [captions.of_choice(bar.option, language, workshop.language) for bar in bars]
    labels = [chart_rows.broken(label, _LETTERS[size]) for label in named]
    return _Laid(language, bars, labels, chart_rows.rows(labels, FONT), FONT)


def _amber(db: Session, workshop: Workshop, laid: _Laid, on: set[int | None]) -> list[bool]:
    answered = {action.theme_id for action in plan.actions(db, workshop)} - {None}
    return [bar.option.theme_id in answered if answered else bar.option.id in on for bar in laid.bars]


def _ends(figure: go.Figure, vote: Step, laid: _Laid, on: set[int | None], by_answers: bool) -> None:
    """What each got, behind its bar."""
    w = words(laid.language)
    for bar, middle in zip(laid.bars, laid.rows.middles, strict=True):
        figure.add_annotation(
            x=1.0 if by_answers and bar.parts else bar.length,
            y=middle,
            text=votes.telling.short(w, vote, bar) + ("  ✓" if bar.option.id in on else ""),
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": laid.font, "color": INK, "weight": 700},
        )


def show(figure: go.Figure, *, key: str) -> None:
    st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False, "staticPlot": False})


def table(db: Session, workshop: Workshop, vote: Step) -> None:
    """The same as the chart, as a table."""
    w, found = words(current()), votes.result(db, vote)
    columns = [] if found.is_small else votes.columns.columns(w, vote)
    on = {option.id for option in votes.chosen(db, workshop, vote)}
    rows = [
        {
            _("Rank"): bar.rank,  # nothing where nobody gave it anything
            _("Choice"): captions.of_option(bar.option, current(), workshop.language).text,
            **{heading: cell(bar) for heading, cell in columns},
            _("Goes on"): "✓" if bar.option.id in on else "",
        }
        for bar in votes.bars(db, vote)
    ]
    st.dataframe(rows, hide_index=True)


def _people(language: str, voters: int) -> str:
    people = privacy.people(voters)
    w = words(language)
    if people is None:
        return w._("Fewer than five people voted, so only the order is shown.")
    return w.n("%(n)s person voted.", "%(n)s people voted.", people)


def _calm(figure: go.Figure, font: int, size: Size) -> None:
    figure.update_layout(
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": font, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        barmode="stack",
        xaxis={"visible": False, "range": [0, 1.6 if size == "narrow" else 1.24], "fixedrange": True},
        yaxis={"showgrid": False, "fixedrange": True, "automargin": True, "ticks": "", "zeroline": False},
    )


def _marks(figure: go.Figure, options: list[Option], workshop_id: int | None, size: Size, rows: Rows) -> None:
    """Each theme's mark, its symbol where it has one, and an idea's photo, between its label and its bar."""
    drawn = [_drawings(option, workshop_id) for option in options]
    places = max(map(len, drawn), default=0)
    figure.update_yaxes(ticklabelstandoff=42 + 42 * max(places - 1, 0))
    for middle, sources in zip(rows.middles, drawn, strict=True):
        for place, source in enumerate(sources, start=1):  # marks stand below each other, each before its symbol
            _image(figure, source, middle, places - place, size, rows.thick)


def _drawings(option: Option, workshop_id: int | None) -> list[str]:
    sources = []
    if option.mark is not None:
        name = look.mark_name(option.mark)
        sources.append(data_uri(look.svg(name, look.colours()[name].solid, 64)))
    if symbol := pictures.symbol_of(option.picture):
        sources.append(data_uri(symbols.svg(symbol, INK, 64)))
    if photo := pictured.address(workshop_id, option.picture):
        sources.append(photo)
    return sources


def _image(figure: go.Figure, source: str, middle: float, place: int, size: Size, high: float) -> None:
    width = _MARK_WIDTH[size]
    figure.add_layout_image(
        source=source,
        xref="paper",
        yref="y",
        x=-0.008 - place * width,
        y=middle,
        sizex=width,
        sizey=high,
        xanchor="right",
        yanchor="middle",
    )
