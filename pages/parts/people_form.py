"""What is asked about the people who come: nothing, or a few questions that are only counted."""

import streamlit as st

from models import Workshop
from pages.parts import say
from pages.parts.language import _, keyed
from workshop_kit import background, privacy, workshops


def fields(workshop: Workshop | None, key: str) -> None:
    with st.container(border=True, key=f"card-people-{key}"):
        st.subheader(_("About the people who come"), anchor=False)
        st.toggle(_("Children take part"), workshop.for_children if workshop else False, key=f"{key}_children")
        if st.session_state[f"{key}_children"]:
            say.fine(_("Then phones ask nothing about the person."), icon="child_care")
        _questions(workshop, key)


def _questions(workshop: Workshop | None, key: str) -> None:
    silent = st.session_state[f"{key}_children"]
    chosen = st.multiselect(
        _("Ask those who join about"),
        background.IDS,
        default=workshop.ask_about if workshop else [],
        format_func=lambda id: _(background.SENTENCES[id]),
        key=keyed(f"{key}_ask_about"),
        placeholder=_("Nothing is asked"),
        disabled=silent,
    )
    if silent:
        return
    say.fine(
        _(
            "Everybody may skip them. Answers are only counted, and never shown for fewer than %(n)s people.",
            n=privacy.SMALL,
        ),
        icon="lock",
    )
    if background.AREA in chosen:
        _areas(workshop, key)


def _areas(workshop: Workshop | None, key: str) -> None:
    before = "\n".join(workshop.areas) if workshop else ""
    area = st.session_state.get(f"{key}_area") or ""
    st.text_area(
        _("Areas to choose from, one on each line"),
        before or area,
        key=f"{key}_areas",
        height=120,
        help=_("At most %(n)s. Phones add “somewhere else”.", n=workshops.MOST_AREAS),
    )
    if not lines(key):
        say.fine(_("Write at least one area, or this question is not asked."), icon="info", colour="orange")


def lines(key: str) -> list[str]:
    """The areas, also inside a callback."""
    return [line.strip() for line in (st.session_state.get(f"{key}_areas") or "").splitlines() if line.strip()]
