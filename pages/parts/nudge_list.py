"""Hints from the room on the facilitator's page: small, in one place, each with a cross."""

from datetime import datetime

import streamlit as st
from sqlmodel import Session

from models import Step, Workshop
from pages.parts import say
from pages.parts.language import _, current
from workshop_kit import nudges
from workshop_kit.i18n import words
from workshop_kit.nudges import Nudge

_STYLE = """<style>
[class*="st-key-nudge-"] { background: #DCECEA; border-radius: 10px; padding: 6px 6px 6px 12px; }
[class*="st-key-nudge-"] p { color: #083F48; line-height: 1.35; font-size: 15px; }
[class*="st-key-nudge_close_"] [data-testid="stMarkdownContainer"] { position: absolute; clip-path: inset(50%); }
</style>"""


def show(db: Session, workshop: Workshop, step: Step, now: datetime) -> None:
    found = nudges.of(db, workshop, step, now)
    shown = nudges.news(found, lambda nudge: st.session_state.get(_key(step.id or 0, nudge.id), ()))
    if not shown:
        return
    st.html(_STYLE)
    with st.container(gap="xsmall", key="nudges"):
        for nudge in shown:
            _row(step, nudge)


def _row(step: Step, nudge: Nudge) -> None:
    with st.container(key=f"nudge-{step.id}-{nudge.id}"):
        sentence, cross = st.columns([8, 1], vertical_alignment="center", gap="small")
        sentence.markdown(f":material/{nudge.icon}: {say.plain(nudges.told(words(current()), nudge))}")
        cross.button(
            _("Dismiss this hint"), icon=":material/close:", help=_("Dismiss this hint"), type="tertiary",
            key=f"nudge_close_{step.id}_{nudge.id}",
            on_click=_dismiss, args=(step.id, nudge.id, tuple(nudge.marks)),
        )  # fmt: skip


def _dismiss(step_id: int, id: str, marks: tuple[str, ...]) -> None:
    st.session_state[_key(step_id, id)] = marks


def _key(step_id: int, id: str) -> str:
    return f"nudge_seen_{step_id}_{id}"
