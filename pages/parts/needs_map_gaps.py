"""Needs that no service answers yet: they come first."""

import streamlit as st
from sqlmodel import Session

from pages.parts import look, needs_map_ideas, plan_service, say
from pages.parts.language import _, n
from pages.parts.needs_map_seen import Seen, called, counted
from workshop_kit import services
from workshop_kit.needs_map.tables import Row

FIRST, MOST = 4, 20


def show(db: Session, seen: Seen) -> None:
    gaps = seen.tables.gaps
    if not gaps:
        return
    st.subheader(_("Gaps: no service answers these yet"), anchor=False)
    for row in gaps[:FIRST]:
        _row(db, seen, row)
    if len(gaps) > FIRST:
        more = len(gaps) - FIRST
        with st.expander(n("%(n)s more gap", "%(n)s more gaps", more), icon=":material/travel_explore:"):
            for row in gaps[FIRST:MOST]:
                _row(db, seen, row)
            if len(gaps) > MOST:
                say.fine(_("All of them are in the list of all needs, below."))


def _row(db: Session, seen: Seen, row: Row) -> None:
    with st.container(border=True, key=f"card-needs-gap-{row.need_id}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            look.titled("ring", called(row).text, size=17, mark_size=22)
            say.fine(_why(row), icon="travel_explore" if row.no_service else "pending")
            say.facts(counted(row.total), *_elsewhere(db, row))
        with button:
            needs_map_ideas.button(
                seen, row.need_id, row.total.ideas, key=f"needs_map_gap_{row.need_id}", wide=True
            )


def _why(row: Row) -> str:
    if row.no_service:
        return n(
            "In %(n)s workshop people found that no service fits.",
            "In %(n)s workshops people found that no service fits.",
            row.no_service,
        )
    return _("No action of a plan names a service for it.")


def _elsewhere(db: Session, row: Row) -> list[str]:
    """Where nothing fits in one place, what another place plans is worth knowing."""
    if not row.services:
        return []
    names = [plan_service.named(services.by_id(db, id)) for id in sorted(row.services)[:3]]
    return [_("Elsewhere a plan names: %(services)s", services=", ".join(names))]
