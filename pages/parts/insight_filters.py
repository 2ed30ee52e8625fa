"""What the insight pages are narrowed to: in the address of the page, so that it can be kept and sent on."""

import streamlit as st
from sqlmodel import Session

from pages.parts import say
from pages.parts.language import _
from workshop_kit import insights
from workshop_kit.insights import Filter


def show(db: Session, *, area: bool = True, year: bool = True) -> Filter:
    """The row of filters. Those that a page has no use for are left out, and stay as they are elsewhere."""
    columns = st.columns([2, 2, 1, 1] if area and year else [2, 2, 2])
    with columns[0]:
        programme_id = programme(db)
    chosen_area, chosen_year = "", None
    if area:
        with columns[1]:
            chosen_area = _area(db, programme_id)
    if year:
        with columns[2 if area else 1]:
            chosen_year = _year(db)
    chosen = Filter(programme_id, chosen_area, chosen_year)
    if insights.leaves_out_demos(db, chosen):
        say.fine(_("Demo workshops are left out, because you have workshops of your own."))
    return chosen


def programme(db: Session) -> int | None:
    """The programme that was chosen; None for all of them."""
    named = {each.uuid: each for each in insights.programmes(db)}
    uuid = st.selectbox(
        _("Programme"),
        ["", *named],
        format_func=lambda uuid: named[uuid].name if uuid in named else _("All programmes"),
        key="programme",
        bind="query-params",
    )
    return named[uuid].id if uuid in named else None


def _area(db: Session, programme_id: int | None) -> str:
    return str(
        st.selectbox(
            _("Area"),
            ["", *insights.areas(db, programme_id)],
            format_func=lambda name: name or _("All areas"),
            key="area",
            bind="query-params",
        )
    )


def _year(db: Session) -> int | None:
    chosen = st.selectbox(
        _("Year"),
        ["", *map(str, insights.years(db))],
        format_func=lambda year: year or _("All years"),
        key="year",
        bind="query-params",
    )
    return int(chosen) if chosen else None
