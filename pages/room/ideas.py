"""All ideas: read, hide, mend a typo, translate."""

import streamlit as st

from models import Channel, Idea, Translation, Workshop
from pages.parts import database, look
from pages.parts.idea_edit import act_on, edit_idea
from pages.parts.language import _, current
from workshop_kit import ideas
from workshop_kit.i18n import language_of

CHANNELS = {
    Channel.PHONE: lambda: _("phone"),
    Channel.SHARED: lambda: _("shared phone"),
    Channel.PAPER: lambda: _("paper"),
    Channel.HELPER: lambda: _("by a helper"),
}


def row(workshop: Workshop, idea: Idea, own: dict[str, Translation], verb: str) -> None:
    words, buttons = st.columns([3, 1.3], vertical_alignment="center")
    with words:
        found = own.get(current()) or own.get(workshop.language)
        machine = found is not None and found.source == "machine"
        where = [CHANNELS[idea.channel](), idea.table_name]
        look.idea_row(
            idea, found.text if found else None, machine=machine, note=" · ".join(part for part in where if part)
        )
    with buttons.container(horizontal=True, horizontal_alignment="right"):
        hide = verb == "hide"
        st.button(
            _("Hide") if hide else _("Show"),
            key=f"ideas_{verb}_{idea.id}",
            icon=":material/visibility_off:" if hide else ":material/visibility:",
            on_click=act_on,
            args=(workshop.id, idea.id, ideas.hide if hide else ideas.show),
        )
        if st.button("", key=f"ideas_edit_{idea.id}", icon=":material/edit:", help=_("Mend a typo, translate")):
            edit_idea(workshop, idea, own)


def listed(
    workshop: Workshop, found: list[Idea], translations: dict[int, dict[str, Translation]], verb: str
) -> None:
    chosen = st.session_state.get("ideas_language")
    search = (st.session_state.get("ideas_search") or "").casefold()
    kept = [idea for idea in found if chosen in (None, idea.language) and search in idea.text.casefold()]
    if not kept:
        look.empty(_("Nothing here yet."))
    for idea in reversed(kept):
        row(workshop, idea, translations.get(idea.id or 0, {}), verb)


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Ideas"))
    st.toggle(
        _("I read every idea before it shows on the wall"),
        workshop.pre_moderation,
        key="ideas_moderation",
        on_change=lambda: database.act(
            lambda db: setattr(database.required(db), "pre_moderation", st.session_state["ideas_moderation"])
        ),
    )
    shown, waiting, hidden = ideas.shown(db, workshop), ideas.waiting(db, workshop), ideas.hidden(db, workshop)
    translations = ideas.translations(db, workshop)
    left, right = st.columns([2, 1])
    left.text_input(_("Search"), key="ideas_search", icon=":material/search:")
    spoken = sorted({idea.language for idea in (*shown, *waiting, *hidden)})
    right.selectbox(
        _("Language"),
        [None, *spoken],
        format_func=lambda code: language_of(code).name if code else _("All"),
        key="ideas_language",
    )
    names = [
        _("On the wall (%(n)s)", n=len(shown)),
        _("Waiting (%(n)s)", n=len(waiting)),
        _("Hidden (%(n)s)", n=len(hidden)),
        _("What was done"),
    ]
    wall, queue, away, log = st.tabs(names, default=names[1] if waiting else names[0])
    with wall:
        listed(workshop, shown, translations, "hide")
    with queue:
        listed(workshop, waiting, translations, "show")
    with away:
        listed(workshop, hidden, translations, "show")
    with log:
        look.idea_log(ideas.history(db, workshop))
