"""What the print page asks before it prints, and the file it makes."""

from base64 import b64encode
from datetime import date

import streamlit as st
from sqlmodel import Session

from exports import print as papers
from exports.file import ExportFile
from exports.print import reading
from models import Workshop
from pages.parts import address, database
from pages.parts.language import _, current
from workshop_kit import wifi, workshops
from workshop_kit.i18n import LANGUAGES, offered

TABLES = 4
PREVIEW = 620
"""Pixels of its height."""


def languages(workshop: Workshop) -> tuple[str, ...]:
    chosen = st.multiselect(
        _("Languages of the papers"),
        offered(),
        default=[code for code in workshop.languages if code in offered()],
        format_func=lambda code: LANGUAGES[code].name,
        key=f"print_languages_{workshop.id}",
    )
    return tuple(chosen)


def numbers(workshop: Workshop) -> tuple[int, int]:
    """How many idea cards in each language, and how many table signs where no tables are set."""
    cards, signs = st.columns(2, gap="medium")
    many = cards.number_input(
        _("Idea cards in each language"), papers.CARDS_A_SHEET, 400, papers.CARDS_A_SHEET, papers.CARDS_A_SHEET,
        key=f"print_many_cards_{workshop.id}",
    )  # fmt: skip
    if workshop.tables:
        return many, TABLES
    return many, signs.number_input(
        _("Table signs"), 1, 40, TABLES, key=f"print_signs_{workshop.id}",
        help=_("Give the tables names and topics on the page Tables, and the signs show them."),
    )  # fmt: skip


def kit(db: Session, workshop: Workshop, wish: papers.Wish) -> papers.PrintKit:
    link = address.link(db, workshop.code)
    return reading.of(db, workshop, wish, link=link, today=date.today(), wifi=wifi.remembered(db))


def sheets(db: Session, workshop: Workshop, wish: papers.Wish) -> dict[str, int]:
    """Of every piece, ticked or not. A leaflet is one a language, so that no report is read for counting."""
    found = papers.sheets(kit(db, workshop, wish), wish)
    return {**found, "leaflet": len(wish.languages)}


def file(workshop_id: int, wish: papers.Wish) -> ExportFile:
    """Drawn when its button is pressed, not before."""
    with database.looking() as db:
        workshop = workshops.by_id(db, workshop_id)
        return papers.export(kit(db, workshop, wish), wish, current())


def preview(workshop_id: int, wish: papers.Wish) -> None:
    """In a frame of an origin of its own, which can reach nothing of this page."""
    content = b64encode(file(workshop_id, wish).data).decode()
    st.iframe(f"data:text/html;charset=utf-8;base64,{content}", height=PREVIEW)
