"""Paper cards: type in what people wrote by hand, one after the other, with the keyboard alone; or take photos."""

import streamlit as st

from pages.parts import database, idea_list, paper_card, paper_photos
from pages.parts.language import _
from workshop_kit import paper


@st.fragment
@database.told
def form() -> None:
    """Alone in its fragment: after each card only the form is drawn again."""
    database.tell()
    with database.looking() as db:
        paper_card.form(db, database.required(db))


@st.fragment(run_every=2.0)
@database.told
def so_far() -> None:
    """Also what the helpers of other tables type in on their phones."""
    with database.looking() as db:
        idea_list.entered_so_far(paper.entered(db, database.required(db)))


with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Paper cards"))
    form()
    with st.expander(_("Photos of cards, many at once"), icon=":material/photo_library:"):
        paper_photos.stack(workshop)
        paper_photos.wordless(db, workshop)
    so_far()
