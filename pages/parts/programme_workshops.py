"""The workshops of a programme: a table, and putting them in and taking them out."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Programme, Workshop
from pages.parts import chart_card, database, look, method_own, say
from pages.parts.language import _, current, day, day_format, n
from workshop_kit import privacy, programmes
from workshop_kit.i18n import pick
from workshop_kit.insights import folded

_ROUND = "programme_workshops_round"
"""Counts what was put in and taken out: each empties the fields for the next."""


def show(db: Session, programme: Programme) -> None:
    own, free = programmes.workshops(db, programme), programmes.without(db)
    if not own:
        look.empty(_("No workshop belongs to this programme yet. Put in those that you have held or prepared."))
    with st.container(horizontal=True):
        if free:
            with st.popover(_("Put workshops in"), icon=":material/add:", width=260):
                _put_in(db, programme, free)
        if own:
            with st.popover(_("Take workshops out"), icon=":material/remove:", width=260):
                _take_out(own)
        if st.button(_("New workshop"), icon=":material/edit_note:", key="programme_new_workshop"):
            st.switch_page("prepare/workshop.py", query_params={"new": "1"})
    if own:
        st.dataframe(
            chart_card.cells(_table(db, programme, own)), hide_index=True, width="stretch", key="programme_table",
            column_config={_("Day"): st.column_config.DateColumn(format=day_format())},
        )  # fmt: skip
        say.fine(_("Fewer than %(n)s people are never counted here.", n=privacy.SMALL), icon="lock")


def _table(db: Session, programme: Programme, own: Sequence[Workshop]) -> list[dict[str, Any]]:
    joined = programmes.joined(db, programme)
    methods = method_own.names(db)
    return [
        {
            _("Day"): workshop.day,
            _("Workshop"): named(workshop),
            _("Area"): workshop.area,
            _("Place"): workshop.venue,
            _("Method"): methods.get(workshop.method, workshop.method),
            _("People"): _people(joined.get(workshop.id or 0, 0)),
        }
        for workshop in own
    ]


def _people(joined: int) -> str:
    told = privacy.people(joined)
    return _("fewer than %(n)s", n=privacy.SMALL) if told is None else str(told)


def named(workshop: Workshop) -> str:
    return pick(workshop.title, current(), workshop.language).text


def _label(workshop: Workshop) -> str:
    return " · ".join(part for part in (named(workshop), workshop.area, day(workshop.day), workshop.code) if part)


def _put_in(db: Session, programme: Programme, free: Sequence[Workshop]) -> None:
    """Those of its areas are chosen already."""
    areas = {folded(area.name): area.id for area in programmes.areas(db, programme)}
    by_id = {workshop.id: workshop for workshop in free}
    key = f"programme_in_{programme.id}_{_round()}_{'_'.join(map(str, areas.values()))}"
    st.multiselect(
        _("Workshops without a programme"),
        list(by_id),
        default=[workshop.id for workshop in free if folded(workshop.area) in areas],
        format_func=lambda id: _label(by_id[id]),
        key=key,
        placeholder=_("Choose workshops"),
    )
    st.button(
        _("Put in"), type="primary", key="programme_put_in", on_click=_put, args=(programme.id, key),
        disabled=not st.session_state[key],
    )  # fmt: skip


def _put(programme_id: int, key: str) -> None:
    chosen = list(st.session_state[key])
    done = n("%(n)s workshop is in the programme now.", "%(n)s workshops are in the programme now.", len(chosen))
    if database.act(lambda db: programmes.put_in(db, programmes.by_id(db, programme_id), chosen), done=done):
        st.session_state[_ROUND] = _round() + 1


def _take_out(own: Sequence[Workshop]) -> None:
    by_id = {workshop.id: workshop for workshop in own}
    key = f"programme_out_{_round()}"
    st.multiselect(
        _("Workshops of this programme"), list(by_id), format_func=lambda id: _label(by_id[id]), key=key,
        placeholder=_("Choose workshops"),
    )  # fmt: skip
    say.fine(_("They stay as they are, and can be put in again."))
    st.button(
        _("Take out"), key="programme_take_out", on_click=_out, args=(key,), disabled=not st.session_state[key]
    )


def _out(key: str) -> None:
    chosen = list(st.session_state[key])
    done = n("%(n)s workshop was taken out.", "%(n)s workshops were taken out.", len(chosen))
    if database.act(lambda db: programmes.take_out(db, chosen), done=done):
        st.session_state[_ROUND] = _round() + 1


def _round() -> int:
    return int(st.session_state.get(_ROUND, 0))
