"""Figures of who lives in areas from a CSV of PxWeb: looked at first, and taken when they are right."""

from collections import Counter
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Programme
from pages.parts import area_troubles, chart_card, database, say
from pages.parts.language import _, current, keyed, n
from workshop_kit import programmes
from workshop_kit.areas import population, pxweb
from workshop_kit.areas.groups import ALL
from workshop_kit.background import AGE, GENDER, HOME_LANGUAGE
from workshop_kit.errors import WorkshopError

_ROUND = "area_file_round"
"""Counts files that were taken: each makes room for the next."""
_MANY = 200  # areas of a file that can be chosen from
MEANINGS = {
    "": lambda: _("Left out"),
    "area": lambda: _("Area"),
    "year": lambda: _("Year"),
    HOME_LANGUAGE: lambda: _("Language"),
    AGE.id: lambda: _("Age"),
    GENDER.id: lambda: _("Gender"),
    "measure": lambda: _("What is counted"),
    "people": lambda: _("People"),
}
TOPICS = {
    ALL: lambda: _("Everybody"),
    HOME_LANGUAGE: lambda: _("Languages"),
    AGE.id: lambda: _("Age bands"),
    GENDER.id: lambda: _("Genders"),
}


def panel(db: Session, programme: Programme) -> None:
    uploaded = st.file_uploader(
        _("Population by area as CSV, from Statistics Finland or the city’s statistics (PxWeb)"),
        type=["csv", "txt"],
        key=f"area_file_{st.session_state.get(_ROUND, 0)}",
    )
    if uploaded is None:
        return
    content = uploaded.getvalue()
    try:
        first = _look(uploaded.file_id, (), None, content)
        meanings = _columns(uploaded.file_id, first)
        year = _year(uploaded.file_id, _look(uploaded.file_id, meanings, None, content))
        sheet = _look(uploaded.file_id, meanings, year, content)
    except WorkshopError as error:
        say.error(error.in_language(current()))
        return
    area_troubles.show(sheet.troubles, "figures")
    if sheet.figures:
        _offer(db, programme, uploaded.file_id, sheet)


@st.cache_resource(max_entries=4, show_spinner=False)
def _look(
    file_id: str, meanings: tuple[tuple[str, str], ...], year: int | None, _content: bytes
) -> population.Sheet:
    """Once for each file and each meaning of its columns, not at every click."""
    return population.look(_content, dict(meanings) or None, year)


def _columns(file_id: str, sheet: population.Sheet) -> tuple[tuple[str, str], ...]:
    """What every column means, where a person has put a guess right; empty where all guesses stand."""
    with st.expander(_("What the columns mean"), icon=":material/view_column:", expanded=not sheet.figures):
        say.fine(_("Check it once. Columns that mean nothing here are left out."))
        chosen = {column.name: _choose(file_id, at, column) for at, column in enumerate(sheet.columns)}
    changed = any(chosen[column.name] != column.meaning for column in sheet.columns)
    return tuple(chosen.items()) if changed else ()


def _choose(file_id: str, place: int, column: pxweb.Column) -> str:
    words, meaning = st.columns([1.3, 1], vertical_alignment="center")
    with words:
        say.bold(column.name)
        say.fine(" · ".join(column.samples))
    options = list(MEANINGS)
    picked = meaning.selectbox(
        column.name, options, index=options.index(column.meaning), format_func=lambda one: MEANINGS[one](),
        key=f"{keyed('area_column')}_{file_id}_{place}", label_visibility="collapsed",
    )  # fmt: skip
    return picked or ""


def _year(file_id: str, sheet: population.Sheet) -> int | None:
    if not sheet.needs_year:
        return None
    return st.number_input(
        _("Year of the figures"), population.FIRST_YEAR, population.LAST_YEAR, None,
        key=f"area_file_year_{file_id}", placeholder=_("The file does not say it"), width=260,
    )  # fmt: skip


def _offer(db: Session, programme: Programme, file_id: str, sheet: population.Sheet) -> None:
    """What would happen, and the button that lets it happen."""
    known = population.matched(db, sheet.areas)
    others = [name for name in sheet.areas if name not in known]
    chosen: list[str] = []
    if others:
        chosen = st.multiselect(
            n("%(n)s area of the file is not known here. Add it?",
              "%(n)s areas of the file are not known here. Add some?", len(others)),
            others[:_MANY], key=f"area_file_fresh_{file_id}", placeholder=_("None"),
        )  # fmt: skip
    taken = [name for name in sheet.areas if name in known or name in chosen]
    if taken:
        table, key = chart_card.cells(_table(sheet, taken)), f"area_file_table_{file_id}"
        st.dataframe(table, hide_index=True, width="stretch", key=key)
    source = st.text_input(
        _("Where the figures come from"), max_chars=population.SOURCE_LIMIT, key=f"area_file_source_{file_id}",
        placeholder=_("Such as: Statistics Finland, population structure"),
    )  # fmt: skip
    st.button(
        n("Take the figures of %(n)s area", "Take the figures of %(n)s areas", len(taken)), type="primary",
        icon=":material/check:", key="area_file_take", disabled=not taken, on_click=_take,
        args=(programme.id, sheet, chosen, source),
    )  # fmt: skip
    say.fine(_("Figures of the same area, year and kind that are here already are replaced."))


def _table(sheet: population.Sheet, taken: list[str]) -> list[dict[str, Any]]:
    """Of each area and year: how many people in all, and how many languages, age bands and genders are told."""
    wanted = [figure for figure in sheet.figures if figure.area in taken]
    many = Counter((figure.area, figure.year, figure.topic) for figure in wanted)
    every = {(figure.area, figure.year): figure.people for figure in wanted if figure.topic == ALL}
    return [
        {
            _("Area"): area,
            _("Year"): str(year),
            _("People"): every.get((area, year)),
            **{TOPICS[topic](): str(many[area, year, topic] or "") for topic in TOPICS if topic != ALL},
        }
        for area, year in dict.fromkeys((figure.area, figure.year) for figure in wanted)
    ]


def _take(programme_id: int, sheet: population.Sheet, fresh: list[str], source: str) -> None:
    def run(db: Session) -> None:
        programme = programmes.by_id(db, programme_id)
        population.take(db, sheet, source=source, fresh=fresh, programme=programme)

    if database.act(run, done=_("The figures are here now.")):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
