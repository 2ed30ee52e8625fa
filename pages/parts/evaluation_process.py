"""How workshops went: a table of measures that can be sorted by each, and taken along."""

from collections.abc import Sequence
from statistics import median

import streamlit as st
from sqlmodel import Session

from models import Channel, Workshop
from pages.parts import chart_card, say
from pages.parts.language import _, current
from workshop_kit import methods, privacy
from workshop_kit.evaluation import process
from workshop_kit.evaluation.process import MEASURES, SHARES, Process
from workshop_kit.figures import number, percent
from workshop_kit.i18n import pick, words

CHANNELS = {
    Channel.PHONE: lambda: _("Ideas from phones"),
    Channel.SHARED: lambda: _("Ideas from a shared device"),
    Channel.PAPER: lambda: _("Ideas on paper"),
    Channel.HELPER: lambda: _("Ideas through a helper"),
}
"""How ideas came in, as heads of columns."""


def show(db: Session, workshops: Sequence[Workshop]) -> None:
    found = process.of(db, workshops)
    names = {id: pick(methods.named(db, id), current()).text for id in {one.method for one in found}}
    rows = [_row(one, names[one.method]) for one in found]
    _middle(found)
    shares = {_(MEASURES[id][0]): st.column_config.NumberColumn(format="percent") for id in SHARES}
    days = {_("Day"): st.column_config.DateColumn(format="DD.MM.YYYY" if current() == "fi" else "DD/MM/YYYY")}
    st.dataframe(chart_card.cells(rows), hide_index=True, column_config={**shares, **days}, placeholder="–")
    st.download_button(
        _("Save as CSV"), chart_card.as_csv(rows), "workshops.csv", "text/csv", key="evaluation_process_csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    say.fine(
        _(
            "Press a head to sort. A place is empty where nobody knows it, or where it would tell of fewer than "
            "%(n)s people. Which phones gave an idea is forgotten when the ties to phones are cut.",
            n=privacy.SMALL,
        )
    )


def _middle(found: Sequence[Process]) -> None:
    """The middle of all workshops, where there are several; the measures of the one otherwise."""
    columns = st.columns(5)
    for column, id in zip(columns, ("people", "ideas", "ideas_per_person", "voted", "time_kept"), strict=True):
        name, read = MEASURES[id]
        known = [value for one in found if (value := read(one)) is not None]
        column.metric(_(name), told(id, median(known)) if known else "–")
    if len(found) > 1:
        say.fine(_("The middle: half of the workshops have more, half have less."))


def told(id: str, value: float) -> str:
    """A measure as it is written."""
    w = words(current())
    return percent(w, value) if id in SHARES else number(w, value)


def _row(one: Process, method: str) -> dict[str, object]:
    values = {_(name): _cell(id, read(one)) for id, (name, read) in MEASURES.items()}
    channels = {head(): one.by_channel.get(channel.value, 0) for channel, head in CHANNELS.items()}
    minutes = {
        _("Minutes planned"): one.planned or None,
        _("Minutes taken"): round(one.took) if one.took is not None and one.planned else None,
    }
    return {
        _("Workshop"): pick(one.title, current(), one.language).text,
        _("Day"): one.day,
        _("Method"): method,
        _("Area"): one.area,
        **values,
        **minutes,
        **channels,
    }


def _cell(id: str, value: float | None) -> float | None:
    if value is None:
        return None
    return round(value, 3) if id in SHARES else round(value, 1)
