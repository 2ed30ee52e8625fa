"""The form that makes a workshop or changes what was prepared."""

from datetime import date, time
from typing import Any

import streamlit as st

from models import VenueKind, Workshop
from pages.parts.language import _, current
from workshop_kit import methods, workshops
from workshop_kit.i18n import LANGUAGES, offered, pick

VENUES = {
    VenueKind.SCHOOL: lambda: _("School"),
    VenueKind.NGO: lambda: _("NGO"),
    VenueKind.LIBRARY: lambda: _("Library"),
    VenueKind.OTHER: lambda: _("Other place"),
}


def fields(workshop: Workshop | None) -> workshops.Draft:
    """Draw the form and read it."""
    own = workshop.language if workshop else current()
    languages = st.multiselect(
        _("Languages on the phones"),
        offered(),
        default=workshop.languages if workshop else ["fi", "sv", "en", "ar"],
        format_func=lambda code: LANGUAGES[code].name,
        key="workshop_languages",
        help=_("Write the question in each of them. Where you leave one empty, phones show your own words."),
    )
    language = st.segmented_control(
        _("You write in"),
        offered(),
        default=own,
        format_func=lambda code: LANGUAGES[code].name,
        key="workshop_language",
        required=True,
    )
    order = [language, *(code for code in languages if code != language)]
    title, question = {}, {}
    for code in order:
        name = LANGUAGES[code].name
        left, right = st.columns(2)
        title[code] = left.text_input(
            _("Name of the workshop, %(language)s", language=name),
            (workshop.title if workshop else {}).get(code, ""),
            max_chars=workshops.TITLE_LIMIT,
            key=f"workshop_title_{code}",
        )
        question[code] = right.text_input(
            _("Question to the room, %(language)s", language=name),
            (workshop.question if workshop else {}).get(code, ""),
            max_chars=workshops.QUESTION_LIMIT,
            key=f"workshop_question_{code}",
        )
    missing = [LANGUAGES[code].name for code in order[1:] if not question[code].strip()]
    if missing and question[language].strip():
        st.warning(
            _(
                "The question is missing in: %(names)s. Phones will show it in your language.",
                names=", ".join(missing),
            ),
            icon=":material/translate:",
        )
    return workshops.Draft(
        title=title, question=question, language=language, languages=languages, **place(workshop)
    )


def place(workshop: Workshop | None) -> dict[str, Any]:
    left, middle, right = st.columns(3)
    kind = left.selectbox(
        _("Kind of place"),
        list(VENUES),
        index=list(VENUES).index(workshop.venue_kind) if workshop else 0,
        format_func=lambda kind: VENUES[kind](),
        key="workshop_venue_kind",
    )
    venue = middle.text_input(_("Place"), workshop.venue if workshop else "", key="workshop_venue")
    area = right.text_input(_("Area"), workshop.area if workshop else "", key="workshop_area")
    day = left.date_input(_("Day"), workshop.day if workshop else date.today(), key="workshop_day")
    starts = middle.time_input(_("Starts"), workshop.starts if workshop else time(17, 30), key="workshop_starts")
    return {"venue_kind": kind, "venue": venue, "area": area, "day": day, "starts": starts, **how(workshop)}


def how(workshop: Workshop | None) -> dict[str, Any]:
    known = {method.id: method for method in methods.listed()}
    method = st.radio(
        _("Method"),
        list(known),
        index=list(known).index(workshop.method) if workshop else 0,
        format_func=lambda id: (
            f"{pick(known[id].name, current()).text} · {_('%(n)s min', n=known[id].total_minutes)}"
        ),
        captions=[pick(method.purpose, current()).text for method in known.values()],
        key="workshop_method",
        disabled=workshop is not None,
    )
    moderated = st.toggle(
        _("I read every idea before it shows on the wall"),
        workshop.pre_moderation if workshop else False,
        key="workshop_moderation",
    )
    return {"method": method, "pre_moderation": moderated}
