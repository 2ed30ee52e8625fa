"""Shapes of areas: brought in from a GeoJSON file, looked at first; saved again; erased."""

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import area_outline, area_troubles, database, look, say
from pages.parts.language import _, current, keyed, n
from workshop_kit import areas, programmes
from workshop_kit.areas import geojson
from workshop_kit.errors import WorkshopError

_ROUND = "area_shapes_round"
"""Counts files that were taken: each makes room for the next."""
_MANY = 12  # new areas that are chosen at first


def show(db: Session, programme: Programme) -> None:
    _have(db, programme)
    uploaded = st.file_uploader(
        _("Shapes of areas as GeoJSON, in WGS 84 (EPSG:4326)"), type=["geojson", "json"],
        key=f"area_shapes_{st.session_state.get(_ROUND, 0)}",
    )  # fmt: skip
    if uploaded is None:
        say.fine(_("Cities offer them as open data, such as their districts. Without shapes the map shows tiles."))
        return
    try:
        found = _look(uploaded.file_id, "", uploaded.getvalue())
        chosen = _name(uploaded.file_id, found)
        if chosen and chosen != found.name_property:
            found = _look(uploaded.file_id, chosen, uploaded.getvalue())
    except WorkshopError as error:
        say.error(error.in_language(current()))
        return
    area_troubles.show(found.troubles, "shapes")
    if chosen and found.features:
        _offer(db, programme, uploaded.file_id, found)


@st.cache_resource(max_entries=4, show_spinner=False)
def _look(file_id: str, name: str, _content: bytes) -> geojson.Look:
    """Once for each file and each property that is the name, not at every click."""
    return geojson.look(_content, name)


def _name(file_id: str, found: geojson.Look) -> str:
    """Which property is the areas' name; empty until a person has chosen."""
    names = {one.name: one for one in found.properties}
    if not names:
        st.error(_("The shapes in this file have no names."), icon=":material/error:")
        return ""
    options = list(names)
    picked = st.selectbox(
        _("What is the name of the area?"), options,
        index=options.index(found.name_property) if found.name_property else None,
        format_func=lambda name: f"{name}: {', '.join(names[name].samples)}",
        key=f"area_shapes_name_{file_id}", placeholder=_("Choose"),
    )  # fmt: skip
    return picked or ""


def _offer(db: Session, programme: Programme, file_id: str, found: geojson.Look) -> None:
    """What would happen, and the button that lets it happen."""
    known = geojson.known(db, found.features)
    fresh = [one.name for one in found.features if one.name not in known]
    picture, words = st.columns([1, 1.3])
    with picture:
        area_outline.show([one.geometry for one in found.features], _("The shapes of the file"), width=420)
    with words:
        if known:
            say.bold(n("%(n)s area gets its shape", "%(n)s areas get their shapes", len(known)))
            say.fine(", ".join(known.values()))
        chosen = []
        if fresh:
            chosen = st.multiselect(
                _("Add these as new areas"), fresh, default=fresh if len(fresh) <= _MANY and not known else [],
                key=f"area_shapes_fresh_{file_id}_{found.name_property}", placeholder=_("None"),
            )  # fmt: skip
        source = st.text_input(
            _("Where the shapes come from"), max_chars=geojson.SOURCE_LIMIT, key=f"area_shapes_source_{file_id}",
            placeholder=_("Such as: City of Vantaa, districts, 2026"),
        )  # fmt: skip
        licence = st.text_input(
            _("Licence"),
            max_chars=geojson.LICENCE_LIMIT,
            key=f"area_shapes_licence_{file_id}",
            placeholder="CC BY 4.0",
        )
        if not source or not licence:
            say.fine(_("The map names both below it. Write them, if you know them."), icon="info")
        taken = [one for one in found.features if one.name in known or one.name in chosen]
        st.button(
            n("Take %(n)s shape", "Take %(n)s shapes", len(taken)), type="primary", icon=":material/check:",
            key="area_shapes_take", disabled=not taken, on_click=_take, args=(programme.id, taken, source, licence),
        )  # fmt: skip
    before, after = sum(one.before for one in found.features), sum(one.points for one in found.features)
    say.fine(
        _("Simplified from %(before)s to %(after)s points, so that pages stay light.", before=before, after=after)
    )


def _take(programme_id: int, features: list[geojson.Feature], source: str, licence: str) -> None:
    def run(db: Session) -> None:
        programme = programmes.by_id(db, programme_id)
        geojson.take(db, features, source=source, licence=licence, programme=programme)

    if database.act(run, done=_("The shapes are on the map now.")):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _have(db: Session, programme: Programme) -> None:
    own = [area for area in programmes.areas(db, programme) if area.shape]
    if not own:
        look.empty(_("No area of this programme has a shape yet. Bring them in from a file."))
        return
    picture, words = st.columns([1, 1.3])
    with picture:
        area_outline.show([area.shape for area in own], _("The areas of the programme"), width=420)
    with words:
        for area in own:
            name, gone = st.columns([3, 1], vertical_alignment="center")
            with name:
                say.bold(area.name)
                say.facts(area.source or _("no source given"), area.licence or _("no licence given"))
            with gone.popover(_("Erase"), icon=":material/delete:", width="stretch"):
                st.button(_("Erase the shape"), key=f"area_shape_gone_{area.id}", on_click=_forget, args=(area.id,))
        st.download_button(
            _("Save the shapes"), lambda: geojson.write(own), "areas.geojson", "application/geo+json",
            icon=":material/download:", key=keyed("area_shapes_save"), on_click="ignore",
        )  # fmt: skip


def _forget(area_id: int) -> None:
    database.act(lambda db: geojson.forget(db, areas.by_id(db, area_id)), done=_("Erased."))
