"""Needs and services: for every theme, and every idea, the services that could answer; or that none does."""

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import database, look, needs, say
from pages.parts.language import _, n
from workshop_kit import examples, plan, services, themes
from workshop_kit.themes import Column


def gaps(columns: list[Column], chosen: needs.Chosen, found: needs.Found) -> None:
    """How many needs no service answers: a finding of its own."""
    said = [c for c in columns if c.theme.id in chosen and chosen[c.theme.id].service_id is None]
    seems = [c for c in columns if c.theme.id not in chosen and needs.seems_a_gap(found, c)]
    if said:
        st.warning(
            n("%(n)s theme has no service that fits.", "%(n)s themes have no service that fits.", len(said)),
            icon=":material/travel_explore:",
        )
    if seems:
        say.fine(
            n(
                "For %(n)s theme the computer finds nothing that fits. Look at it.",
                "For %(n)s themes the computer finds nothing that fits. Look at them.",
                len(seems),
            ),
            icon="lightbulb",
        )


def page(db: Session, workshop: Workshop) -> None:
    columns = [column for column in themes.board(db, workshop).columns if column.ideas]
    if not columns:
        look.empty(_("No themes yet. They come from the ideas, on the page Themes."))
        return
    if not services.count(db, kind=services.SERVICE):
        look.empty(_("The catalogue is empty. Bring one in on the page Services."))
        return
    chosen = examples.of_themes(db, [column.theme.id or 0 for column in columns])
    found = needs.found(db, workshop)
    now = plan.theme_ids(db, workshop)
    planned = {now[a.id or 0]: a for a in plan.actions(db, workshop) if a.service_confirmed}
    gaps(columns, chosen, found)
    for column in columns:
        id = column.theme.id or 0
        needs.card(db, workshop, column, found, chosen.get(id), planned.get(id))


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Needs and services"))
    say.gray(_("The computer proposes from the catalogue. You decide, and it remembers for the next time."))
    page(db, workshop)
