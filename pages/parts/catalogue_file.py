"""Bringing a catalogue of services in from a file: looked at first, row by row, and brought in when it is right."""

from typing import Any

import streamlit as st

from pages.parts import catalogue_columns, database, say, state
from pages.parts.language import _, current, n
from workshop_kit import catalogue, services, store
from workshop_kit.errors import WorkshopError

SHOWN = 20
"""Rows that cannot be read, told one by one."""
_TYPES = ["json", "jsonl", "csv", "zip"]
_ROUND = "services_round"
"""Counts files that were brought in: each makes room for the next."""


def panel() -> None:
    uploaded = st.file_uploader(
        _("Open Referral (HSDS) as JSON or zip, Suomi.fi (PTV) or Service Map JSON, or CSV"),
        type=_TYPES,
        key=f"services_file_{st.session_state.get(_ROUND, 0)}",
    )
    if uploaded is None:
        return
    content = uploaded.getvalue()
    columns = catalogue_columns.ask(uploaded.file_id, content)
    try:
        with st.spinner(_("Reading the file…")):
            reading = _read(uploaded.file_id, tuple(sorted(columns.items())), content)
    except WorkshopError as error:
        say.error(error.in_language(current()))
        return
    _refused(reading)
    if reading.records:
        _offer(uploaded.file_id, reading)


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(file_id: str, columns: tuple[tuple[str, str], ...], _content: bytes) -> catalogue.Reading:
    """Once for each file and each meaning of its columns, not at every click."""
    return catalogue.inspect(_content, columns=dict(columns) or None)


def _refused(reading: catalogue.Reading) -> None:
    if not reading.refusals:
        return
    st.warning(
        n(
            "%(n)s row cannot be read. The others can be brought in.",
            "%(n)s rows cannot be read. The others can be brought in.",
            reading.refusals,
        )
        if reading.records
        else _("No row can be read."),
        icon=":material/rule:",
    )
    with st.container(border=True, key="card-refused"):
        for refused in reading.refused[:SHOWN]:
            say.fine(refused.in_language(current()))
        if reading.refusals > SHOWN:
            say.fine(_("… and %(n)s more.", n=reading.refusals - SHOWN))


def _offer(file_id: str, reading: catalogue.Reading) -> None:
    """What would happen, and the button that lets it happen."""
    with database.looking() as db:
        seen = _preview(file_id, services.fingerprint(db), reading)
    if seen.others:
        st.warning(
            n(
                "%(n)s record has an id that stands for something else here. Is it another table?",
                "%(n)s records have ids that stand for something else here. Is it another table?",
                seen.others,
            ),
            icon=":material/warning:",
        )
    whole = st.checkbox(
        _("The file is the whole of its source: mark as gone what it does not have"),
        value=seen.looks_whole,
        key=f"services_whole_{file_id}",
    )
    would = seen.whole if whole else seen.part
    replace = st.checkbox(_("Take the starter services away"), key=f"services_replace_{file_id}")
    say.facts(
        n("%(n)s new", "%(n)s new", would.added),
        n("%(n)s changed", "%(n)s changed", would.updated),
        n("%(n)s as it was", "%(n)s as they were", would.unchanged),
        n("%(n)s gone from its source", "%(n)s gone from their source", would.vanished) if would.vanished else "",
        n("%(n)s twice in the file", "%(n)s twice in the file", reading.twice) if reading.twice else "",
    )
    st.button(
        n("Bring in %(n)s service", "Bring in %(n)s services", len(reading.records)),
        type="primary",
        icon=":material/download:",
        key="services_import",
        on_click=_bring_in,
        args=(reading, whole, replace),
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _preview(file_id: str, state: tuple[int, ...], _reading: catalogue.Reading) -> services.Preview:
    """Compared once for each file and each state of the catalogue."""
    with database.looking() as db:
        return services.preview(db, _reading.records)


def _bring_in(reading: catalogue.Reading, whole: bool, replace: bool) -> None:
    done: list[Any] = []

    def run(db: Any) -> None:
        if replace:
            services.remove_source(db, "starter")
        done.append(services.import_records(db, reading.records, now=store.now(), whole=whole))

    if database.act(run):
        found = done[0]
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        state.tell_done(
            _(
                "%(added)s new, %(updated)s renewed, %(unchanged)s unchanged.",
                added=found.added,
                updated=found.updated,
                unchanged=found.unchanged,
            )
        )
