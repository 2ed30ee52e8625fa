"""The question whose answer would settle most: do these two ideas belong together?"""

from html import escape
from operator import itemgetter

import streamlit as st
from sqlmodel import Session

from models import Idea, Translation, Workshop
from pages.parts import database
from pages.parts.language import _, current
from workshop_kit import ideas, suggesting, themes
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import direction

_SKIPPED = "themes_skipped"


@st.cache_data(max_entries=20, show_spinner=False)
def _pairs(workshop_id: int, _version: int, _ideas: int) -> list[tuple[int, int]]:
    return suggesting.questions(database.engine(), workshop_id, database.embedder())


def show(db: Session, workshop: Workshop, board: themes.Board) -> None:
    """One question at a time; nothing where there is no board yet or nothing left to ask."""
    workshop_id = workshop.id or 0
    by_id = {idea.id: idea for idea in (*(i for c in board.columns for i in c.ideas), *board.unplaced)}
    skipped = st.session_state.setdefault(_SKIPPED, set())
    pairs = _pairs(workshop_id, workshop.version, len(by_id)) if board.columns else []
    left = [(by_id[a], by_id[b]) for a, b in pairs if (a, b) not in skipped and a in by_id and b in by_id]
    if not left:
        return
    a, b = left[0]
    translations = ideas.translations(db, workshop)
    with st.expander(_("A question that settles much"), icon=":material/help:", key="themes_question"):
        st.markdown(f"**{_('Do these two ideas belong together?')}**")
        for place, idea in zip(st.columns(2), (a, b), strict=True):
            with place.container(border=True):
                _card(idea, translations.get(idea.id or 0, {}).get(current()))
        with st.container(horizontal=True):
            _button(_("Yes, together"), "same", workshop_id, themes.Pair(a.id or 0, b.id or 0, same=True))
            _button(_("No, apart"), "different", workshop_id, themes.Pair(a.id or 0, b.id or 0, same=False))
            st.button(_("Skip"), key="themes_skip", type="tertiary", on_click=skipped.add, args=((a.id, b.id),))
        st.caption(_("After an answer the computer sorts again. What you named, moved or confirmed stays."))


def _card(idea: Idea, translation: Translation | None) -> None:
    own = [(idea.text, idea.language)]
    if translation and idea.language != current():
        own.append((translation.text, translation.language))
    st.caption(_("Idea %(number)s", number=idea.number))
    for text, language in filter(itemgetter(0), own):  # a photo may have words in another language only
        st.html(f'<div lang="{escape(language)}" dir="{direction(language)}">{escape(text)}</div>')


def _button(label: str, key: str, workshop_id: int, pair: themes.Pair) -> None:
    st.button(label, key=f"themes_{key}", on_click=_answer, args=(workshop_id, pair))


def _answer(workshop_id: int, pair: themes.Pair) -> None:
    try:
        suggesting.themes_for(database.engine(), workshop_id, database.embedder(), answered=pair)
    except WorkshopError as error:
        database.tell_error(error)
