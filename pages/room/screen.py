"""The projector: one picture over the whole window, redrawn every second."""

import streamlit as st

from pages.parts import charts, database, picture, room
from pages.parts.language import _
from workshop_kit import store

_WHOLE_WINDOW = """<style>
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSidebarCollapsedControl"],
[data-testid="stStatusWidget"], [data-testid="stDecoration"] { display: none !important; }
.stApp { background: #0B2F37; }
.st-key-room-chart { position: fixed; inset: 17vh 4vw 10vh; z-index: 20; }
.st-key-room-chart [data-testid="stFullScreenFrame"], .st-key-room-chart [data-testid="stPlotlyChart"] { height: 73vh; }
</style>"""


@st.fragment(run_every=1.0)
def screen() -> None:
    with database.looking() as db:
        workshop = database.current(db)
        if workshop is None:
            st.info(_("Open or make a workshop first."))
            return
        shown = picture.of(db, workshop, now=store.now())
        room.show(shown, key="room", full=True)
        vote = picture.last_closed_vote(db, workshop)
        if shown["kind"] == "result" and shown["options"] and vote is not None:
            with st.container(key="room-chart"):
                charts.show(charts.dots(db, workshop, vote, size="room"), key="room_chart")


st.html(_WHOLE_WINDOW)
screen()
