"""Lessons: what a workshop taught, for whoever prepares the next one."""

import streamlit as st

from pages.parts import database, insight_filters, lesson_cards, lesson_filters, say
from pages.parts.language import _, current
from workshop_kit.evaluation import lessons
from workshop_kit.i18n import pick

with database.looking() as db:
    st.title(_("Lessons"))
    workshop = database.current(db)
    if workshop is not None:
        title = pick(workshop.title, current(), workshop.language).text
        st.subheader(say.plain(_("From “%(title)s”", title=title)), anchor=False)
        lesson_cards.write(db, workshop)
    else:
        st.info(_("Open a workshop to write what you learnt in it."), icon=":material/info:")
    st.subheader(_("From all workshops"), anchor=False)
    wanted = insight_filters.show(db)
    method, kind = lesson_filters.show(db)
    lesson_cards.read(db, lessons.listed(db, wanted, method=method, kind=kind))
