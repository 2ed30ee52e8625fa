"""The form that makes a workshop or changes what was prepared."""

from datetime import date, time

import streamlit as st

from models import VenueKind, Workshop
from pages.parts.language import _, current, day_format
from workshop_kit import methods, workshops
from workshop_kit.i18n import LANGUAGES, offered, pick

VENUES = {
    VenueKind.SCHOOL: lambda: _("School"),
    VenueKind.NGO: lambda: _("NGO"),
    VenueKind.LIBRARY: lambda: _("Library"),
    VenueKind.OTHER: lambda: _("Other place"),
}


def fields(workshop: Workshop | None) -> None:
    """Draw the form; `read` takes what is in it."""
    key = _key(workshop)
    order = _languages(workshop, key)
    for code in order:
        _texts(workshop, code, key)
    missing = [LANGUAGES[code].name for code in order[1:] if not _value(f"{key}_question_{code}").strip()]
    if missing and _value(f"{key}_question_{order[0]}").strip():
        st.warning(
            _(
                "The question is missing in: %(names)s. Phones will show it in your language.",
                names=", ".join(missing),
            ),
            icon=":material/translate:",
        )
    _place(workshop, key)
    _method(workshop, key)


def read(workshop: Workshop | None) -> workshops.Draft:
    """The form as it stands at this moment, also inside a callback."""
    key, given = _key(workshop), st.session_state
    codes = [code for code in LANGUAGES if f"{key}_title_{code}" in given]
    return workshops.Draft(
        title={code: _value(f"{key}_title_{code}") for code in codes},
        question={code: _value(f"{key}_question_{code}") for code in codes},
        language=given[f"{key}_language"],
        languages=given[f"{key}_languages"],
        method=given[f"{key}_method"],
        day=given[f"{key}_day"],
        starts=given[f"{key}_starts"],
        area=_value(f"{key}_area"),
        venue=_value(f"{key}_venue"),
        venue_kind=given[f"{key}_venue_kind"],
        pre_moderation=given[f"{key}_moderation"],
    )


def _key(workshop: Workshop | None) -> str:
    return f"workshop_{workshop.id if workshop else 'new'}"


def _value(key: str) -> str:
    return st.session_state.get(key) or ""


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
    own = st.segmented_control(
        _("You write in"),
        offered(),
        default=workshop.language if workshop else current(),
        format_func=lambda code: LANGUAGES[code].name,
        key=f"{key}_language",
        required=True,
    )
    return [own, *(code for code in languages if code != own)]


def _texts(workshop: Workshop | None, code: str, key: str) -> None:
    left, right = st.columns(2)
    left.text_input(
        _("Name of the workshop, %(language)s", language=LANGUAGES[code].name),
        (workshop.title if workshop else {}).get(code, ""),
        max_chars=workshops.TITLE_LIMIT,
        key=f"{key}_title_{code}",
    )
    right.text_input(
        _("Question to the room, %(language)s", language=LANGUAGES[code].name),
        (workshop.question if workshop else {}).get(code, ""),
        max_chars=workshops.QUESTION_LIMIT,
        key=f"{key}_question_{code}",
    )


def _place(workshop: Workshop | None, key: str) -> None:
    left, middle, right = st.columns(3)
    left.selectbox(
        _("Kind of place"),
        list(VENUES),
        index=list(VENUES).index(workshop.venue_kind) if workshop else 0,
        format_func=lambda kind: VENUES[kind](),
        key=f"{key}_venue_kind",
    )
    middle.text_input(_("Place"), workshop.venue if workshop else "", key=f"{key}_venue")
    right.text_input(_("Area"), workshop.area if workshop else "", key=f"{key}_area")
    left.date_input(_("Day"), workshop.day if workshop else date.today(), key=f"{key}_day", format=day_format())
    middle.time_input(_("Starts"), workshop.starts if workshop else time(17, 30), key=f"{key}_starts")


def _method(workshop: Workshop | None, key: str) -> None:
    known = {method.id: method for method in methods.listed()}

    def named(id: str) -> str:
        minutes = _("%(n)s min", n=known[id].total_minutes)
        return f"{pick(known[id].name, current()).text} · {minutes}"

    st.radio(
        _("Method"),
        list(known),
        index=list(known).index(workshop.method) if workshop else 0,
        format_func=named,
        captions=[pick(method.purpose, current()).text for method in known.values()],
        key=f"{key}_method",
        disabled=workshop is not None,
    )
    st.toggle(
        _("I read every idea before it shows on the wall"),
        workshop.pre_moderation if workshop else False,
        key=f"{key}_moderation",
    )
