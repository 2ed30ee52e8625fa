"""Themes: the machine suggests, people decide. Everything can be undone."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import board, database, model, question, sorting, theme_board
from pages.parts.language import _, keyed
from workshop_kit import hints, sorted_board, store, suggesting, themes, workshops
from workshop_kit.errors import WorkshopError


def ask_machine(verb: Any, workshop_id: int, *facts: Any) -> None:
    """The slow part holds no lock, so phones go on meanwhile."""
    try:
        with st.spinner(_("Reading all ideas…"), show_time=True):
            verb(database.engine(), workshop_id, *facts)
    except WorkshopError as error:
        database.tell_error(error)


def suggest(workshop_id: int) -> None:
    ask_machine(suggesting.themes_for, workshop_id, database.embedder(), st.session_state[keyed("themes_wanted")])


def gesture(workshop_id: int, done: dict[str, Any]) -> None:
    if done["verb"] == "cut":
        return ask_machine(suggesting.cut, workshop_id, int(done["theme"]), database.embedder())
    database.act(lambda db: theme_board.carry_out(db, workshops.by_id(db, workshop_id), done, now=store.now()))


def back(verb: Any, workshop_id: int) -> None:
    database.act(lambda db: verb(db, workshops.by_id(db, workshop_id)))


def toolbar(db: Session, workshop: Workshop, found: themes.Board) -> None:
    changes = themes.history(db, workshop)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("How many themes"),
            [None, *range(2, 13)],
            format_func=lambda number: _("Let the computer choose") if number is None else str(number),
            key=keyed("themes_wanted"),
            width=240,
        )
        st.button(
            _("Suggest again") if found.columns else _("Suggest themes"),
            type="secondary" if found.columns else "primary",
            icon=":material/category:",
            key="themes_suggest",
            help=_("What you named, moved or confirmed stays as it is."),
            on_click=suggest,
            args=(workshop.id,),
        )
        st.button(
            _("Undo"), icon=":material/undo:", key="themes_undo", on_click=back, args=(themes.undo, workshop.id),
            disabled=not any(not change.undone for change in changes),
        )  # fmt: skip
        st.button(
            _("Redo"), icon=":material/redo:", key="themes_redo", on_click=back, args=(themes.redo, workshop.id),
            disabled=not any(change.undone for change in changes),
        )  # fmt: skip


with database.looking() as db:
    workshop = database.required(db)
    found = themes.board(db, workshop)
    st.title(_("Themes"))
    model.notice()
    toolbar(db, workshop, found)
    question.show(db, workshop, found)
    sort = sorted_board.last(db, workshop)
    sorting.show(db, workshop, found, sort)
    drawn = theme_board.picture(db, workshop, found, hints.of(found, database.embedder()), sort)
    board.show(drawn, lambda done: gesture(workshop.id or 0, done), key="theme_board")
    with st.expander(_("What was done"), icon=":material/history:"):
        theme_board.history(themes.history(db, workshop))
