"""The facilitator's language, read from `session_state` at the point of use: fragments rerun without the frame."""

from datetime import date, time
from typing import Any

import streamlit as st
from babel.dates import format_date, format_time

from pages.parts import state
from workshop_kit.i18n import locale_of, preferred, words

OFFERED = ("en", "fi")


def current() -> str:
    chosen = state.language()
    if chosen in OFFERED:
        return chosen
    return preferred(st.context.headers.get("Accept-Language", "") or "en", OFFERED)


def _(sentence: str, /, **facts: Any) -> str:
    return words(current())._(sentence, **facts)


def keyed(key: str) -> str:
    """The key of a widget whose options are sentences of ours.

    The browser sends the words of an option, not the option: words of the language before would be taken for one.
    """
    return f"{key}_{current()}"


def n(one: str, many: str, count: int, /, **facts: Any) -> str:
    return words(current()).n(one, many, count, **facts)


def day(value: date) -> str:
    return format_date(value, format="full", locale=locale_of(current()))


def clock(value: time) -> str:
    return format_time(value, format="short", locale=locale_of(current()))


def day_format() -> str:
    """How a day is typed in this language, in the notation of `st.date_input`."""
    return "DD.MM.YYYY" if current() == "fi" else "DD/MM/YYYY"
