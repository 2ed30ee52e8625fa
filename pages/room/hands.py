"""Helpers: a link for each person who helps, for one task on her own phone."""

import streamlit as st

from pages.parts import database, hand_links
from pages.parts.language import _

with database.looking() as db:
    workshop = database.required(db)
    st.title(_("Helpers"))
    st.markdown(
        _("Each person who helps you gets a link of her own. It opens one task on her phone, and nothing else.")
    )
    make, have = st.columns([1, 1.25], gap="medium")
    with make:
        hand_links.new(workshop)
    with have:
        hand_links.listed()
