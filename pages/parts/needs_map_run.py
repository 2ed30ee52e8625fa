"""The buttons above the needs map: let the machine suggest, and take the last gesture back."""

from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from pages.parts import database, say
from pages.parts.language import _, n
from pages.parts.needs_map_seen import Seen
from workshop_kit import store
from workshop_kit.errors import WorkshopError
from workshop_kit.needs_map import gestures, suggest

DONE = {
    "suggest": lambda: _("Undo the suggestions"),
    "confirm": lambda: _("Undo “yes”"),
    "refuse": lambda: _("Undo “no”"),
    "move": lambda: _("Undo the move"),
    "split": lambda: _("Undo the new need"),
    "merge": lambda: _("Undo the joining"),
    "rename": lambda: _("Undo the new name"),
    "kind": lambda: _("Undo the change"),
}


def buttons(db: Session, seen: Seen) -> None:
    new = suggest.new_themes(seen.everywhere)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Suggest again") if seen.needs else _("Find what is alike"),
            type="primary" if new else "secondary",
            icon=":material/join:",
            key="needs_map_suggest",
            help=_("What you confirmed, moved or named stays as it is."),
            on_click=_suggest,
        )
        verb = gestures.last(db)
        if verb is not None:
            label = DONE.get(verb, lambda: _("Undo"))()
            st.button(label, icon=":material/undo:", key="needs_map_undo", on_click=act, args=(gestures.undo,))
        if new:
            say.fine(n("%(n)s theme is new here.", "%(n)s themes are new here.", new), icon="fiber_new")


def act(change: Callable[[Session], object]) -> None:
    database.act(change)


def _suggest() -> None:
    """The slow part holds no lock, so phones go on meanwhile."""
    bar = st.progress(0.0, _("Comparing the themes of all workshops…"))

    def tell(share: float) -> None:
        bar.progress(share, _("Comparing the themes of all workshops…"))

    try:
        suggest.run(database.engine(), database.embedder(), now=store.now(), tell=tell)
    except WorkshopError as error:
        database.tell_error(error)
    bar.empty()
