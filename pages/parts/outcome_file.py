"""The register as a file: looked at first, line by line, and taken when it is right; and all of it to keep."""

from functools import partial

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import database, say, state
from pages.parts.language import _, current, n
from workshop_kit.errors import WorkshopError
from workshop_kit.outcomes import csv_file, entries
from workshop_kit.outcomes.csv_file import Sheet
from workshop_kit.store import now

SHOWN = 20
"""Lines that cannot be read, told one by one."""


def show(db: Session, programme: Programme) -> None:
    with st.container(border=True, key="card-outcome-in"):
        st.subheader(_("Bring counts in"), anchor=False)
        st.markdown(
            _("A table as CSV: day, area, what was counted, how many; by gender and age in more columns or lines.")
        )
        _panel(db, programme)
    if entries.counts(db, programme.id or 0):
        with st.container(border=True, key="card-outcome-out"):
            st.subheader(_("Save the register"), anchor=False)
            st.markdown(_("Every count with its corrections. Some are about fewer than five people: keep it safe."))
            st.download_button(
                _("Save as CSV"), partial(_written, programme.id or 0, current()), "outcomes-register.csv",
                "text/csv", icon=":material/download:", key="outcome_out", on_click="ignore",
            )  # fmt: skip


def _panel(db: Session, programme: Programme) -> None:
    id = programme.id or 0
    uploaded = st.file_uploader(
        _("CSV file"), type=["csv", "tsv", "txt"], key=f"outcome_file_{id}_{st.session_state.get(_round(id), 0)}"
    )
    if uploaded is None:
        return
    try:
        sheet = _look(uploaded.file_id, id, csv_file.fingerprint(db, id), uploaded.getvalue())
    except WorkshopError as error:
        say.error(error.in_language(current()))
        return
    _problems(sheet)
    _offer(id, sheet)


@st.cache_resource(max_entries=2, show_spinner=False)
def _look(file_id: str, programme_id: int, state: tuple[object, ...], _content: bytes) -> Sheet:
    """Once for each file and each state of the register, not at every click."""
    with database.looking() as db:
        return csv_file.look(db, programme_id, _content, now=now())


def _problems(sheet: Sheet) -> None:
    if not sheet.problems:
        return
    many = len(sheet.problems)
    st.warning(
        n("%(n)s line cannot be taken.", "%(n)s lines cannot be taken.", many), icon=":material/rule:"
    )  # fmt: skip
    with st.container(border=True, key="card-outcome-problems"):
        for problem in sheet.problems[:SHOWN]:
            say.fine(problem.in_language(current()))
        if many > SHOWN:
            say.fine(_("… and %(n)s more.", n=many - SHOWN))


def _offer(programme_id: int, sheet: Sheet) -> None:
    """What would happen, and the button that lets it happen."""
    fresh = len(sheet.rows) - sheet.known
    say.facts(
        n("%(n)s new count", "%(n)s new counts", fresh),
        n("%(n)s is here already", "%(n)s are here already", sheet.known) if sheet.known else "",
        n("%(n)s was corrected since", "%(n)s were corrected since", sheet.left) if sheet.left else "",
    )
    st.button(
        n("Bring in %(n)s count", "Bring in %(n)s counts", fresh), type="primary", icon=":material/download:",
        key="outcome_take", on_click=_take, args=(programme_id, sheet), disabled=not fresh,
    )  # fmt: skip


def _take(programme_id: int, sheet: Sheet) -> None:
    done: list[csv_file.Taken] = []
    if database.act(lambda db: done.append(csv_file.take(db, sheet, now=now()))):
        st.session_state[_round(programme_id)] = st.session_state.get(_round(programme_id), 0) + 1
        state.tell_done(n("%(n)s count was brought in.", "%(n)s counts were brought in.", done[0].added))


def _round(programme_id: int) -> str:
    """Counts files that were brought in: each makes room for the next."""
    return f"outcome_file_round_{programme_id}"


def _written(programme_id: int, language: str) -> bytes:
    with database.looking() as db:
        return csv_file.write(db, programme_id, language)
