"""Entering a count: what, when, where, how many, and of whom. Empty again when it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import streamlit as st
from sqlmodel import Session

from models import Area, Indicator, Programme, Workshop
from pages.parts import database, outcome_numbers
from pages.parts.language import _, current, day, day_format, keyed
from workshop_kit import areas, programmes
from workshop_kit.figures import number
from workshop_kit.i18n import pick, words
from workshop_kit.insights import folded
from workshop_kit.outcomes import indicators, register
from workshop_kit.outcomes.register import Draft
from workshop_kit.store import now


def show(db: Session, programme: Programme) -> None:
    """Of a programme that counts something."""
    id = programme.id or 0
    known = {each.id or 0: each for each in indicators.listed(db, id)}
    with st.container(border=True, key="card-outcome-form"):
        chosen = st.selectbox(
            _("What was counted"), list(known), key=keyed(f"outcome_what_{id}"),
            format_func=lambda one: named(known[one]),
        )  # fmt: skip
        where = _where(db, programme)
        key = f"outcome_{_round(id)}_{chosen}"
        outcome_numbers.show(key, known[chosen])
        st.button(
            _("Save"), type="primary", icon=":material/check:", key="outcome_save",
            on_click=_save, args=(id, key, chosen, where),
        )  # fmt: skip


def named(indicator: Indicator) -> str:
    return f"{indicator.activity} – {pick(indicator.name, current()).text}"


def choices(db: Session, programme: Programme, also: int | None = None) -> dict[int, str]:
    """Where it may have been: the areas of the programme, or all where it has none, and one more; 0 is none."""
    every: list[Area] = areas.listed(db)
    own = {area.id for area in programmes.areas(db, programme)} or {area.id for area in every}
    found = [area for area in every if area.id in own or area.id == also]
    return {**{area.id or 0: area.name for area in found}, 0: _("No area named")}


def _round(programme_id: int) -> str:
    """The id of the count that is being written. It goes on where another page is opened meanwhile."""
    fresh: str = st.session_state.setdefault(f"outcome_round_{programme_id}", str(uuid4()))
    return fresh


def _where(db: Session, programme: Programme) -> Mapping[str, Any]:
    """The workshop, if it was one, fills in day and area."""
    id, places = programme.id or 0, choices(db, programme)
    rooms = {each.id or 0: each for each in programmes.workshops(db, programme)}
    held = {0: _("No workshop"), **{each: _held(room) for each, room in rooms.items()}}
    facts = {each: (room.day, room.area) for each, room in rooms.items()}
    left, middle, right = st.columns([1.4, 1, 1])
    workshop = left.selectbox(
        _("In a workshop?"), list(held), format_func=lambda one: held[one], key=keyed(f"outcome_workshop_{id}"),
        on_change=_follow, args=(id, facts, places, keyed(f"outcome_workshop_{id}")),
    )  # fmt: skip
    when = middle.date_input(_("Day"), _today(), key=f"outcome_day_{id}", format=day_format())
    area = right.selectbox(
        _("Area"), list(places), format_func=lambda one: places[one], key=keyed(f"outcome_area_{id}")
    )
    return {"day": when, "area_id": area or None, "workshop_id": workshop or None}


def _held(workshop: Workshop) -> str:
    return f"{pick(workshop.title, current(), workshop.language).text} · {day(workshop.day)}"


def _follow(programme_id: int, facts: Mapping[int, tuple[date, str]], places: Mapping[int, str], key: str) -> None:
    found = facts.get(st.session_state[key])
    if found is None:
        return
    st.session_state[f"outcome_day_{programme_id}"] = found[0]
    area = next((id for id, name in places.items() if id and folded(name) == folded(found[1])), 0)
    st.session_state[keyed(f"outcome_area_{programme_id}")] = area


def _today() -> date:
    return now().astimezone().date()


def _save(programme_id: int, key: str, indicator_id: int, where: Mapping[str, Any]) -> None:
    uuid = _round(programme_id)
    given = outcome_numbers.read(key)

    def run(db: Session) -> None:
        indicators.by_id(db, programme_id, indicator_id)
        register.enter(db, Draft(uuid, indicator_id, **where, **given), now=now())

    if database.act(run, done=_("Saved: %(count)s.", count=number(words(current()), given["count"] or 0))):
        st.session_state[f"outcome_round_{programme_id}"] = str(uuid4())
