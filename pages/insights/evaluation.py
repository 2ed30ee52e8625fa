"""Evaluation: what people said, who was heard, how it went, and whether two groups differ."""

from datetime import date

import streamlit as st

from pages.parts import (
    database,
    evaluation_balance,
    evaluation_compare,
    evaluation_conventional,
    evaluation_process,
    evaluation_said,
    insight_filters,
    look,
    say,
)
from pages.parts.language import _, keyed, n
from workshop_kit import insights
from workshop_kit.evaluation import process
from workshop_kit.profile.people import is_over

PARTS = {
    "said": lambda: _("What people said"),
    "balance": lambda: _("Who was heard"),
    "process": lambda: _("How it went"),
    "compare": lambda: _("Compare methods"),
    "conventional": lambda: _("Compare with a service"),
}
SHOWN = {
    "said": evaluation_said.show,
    "balance": evaluation_balance.show,
    "process": evaluation_process.show,
    "compare": evaluation_compare.show,
}

with database.looking() as db:
    st.title(_("Evaluation"))
    wanted = insight_filters.show(db)
    held = process.held(db, insights.workshops(db, wanted))
    # while people come, two looks would tell of whoever came between them
    found = [workshop for workshop in held if is_over(workshop, date.today())]
    part = st.segmented_control(
        _("What to look at"),
        list(PARTS),
        default="said",
        format_func=lambda id: PARTS[id](),
        key=keyed("evaluation_part"),
        label_visibility="collapsed",
        required=True,
    )
    if part == "conventional":
        evaluation_conventional.show(db, wanted)
    elif not held:
        look.empty(_("No workshop was held here yet. Hold one, or choose another area or year."))
    else:
        say.fine(n("%(n)s workshop", "%(n)s workshops", len(found)))
        if len(found) < len(held):
            say.fine(
                n(
                    "%(n)s workshop is not over yet: its people are not counted.",
                    "%(n)s workshops are not over yet: their people are not counted.",
                    len(held) - len(found),
                )
            )
        if found:
            SHOWN[part or "said"](db, found)
