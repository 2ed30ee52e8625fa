"""Where people go from round to round, as a table to read aloud."""

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import say
from pages.parts.language import _, current, n
from workshop_kit import steps, tables
from workshop_kit.i18n import pick
from workshop_kit.rotation import Rotation

FEWEST = 2  # tables, and rounds: below there is nowhere to go


def show(db: Session, workshop: Workshop) -> None:
    agenda = steps.agenda(db, workshop)
    rounds = tables.rounds(agenda)
    st.subheader(_("Who goes where"), anchor=False)
    if len(rounds) < FEWEST or len(workshop.tables) < FEWEST:
        say.gray(_("A plan shows here when there are two tables and two steps in which people write by table."))
        st.page_link("prepare/agenda.py", label=_("Agenda"), icon=":material/event_note:")
        return
    plan = tables.plan(workshop, agenda)
    st.markdown(_move(plan, len(rounds)))
    heads = [pick(step.title, current(), workshop.language).text for step in rounds]
    st.markdown(_drawn(plan, heads))


def _move(plan: Rotation, rounds: int) -> str:
    """What to say before people move."""
    parted = any(plan.halves(name) > 1 for name in plan.names)
    sentences = [
        _("The scribes stay at their tables. Everybody else moves in each new round."),
        _("Phones that have scanned their table’s code say where to go.") if parted else "",
        _("Without a phone: agree at each table who is the first half and who is the second, and remember it.")
        if parted
        else "",
        _("Who shares a language moves together.") if plan.together else "",
        n("Nobody comes to a table twice in %(n)s round.", "Nobody comes to a table twice in %(n)s rounds.", rounds)
        if rounds <= len(plan.names)
        else _("There are more rounds than tables, so people come back to where they began."),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _drawn(plan: Rotation, heads: list[str]) -> str:
    """A table in Markdown: a row for each group, a column for each round."""
    first = _("Begins at")
    lines = [_row([first, *heads]), _row(["---"] * (len(heads) + 1), plain=False)]
    for name in plan.names:
        for half in range(plan.halves(name)):
            where = [plan.table(name, half, round) for round in range(len(heads))]
            lines.append(_row([_group(plan, name, half), *where]))
    return "\n".join(lines)


def _group(plan: Rotation, name: str, half: int) -> str:
    if plan.halves(name) == 1:
        return _("Table %(name)s, all together", name=name)
    if half == 0:
        return _("Table %(name)s, first half", name=name)
    return _("Table %(name)s, second half", name=name)


def _row(cells: list[str], *, plain: bool = True) -> str:
    return "| " + " | ".join(say.plain(cell) if plain else cell for cell in cells) + " |"
