"""Who lives in the areas of a programme: what is known, and how it comes in, by hand or from a file."""

import streamlit as st
from sqlmodel import Session

from models import Area, Programme
from pages.parts import area_file, area_typed, database, look, say
from pages.parts.language import _
from workshop_kit import areas, programmes
from workshop_kit.areas import groups, population
from workshop_kit.background import AGE, GENDER, HOME_LANGUAGE
from workshop_kit.i18n import LANGUAGES, language_of

_MOST_LANGUAGES = 4  # named in a line


def show(db: Session, programme: Programme) -> None:
    own = programmes.areas(db, programme)
    if not own:
        look.empty(_("Add the areas of the programme first."))
        return
    say.fine(
        _("Public statistics, with which the people who come are compared. Nothing in them is about a person.")
    )
    years = population.years(db)
    for area in own:
        _area(db, area, years.get(area.id or 0, []))
    with st.expander(_("Bring in figures from a file"), icon=":material/upload_file:", expanded=not years):
        area_file.panel(db, programme)


def _area(db: Session, area: Area, years: list[int]) -> None:
    with st.container(border=True, key=f"card-figures-{area.id}"):
        words, buttons = st.columns([3, 1.5], vertical_alignment="center")
        with words:
            say.bold(area.name)
            for year in years[:3]:
                say.facts(
                    f"{year}: {_told(population.known(db, area, year))}", population.source_of(db, area, year)
                )
            if not years:
                say.gray(_("No figures yet"))
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            if st.button(_("Type in"), icon=":material/edit:", key=f"area_type_{area.id}"):
                area_typed.ask(area, years[0] if years else None)
            if years:
                with st.popover(_("Erase"), icon=":material/delete:"):
                    for year in years:
                        st.button(
                            _("Erase the figures of %(year)s", year=year),
                            key=f"area_figures_gone_{area.id}_{year}", on_click=_forget, args=(area.id, year),
                        )  # fmt: skip


def _told(known: dict[str, dict[str, int]]) -> str:
    """Such as “12,345 people, Suomi 8,000, Somali 400, by age, by gender”."""
    everybody = known.get(groups.ALL, {}).get("")
    spoken = sorted(known.get(HOME_LANGUAGE, {}).items(), key=lambda one: -one[1])[:_MOST_LANGUAGES]
    parts = [_("%(n)s people", n=everybody) if everybody is not None else ""]
    parts += [f"{language_of(code).name} {people}" for code, people in spoken if code in LANGUAGES]
    parts.append(_("by age") if known.get(AGE.id) else "")
    parts.append(_("by gender") if known.get(GENDER.id) else "")
    return ", ".join(part for part in parts if part)


def _forget(area_id: int, year: int) -> None:
    database.act(lambda db: population.forget(db, areas.by_id(db, area_id), year), done=_("Erased."))
