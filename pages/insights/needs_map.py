"""The needs map: what many workshops said, where and when, and what no service answers yet."""

import streamlit as st
from sqlmodel import Session

from pages.parts import (
    database,
    insight_filters,
    look,
    model,
    needs_map_ask,
    needs_map_gaps,
    needs_map_one,
    needs_map_run,
    needs_map_seen,
    needs_map_tables,
    say,
)
from pages.parts.language import _, n
from pages.parts.needs_map_seen import Seen


def page(db: Session, seen: Seen) -> None:
    if not seen.everywhere:
        look.empty(_("No themes yet. They come from the ideas of a workshop, on the page Themes."))
        return
    model.notice()
    needs_map_run.buttons(db, seen)
    if not seen.needs:
        look.empty(_("Press the button above: the computer finds what workshops have in common, and you decide."))
        return
    if not seen.tables.needs:
        look.empty(_("No workshop here has themes. Choose another area, year or programme."))
        return
    told(seen)
    needs_map_ask.show(db, seen)
    needs_map_gaps.show(db, seen)
    st.subheader(_("Where it was said"), anchor=False)
    needs_map_one.show(db, seen)
    needs_map_tables.show(seen)


def told(seen: Seen) -> None:
    """On how much all of this stands."""
    workshops = n("%(n)s workshop", "%(n)s workshops", seen.tables.workshops)
    needs = n("%(n)s need", "%(n)s needs", len(seen.tables.needs))
    ideas = needs_map_seen.ideas(sum(theme.ideas for theme in seen.themes))
    say.facts(workshops, ideas, needs)
    if seen.tables.workshops == 1:
        say.fine(_("This is one workshop only. With a second one you see what they have in common."), icon="info")


with database.looking() as db:
    st.title(_("Needs map"))
    say.gray(_("What people said in many workshops. The computer finds themes that are alike; you decide."))
    page(db, needs_map_seen.read(db, insight_filters.show(db)))
