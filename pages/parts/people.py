"""Who was in the room: languages, and the answers to the background questions; never a group of few."""

from collections.abc import Callable
from html import escape

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import look, say
from pages.parts.language import _
from pages.parts.missing_languages import name_of
from workshop_kit import background, participants, privacy
from workshop_kit.privacy import Groups

Card = tuple[str, Groups, Callable[[str], str]]
"""A question, how many gave each answer, and how an answer is named."""
_COLUMNS = 3
_BAR = (
    "height:10px;border-radius:4px;background:#F5A623;box-shadow:inset 0 0 0 1.5px #12282D;min-width:10px;"
    "margin-top:2px"
)


def show(db: Session, workshop: Workshop) -> None:
    st.subheader(_("Who was in the room"), anchor=False)
    joined = participants.count(db, workshop)
    if not joined:
        look.empty(_("Nobody has joined yet. The counts stand here after the evening."))
        return
    say.fine(_("Groups of fewer than %(n)s people are never shown alone.", n=privacy.SMALL), icon="lock")
    cards: list[Card] = [(_("Languages on the phones"), participants.by_language(db, workshop), name_of)]
    for id, groups in background.counts(db, workshop).items():
        cards.append((_(background.SENTENCES[id]), groups, _answers(workshop, id)))
    for row in range(0, len(cards), _COLUMNS):
        for column, card in zip(st.columns(_COLUMNS, gap="medium"), cards[row : row + _COLUMNS], strict=False):
            with column:
                _card(*card)
    if len(cards) == 1:
        say.gray(_not_told(workshop))


def _not_told(workshop: Workshop) -> str:
    if workshop.for_children:
        return _("Children took part, so nothing was asked about the people.")
    if background.asked(workshop):
        return _("Nobody has answered the questions yet.")
    return _("Nothing was asked about the people. You can choose questions when you make a workshop.")


def _answers(workshop: Workshop, id: str) -> Callable[[str], str]:
    """Our own answers in the facilitator's language; names of areas and languages as they are."""
    question = background.question(workshop, id)
    own = list(question.answers)[:-1] if question.is_own else []
    return lambda key: question.answers[key] if key in own else _(question.answers.get(key, key))


def _card(title: str, groups: Groups, named: Callable[[str], str]) -> None:
    rows = [(named(key), number) for key, number in groups.shown]
    if groups.other:
        rows.append((_("others, in small groups") if rows else _("all, in small groups"), groups.other))
    with st.container(border=True, key=f"card-people-{title}", height="stretch"):
        say.bold(title)
        if groups.other is None or not rows:
            say.gray(_("Fewer than five people, so no figures."))
        most = max((number for _name, number in rows), default=1)
        if rows:
            st.html("".join(_row(name, number, number / most) for name, number in rows))


def _row(name: str, number: int, share: float) -> str:
    return (
        f'<div style="margin-bottom:10px"><div style="display:flex;gap:12px;justify-content:space-between">'
        f'<span dir="auto">{escape(name)}</span><b>{number}</b></div>'
        f'<div style="{_BAR};width:{share:.1%}"></div></div>'
    )
