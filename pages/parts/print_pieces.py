"""The pieces of the print kit as a list to tick: what each is for, and how many sheets it takes."""

from collections.abc import Mapping

import streamlit as st

from exports import print as papers
from exports.print_names import piece_name
from models import Workshop
from pages.parts import say
from pages.parts.language import _, current, n

WHY = {
    "poster": lambda: _("For the door and the wall: how to join, in all languages at once."),
    "rules": lambda: _("How you talk together, one large page in each language."),
    "tables": lambda: _("A tent to fold for each table, with a code of its own."),
    "cards": lambda: _("Eight on a sheet to cut: the question, lines to write on, a box for the number."),
    "dots": lambda: _("The choices of the vote for the wall, and strips with everybody’s dots."),
    "ballots": lambda: _("The vote on paper, with pictures; two on a sheet where it fits."),
    "consent": lambda: _("The same facts as on the phones, to hang beside the door."),
    "leaflet": lambda: _("What was decided and what happens next. For after the workshop."),
}


def choose(workshop: Workshop, sheets: Mapping[str, int]) -> tuple[str, ...]:
    """The names of those that are ticked."""
    names, ticked = list(papers.PIECES), []
    for start in range(0, len(names), 2):
        for column, piece in zip(st.columns(2, gap="small"), names[start : start + 2], strict=False):
            if _ticked(column, workshop, piece, sheets[piece]):
                ticked.append(piece)
    return tuple(ticked)


def _ticked(column: st.delta_generator.DeltaGenerator, workshop: Workshop, piece: str, count: int) -> bool:
    usual = bool(workshop.ended_at) if piece == "leaflet" else piece != "tables" or bool(workshop.tables)
    with column.container(border=True, key=f"card-print-{piece}", height="stretch", gap="xsmall"):
        ticked = st.checkbox(f"**{piece_name(piece, current())}**", usual, key=f"print_piece_{piece}_{workshop.id}")
        st.markdown(WHY[piece]())
        say.fine(n("%(n)s sheet", "%(n)s sheets", count))
    return ticked
