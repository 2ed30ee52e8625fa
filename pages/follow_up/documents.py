"""Documents: the Word plan, the table of ideas, and the whole workshop as one file."""

from datetime import date

import streamlit as st

from exports import EXPORTERS
from models import Workshop
from pages.parts import database
from pages.parts.language import _, current
from workshop_kit import bundle, plan, reports, workshops

LANGUAGES = {"en": "English", "fi": "Suomi"}


def document(workshop_id: int, suffix: str, language: str) -> bytes:
    """Drawn when the button is pressed, not before."""
    with database.looking() as db:
        report = reports.of(db, workshops.by_id(db, workshop_id), language, today=date.today())
    return EXPORTERS[suffix](report, language).data


def whole(workshop_id: int) -> bytes:
    with database.looking() as db:
        return bundle.dump(db, workshops.by_id(db, workshop_id))


def file_name(workshop: Workshop, kind: str, suffix: str) -> str:
    return f"{kind}-{workshop.code}-{workshop.day.isoformat()}.{suffix}"


def offer(title: str, words: str, icon: str) -> None:
    st.subheader(title, anchor=False)
    st.markdown(f":material/{icon}: {words}")


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Documents"))
    if not plan.actions(db, workshop):
        st.info(_("The plan has no action yet. You can save it now and again later."), icon=":material/info:")
    assert workshop.id is not None
    id = workshop.id
    language = st.segmented_control(
        _("Language of the document"),
        list(LANGUAGES),
        default=current(),
        format_func=LANGUAGES.get,
        key="documents_language",
        required=True,
    )
    left, middle, right = st.columns(3, gap="medium")
    with left.container(border=True, key="card-word"):
        offer(
            _("Action plan"),
            _("For the service managers: who does what by when, and what people said."),
            "description",
        )
        st.download_button(
            _("Save as Word"),
            lambda: document(id, "docx", language),
            file_name(workshop, f"plan-{language}", "docx"),
            type="primary",
            icon=":material/download:",
            key="documents_word",
            on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        )
    with middle.container(border=True, key="card-csv"):
        offer(_("All ideas"), _("A table for a spreadsheet: number, language, words, theme."), "table_view")
        st.download_button(
            _("Save as CSV"),
            lambda: document(id, "csv", language),
            file_name(workshop, "ideas", "csv"),
            mime="text/csv",
            icon=":material/download:",
            key="documents_csv",
            on_click="ignore",
        )
    with right.container(border=True, key="card-json"):
        offer(
            _("The whole workshop"),
            _("One file that another laptop can bring in. It names no participant."),
            "inventory_2",
        )
        st.download_button(
            _("Save as JSON"),
            lambda: whole(id),
            file_name(workshop, "workshop", "json"),
            mime="application/json",
            icon=":material/download:",
            key="documents_json",
            on_click="ignore",
        )
