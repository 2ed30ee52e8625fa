"""Texts in many languages: one line for each language, so that what is missing is seen at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from models import Texts
from pages.parts import say
from pages.parts.language import _
from workshop_kit.i18n import LANGUAGES

_TALL, _HEIGHT = 6, 370
"""More languages than this scroll in so many pixels, so that what stands below them is still near."""


@dataclass(frozen=True)
class Field:
    """One text that is written in several languages."""

    name: str  # of its key
    label: str
    texts: Texts
    limit: int
    long: bool = False
    height: int = 88  # of a long one, in pixels

    def draw(self, key: str, code: str, *, bare: bool = False) -> None:
        """One input. Where it is bare, its label is only read aloud."""
        given: Any = {
            "label": f"{self.label}, {LANGUAGES[code].name}",
            "value": self.texts.get(code, ""),
            "max_chars": self.limit,
            "key": _key(key, self.name, code),
            "label_visibility": "collapsed" if bare else "visible",
        }
        if self.long:
            st.text_area(**given, height=self.height)
        else:
            st.text_input(**given)


def others(
    key: str, own: str, languages: Sequence[str], fields: Sequence[Field], *, title: str | None = None
) -> None:
    """The fields in every language but `own`, which stands elsewhere on the page."""
    codes = [code for code in languages if code != own]
    if not codes:
        return
    wide = [0.9, *(2.4 if field.long else 1.5 for field in fields)]
    with st.container(border=True, key=f"card-languages-{key}"):
        head = title if title is not None else _("In the other languages")
        for column, label in zip(st.columns(wide), [head, *(field.label for field in fields)], strict=True):
            with column:
                say.bold(label)
        with st.container(height=_HEIGHT if len(codes) > _TALL else "content", border=False):
            for code in codes:
                _row(key, own, code, fields, wide)


def _row(key: str, own: str, code: str, fields: Sequence[Field], wide: Sequence[float]) -> None:
    name, *inputs = st.columns(wide, vertical_alignment="center")
    name.markdown(f"{LANGUAGES[code].name} {_state(key, own, code, fields)}")
    for column, field in zip(inputs, fields, strict=True):
        with column:
            field.draw(key, code, bare=True)


def _state(key: str, own: str, code: str, fields: Sequence[Field]) -> str:
    """Whether everything that is written in her own language is written in this one, too."""
    wanted = [field for field in fields if value(key, field, own)]
    if all(value(key, field, code) for field in wanted):
        return ":green[:material/check:]" if wanted else ""
    missing = _("missing")
    return f":orange-badge[{missing}]"


def value(key: str, field: Field, code: str) -> str:
    """What stands in an input now, before it is drawn for the first time, too."""
    given = st.session_state.get(_key(key, field.name, code))
    return (field.texts.get(code, "") if given is None else str(given)).strip()


def read(key: str, name: str) -> Texts:
    """What stands in the inputs of one text, also inside a callback."""
    given = {code: st.session_state.get(_key(key, name, code)) for code in LANGUAGES}
    return {code: words for code, words in given.items() if words is not None}


def write(key: str, name: str, given: Texts) -> None:
    """Put words into the inputs of one text, and empty the others; for callbacks."""
    for code in LANGUAGES:
        st.session_state[_key(key, name, code)] = given.get(code, "")


def fill(key: str, name: str, given: Texts) -> None:
    """Put words into the inputs of one text that are on the page; for callbacks."""
    for code in read(key, name):
        st.session_state[_key(key, name, code)] = given.get(code, "")


def _key(key: str, name: str, code: str) -> str:
    return f"{key}_{name}_{code}"
