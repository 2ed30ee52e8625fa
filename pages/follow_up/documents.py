"""Documents: the Word plan, the table of ideas, and the whole workshop as one file."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from exports import EXPORTERS
from models import Workshop
from pages.parts import database, people
from pages.parts.language import _, current
from workshop_kit import bundle, plan, reports, workshops

LANGUAGES = {"en": "English", "fi": "Suomi"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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


def offer(title: str, words: str, icon: str, label: str, data: Callable[[], bytes], name: str, **more: str) -> None:
    """One card: what the file is for, and the button that saves it."""
    with st.container(border=True, key=f"card-{icon}", height="stretch"):
        st.subheader(title, anchor=False)
        st.markdown(f":material/{icon}: {words}")
        st.download_button(
            label, data, name, icon=":material/download:", key=f"documents_{icon}", on_click="ignore", **more
        )


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
with left:
    words = _("For the service managers: who does what by when, and what people said.")
    named = file_name(workshop, f"plan-{language}", "docx")
    word = partial(document, id, "docx", language)
    offer(_("Action plan"), words, "description", _("Save as Word"), word, named, type="primary", mime=WORD)
with middle:
    words = _("A table for a spreadsheet: number, language, words, theme.")
    table = partial(document, id, "csv", language)
    offer(_("All ideas"), words, "table_view", _("Save as CSV"), table, file_name(workshop, "ideas", "csv"))
with right:
    words = _("One file that another laptop can bring in. It names no participant.")
    named = file_name(workshop, "workshop", "json")
    offer(_("The whole workshop"), words, "inventory_2", _("Save as JSON"), partial(whole, id), named)
with database.looking() as db:
    people.show(db, database.required(db))
