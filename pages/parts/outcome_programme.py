"""Whose register the page of outcomes shows: each programme has its own."""

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import look, say
from pages.parts.language import _
from workshop_kit import insights, programmes
from workshop_kit.insights import Filter


def none_yet() -> None:
    look.empty(_("Outcomes belong to a programme, and there is none yet."))
    st.page_link("insights/programme.py", label=_("Make a programme"), icon=":material/flag:")


def chosen(db: Session, wanted: Filter) -> Programme | None:
    """The programme of the filter, or the only one there is; where there are several, they are offered."""
    known = insights.programmes(db)
    if wanted.programme_id is not None:
        return programmes.by_id(db, wanted.programme_id)
    if len(known) == 1:
        return known[0]
    st.markdown(_("Each programme has its own register. Which one do you want to see?"))
    with st.container(horizontal=True):
        for each in known:
            name, key = say.plain(each.name), f"outcomes_programme_{each.id}"
            st.button(name, key=key, on_click=_choose, args=(each.uuid,))
    return None


def _choose(uuid: str) -> None:
    st.session_state["programme"] = uuid
