"""The results box of a funder's report: as Word, and as text that can be pasted."""

from functools import partial

import streamlit as st
from sqlmodel import Session

from exports import results
from exports.word import results as paper
from pages.parts import database
from pages.parts.language import OFFERED, _, current
from workshop_kit import templates
from workshop_kit.i18n import LANGUAGES
from workshop_kit.insights import Filter
from workshop_kit.outcomes.results import Results, of
from workshop_kit.store import now


def found(db: Session, programme_id: int, wanted: Filter) -> Results:
    """What may be told today."""
    return of(db, programme_id, area=wanted.area, year=wanted.year, today=now().astimezone().date())


def show(programme_id: int, wanted: Filter, known: Results) -> None:
    with st.container(border=True, key="card-outcomes-paper"):
        st.subheader(_("For a funder’s report"), anchor=False)
        st.markdown(_("One page with the numbers, a chart, a table, and how it was counted."))
        language = st.segmented_control(
            _("Language of the document"), list(OFFERED), default=current(), required=True,
            format_func=lambda code: LANGUAGES[code].name, key="outcomes_language",
        )  # fmt: skip
        name = paper.file_name(known, f"{language}.docx")
        st.download_button(
            _("Save as Word"), partial(_word, programme_id, wanted, language), name, type="primary",
            icon=":material/download:", key="outcomes_word", on_click="ignore",
        )  # fmt: skip
        with st.expander(_("As text, to paste into a form"), icon=":material/content_copy:"):
            st.code(results.text(known, language), language=None, wrap_lines=True)


def _word(programme_id: int, wanted: Filter, language: str) -> bytes:
    """Written when the button is pressed."""
    with database.looking() as db:
        return paper.export(found(db, programme_id, wanted), language, templates.content(db)).data
