"""Paper cards: type in what people wrote by hand, one after the other, with the keyboard alone."""

import streamlit as st

from models import Channel
from pages.parts import database, idea_list, paper_card
from pages.parts.language import _
from workshop_kit import ideas
from workshop_kit.i18n import LANGUAGES
from workshop_kit.text import LIMIT


def words() -> None:
    st.text_area(
        _("What the card says, in its own language"),
        key="paper_text",
        max_chars=LIMIT,
        help=_("Ctrl + Enter saves the card."),
    )
    st.file_uploader(
        _("A photo of the card, if there is a drawing on it"),
        type=paper_card.PHOTOS,
        key=paper_card.photo_key(),
        max_upload_size=paper_card.MOST_MEGABYTES,
        help=_("A card with a photo needs no words. It shows on the wall at once."),
    )


def origin() -> None:
    language, channel, table = st.columns(3)
    language.selectbox(
        _("Language"), list(LANGUAGES), format_func=lambda code: LANGUAGES[code].name, key="paper_language"
    )
    names = {
        Channel.PAPER: _("Paper card"),
        Channel.HELPER: _("Spoken, I type"),
        Channel.SHARED: _("Shared phone"),
    }
    channel.selectbox(_("How it came"), list(names), format_func=lambda kind: names[kind], key="paper_channel")
    table.text_input(_("Table, if any"), max_chars=40, key="paper_table")


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Paper cards"))
    with st.form("paper", border=True):
        words()
        origin()
        st.form_submit_button(
            _("Add the card"), type="primary", icon=":material/add:", on_click=paper_card.enter, args=(workshop.id,)
        )
    last = st.session_state.get(f"paper_last_{workshop.id}")
    if last:
        st.success(_("Saved. Write number %(n)s on the card.", n=last), icon=":material/check:")
    idea_list.entered_so_far(ideas.shown(db, workshop))
