"""The card sort on the theme page: let people sort on their phones, and what came of it."""

from html import escape
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import PhoneMode, Step, StepKind, Workshop
from pages.parts import database, room_control, say
from pages.parts.language import _, current, n
from workshop_kit import captions, privacy, sorted_board, steps, store, themes, votes, workshops
from workshop_kit.i18n import direction, language_of, pick
from workshop_kit.sorted_board import Agreed
from workshop_kit.votes import Agreement, SortedCard
from workshop_kit.votes.sorting import NOWHERE

MOST_TO_TALK_ABOUT = 6


def show(db: Session, workshop: Workshop, board: themes.Board, sort: Agreement | None) -> None:
    """Nothing where there are no themes to sort into, and nobody has sorted."""
    step = steps.current(db, workshop)
    running = step is not None and step.kind == StepKind.THEMES and votes.is_open(step)
    if len(board.columns) < 2 and sort is None and not running:
        return
    with st.expander(
        _("Let people sort"), icon=":material/style:", key="themes_sorting", expanded=running or sort is not None
    ):
        if step is None or step.kind != StepKind.THEMES:
            say.gray(_("In a themes step people can sort ideas into the themes on their phones."))
        elif running:
            _progress(workshop.id or 0, step.id or 0)
            _phones(_("Close the sorting"), "close", "lock", workshop, step, PhoneMode.CLOSED)
        else:
            say.gray(_("Each phone shows one idea after the other. People press the theme where it belongs."))
            _phones(_("Let people sort on their phones"), "open", "style", workshop, step, PhoneMode.WRITE)
        if sort is not None and not running:
            _outcome(workshop, board, sort)


def note(agreed: Agreed | None) -> str:
    """How far people agree with a theme of the board."""
    return _("people agree on %(n)s of %(all)s", n=agreed.agreed, all=agreed.judged) if agreed else ""


def hint(card: SortedCard | None) -> dict[str, Any]:
    """What the board's card of an idea says that most people put elsewhere."""
    if card is None or not card.place:
        return {}
    return {"also": card.place, "alsoSays": _with_share(card, _("people put it in {theme}"))}


@st.fragment(run_every=2.0)
@database.told
def _progress(workshop_id: int, step_id: int) -> None:
    with database.looking() as db:
        workshop = workshops.by_id(db, workshop_id)
        room_control.progress(db, workshop, steps.by_id(db, workshop, step_id))


def _phones(label: str, key: str, icon: str, workshop: Workshop, step: Step, phones: PhoneMode) -> None:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        steps.set_phones(db, fresh, steps.by_id(db, fresh, step.id or 0), phones)

    icon = f":material/{icon}:"
    st.button(label, key=f"themes_sort_{key}", icon=icon, on_click=database.act, args=(run,))


def _outcome(workshop: Workshop, board: themes.Board, sort: Agreement) -> None:
    people = privacy.people(sort.people)
    who = n("%(n)s person sorted.", "%(n)s people sorted.", people) if people else _("A few people sorted.")
    few = _("What came of it is told of ideas that at least five people have sorted: there are none.")
    most = _("Most agree on **%(agreed)s of %(all)s** ideas.", agreed=len(sort.agreed), all=len(sort.cards))
    st.markdown(f"{who} {most if sort.cards else few}")
    places = sorted_board.may_move(board, sort)
    if places:
        st.button(
            n("Put %(n)s idea where most people put it", "Put %(n)s ideas where most people put them", len(places)),
            key="themes_sort_take",
            icon=":material/move_group:",
            help=_("Ideas that you moved yourself stay where they are. It can be undone."),
            on_click=_take,
            args=(workshop.id or 0, places),
        )
    if staying := len(sorted_board.elsewhere(board, sort)) - len(places):
        say.fine(
            n(
                "%(n)s idea stays where you put it. Most people put it elsewhere: see the board.",
                "%(n)s ideas stay where you put them. Most people put them elsewhere: see the board.",
                staying,
            )
        )
    _disputed(workshop, board, sort)


def _take(workshop_id: int, places: dict[int, int]) -> None:
    database.act(lambda db: themes.sort(db, workshops.by_id(db, workshop_id), places, now=store.now()))


def _disputed(workshop: Workshop, board: themes.Board, sort: Agreement) -> None:
    """What people see differently is what a room should talk about."""
    said = {idea.id: idea for column in board.columns for idea in column.ideas}
    said |= {idea.id: idea for idea in board.unplaced}
    apart = [card for card in sort.cards if card.place is None and card.option.idea_id in said]
    apart.sort(key=lambda card: card.most / card.people)
    if not apart:
        return
    say.fine(_("People see these differently. Talk about them:"))
    names = {c.theme.id: pick(c.theme.label, current(), workshop.language).text for c in board.columns}
    names[NOWHERE] = _("None of these")
    lines = "".join(_line(workshop, card, names) for card in apart[:MOST_TO_TALK_ABOUT])
    st.html(f'<div dir="{direction(current())}">{lines}</div>')


def _line(workshop: Workshop, card: SortedCard, names: dict[int | None, str]) -> str:
    """What an idea says, in which language, and between which themes people are divided."""
    words = captions.of_option(card.option, current(), workshop.language)
    said = f'<bdi lang="{escape(words.language)}">{escape(words.text)}</bdi>'
    where = " / ".join(names[place] for place in card.between if names.get(place))
    more = escape(" · ".join(part for part in (language_of(words.language).name, where) if part))
    return f"<p style='margin:0 0 10px'><b>{card.option.number}</b>&ensp;{said}<br><small>{more}</small></p>"


def _with_share(card: SortedCard, sentence: str) -> str:
    """With its figures, where they may be told."""
    if card.figures is None:
        return sentence
    most, people = card.figures
    return _("%(what)s (%(n)s of %(all)s)", what=sentence, n=most, all=people)
