"""The numbers of one count: how many, by gender, by age, and how many did not tell."""

from typing import Any

import streamlit as st

from models import Counted, Indicator, Outcome
from pages.parts import say
from pages.parts.language import _, n
from workshop_kit import background
from workshop_kit.outcomes.register import AGES, GENDERS, MOST

NAMES = {
    "woman": lambda: _("Women and girls"),
    "man": lambda: _("Men and boys"),
    "other": lambda: _("Another gender"),
}


def show(key: str, indicator: Indicator, given: Outcome | None = None) -> None:
    """`given` is the count that is corrected. `read` reads what stands in the fields."""
    label = _("How many people") if indicator.counted == Counted.PEOPLE else _("How many visits")
    count = _field(label, f"{key}_count", given.count if given else None)
    if indicator.by_gender or (given and given.by_gender):
        names = {each: NAMES[each]() for each in GENDERS}
        _group(key, "gender", names, given.by_gender if given else {}, count)
    if indicator.by_age or (given and given.by_age):
        bands = {each: _(background.AGE.answers[each]).capitalize() for each in AGES}
        _group(key, "age", bands, given.by_age if given else {}, count)


def read(key: str) -> dict[str, Any]:
    """`count`, `by_gender` and `by_age` of a draft. An empty field is nothing, an empty count None."""
    count = st.session_state.get(f"{key}_count")
    return {"count": count, "by_gender": _read(key, "gender", GENDERS), "by_age": _read(key, "age", AGES)}


def _read(key: str, name: str, categories: tuple[str, ...]) -> dict[str, int]:
    found = {each: st.session_state.get(f"{key}_{name}_{each}") for each in categories}
    return {each: value for each, value in found.items() if value}


def _group(key: str, name: str, labels: dict[str, str], given: dict[str, int], count: int | None) -> None:
    """The fields of one breakdown, and the running rest."""
    told = 0
    for column, (each, label) in zip(st.columns(len(labels)), labels.items(), strict=True):
        with column:
            told += _field(label, f"{key}_{name}_{each}", given.get(each)) or 0
    rest = (count or 0) - told
    if rest < 0:
        st.warning(
            _("These add up to %(told)s, but you counted %(count)s.", told=told, count=count or 0),
            icon=":material/calculate:",
        )
    elif count:
        say.fine(n("Not told: %(n)s", "Not told: %(n)s", rest))


def _field(label: str, key: str, value: int | None) -> int | None:
    given = st.number_input(label, min_value=0, max_value=MOST, step=1, value=value, key=key)
    return None if given is None else int(given)
