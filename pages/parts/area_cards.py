"""The areas of a programme, each with its places; new ones are chosen from those that are known, or typed."""

import streamlit as st
from sqlmodel import Session

from models import Area, Place, Programme
from pages.parts import area_places, database, look, say
from pages.parts.language import _, n
from workshop_kit import areas, insights, programmes, store
from workshop_kit.areas import population
from workshop_kit.insights import folded

_ROUND = "programme_areas_round"
"""Counts what was added: each makes room for the next."""


def show(db: Session, programme: Programme) -> None:
    own = programmes.areas(db, programme)
    if not own:
        look.empty(_("Where does the programme work? Add its areas, as workshops name them."))
    _add(db, programme, own)
    places, years = areas.places_of(db, own), population.years(db)
    held = _held(db, programme)
    for area in own:
        known = years.get(area.id or 0, [])
        facts = [
            n("%(n)s workshop", "%(n)s workshops", held.get(folded(area.name), 0)),
            "" if places.get(area.id or 0) else _("no places yet"),
            _("shape on the map") if area.shape else "",
            _("figures of %(year)s", year=known[0]) if known else "",
        ]
        _card(db, programme, area, places.get(area.id or 0, []), " · ".join(fact for fact in facts if fact))


def _held(db: Session, programme: Programme) -> dict[str, int]:
    found: dict[str, int] = {}
    for workshop in insights.workshops(db, insights.Filter(programme.id)):
        found[folded(workshop.area)] = found.get(folded(workshop.area), 0) + 1
    return found


def _add(db: Session, programme: Programme, own: list[Area]) -> None:
    have = {folded(area.name) for area in own}
    known = [name for name in insights.areas(db) if folded(name) not in have]
    field, press, starter = st.columns([2, 1, 1.4], vertical_alignment="bottom")
    key = f"programme_area_{programme.id}_{st.session_state.get(_ROUND, 0)}"
    field.selectbox(
        _("Area"), known, index=None, key=key, accept_new_options=True,
        placeholder=_("Choose, or type and press Enter"),
    )  # fmt: skip
    press.button(
        _("Add the area"), icon=":material/add:", key="programme_area_add", on_click=_add_one,
        args=(programme.id, key), disabled=not st.session_state[key], width="stretch",
    )  # fmt: skip
    if not {folded(name) for name in areas.SMILE} <= have:
        starter.button(
            _("Add Vantaa’s SMILE areas"), key="programme_area_starter", on_click=_add_starter,
            args=(programme.id,), help=", ".join(areas.SMILE), width="stretch",
        )  # fmt: skip


def _add_one(programme_id: int, key: str) -> None:
    name = str(st.session_state[key] or "")

    def run(db: Session) -> None:
        area = areas.by_name(db, name) or areas.add(db, name)
        programmes.add_areas(db, programmes.by_id(db, programme_id), [area])

    if database.act(run, done=_("Added.")):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _add_starter(programme_id: int) -> None:
    def run(db: Session) -> None:
        programmes.add_areas(db, programmes.by_id(db, programme_id), areas.add_starter(db))

    database.act(run, done=_("Added. Their shapes can be brought in from a file of yours."))


def _card(db: Session, programme: Programme, area: Area, places: list[Place], facts: str) -> None:
    opened = st.session_state.get(f"area_open_{area.id}", False)
    with st.container(border=True, key=f"card-area-{area.id}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            say.bold(area.name, icon="location_on")
            say.facts(facts, ", ".join(place.name for place in places))
        button.button(
            _("Done") if opened else _("Change"), icon=f":material/{'check' if opened else 'edit'}:",
            key=f"area_change_{area.id}", on_click=_open, args=(area.id, not opened), width="stretch",
        )  # fmt: skip
        if opened:
            _name(area)
            area_places.show(area, places)
            _leave(db, programme, area)


def _open(area_id: int, opened: bool) -> None:
    st.session_state[f"area_open_{area_id}"] = opened


def _name(area: Area) -> None:
    key = f"area_name_{area.id}_{area.name}"
    st.text_input(
        _("Name of the area"), area.name, max_chars=areas.MOST_LETTERS, key=key,
        on_change=_rename, args=(area.id, key), help=_("Workshops that name the area get the new name, too."),
    )  # fmt: skip


def _rename(area_id: int, key: str) -> None:
    database.act(
        lambda db: areas.rename(db, areas.by_id(db, area_id), st.session_state[key]),
        done=_("Renamed, also in its workshops."),
    )


def _leave(db: Session, programme: Programme, area: Area) -> None:
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            _("Not in this programme"), icon=":material/remove:", key=f"area_leave_{area.id}", on_click=_left,
            args=(programme.id, area.id), help=_("The area stays, and can be added again."),
        )  # fmt: skip
        with st.popover(_("Erase the area"), icon=":material/delete:"):
            _tell_erased(db, area)
            st.button(_("Erase for good"), key=f"area_remove_{area.id}", on_click=_remove, args=(area.id,))


def _left(programme_id: int, area_id: int) -> None:
    database.act(
        lambda db: programmes.leave_area(db, programmes.by_id(db, programme_id), areas.by_id(db, area_id)),
        done=_("The programme works there no longer. The area is kept."),
    )


def _tell_erased(db: Session, area: Area) -> None:
    goes = areas.goes_with(db, area)
    parts = [
        n("%(n)s place", "%(n)s places", goes.places) if goes.places else "",
        n("%(n)s figure of who lives there", "%(n)s figures of who lives there", goes.figures)
        if goes.figures
        else "",
        _("its shape") if area.shape else "",
    ]
    told = ", ".join(part for part in parts if part)
    st.markdown(_("It goes from every programme, with: %(what)s.", what=told) if told else _(
        "It goes from every programme."
    ))  # fmt: skip
    if goes.counts:
        say.fine(
            n(
                "%(n)s count of outcomes then has no area.",
                "%(n)s counts of outcomes then have no area.",
                goes.counts,
            ),
            icon="warning",
            colour="orange",
        )
    say.fine(_("Workshops keep the name that they say."))


def _remove(area_id: int) -> None:
    if database.act(lambda db: areas.remove(db, areas.by_id(db, area_id)), done=_("Erased.")):
        store.forget(database.engine())
