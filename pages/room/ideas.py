"""All ideas: read, hide, mend a typo, translate."""

import streamlit as st

from pages.parts import database, idea_list, look
from pages.parts.language import _
from workshop_kit import ideas
from workshop_kit.i18n import language_of

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
        idea_list.show(workshop, shown, translations, "hide")
    with queue:
        idea_list.show(workshop, waiting, translations, "show")
    with away:
        idea_list.show(workshop, hidden, translations, "show")
    with log:
        look.idea_log(ideas.history(db, workshop))
