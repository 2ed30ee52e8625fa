"""The projector: one picture over the whole window, redrawn every second."""

import streamlit as st

from pages.parts import database, picture, room
from pages.parts.language import _
from workshop_kit import store

_WHOLE_WINDOW = """<style>
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSidebarCollapsedControl"],
[data-testid="stStatusWidget"], [data-testid="stDecoration"] { display: none !important; }
.stApp { background: #0B2F37; }
</style>"""


@st.fragment(run_every=1.0)
@database.told
def screen() -> None:
    with database.looking() as db:
        workshop = database.current(db)
        if workshop is None:
            st.info(_("Open or make a workshop first."))
            return
        room.show(picture.of(db, workshop, now=store.now()), key="room", full=True)


st.html(_WHOLE_WINDOW)
screen()
