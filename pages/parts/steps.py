"""What pages share about steps: the names of their kinds, and the form that edits one."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Step, StepKind, Workshop
from pages.parts import database
from pages.parts.language import _
from workshop_kit import steps, votes, workshops
from workshop_kit.i18n import LANGUAGES

KINDS = {
    StepKind.WELCOME: lambda: _("Welcome"),
    StepKind.RULES: lambda: _("Ground rules"),
    StepKind.DIALOGUE: lambda: _("Dialogue, phones down"),
    StepKind.IDEAS: lambda: _("Ideas"),
    StepKind.THEMES: lambda: _("Themes"),
    StepKind.VOTE: lambda: _("Vote"),
    StepKind.PLAN: lambda: _("Plan"),
    StepKind.FEEDBACK: lambda: _("Feedback"),
    StepKind.BREAK: lambda: _("Break"),
}


def edit_step(workshop: Workshop, step: Step) -> None:
    """Open the dialog, under a title in the language of the moment."""
    st.dialog(_("Edit the step"), width="large")(_form)(workshop, step)


@database.told
def _form(workshop: Workshop, step: Step) -> None:
    minutes = st.number_input(_("Minutes"), 1, steps.MOST_MINUTES, step.minutes, key="step_minutes")
    settings = _vote_settings(step) if step.kind == StepKind.VOTE else {}
    title, prompt, say = dict(step.title), dict(step.prompt), dict(step.say)
    languages = list(dict.fromkeys((workshop.language, *workshop.languages)))
    for tab, code in zip(st.tabs([LANGUAGES[code].name for code in languages]), languages, strict=True):
        with tab:
            title[code] = st.text_input(_("Name"), title.get(code, ""), max_chars=40, key=f"step_title_{code}")
            prompt[code] = st.text_area(
                _("On the phones (empty: the question to the room)"),
                prompt.get(code, ""),
                max_chars=steps.TEXT_LIMIT,
                key=f"step_prompt_{code}",
            )
            say[code] = st.text_area(
                _("What you say and do"), say.get(code, ""), max_chars=steps.TEXT_LIMIT, key=f"step_say_{code}"
            )
    texts: dict[str, Any] = {
        "title": title,
        "prompt": prompt,
        "say": say,
        "minutes": int(minutes),
        "settings": settings,
    }
    keep, take_away = st.columns([1, 1])
    if keep.button(_("Save"), type="primary", key="step_save", icon=":material/check:"):
        if database.act(
            lambda db: steps.edit(db, workshops.by_id(db, workshop.id or 0), _fresh(db, workshop, step), **texts)
        ):
            st.rerun()
        database.tell()
    if step.started_at is None and take_away.button(
        _("Take this step off the agenda"), key="step_remove", icon=":material/delete:"
    ):
        database.act(lambda db: steps.remove(db, workshop, _fresh(db, workshop, step)))
        st.rerun()


def _fresh(db: Session, workshop: Workshop, step: Step) -> Step:
    assert step.id is not None
    return steps.by_id(db, workshop, step.id)


def _vote_settings(step: Step) -> dict[str, int | str]:
    left, middle, right = st.columns(3)
    dots = left.number_input(_("Dots for each person"), 1, 20, votes.dots_of(step), key="step_dots")
    cap = middle.number_input(
        _("At most to one choice"), 1, int(dots), min(votes.cap_of(step), int(dots)), key="step_cap"
    )
    names = {"themes": _("Themes"), "ideas": _("Ideas")}
    kind = right.radio(
        _("Vote on"), list(names), index=int(votes.on_ideas(step)), format_func=names.get, key="step_on"
    )
    return {"dots": int(dots), "cap": int(cap), "on": str(kind)}
