"""Documents: for those who decide, for each service, for those who took part; and a workbook that comes back."""

import streamlit as st

from pages.parts import database, own_template, papers_offered, people, sheet_back
from pages.parts.language import _, current
from workshop_kit import plan

LANGUAGES = {"en": "English", "fi": "Suomi"}

with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Documents"))
    if not plan.actions(db, workshop):
        st.info(_("The plan has no action yet. You can save it now and again later."), icon=":material/info:")
    language = st.segmented_control(
        _("Language of the document"),
        list(LANGUAGES),
        default=current(),
        format_func=LANGUAGES.get,
        key="documents_language",
        required=True,
    )
    papers_offered.for_those_who_decide(workshop, workshop.id or 0, language)
    papers_offered.for_services_and_people(workshop, workshop.id or 0, language)
    papers_offered.the_rest(workshop, workshop.id or 0, language)
    sheet_back.panel(db, workshop)
    own_template.panel(db)
    people.show(db, workshop)
