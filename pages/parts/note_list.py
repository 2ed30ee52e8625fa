"""What the scribes wrote down or photographed, by table: made an idea with one press, or taken away."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

import streamlit as st
from sqlmodel import Session

from models import Note, Workshop
from pages.parts import database, look, pictured, say
from pages.parts.language import _
from workshop_kit import notes, store, workshops
from workshop_kit.i18n import direction, language_of


def show(db: Session, workshop: Workshop, found: Sequence[Note]) -> None:
    if not found:
        look.empty(_("Notes and photos of a table’s paper come from its scribe’s phone."))
        return
    say.gray(_("Only you and the table’s scribe see these. A note that is made an idea goes on the wall."))
    numbers = notes.on_the_wall(db, workshop)
    by_table = sorted(found, key=lambda note: note.table_name)
    for table, own in groupby(by_table, key=lambda note: note.table_name):
        say.bold(_("Table %(name)s", name=table) if table else _("No table"))
        for note in own:
            with st.container(border=True, key=f"card-note-{note.id}"):
                _row(workshop, note, numbers.get(note.uuid))


def _row(workshop: Workshop, note: Note, number: int | None) -> None:
    words, buttons = st.columns([3, 1.3], vertical_alignment="center")
    with words:
        st.html(_drawn(note))
    with buttons.container(horizontal=True, horizontal_alignment="right"):
        if number is not None:
            say.fine(_("On the wall as number %(number)s", number=number), icon="check")
        elif note.text:
            _button(_("Make it an idea"), "idea", "lightbulb", _as_idea, workshop, note)
        with st.popover("", icon=":material/delete:", help=_("Delete")):
            say.bold(_("Delete this note?"))
            _button(_("Delete it for good"), "remove", "delete", _remove, workshop, note)


def _button(
    label: str, key: str, icon: str, verb: Callable[[int, int], None], workshop: Workshop, note: Note
) -> None:
    st.button(
        label,
        key=f"note_{key}_{note.id}",
        icon=f":material/{icon}:",
        on_click=verb,
        args=(workshop.id, note.id),
    )


def _drawn(note: Note) -> str:
    """The photo, which opens in a tab of its own, and the words as they were written."""
    source, photo = pictured.address(note.workshop_id, note.picture), ""
    if source:
        alt = escape(_("Photo of a table’s paper"))
        photo = f'<a class="photo large" href="{source}" target="_blank"><img alt="{alt}" src="{source}"></a>'
    name = escape(language_of(note.language).name) if note.text else ""
    text = f'<div dir="{direction(note.language)}" lang="{escape(note.language)}">{escape(note.text)}</div>'
    return f'<div class="kit-idea">{photo}<div class="words">{text}<div class="fine">{name}</div></div></div>'


def _as_idea(workshop_id: int, note_id: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        notes.as_idea(db, workshop, notes.by_id(db, workshop, note_id), now=store.now())

    database.act(run, done=_("It is on the wall now."))


def _remove(workshop_id: int, note_id: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        notes.remove(db, workshop, notes.by_id(db, workshop, note_id))

    if database.act(run):
        store.forget(database.engine())  # the words and the photo are in no file any more
