"""Sentences on pages: bold, fine print, grey, trouble; and words that people wrote, never read as Markdown."""

import re
from typing import Any

import streamlit as st

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(words: str) -> str:
    """Words for use inside Markdown: every sign stands for itself (CommonMark, backslash escapes)."""
    return _PUNCTUATION.sub(r"\\\1", words).replace("\n", " ")


def bold(words: str, *, icon: str = "", **options: Any) -> None:
    st.markdown(f"{_drawn(icon)}**{plain(words)}**", **options)


def fine(words: str, *, icon: str = "", colour: str = "gray") -> None:
    """Small print."""
    st.markdown(f":small[:{colour}[{_drawn(icon)}{plain(words)}]]")


def gray(words: str) -> None:
    st.markdown(f":gray[{plain(words)}]")


def facts(*parts: str) -> None:
    """Small print of several parts, with a dot between those that are not empty."""
    fine(" · ".join(part for part in parts if part))


def error(words: str, *, toast: bool = False) -> None:
    """What was wrong, with the names that people wrote."""
    st.error(plain(words), icon=":material/error:")
    if toast:
        st.toast(plain(words), icon=":material/error:")


def _drawn(icon: str) -> str:
    return f":material/{icon}: " if icon else ""
