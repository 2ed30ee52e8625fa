"""Taking a question from a pack: it is written into the fields of every language, and can be put back."""

import streamlit as st

from models import Texts
from pages.parts import say, texts
from pages.parts.language import _, current, keyed
from workshop_kit import questions
from workshop_kit.i18n import pick


def offer(key: str, name: str) -> None:
    """The packs behind a button. Beside it the way back, for as long as the taken words stand as they were."""
    taken, before = st.session_state.get(_taken(key), ({}, {}))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(
            _("Take a question from a pack"),
            icon=":material/library_books:",
            type="tertiary",
            key=_packs(key),
            on_change="rerun",
        ):
            _choose(key, name)
        if taken and any(before.values()) and texts.read(key, name) == taken:
            st.button(
                _("Put mine back"),
                icon=":material/undo:",
                type="tertiary",
                key=f"{key}_pack_back",
                on_click=_put_back,
                args=(key, name, before),
            )


def _choose(key: str, name: str) -> None:
    packs = {pack.id: pack for pack in questions.listed()}
    chosen = st.selectbox(
        _("What is it about?"),
        list(packs),
        format_func=lambda id: pick(packs[id].name, current()).text,
        key=keyed(f"{key}_pack"),
    )
    say.fine(pick(packs[chosen].fits, current()).text)
    for number, words in enumerate(packs[chosen].questions, start=1):
        st.button(
            say.plain(pick(words, current()).text),
            key=f"{key}_pack_{chosen}_{number}",
            width="stretch",
            on_click=_take,
            args=(key, name, words),
        )


def _take(key: str, name: str, words: Texts) -> None:
    before = texts.read(key, name)
    texts.fill(key, name, words)
    st.session_state[_taken(key)] = (texts.read(key, name), before)
    st.session_state[_packs(key)] = False  # which closes them


def _put_back(key: str, name: str, before: Texts) -> None:
    del st.session_state[_taken(key)]
    texts.fill(key, name, before)


def _packs(key: str) -> str:
    return f"{key}_packs"


def _taken(key: str) -> str:
    return f"{key}_question_taken"
