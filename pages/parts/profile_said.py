"""What people say: needs, strengths and barriers, and how and in which languages their ideas came in."""

from collections.abc import Sequence

import streamlit as st

from exports import profile as words_of
from exports.names import language_title
from pages.parts import chart_card, insight_charts, look, say
from pages.parts.language import _, current, n
from workshop_kit.i18n import Chosen, words
from workshop_kit.profile.facts import Content, Point

MOST = 15
"""Points in a chart; its table has all."""


def show(said: Content) -> None:
    if not said.ideas:
        look.empty(_("There are no ideas here yet."))
        return
    if not said.needs:
        look.empty(_("Ideas have not been grouped yet. The needs will stand here."))
    elif not said.are_joined:
        say.gray(_("These are the themes of each workshop. Join them into needs on the page Needs map."))
    for key, title, points in (
        ("needs", _("Needs"), said.needs),
        ("strengths", _("Strengths"), said.strengths),
        ("barriers", _("Barriers"), said.barriers),
    ):
        if points:
            _points(key, title, points)
    left, right = st.columns(2, gap="medium")
    with left:
        _counted("channels", _("How ideas came in"), words_of.channels(words(current()), said.by_channel))
    with right:
        languages = [(language_title(code, current()), ideas) for code, ideas in said.by_language]
        more = [(_("other languages"), said.in_others)] if said.in_others else []
        _counted("idea_languages", _("Ideas by language"), [*languages, *more])


def _points(key: str, title: str, points: Sequence[Point]) -> None:
    with st.container(border=True, key=f"card-profile-{key}"):
        st.subheader(title, anchor=False)
        shown = points[:MOST]
        figure = insight_charts.bars(
            [Chosen(point.label, point.language, point.language == current()) for point in shown],
            [point.ideas for point in shown],
            [_ideas(point) for point in shown],
            amber=[not point.is_gap for point in shown],
        )
        rows = [
            {
                title: point.label,
                _("Ideas"): point.ideas,
                _("Workshops"): point.workshops,
                _("No service fits"): _("yes") if point.is_gap else "",
            }
            for point in points
        ]
        chart_card.show(figure, rows, key=f"profile_{key}", name=f"profile-{key}")


def _ideas(point: Point) -> str:
    ideas = n("%(n)s idea", "%(n)s ideas", point.ideas)
    return f"{ideas} · " + _("no service fits") if point.is_gap else ideas


def _counted(key: str, title: str, counted: Sequence[tuple[str, int]]) -> None:
    with st.container(border=True, key=f"card-profile-{key}", height="stretch"):
        st.subheader(title, anchor=False)
        figure = insight_charts.bars(
            [Chosen(name, current(), True) for name, _ideas in counted],
            [ideas for _name, ideas in counted],
            [str(ideas) for _name, ideas in counted],
            amber=[True] * len(counted),
        )
        rows = [{title: name, _("Ideas"): ideas} for name, ideas in counted]
        chart_card.show(figure, rows, key=f"profile_{key}", name=f"profile-{key}")
