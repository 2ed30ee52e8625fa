"""Plotly charts in the kit's look: horizontal bars, sorted, the number at the end, no grid."""

from html import escape
from typing import Literal

import plotly.graph_objects as go
import streamlit as st
from sqlmodel import Session

from models import Option, Step, Workshop
from pages.parts import pictured
from pages.parts.language import _, current
from pages.parts.look import data_uri
from workshop_kit import captions, look, pictures, plan, privacy, votes
from workshop_kit.i18n import words
from workshop_kit.look import symbols

Size = Literal["page", "narrow", "room"]
_MARK_WIDTH = {"page": 0.05, "narrow": 0.15, "room": 0.05}  # of the plot

VOICE, INK, REST, REST_EDGE = "#F5A623", "#12282D", "#E3DDCF", "#7E786B"


def dots(db: Session, workshop: Workshop, vote: Step, *, size: Size = "page") -> go.Figure:
    """The result of a closed vote; what the plan answers is amber, the rest is pale."""
    answered = {action.theme_id for action in plan.actions(db, workshop)} - {None}
    bars = votes.bars(db, vote)[: 8 if size == "room" else None]
    chosen = [not answered or bar.option.theme_id in answered for bar in bars]
    language = workshop.language if size == "room" else current()
    labels = [_broken(captions.of_option(bar.option, language, workshop.language).text, 34) for bar in bars]
    rows = [str(i) for i, _bar in enumerate(bars)]
    font = 34 if size == "room" else 15
    figure = go.Figure(
        go.Bar(
            x=[bar.length for bar in bars],
            y=rows,
            text=[f"{bar.rank}." if bar.dots is None else str(bar.dots) for bar in bars],
            orientation="h",
            textposition="outside",
            cliponaxis=False,
            textfont={"size": font, "color": INK, "weight": 700},
            marker={
                "color": [VOICE if yes else REST for yes in chosen],
                "line": {"color": [INK if yes else REST_EDGE for yes in chosen], "width": 1.5},
                "cornerradius": 4,
            },
            hovertemplate="%{customdata}: %{text}<extra></extra>",
            customdata=labels,
        )
    )
    _calm(figure, font)
    figure.update_yaxes(tickvals=rows, ticktext=labels)
    _marks(figure, [bar.option for bar in bars], workshop.id, size)
    if size == "room":
        figure.update_layout(height=max(300, 100 * len(bars)))
    else:
        people = _people(language, votes.voters(db, vote))
        figure.update_layout(title={"text": people, "x": 0, "font": {"size": 16}})
        figure.update_layout(height=90 + 46 * len(bars), margin={"t": 44, "l": 8})
    return figure


def show(figure: go.Figure, *, key: str) -> None:
    st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False, "staticPlot": False})


def table(db: Session, workshop: Workshop, vote: Step) -> None:
    """The same as the chart, as a table."""
    rows = [
        {
            _("Rank"): bar.rank,
            _("Choice"): captions.of_option(bar.option, current(), workshop.language).text,
            **({} if bar.dots is None else {_("Dots"): bar.dots, _("Share of dots"): f"{bar.share:.0%}"}),
        }
        for bar in votes.bars(db, vote)
    ]
    st.dataframe(rows, hide_index=True)


def _people(language: str, voters: int) -> str:
    people = privacy.people(voters)
    w = words(language)
    if people is None:
        return w._("Fewer than five people voted, so only the order is shown.")
    return w.n("Dots from %(n)s person", "Dots from %(n)s people", people)


def _calm(figure: go.Figure, font: int) -> None:
    figure.update_layout(
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": font, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        bargap=0.35,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"visible": False, "range": [0, 1.12], "fixedrange": True},
        yaxis={"autorange": "reversed", "showgrid": False, "fixedrange": True, "automargin": True, "ticks": ""},
    )


def _marks(figure: go.Figure, options: list[Option], workshop_id: int | None, size: Size) -> None:
    """Each theme's mark, its symbol where it has one, and an idea's photo, between its label and its bar."""
    drawn = [_drawings(option, workshop_id) for option in options]
    places = max(map(len, drawn), default=0)
    figure.update_yaxes(ticklabelstandoff=(42 + 42 * max(places - 1, 0)) * (2 if size == "room" else 1))
    for row, sources in enumerate(drawn):
        for place, source in enumerate(sources, start=1):  # marks stand below each other, each before its symbol
            _image(figure, source, row, places - place, size)


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


def _image(figure: go.Figure, source: str, row: int, place: int, size: Size) -> None:
    width = _MARK_WIDTH[size]
    figure.add_layout_image(
        source=source,
        xref="paper",
        yref="y",
        x=-0.008 - place * width,
        y=row,
        sizex=width,
        sizey=0.55,
        xanchor="right",
        yanchor="middle",
    )


def _broken(text: str, width: int) -> str:
    """Break a label into two lines at a space near the middle when it is long."""
    if len(text) <= width:
        return escape(text)
    spaces = [i for i, letter in enumerate(text) if letter == " "]
    if not spaces:
        return escape(text)
    middle = min(spaces, key=lambda i: abs(i - len(text) // 2))
    return f"{escape(text[:middle])}<br>{escape(text[middle + 1 :])}"  # Plotly reads labels as markup
