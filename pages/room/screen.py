"""The projector: one picture over the whole window, redrawn every second."""

import streamlit as st

from pages.parts import charts, database, effort, picture, room
from pages.parts.language import _
from workshop_kit import store

# Streamlit draws a chart as wide as its container looks after scaling: the container is that much wider before.
_WHOLE_WINDOW = """<style>
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSidebarCollapsedControl"],
[data-testid="stStatusWidget"], [data-testid="stDecoration"] { display: none !important; }
.stApp { background: #0B2F37; }
.st-key-room-chart { position: fixed; left: 64px; transform-origin: 0 0; width: 1790px !important; max-width: none !important; top: 180px; z-index: 20; }
@media (max-width: 1799px) { .st-key-room-chart { transform: scale(.83); width: calc(1790px / .83) !important; left: calc(64px * .83); top: calc(180px * .83); } }
@media (max-width: 1500px) { .st-key-room-chart { transform: scale(.72); width: calc(1790px / .72) !important; left: calc(64px * .72); top: calc(180px * .72); } }
@media (max-width: 1300px) { .st-key-room-chart { transform: scale(.66); width: calc(1790px / .66) !important; left: calc(64px * .66); top: calc(180px * .66); } }
@media (max-width: 1100px) { .st-key-room-chart { transform: scale(.53); width: calc(1790px / .53) !important; left: calc(64px * .53); top: calc(180px * .53); } }
@media (min-width: 2400px) { .st-key-room-chart { transform: scale(1.33); width: calc(1790px / 1.33) !important; left: calc(64px * 1.33); top: calc(180px * 1.33); } }
@media (min-width: 3600px) { .st-key-room-chart { transform: scale(2); width: calc(1790px / 2) !important; left: calc(64px * 2); top: calc(180px * 2); } }
</style>"""


@st.fragment(run_every=1.0)
@database.told
def screen() -> None:
    with database.looking() as db:
        workshop = database.current(db)
        if workshop is None:
            st.info(_("Open or make a workshop first."))
            return
        shown = picture.of(db, workshop, now=store.now())
        room.show(shown, key="room", full=True)
        if shown["kind"] == "effort" and shown["points"]:
            with st.container(key="room-chart"):
                charts.show(effort.in_the_room(db, workshop), key="room_effort")
        vote = picture.last_closed_vote(db, workshop)
        if shown["kind"] == "result" and shown["options"] and vote is not None:
            with st.container(key="room-chart"):
                charts.show(charts.of(db, workshop, vote, size="room"), key="room_chart")


st.html(_WHOLE_WINDOW)
screen()
