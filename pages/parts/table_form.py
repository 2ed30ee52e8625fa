"""The form for the tables of a workshop: name, topic in each language, shared language, and the code on each."""

from html import escape

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import address, database, say, texts
from pages.parts.language import _, keyed
from workshop_kit import tables, workshops
from workshop_kit.i18n import LANGUAGES
from workshop_kit.tables import CafeTable

_FEWER = "tables_fewer_wanted"


def number(workshop: Workshop) -> None:
    st.number_input(
        _("How many tables?"),
        0,
        tables.MOST,
        len(workshop.tables),
        key=_number_key(workshop.id),
        on_change=save,
        args=(workshop.id,),
        width=220,
        help=_("Four to six people at each table work well."),
    )


def card(db: Session, workshop: Workshop, place: int, table: CafeTable) -> None:
    """One table. What is typed is kept by `save`."""
    with st.container(border=True, key=f"card-table-{place}"):
        code, fields = st.columns([1, 4], vertical_alignment="top")
        with code:
            _code(db, workshop, table)
        with fields:
            _fields(workshop, place, table)


def save(workshop_id: int) -> None:
    """Keep the tables as they stand in the form, as many as the number says. Before a topic is lost it asks."""
    with database.looking() as db:
        have = tables.named(workshops.by_id(db, workshop_id))
    count = int(st.session_state.get(_number_key(workshop_id), len(have)))
    if any(table.topic for table in have[count:]):
        st.session_state[_FEWER] = count
        count = st.session_state[_number_key(workshop_id)] = len(have)
    _keep(workshop_id, count)


def ask(workshop: Workshop) -> None:
    """Whether tables that have a topic may go."""
    count = st.session_state.get(_FEWER)
    if count is None or count >= len(workshop.tables):
        return
    gone = ", ".join(table.name for table in tables.named(workshop)[count:])
    with st.container(border=True, key="card-tables-fewer"):
        st.markdown(_("Take these tables away, with their topics? %(names)s", names=say.plain(gone)))
        with st.container(horizontal=True):
            st.button(_("Take them away"), key="tables_fewer", on_click=_take_away, args=(workshop.id, count))
            st.button(_("Keep them"), key="tables_all", on_click=st.session_state.pop, args=(_FEWER, None))


def _take_away(workshop_id: int, count: int) -> None:
    st.session_state.pop(_FEWER, None)
    st.session_state[_number_key(workshop_id)] = count
    _keep(workshop_id, count)


def _keep(workshop_id: int, count: int) -> None:
    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        given = [_read(workshop, place, table) for place, table in enumerate(tables.named(workshop))]
        tables.set_tables(db, workshop, tables.numbered(count, given))

    database.act(run, done=_("Saved."))


def _code(db: Session, workshop: Workshop, table: CafeTable) -> None:
    link = tables.address(address.link(db, workshop.code), table)
    alt = escape(_("QR code of table %(name)s", name=table.name))
    st.html(f'<img alt="{alt}" src="{address.qr(link)}" style="width:100%;max-width:150px;border-radius:10px">')
    say.fine(link.removeprefix("http://"))


def _fields(workshop: Workshop, place: int, table: CafeTable) -> None:
    key, topic = _key(workshop, place), _topic(table)
    name, language = st.columns([1, 1])
    name.text_input(_("Name or number"), table.name, max_chars=tables.NAME_LIMIT, key=f"{key}_name")
    codes = ["", *LANGUAGES]
    language.selectbox(
        _("Shared language"),
        codes,
        index=codes.index(table.language),
        format_func=lambda code: LANGUAGES[code].name if code else _("Any"),
        key=keyed(f"{key}_language"),
        help=_("People who share a language or an interpreter stay together when the others part."),
    )
    topic.draw(key, workshop.language)
    others = [code for code in workshop.languages if code != workshop.language]
    missing = sum(not table.topic.get(code) for code in others) if table.topic.get(workshop.language) else 0
    label = _("Topic in the other languages")
    note = f" :orange-badge[{missing}]" if missing else ""
    panel = st.expander(f"{label}{note}", icon=":material/translate:", key=f"{key}_more", on_change="rerun")
    if others and panel.open:
        with panel:
            for code in others:
                topic.draw(key, code)


def _topic(table: CafeTable) -> texts.Field:
    return texts.Field("topic", _("What this table talks about"), table.topic, tables.TOPIC_LIMIT)


def _read(workshop: Workshop, place: int, table: CafeTable) -> CafeTable:
    key, given = _key(workshop, place), st.session_state
    return CafeTable(
        given.get(f"{key}_name") or table.name,
        {**table.topic, **texts.read(key, "topic")},
        given.get(keyed(f"{key}_language"), table.language),
    )


def _key(workshop: Workshop, place: int) -> str:
    return f"table_{workshop.id}_{place}"


def _number_key(workshop_id: int | None) -> str:
    return f"tables_number_{workshop_id}"
