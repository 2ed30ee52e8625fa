"""All ideas: read, hide, mend a typo, translate."""

import streamlit as st

from pages.parts import database, idea_list, look, note_list, translation
from pages.parts.language import _, n
from workshop_kit import ideas, moderation, notes
from workshop_kit.i18n import language_of


@st.fragment(run_every=2.0)
@database.told
def news(seen: int) -> None:
    """Says that ideas have come in; the list itself stands still while somebody reads or edits it."""
    with database.looking() as db:
        fresh = ideas.counts(db, database.required(db)).total() - seen
    if fresh > 0 and st.button(
        n("Show %(n)s new idea", "Show %(n)s new ideas", fresh), icon=":material/refresh:", key="ideas_news"
    ):
        st.rerun()


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Ideas"))
    news(ideas.counts(db, workshop).total())
    st.toggle(
        _("I read every idea before it shows on the wall"),
        workshop.pre_moderation,
        key="ideas_moderation",
        help=_("A photo always waits until you have looked at it."),
        on_change=lambda: database.act(
            lambda db: setattr(database.required(db), "pre_moderation", st.session_state["ideas_moderation"])
        ),
    )
    translation.offer()
    shown, waiting, hidden = ideas.shown(db, workshop), ideas.waiting(db, workshop), ideas.hidden(db, workshop)
    translations = ideas.translations(db, workshop)
    left, right, seat = st.columns([2, 1, 1])
    left.text_input(_("Search"), key="ideas_search", icon=":material/search:")
    spoken = sorted({idea.language for idea in (*shown, *waiting, *hidden)})
    right.selectbox(
        _("Language"),
        [None, *spoken],
        format_func=lambda code: language_of(code).name if code else _("All"),
        key="ideas_language",
    )
    at = sorted({idea.table_name for idea in (*shown, *waiting, *hidden) if idea.table_name})
    if at:
        seat.selectbox(_("Table"), [None, *at], format_func=lambda name: name or _("All"), key="ideas_table")
    written = notes.listed(db, workshop)
    names = [
        _("On the wall (%(n)s)", n=len(shown)),
        _("Waiting (%(n)s)", n=len(waiting)),
        _("Hidden (%(n)s)", n=len(hidden)),
        _("Notes of the tables (%(n)s)", n=len(written)),
        _("What was done"),
    ]
    wall, queue, away, noted, log = st.tabs(names, default=names[1] if waiting else names[0])
    with wall:
        idea_list.show(workshop, shown, translations)
    with queue:
        idea_list.show(workshop, waiting, translations)
    with away:
        idea_list.show(workshop, hidden, translations)
    with noted:
        note_list.show(db, workshop, written)
    with log:
        look.idea_log(moderation.history(db, workshop))
