"""The places of an area: schools, NGOs, libraries and others. What is typed is kept at once."""

import streamlit as st

from models import Area, Place, VenueKind
from pages.parts import database, say
from pages.parts.language import _, keyed
from pages.parts.workshop_place import VENUES
from workshop_kit import areas

_WIDE = [3, 1.5, 1.1]
_LETTERS = 80
_ROUND = "area_places_round"
"""Counts what was added: each makes room for the next."""


def show(area: Area, places: list[Place]) -> None:
    say.bold(_("Places"))
    for place in places:
        _row(place)
    _new(area)


def _row(place: Place) -> None:
    name, kind, gone = st.columns(_WIDE, vertical_alignment="bottom")
    keys = f"place_name_{place.id}_{place.name}", f"{keyed('place_kind')}_{place.id}_{place.kind}"
    saves = {"on_change": _save, "args": (place.id, *keys), "label_visibility": "collapsed"}
    name.text_input(_("Name of the place"), place.name, max_chars=_LETTERS, key=keys[0], **saves)
    kind.selectbox(
        _("Kind of place"), list(VENUES), index=list(VENUES).index(place.kind),
        format_func=lambda one: VENUES[one](), key=keys[1], **saves,
    )  # fmt: skip
    with gone.popover(_("Remove"), icon=":material/delete:", width="stretch"):
        st.markdown(_("Workshops that were held there keep its name."))
        st.button(_("Remove the place"), key=f"place_remove_{place.id}", on_click=_remove, args=(place.id,))


def _new(area: Area) -> None:
    name, kind, add = st.columns(_WIDE, vertical_alignment="bottom")
    rounds = st.session_state.get(_ROUND, 0)
    keys = f"place_new_{area.id}_{rounds}", f"{keyed('place_new_kind')}_{area.id}_{rounds}"
    name.text_input(_("New place"), max_chars=_LETTERS, key=keys[0], placeholder=_("Such as the name of a school"))
    kind.selectbox(_("Kind of place"), list(VENUES), format_func=lambda one: VENUES[one](), key=keys[1])
    add.button(
        _("Add"), icon=":material/add:", key=f"place_add_{area.id}", on_click=_add, args=(area.id, *keys),
        width="stretch",
    )  # fmt: skip


def _add(area_id: int, name: str, kind: str) -> None:
    words, chosen = str(st.session_state[name]), VenueKind(st.session_state[kind])
    if database.act(lambda db: areas.add_place(db, areas.by_id(db, area_id), words, chosen), done=_("Added.")):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _save(place_id: int, name: str, kind: str) -> None:
    words, chosen = str(st.session_state[name]), VenueKind(st.session_state[kind])
    database.act(
        lambda db: areas.change_place(db, areas.place_by_id(db, place_id), words, chosen), done=_("Saved.")
    )


def _remove(place_id: int) -> None:
    database.act(lambda db: areas.remove_place(db, areas.place_by_id(db, place_id)), done=_("Removed."))
