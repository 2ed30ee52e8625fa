"""The yearly report of a programme: choose the year and the language, and save it as Word."""

from datetime import date
from functools import partial

import streamlit as st
from sqlmodel import Session

from exports.word import yearly as paper
from models import Programme
from pages.parts import database, say
from pages.parts.language import OFFERED, _, current
from workshop_kit import programmes, templates, yearly
from workshop_kit.i18n import LANGUAGES


def show(db: Session, programme: Programme) -> None:
    with st.container(border=True, key="card-yearly"):
        st.subheader(_("Yearly report"), anchor=False)
        st.markdown(
            _("What was done, where you met, what people said, and what became of it. For funders and the city.")
        )
        years = yearly.years(db, programme, today=date.today())
        if not years:
            say.fine(_("There is no year to tell of yet. Hold a workshop, or enter what was counted."), icon="info")
            return
        year, language = _choice(programme, years)
        st.download_button(
            _("Save the yearly report"),
            partial(document, programme.id or 0, year, language),
            paper.file_name(programme.name, year, language),
            icon=":material/download:",
            key="yearly_save",
            on_click="ignore",
        )


def _choice(programme: Programme, years: list[int]) -> tuple[int, str]:
    left, right = st.columns(2)
    year = left.selectbox(_("Year"), years, key=f"yearly_{programme.id}_year_{years[0]}_{len(years)}")
    language = right.selectbox(
        _("Language"),
        OFFERED,
        OFFERED.index(current()),
        format_func=lambda code: LANGUAGES[code].name,
        key=f"yearly_language_{current()}",
    )
    return year, language


def document(programme_id: int, year: int, language: str) -> bytes:
    """Drawn when the button is pressed, in the city's own look where there is one."""
    with database.looking() as db:
        report = yearly.of(db, programmes.by_id(db, programme_id), year, language, today=date.today())
        return paper.export(report, language, templates.content(db)).data
