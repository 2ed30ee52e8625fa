"""One need: where it was said, in how many workshops, in which languages; and what a person changes of it."""

from collections import Counter

import streamlit as st
from sqlmodel import Session

from pages.parts import needs_map_areas, needs_map_change, needs_map_ideas, plan_service, say
from pages.parts.language import _, keyed, n
from pages.parts.needs_map_seen import KINDS, Seen, area, called, ideas, told_apart
from workshop_kit import services
from workshop_kit.i18n import language_of
from workshop_kit.needs_map.tables import Cell, Row
from workshop_kit.text import digest

CHOSEN = "needs_map_chosen"
"""The uuid of the need that this window shows."""


def show(db: Session, seen: Seen) -> None:
    row = _chosen(seen)
    if row is None:
        return
    map_side, words = st.columns([3, 2], gap="large")
    with map_side:
        needs_map_areas.show(db, seen, row)
    with words:
        with st.container(border=True, key=_card(row)):
            _facts(db, row)
            _ideas(seen, row)
        needs_map_change.show(
            seen, row
        )  # outside of the card, whose key changes with the first change: it stays open


def _chosen(seen: Seen) -> Row | None:
    """The key has the names, which the browser knows the options by; what was chosen is kept beside it."""
    rows = {row.uuid: row for row in seen.tables.needs}
    names = dict(zip(rows, told_apart(rows.values()), strict=True))
    labels = {uuid: f"{name} · {ideas(rows[uuid].total.ideas)}" for uuid, name in names.items()}
    before = st.session_state.get(CHOSEN)
    uuid = st.selectbox(
        _("Which need?"),
        list(rows),
        index=list(rows).index(before) if before in rows else 0,
        format_func=lambda uuid: labels[uuid],
        key=f"needs_map_need_{digest(str(labels))[:12]}",
    )
    st.session_state[CHOSEN] = uuid
    return rows.get(uuid or "")


def _card(row: Row) -> str:
    """Dashed is a suggestion."""
    is_suggested = row.suggested == len(row.themes)
    return f"{'suggested' if is_suggested else 'card'}-needs-one-{row.need_id}"


def _facts(db: Session, row: Row) -> None:
    st.subheader(say.plain(called(row).text), anchor=False)
    say.facts(KINDS[row.kind](), _count(row.total))
    if row.suggested:
        say.fine(
            n(
                "%(n)s theme was put here by the computer; nobody has confirmed it yet.",
                "%(n)s themes were put here by the computer; nobody has confirmed them yet.",
                row.suggested,
            ),
            icon="lightbulb",
        )
    spoken = [f"\u2068{language_of(code).name}\u2069 {number}" for code, number in row.languages.shown]
    if row.languages.other and spoken:
        spoken.append(_("other languages %(n)s", n=row.languages.other))
    if spoken:
        say.fine(_("Ideas in %(languages)s", languages=", ".join(spoken)), icon="translate")
    named = Counter({plan_service.named(services.by_id(db, id)): 1 for id in row.services})
    if named:
        say.fine(_("Plans name: %(services)s", services=", ".join(sorted(named))), icon="check")
    if row.is_gap:
        say.fine(_("A gap: no service answers it yet."), icon="travel_explore")


def _count(cell: Cell) -> str:
    return _("%(ideas)s from %(workshops)s", ideas=ideas(cell.ideas), workshops=_workshops(cell.workshops))


def _workshops(number: int) -> str:
    return n("%(n)s workshop", "%(n)s workshops", number)


def _ideas(seen: Seen, row: Row) -> None:
    """Of all areas, or of one."""
    places: list[str | None] = [None, *sorted(row.areas, key=lambda name: (not name, name.casefold()))]
    place = 0
    if len(places) > 2:
        place = st.selectbox(
            _("Ideas from"),
            range(len(places)),
            format_func=lambda number: _place(row, places[number]),
            key=keyed(f"needs_map_from_{row.need_id}_{len(places)}"),
        )
    chosen = places[place]
    number = row.total.ideas if chosen is None else row.areas[chosen].ideas
    needs_map_ideas.button(seen, row.need_id, number, key=f"needs_map_read_{row.need_id}", area=chosen)


def _place(row: Row, name: str | None) -> str:
    return _("All areas") if name is None else f"{area(name)} ({row.areas[name].ideas})"
