"""The question whose answer would settle most: do these two ideas belong together?"""

from html import escape
from operator import itemgetter

import streamlit as st
from sqlmodel import Session

from models import Idea, Translation, Workshop
from pages.parts import database, say
from pages.parts.language import _, current
from workshop_kit import board_history, ideas, suggesting, themes
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import direction, language_of

_SKIPPED = "themes_skipped"


@st.cache_data(max_entries=20, show_spinner=False)
def _pairs(workshop_id: int, state: str) -> list[tuple[int, int]]:
    """`state` is all that the questions depend on."""
    return suggesting.questions(database.engine(), workshop_id, database.embedder())


def show(db: Session, workshop: Workshop, board: themes.Board) -> None:
    """One question at a time; nothing where there is no board yet. It is sought when somebody opens the panel."""
    if not board.columns:
        return
    label = _("A question that settles much")
    panel = st.expander(label, icon=":material/help:", key="themes_question", on_change="rerun")
    if panel.open:
        with panel:
            _ask(db, workshop, board)


def _ask(db: Session, workshop: Workshop, board: themes.Board) -> None:
    workshop_id = workshop.id or 0
    by_id = {idea.id: idea for idea in (*(i for c in board.columns for i in c.ideas), *board.unplaced)}
    skipped = st.session_state.setdefault(_SKIPPED, set())
    with st.spinner(_("Reading all ideas…")):
        pairs = _pairs(workshop_id, _state_of(db, workshop, board))
    left = [(by_id[a], by_id[b]) for a, b in pairs if (a, b) not in skipped and a in by_id and b in by_id]
    if not left:
        say.gray(_("There is nothing left to ask."))
        return
    a, b = left[0]
    translations = ideas.translations(db, workshop)
    say.bold(_("Do these two ideas belong together?"))
    for place, idea in zip(st.columns(2), (a, b), strict=True):
        with place.container(border=True):
            _card(idea, translations.get(idea.id or 0, {}).get(current()))
    with st.container(horizontal=True):
        _button(_("Yes, together"), "same", workshop_id, themes.Pair(a.id or 0, b.id or 0, same=True))
        _button(_("No, apart"), "different", workshop_id, themes.Pair(a.id or 0, b.id or 0, same=False))
        st.button(_("Skip"), key="themes_skip", type="tertiary", on_click=skipped.add, args=((a.id, b.id),))
    st.caption(_("After an answer the computer sorts again. What you named, moved or confirmed stays."))


def _state_of(db: Session, workshop: Workshop, board: themes.Board) -> str:
    """Changes with what is said, where it is, who put it there, what people agreed to and have answered."""
    columns = [(c.theme.id, themes.is_agreed(c.theme), c.ideas) for c in board.columns]
    placed = [(id, agreed, [(i.id, i.text, i.placed_by) for i in own]) for id, agreed, own in columns]
    answered = [(answer.a, answer.b, answer.same) for answer in board_history.answers(db, workshop)]
    return repr((placed, [(i.id, i.text, i.placed_by) for i in board.unplaced], answered))


def _card(idea: Idea, translation: Translation | None) -> None:
    number, name = _("Idea %(number)s", number=idea.number), language_of(idea.language).name
    own = [(idea.text, idea.language)]
    if translation and idea.language != current():
        own.append((translation.text, translation.language))
    st.caption(f"{number} · {name}")
    for text, language in filter(itemgetter(0), own):  # a photo may have words in another language only
        st.html(f'<div lang="{escape(language)}" dir="{direction(language)}">{escape(text)}</div>')


def _button(label: str, key: str, workshop_id: int, pair: themes.Pair) -> None:
    st.button(label, key=f"themes_{key}", on_click=_answer, args=(workshop_id, pair))


def _answer(workshop_id: int, pair: themes.Pair) -> None:
    try:
        suggesting.themes_for(database.engine(), workshop_id, database.embedder(), answered=pair)
    except WorkshopError as error:
        database.tell_error(error)
