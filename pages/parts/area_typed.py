"""Figures of who lives in an area, typed by hand: what is left empty is not known."""

from datetime import date
from typing import Literal

import streamlit as st
from sqlmodel import Session

from models import Area
from pages.parts import closing, database, say
from pages.parts.language import _
from workshop_kit import areas
from workshop_kit.areas import groups, population
from workshop_kit.background import AGE, GENDER, HOME_LANGUAGE

_COLUMNS = 4


def ask(area: Area, year: int | None) -> None:
    first = year or date.today().year - 1
    closing.opened(_form, _("Who lives in %(area)s", area=say.plain(area.name)), area.id, first, large=True)


def _form(area_id: int, first: int) -> None:
    left, right = st.columns([1, 3])
    earliest, latest = population.FIRST_YEAR, population.LAST_YEAR
    year = left.number_input(_("Year"), earliest, latest, first, key=f"area_typed_year_{area_id}")
    with database.looking() as db:
        area = areas.by_id(db, area_id)
        known, said = population.known(db, area, year), population.source_of(db, area, year)
    key = _key(area_id, year)
    right.text_input(
        _("Source"), said, max_chars=population.SOURCE_LIMIT, key=f"{key}_source",
        placeholder=_("Such as: Statistics Finland, population structure"),
    )  # fmt: skip
    _number(_("Everybody"), known.get(groups.ALL, {}).get(""), f"{key}_all_", 260)
    heads = {GENDER.id: _("By gender"), AGE.id: _("By age"), HOME_LANGUAGE: _("By language spoken at home")}
    for topic, head in heads.items():
        st.markdown(f"**{head}**")
        _topic(topic, known.get(topic, {}), key)
    st.button(
        _("Save"), type="primary", icon=":material/check:", key="area_typed_save", on_click=_save,
        args=(area_id, year),
    )  # fmt: skip


def _key(area_id: int, year: int) -> str:
    return f"area_typed_{area_id}_{year}"


def _topic(topic: str, known: dict[str, int], key: str) -> None:
    answers = list(population.answers(topic).items())
    for row in range(0, len(answers), _COLUMNS):
        for column, (answer, sentence) in zip(st.columns(_COLUMNS), answers[row : row + _COLUMNS], strict=False):
            with column:
                _number(_(sentence), known.get(answer), f"{key}_{topic}_{answer}")


def _number(label: str, known: int | None, key: str, width: int | Literal["stretch"] = "stretch") -> None:
    st.number_input(
        label, 0, population.MOST_PEOPLE, known, step=1, key=key, placeholder=_("not known"), width=width
    )


def _save(area_id: int, year: int) -> None:
    given, key = st.session_state, _key(area_id, year)
    told = {
        topic: {answer: given[f"{key}_{topic}_{answer}"] for answer in population.answers(topic)}
        for topic in groups.TOPICS
    }

    def run(db: Session) -> None:
        area = areas.by_id(db, area_id)
        for topic, answers in told.items():
            population.enter(db, area, year, topic, answers, source=given[f"{key}_source"])

    closing.keep(run, _("Saved."))
