"""Themes that may say the same: a person confirms them, one after the other."""

from functools import partial
from html import escape

import streamlit as st
from sqlmodel import Session

from models import Idea
from pages.parts import look, needs_map_run, say
from pages.parts.language import _, current, day, keyed, n
from pages.parts.needs_map_seen import Seen, told_apart
from workshop_kit import look as marks
from workshop_kit import store
from workshop_kit.i18n import direction
from workshop_kit.needs_map import asking, deciding, said
from workshop_kit.needs_map.asking import Question
from workshop_kit.needs_map.standing import Said

IDEAS, BESIDE = 3, 3
LATER = "needs_map_later"
"""The themes that were put off in this window."""


def show(db: Session, seen: Seen) -> None:
    """The first question that was not put off; nothing where there is none."""
    asked = asking.questions(db, seen.everywhere, seen.themes)
    if not asked:
        return
    later = st.session_state.get(LATER, frozenset())
    now = next((one for one in asked if one.theme.id not in later), None)
    with st.container(border=True, key="suggested-needs-ask"):
        title, left = st.columns([4, 1], vertical_alignment="center")
        title.subheader(_("These themes may say the same: are they one need?"), anchor=False)
        with left:
            say.fine(n("%(n)s left", "%(n)s left", len(asked)))
        if now is None:
            _again()
        else:
            _question(db, seen, now)


def _again() -> None:
    say.gray(_("You put the others off."))
    st.button(_("Ask me again"), icon=":material/replay:", key="needs_map_again", on_click=_put_off, args=(None,))


def _question(db: Session, seen: Seen, question: Question) -> None:
    one, other = st.columns(2, gap="large")
    with one:
        _theme(db, seen, question.theme)
    with other:
        for theme in question.beside[:BESIDE]:
            _theme(db, seen, theme, most=IDEAS if len(question.beside) == 1 else 1)
        if len(question.beside) > BESIDE:
            more = len(question.beside) - BESIDE
            say.fine(n("and %(n)s more theme", "and %(n)s more themes", more))
    sure = _("The computer thinks: likely.") if question.is_likely else _("The computer thinks: perhaps.")
    say.fine(sure, icon="lightbulb")
    _answers(seen, question)


def _theme(db: Session, seen: Seen, theme: Said, most: int = IDEAS) -> None:
    workshop = seen.workshops[theme.workshop_id]
    name = theme.name(current())
    look.titled(marks.mark_name(theme.mark), name.text or _("Without a name"), size=17, mark_size=24)
    say.facts(theme.area, day(workshop.day), n("%(n)s idea", "%(n)s ideas", theme.ideas))
    for idea in said.of_theme(db, theme.id, most):
        _quote(idea)


def _quote(idea: Idea) -> None:
    if idea.text:
        way = f'dir="{direction(idea.language)}" lang="{idea.language}"'
        st.html(f'<div {way} style="overflow-wrap:anywhere;line-height:1.4">“{escape(idea.text)}”</div>')


def _answers(seen: Seen, question: Question) -> None:
    id = question.theme.id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Yes, one need"), icon=":material/check:", key=f"needs_map_yes_{id}",
            on_click=needs_map_run.act, args=(partial(_confirm, id),),
        )  # fmt: skip
        st.button(
            _("No, two needs"), icon=":material/close:", key=f"needs_map_no_{id}",
            on_click=needs_map_run.act, args=(partial(_refuse, id),),
        )  # fmt: skip
        with st.popover(_("It is this need…"), icon=":material/move_item:"):
            _other_need(seen, question)
        st.button(
            _("Ask me later"), type="tertiary", key=f"needs_map_later_{id}", on_click=_put_off, args=(id,)
        )  # fmt: skip


def _other_need(seen: Seen, question: Question) -> None:
    key = keyed(f"needs_map_other_{question.theme.id}")
    others = {id: need for id, need in seen.needs.items() if id != question.need_id}
    names = dict(zip(others, told_apart(others.values()), strict=True))
    st.selectbox(
        _("Need"),
        list(others),
        index=None,
        format_func=lambda id: names[id],
        placeholder=_("Choose a need"),
        key=key,
        on_change=_moved,
        args=(question.theme.id, key),
    )


def _moved(theme_id: int, key: str) -> None:
    need_id = st.session_state[key]
    if need_id is not None:
        needs_map_run.act(partial(_move, theme_id, need_id))


def _confirm(theme_id: int, db: Session) -> None:
    deciding.confirm(db, deciding.theme_by_id(db, theme_id), now=store.now())


def _refuse(theme_id: int, db: Session) -> None:
    deciding.refuse(db, deciding.theme_by_id(db, theme_id), now=store.now())


def _move(theme_id: int, need_id: int, db: Session) -> None:
    theme, need = deciding.theme_by_id(db, theme_id), deciding.by_id(db, need_id)
    deciding.move(db, [theme], need, now=store.now())


def _put_off(theme_id: int | None) -> None:
    later = st.session_state.get(LATER, frozenset())
    st.session_state[LATER] = frozenset() if theme_id is None else later | {theme_id}
