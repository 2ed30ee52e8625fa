"""Who agrees with whom: a map of people, the groups in words, and the same as a table."""

import plotly.graph_objects as go
import streamlit as st
from sqlmodel import Session

from models import Option, Step, Workshop
from pages.parts import chart_bars, charts, look, say
from pages.parts.language import _, current, n
from workshop_kit import captions, votes
from workshop_kit.figures import percent
from workshop_kit.i18n import words
from workshop_kit.votes.opinion_groups import FEWEST, Camp, Camps, Split, View, share

_MARKERS = (
    ("circle", "#F5A623"),
    ("square", "#2F5D68"),
    ("diamond", "#B5473C"),
    ("cross", "#7A5BA6"),
    ("x", "#4B7F2C"),
)
"""A shape and a colour for each group: never only a colour."""


def show(db: Session, workshop: Workshop, step: Step) -> None:
    found = votes.camps(db, step)
    if found is None:
        return
    st.markdown("##### " + _("Who agrees with whom"))
    if found.missing:
        say.fine(_why_not(found), icon="groups")
        return
    if found.groups:
        charts.show(_map(found), key=f"map_{step.id}")
        say.fine(_("Each sign is one person, without a name. Near each other: they answered alike."))
    else:
        st.markdown(_("There are no groups that think apart: people answered alike, or each in her own way."))
    _in_words(found, workshop)
    if found.groups:
        with st.expander(_("As a table"), icon=":material/table_view:"):
            st.dataframe(_table(found, workshop), hide_index=True)


def _why_not(found: Camps) -> str:
    some = n("%(n)s person has answered.", "%(n)s people have answered.", found.people)
    if found.people < 5:
        some = _("Fewer than five people have answered.")
    why = _("Groups of opinion are shown from %(n)s people on: with fewer, chance makes them.", n=FEWEST)
    return f"{some} {why} " + _("The bars above tell what you agree on.")


def _map(found: Camps) -> go.Figure:
    figure = go.Figure()
    for camp, (sign, colour) in zip(found.groups, _MARKERS, strict=False):
        figure.add_scatter(
            x=[x for x, _y in camp.points],
            y=[y for _x, y in camp.points],
            mode="markers",
            name=_group(camp),
            hovertemplate=f"{camp.letter}<extra></extra>",
            marker={"symbol": sign, "color": colour, "size": 13, "line": {"color": chart_bars.INK, "width": 1.2}},
        )
    figure.update_layout(
        height=420,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(255,255,255,.6)",
        font={"family": "Source Sans, Noto Sans, sans-serif", "size": 15, "color": chart_bars.INK},
        legend={"orientation": "h", "y": 1.12},
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True, "scaleanchor": "x"},
    )
    return figure


def _group(camp: Camp) -> str:
    return n("Group %(letter)s: %(n)s person", "Group %(letter)s: %(n)s people", camp.people, letter=camp.letter)


def _in_words(found: Camps, workshop: Workshop) -> None:
    for camp, column in zip(found.groups, st.columns(max(1, len(found.groups))), strict=False):
        with column.container(border=True, key=f"card-camp-{camp.letter}"):
            say.bold(_group(camp))
            if not camp.stands_for:
                look.empty(_("Nothing sets it apart for certain."))
            for view in camp.stands_for:
                st.markdown(_view(view, workshop))
    _list(_("What most agree on"), [_view(view, workshop) for view in found.shared])
    _list(_("What joins the groups"), [_split(split, workshop) for split in found.bridging])
    _list(_("What divides them"), [_split(split, workshop) for split in found.dividing])


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        say.bold(heading)
        st.markdown("\n".join(f"- {line}" for line in lines))


def _view(view: View, workshop: Workshop) -> str:
    said = _label(view.option, workshop)
    share = _("most") if view.share is None else percent(words(current()), view.share)
    if view.agrees:
        return _("✓ %(share)s agree: %(statement)s", share=share, statement=said)
    return _("✗ %(share)s disagree: %(statement)s", share=share, statement=said)


def _split(split: Split, workshop: Workshop) -> str:
    shares = " · ".join(f"{letter} {_agree(*counts)}" for letter, counts in split.agree.items())
    agree = _("agree: %(shares)s", shares=shares)
    return f"{_label(split.option, workshop)} ({agree})"


def _agree(count: int, seen: int) -> str:
    """A share; in words where it would tell of one to four people."""
    exact = share(count, seen)
    if exact is not None:
        return percent(words(current()), exact)
    return _("most") if 2 * count > seen else _("half or fewer")


def _label(option: Option, workshop: Workshop) -> str:
    return say.plain(captions.of_option(option, current(), workshop.language).text)


def _table(found: Camps, workshop: Workshop) -> list[dict[str, str]]:
    """Each statement that stands for a group, joins or divides them, with what the groups think of it."""
    rows = []
    kinds = ((_("Joins"), found.bridging), (_("Divides"), found.dividing))
    for kind, splits in kinds:
        for split in splits:
            shares = {
                _("Agree in %(letter)s", letter=letter): _agree(*counts) for letter, counts in split.agree.items()
            }
            rows.append({_("What it does"): kind, _("Statement"): _label(split.option, workshop), **shares})
    for camp in found.groups:
        for view in camp.stands_for:
            sign = "✓" if view.agrees else "✗"
            told = _("most") if view.share is None else percent(words(current()), view.share)
            own = {_("Agree in %(letter)s", letter=camp.letter): f"{sign} {told}"}
            kind = _("Stands for %(letter)s", letter=camp.letter)
            rows.append({_("What it does"): kind, _("Statement"): _label(view.option, workshop), **own})
    return rows
