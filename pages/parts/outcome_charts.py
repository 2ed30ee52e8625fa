"""One indicator by area and by year. Areas or years that are too small alone are one bar, which names them."""

from collections.abc import Callable, Sequence

import streamlit as st

from exports import figure_words
from pages.parts import chart_card, insight_charts, say
from pages.parts.language import _, current, keyed
from workshop_kit.figures import number
from workshop_kit.i18n import Chosen, Words, words
from workshop_kit.outcomes.told import IndicatorFigures, Row

_NAMED = Callable[[Words, Row], str]


def show(figures: Sequence[IndicatorFigures]) -> None:
    """Indicators that are told by area or year; the others have said already that they are too small."""
    w = words(current())
    known = {each.indicator_id: each for each in figures if each.by_area or each.by_year}
    if not known:
        return
    st.subheader(_("By area and year"), anchor=False)
    chosen = st.selectbox(
        _("What was counted"), list(known), key=keyed("outcomes_charted"),
        format_func=lambda id: figure_words.full_name(w, known[id]),
    )  # fmt: skip
    picked = known[chosen]
    areas, years = st.columns(2, gap="medium")
    with areas, st.container(border=True, key="card-outcomes-areas"):
        say.bold(_("By area"))
        _chart(picked, picked.by_area, figure_words.areas, _("Area"), "areas")
    with years, st.container(border=True, key="card-outcomes-years"):
        say.bold(_("By year"))
        _chart(picked, picked.by_year, figure_words.years, _("Year"), "years")


def _chart(figures: IndicatorFigures, rows: Sequence[Row], named: _NAMED, head: str, key: str) -> None:
    w = words(current())
    if not rows:
        say.fine(_("Nothing was counted here."))
        return
    labels = [named(w, row) for row in rows]
    figure = insight_charts.bars(
        [Chosen(label, current(), True) for label in labels],
        [row.count for row in rows],
        [number(w, row.count) for row in rows],
        amber=[True] * len(rows),
    )
    table = [{head: label, _("Number"): row.count} for label, row in zip(labels, rows, strict=True)]
    chart_card.show(figure, table, key=f"outcomes_{key}_{figures.indicator_id}", name=f"outcomes-{key}")
    if any(len(row.areas if key == "areas" else row.years) > 1 for row in rows):
        say.fine(_("What would be too few to tell alone is told together."))
