"""Where and for what a workshop is held: its programme, the area and the place, chosen so that names stay alike."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Area, Place, VenueKind, Workshop
from pages.parts import database
from pages.parts.language import _, keyed
from workshop_kit import areas, programmes
from workshop_kit.insights import folded
from workshop_kit.workshops import TITLE_LIMIT

VENUES = {
    VenueKind.SCHOOL: lambda: _("School"),
    VenueKind.NGO: lambda: _("NGO"),
    VenueKind.LIBRARY: lambda: _("Library"),
    VenueKind.OTHER: lambda: _("Other place"),
}


def fields(workshop: Workshop | None, key: str) -> None:
    """A row for the programme, where there is one, and a row for area, place and kind of place."""
    with database.looking() as db:
        _programme(db, workshop, key)
        here = _areas(db, key)
        left, middle, right = st.columns(3)
        with left:
            _area(workshop, key, here, known=bool(areas.listed(db)))
        with middle:
            _venue(workshop, key, _places(db, key, here), known=bool(areas.places_of(db, areas.listed(db))))
    right.selectbox(
        _("Kind of place"),
        list(VENUES),
        index=list(VENUES).index(workshop.venue_kind) if workshop else 0,
        format_func=lambda kind: VENUES[kind](),
        key=keyed(f"{key}_venue_kind"),
    )


def programme_id(workshop: Workshop | None, key: str) -> int | None:
    """What is chosen, also inside a callback; where there is nothing to choose from, what was kept."""
    if keyed(f"{key}_programme") in st.session_state:
        chosen = st.session_state[keyed(f"{key}_programme")]
        return int(chosen) if chosen else None
    return workshop.programme_id if workshop else None


def _programme(db: Session, workshop: Workshop | None, key: str) -> None:
    """Where no programme was ever made, nothing is asked about one."""
    names = {one.id: one.name for one in programmes.listed(db)}
    if not names:
        return
    mine = workshop.programme_id if workshop else None
    options = [0, *names]
    st.selectbox(
        _("Programme"),
        options,
        index=options.index(mine) if mine in names else 0,
        format_func=lambda id: names.get(id) or _("None"),
        key=keyed(f"{key}_programme"),
        help=_("What the workshop belongs to. Insights add up what belongs together."),
    )


def _areas(db: Session, key: str) -> list[Area]:
    """Those of the programme; all of them where there is none, or where it has none."""
    chosen = st.session_state.get(keyed(f"{key}_programme"))
    own = programmes.areas(db, programmes.by_id(db, chosen)) if chosen else []
    return own or areas.listed(db)


def _area(workshop: Workshop | None, key: str, here: list[Area], *, known: bool) -> None:
    before = workshop.area if workshop else ""
    _chosen_or_typed(_("Area"), f"{key}_area", [area.name for area in here] if known else None, before)


def _places(db: Session, key: str, here: list[Area]) -> list[Place]:
    """Of the area that is chosen; where none is, of all that can be chosen."""
    area = folded(st.session_state.get(f"{key}_area") or "")
    those = [one for one in here if folded(one.name) == area] if area else here
    found = areas.places_of(db, those)
    return [place for one in those for place in found.get(one.id or 0, [])]


def _venue(workshop: Workshop | None, key: str, places: list[Place], *, known: bool) -> None:
    kinds = {place.name: place.kind for place in places}
    before = workshop.venue if workshop else ""
    saves = {"on_change": _take_kind, "args": (key, kinds)}
    _chosen_or_typed(_("Place"), f"{key}_venue", list(kinds) if known else None, before, **saves)


def _take_kind(key: str, kinds: dict[str, VenueKind]) -> None:
    """The kind of a place that is known."""
    chosen = st.session_state.get(f"{key}_venue")
    if chosen in kinds:
        st.session_state[keyed(f"{key}_venue_kind")] = kinds[chosen]


def _chosen_or_typed(label: str, key: str, known: list[str] | None, before: str, **more: Any) -> None:
    """A name that is known, in the way it is written there, or any other.

    None: this laptop knows no names of the kind at all. Then it is a plain field, which keeps what is typed without
    a press on Enter.
    """
    if known is None:
        st.text_input(label, before, key=key, **more)
        return
    names = list(dict.fromkeys([*known, *([before] if before else [])]))
    st.selectbox(
        label,
        names,
        index=names.index(before) if before else None,
        key=key,
        accept_new_options=True,
        placeholder=_("Choose, or type and press Enter"),
        **more,
    )


def typed(key: str) -> str:
    """What stands in such a field, also inside a callback."""
    return str(st.session_state.get(key) or "")[:TITLE_LIMIT]
