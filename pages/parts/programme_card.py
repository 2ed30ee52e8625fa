"""What a programme is: its purpose, funder and days, in one card."""

from datetime import date

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import programme_form, say
from pages.parts.language import _, day, n
from workshop_kit import programmes


def show(db: Session, programme: Programme) -> None:
    with st.container(border=True, key="card-programme"):
        words, buttons = st.columns([3, 1.2], vertical_alignment="center")
        with words:
            st.subheader(say.plain(programme.name), anchor=False)
            if programme.about:
                st.markdown(say.plain(programme.about))
            held = len(programmes.workshops(db, programme))
            say.facts(
                programme.funder,
                days(programme.starts, programme.ends),
                n("%(n)s workshop", "%(n)s workshops", held),
            )
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            if st.button(_("Change"), icon=":material/edit:", key="programme_edit"):
                programme_form.edit(programme)
            if st.button(_("Erase"), icon=":material/delete:", key="programme_remove"):
                programme_form.remove(programme)


def days(starts: date | None, ends: date | None) -> str:
    if starts and ends:
        return _("%(first)s to %(last)s", first=day(starts), last=day(ends))
    if starts:
        return _("from %(day)s", day=day(starts))
    return _("until %(day)s", day=day(ends)) if ends else ""
