"""The ideas behind a number of the needs map, in a window of their own."""

import streamlit as st

from models import Source, Workshop
from pages.parts import database, look, say
from pages.parts.language import _, current, day, n
from pages.parts.needs_map_seen import Seen, called
from workshop_kit.needs_map import said
from workshop_kit.needs_map.said import Quote

MOST = 100


def button(seen: Seen, need_id: int, ideas: int, *, key: str, area: str | None = None, wide: bool = False) -> None:
    """Read the ideas of a need: all of them, or those of an area (empty: where no area is named)."""
    label = n("Read the idea", "Read the %(n)s ideas", ideas)
    width = "stretch" if wide else "content"
    if st.button(label, icon=":material/chat:", key=key, disabled=not ideas, width=width):  # type: ignore[arg-type]
        title = say.plain(called(seen.needs[need_id]).text)
        st.dialog(title, width="large")(_all)(need_id, _workshops(seen, need_id, area))


def _workshops(seen: Seen, need_id: int, area: str | None) -> frozenset[int]:
    own = [theme for theme in seen.themes if theme.need_id == need_id]
    return frozenset(theme.workshop_id for theme in own if area in (None, theme.area))


@database.told
def _all(need_id: int, workshop_ids: frozenset[int]) -> None:
    with database.looking() as db:
        found, more = said.ideas(db, need_id, workshop_ids, current(), most=MOST)
        if not found:
            look.empty(_("Nothing here yet."))
        for quote in found:
            _row(quote, _held(quote.workshop))
    if more:
        say.fine(n("%(n)s more idea is not shown.", "%(n)s more ideas are not shown.", more))


def _row(quote: Quote, held: str) -> None:
    by_machine = quote.translation is not None and quote.translation.source == Source.MACHINE
    note = f"{held} · " + _("translated by machine") if by_machine else held
    look.idea_row(quote.idea, quote.translation, note=note)


def _held(workshop: Workshop) -> str:
    """Where and when."""
    return " · ".join(part for part in (workshop.area, day(workshop.day)) if part)
