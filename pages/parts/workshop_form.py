"""The form that makes a workshop or changes what was prepared."""

from datetime import date, time

import streamlit as st

from models import Workshop
from pages.parts import (
    database,
    method_choice,
    missing_languages,
    people_form,
    question_packs,
    texts,
    workshop_place,
)
from pages.parts.language import _, current, day, day_format, keyed
from workshop_kit import earlier, workshops
from workshop_kit.i18n import LANGUAGES, offered, pick


def fields(workshop: Workshop | None) -> None:
    """Draw the form; `read` takes what is in it."""
    key = _key(workshop)
    own, *others = _languages(workshop, key)
    written = title, question = _written(workshop)
    left, right = st.columns(2)
    with left:
        title.draw(key, own)
    with right:
        question.draw(key, own)
        question_packs.offer(key, question.name)
    texts.others(key, own, others, written)
    _tell_missing(key, own, others, question)
    workshop_place.fields(workshop, key)
    _when(workshop, key)
    _follows(workshop, key)
    people_form.fields(workshop, key)
    _method(workshop, key)


def read(workshop: Workshop | None) -> workshops.Draft:
    """The form as it stands at this moment, also inside a callback."""
    key, given = _key(workshop), st.session_state
    return workshops.Draft(
        title=texts.read(key, "title"),
        question=texts.read(key, "question"),
        language=given[f"{key}_language"],
        languages=given[f"{key}_languages"],
        method=given[keyed(f"{key}_method")],
        day=given[f"{key}_day"],
        starts=given[f"{key}_starts"],
        ends=given[f"{key}_ends"],
        area=workshop_place.typed(f"{key}_area"),
        venue=workshop_place.typed(f"{key}_venue"),
        venue_kind=given[keyed(f"{key}_venue_kind")],
        pre_moderation=given[f"{key}_moderation"],
        for_children=given[f"{key}_children"],
        ask_about=given[keyed(f"{key}_ask_about")],
        areas=_areas(workshop, key),
        programme_id=workshop_place.programme_id(workshop, key),
        follows=given[keyed(f"{key}_follows")],
    )


def _areas(workshop: Workshop | None, key: str) -> list[str]:
    """Areas whose field is not on the page now are kept for the day it comes back."""
    if f"{key}_areas" in st.session_state:
        return people_form.lines(key)
    return list(workshop.areas) if workshop else []


def _key(workshop: Workshop | None) -> str:
    return f"workshop_{workshop.id if workshop else 'new'}"


def _languages(workshop: Workshop | None, key: str) -> list[str]:
    """Which languages the phones offer, the facilitator's own first."""
    languages = st.multiselect(
        _("Languages on the phones"),
        offered(),
        default=workshop.languages if workshop else list(offered()),
        format_func=lambda code: LANGUAGES[code].name,
        key=f"{key}_languages",
        help=_("Write the question in each of them. Where you leave one empty, phones show your own words."),
    )
    own = st.selectbox(
        _("You write in"),
        offered(),
        index=offered().index(workshop.language if workshop else current()),
        format_func=lambda code: LANGUAGES[code].name,
        key=f"{key}_language",
        width=260,
    )
    return [own, *(code for code in languages if code != own)]


def _written(workshop: Workshop | None) -> tuple[texts.Field, texts.Field]:
    title, question = (workshop.title, workshop.question) if workshop else ({}, {})
    return (
        texts.Field("title", _("Name of the workshop"), title, workshops.TITLE_LIMIT),
        texts.Field("question", _("Question to the room"), question, workshops.QUESTION_LIMIT),
    )


def _tell_missing(key: str, own: str, others: list[str], question: texts.Field) -> None:
    missing = [code for code in others if not texts.value(key, question, code)]
    if missing and texts.value(key, question, own):
        st.warning(
            _(
                "The question is missing in: %(names)s. Phones will show it in your language.",
                names=missing_languages.names(missing),
            ),
            icon=":material/translate:",
        )


def _when(workshop: Workshop | None, key: str) -> None:
    left, middle, right = st.columns(3)
    left.date_input(_("Day"), workshop.day if workshop else date.today(), key=f"{key}_day", format=day_format())
    middle.time_input(_("Starts"), workshop.starts if workshop else time(17, 30), key=f"{key}_starts")
    right.time_input(
        _("People must be able to leave at"),
        workshop.ends if workshop else None,
        key=f"{key}_ends",
        help=_("The room is told in time when it runs late. Empty: whenever the agenda ends."),
    )


def _follows(workshop: Workshop | None, key: str) -> None:
    """Which earlier workshop the evening begins with: “Last time you asked …”."""
    with database.looking() as db:
        found = earlier.earlier_ones(
            db, day=workshop.day if workshop else date.today(), but=workshop.id if workshop else None
        )
        names = {
            one.code: f"{day(one.day)} · {pick(one.title, current(), one.language).text} · {one.code}"
            for one in found
        }
    if (
        workshop and workshop.follows and workshop.follows not in names
    ):  # on another laptop, or moved to another day
        names[workshop.follows] = workshop.follows
    options = ["", *names] if workshop else [None, "", *names]
    first = options.index(workshop.follows) if workshop and workshop.follows in options else 0
    st.selectbox(
        _("Tell what became of the last time"),
        options,
        index=first,
        format_func=lambda code: (
            names.get(code) or (_("Of none") if code == "" else _("The last one here, if any"))
        ),
        key=keyed(f"{key}_follows"),
        disabled=not names,
        help=_("Phones show it at the welcome: what people asked for, and what has happened since."),
    )


def _method(workshop: Workshop | None, key: str) -> None:
    method_choice.field(workshop, key)
    st.toggle(
        _("I read every idea before it shows on the wall"),
        workshop.pre_moderation if workshop else False,
        key=f"{key}_moderation",
    )
