"""Outcomes: what a programme has achieved, in figures that may be told; and the register they come from."""

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import (
    database,
    indicator_list,
    insight_filters,
    outcome_entries,
    outcome_figures,
    outcome_file,
    outcome_form,
    outcome_programme,
)
from pages.parts.language import _, keyed
from workshop_kit import insights
from workshop_kit.insights import Filter
from workshop_kit.outcomes import indicators

VIEWS = {
    "results": lambda: _("Results"),
    "enter": lambda: _("Enter a count"),
    "indicators": lambda: _("What is counted"),
    "files": lambda: _("Files"),
}


def view() -> str:
    chosen: str = st.segmented_control(
        _("What you want to do"), list(VIEWS), default="results", required=True, label_visibility="collapsed",
        format_func=lambda one: VIEWS[one](), key=keyed("outcomes_view"),
    )  # fmt: skip
    return chosen


def show(db: Session, what: str, programme: Programme, wanted: Filter) -> None:
    if what == "files":
        outcome_file.show(db, programme)
    elif what == "indicators" or not indicators.listed(db, programme.id or 0):
        indicator_list.show(db, programme)
    elif what == "enter":
        outcome_form.show(db, programme)
        outcome_entries.show(db, programme)
    else:
        outcome_figures.show(db, programme, wanted)


with database.looking() as db:
    st.title(_("Outcomes"))
    if not insights.programmes(db):
        outcome_programme.none_yet()
    else:
        what = view()
        wanted = insight_filters.show(db, area=what == "results", year=what == "results")
        if (programme := outcome_programme.chosen(db, wanted)) is not None:
            show(db, what, programme, wanted)
