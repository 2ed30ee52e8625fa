"""How the big screen is set, on the laptop: a small panel under the picture of it."""

from typing import Any

import streamlit as st

from models import Workshop
from pages.parts import database, say
from pages.parts.language import _, keyed
from workshop_kit import screen_settings, workshops
from workshop_kit.i18n import language_of
from workshop_kit.screen_settings import ScreenSettings

PROMPTS = {
    "side": lambda: _("Side by side"),
    "turn": lambda: _("In turn"),
    "one": lambda: _("One language"),
}
"""How the question stands there in several languages."""


def panel(workshop: Workshop) -> None:
    settings = screen_settings.of(workshop)
    with st.popover(_("How the screen looks and sounds"), icon=":material/tune:", width="stretch"):
        _switch(workshop, settings, "dark", _("Dark room: light words on a dark ground"))
        _switch(workshop, settings, "sound", _("A soft bell when the time of a step is up"))
        if settings.sound:
            say.fine(_("Click once in the window of the big screen. Before that the browser keeps it silent."))
        _prompts(workshop, settings)
        _languages(workshop, settings)


def _switch(workshop: Workshop, settings: ScreenSettings, name: str, label: str) -> None:
    key = f"screen_{name}_{workshop.id}_{getattr(settings, name)}"
    st.toggle(
        label, getattr(settings, name), key=key, on_change=_change, args=(workshop.id, name, key)
    )  # the key holds what is set: another window may change it, too


def _prompts(workshop: Workshop, settings: ScreenSettings) -> None:
    key = f"{keyed('screen_prompts')}_{workshop.id}_{settings.prompts}"
    st.segmented_control(
        _("The question on the big screen"),
        list(PROMPTS),
        format_func=lambda way: PROMPTS[way](),
        default=settings.prompts,
        key=key,
        on_change=_change,
        args=(workshop.id, "prompts", key),
    )


def _languages(workshop: Workshop, settings: ScreenSettings) -> None:
    key = f"screen_languages_{workshop.id}_{'-'.join(settings.languages)}"
    offered = list(dict.fromkeys((*settings.languages, workshop.language, *workshop.languages)))
    st.multiselect(
        _("In these languages, the first is the largest"),
        offered,
        list(settings.languages),
        format_func=lambda code: language_of(code).name,
        key=key,
        on_change=_change,
        args=(workshop.id, "languages", key),
        placeholder=_("The languages of the room"),
    )
    if settings.prompts == "side" and len(settings.languages) > screen_settings.BESIDE:
        say.fine(_("Side by side there is room for three. “In turn” shows all of them."))


def _change(workshop_id: int, name: str, key: str) -> None:
    value: Any = st.session_state[key]
    if value is None:  # the chosen way was pressed again: one of them always is
        return
    database.act(lambda db: screen_settings.change(db, workshops.by_id(db, workshop_id), **{name: value}))
