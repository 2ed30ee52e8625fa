"""Ideas as rows with their buttons: hide or show, mend, translate."""

from collections.abc import Callable

import streamlit as st

from models import Channel, Idea, IdeaState, Source, Translation, Workshop
from pages.parts import look
from pages.parts.idea_edit import act_on, edit_idea
from pages.parts.language import _, current
from workshop_kit import moderation, pictures

CHANNELS = {
    Channel.PHONE: lambda: _("phone"),
    Channel.SHARED: lambda: _("shared phone"),
    Channel.PAPER: lambda: _("paper"),
    Channel.HELPER: lambda: _("by a helper"),
}


def row(workshop: Workshop, idea: Idea, own: dict[str, Translation]) -> None:
    words, buttons = st.columns([3, 1.3], vertical_alignment="center")
    with words:
        found = own.get(current()) or own.get(workshop.language)
        by_machine = found is not None and found.source == Source.MACHINE
        where = [CHANNELS[idea.channel](), idea.table_name, _("translated by machine") if by_machine else ""]
        note = " · ".join(part for part in where if part)
        look.idea_row(idea, found, note=note, large=idea.state != IdeaState.SHOWN)
    with buttons.container(horizontal=True, horizontal_alignment="right"):
        if idea.state != IdeaState.SHOWN:
            _button(workshop, idea, _("Show"), "show", "visibility", moderation.show, idea.text)
        if idea.state != IdeaState.HIDDEN:
            _button(workshop, idea, _("Hide"), "hide", "visibility_off", moderation.hide)
        if st.button("", key=f"ideas_edit_{idea.id}", icon=":material/edit:", help=_help(idea)):
            edit_idea(workshop, idea, own)


def _button(
    workshop: Workshop, idea: Idea, label: str, key: str, icon: str, verb: Callable[..., None], *facts: object
) -> None:
    st.button(
        label,
        key=f"ideas_{key}_{idea.id}",
        icon=f":material/{icon}:",
        on_click=act_on,
        args=(workshop.id, idea.id, verb, *facts),
    )


def _help(idea: Idea) -> str:
    if pictures.is_photo(idea.picture):
        return _("Put words under the photo, translate")
    return _("Mend a typo, translate")


def show(workshop: Workshop, found: list[Idea], translations: dict[int, dict[str, Translation]]) -> None:
    chosen = st.session_state.get("ideas_language")
    search = (st.session_state.get("ideas_search") or "").casefold()
    table = st.session_state.get("ideas_table")
    kept = [
        idea
        for idea in found
        if chosen in (None, idea.language) and table in (None, idea.table_name) and search in idea.text.casefold()
    ]
    if not kept:
        look.empty(_("Nothing here yet."))
    for idea in reversed(kept):
        row(workshop, idea, translations.get(idea.id or 0, {}))


def entered_so_far(entered: list[Idea]) -> None:
    """What came in otherwise than by phone, the newest first."""
    st.subheader(_("Entered so far: %(n)s", n=len(entered)), anchor=False)
    if not entered:
        look.empty(_("Cards you type in show here with their number. Write the number on the card."))
    for idea in reversed(entered[-10:]):
        look.idea_row(idea, note=idea.table_name)
