"""Workshops: try the demo, make a new one, open one, bring one in from another laptop."""

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import address, database, delete_workshop, look, missing_languages, say
from pages.parts.language import _, current, day
from workshop_kit import bundle, demo, participants, store, workshops
from workshop_kit.i18n import pick


def try_demo() -> None:
    def load(db: Session) -> None:
        codes = demo.load(db, now=store.now())
        database.open_workshop_in(db, workshops.by_code(db, codes[-1]))

    database.act(load, done=_("Two demo workshops are ready: one finished, one to run."))


def bring_in() -> None:
    uploaded = st.session_state["home_import"]
    if uploaded is not None:
        database.act(
            lambda db: database.open_workshop_in(db, bundle.load(db, uploaded.getvalue(), now=store.now())),
            done=_("The workshop is here now."),
        )


def state_of(workshop: Workshop) -> str:
    if workshop.ended_at:
        return _("finished")
    return _("under way") if workshop.current_step_id else _("ready to run")


def row(db: Session, workshop: Workshop) -> None:
    assert workshop.id is not None
    title = pick(workshop.title, current(), workshop.language).text
    with st.container(border=True, key=f"card-{workshop.code}"):
        text, buttons = st.columns([3, 1.4], vertical_alignment="center")
        with text:
            st.subheader(say.plain(title), anchor=False)
            people = participants.count(db, workshop)
            facts = [
                day(workshop.day),
                workshop.venue,
                _("Room %(code)s", code=workshop.code),
                _("%(n)s joined", n=people) if people else "",
                state_of(workshop),
                _("Demo") if workshop.demo else "",
            ]
            say.facts(*facts)
            missing_languages.line(db, workshop)
        with buttons.container(horizontal=True, horizontal_alignment="right"):
            if st.button(_("Open"), key=f"home_open_{workshop.code}", icon=":material/arrow_forward:"):
                database.open_workshop(workshop.id)
                st.switch_page("room/now.py")
            if st.button("", key=f"home_delete_{workshop.code}", icon=":material/delete:", help=_("Delete")):
                delete_workshop.ask(workshop.id, title)


st.title(_("Workshops"))
address.tell_port()
with database.looking() as db:
    every = workshops.listed(db)
    if not every:
        look.empty(_("No workshop yet. Make your own, or look around in the demo first."))
    with st.container(horizontal=True):
        if st.button(_("New workshop"), type="primary", icon=":material/add:", key="home_new"):
            st.switch_page("prepare/workshop.py", query_params={"new": "1"})
        if not any(workshop.demo for workshop in every):
            st.button(_("Try the demo"), icon=":material/play_circle:", key="home_demo", on_click=try_demo)
    for workshop in every:
        row(db, workshop)
with st.expander(_("Bring in a workshop from another laptop"), icon=":material/upload_file:"):
    st.file_uploader(_("The JSON file that the other laptop saved"), type=["json"], key="home_import")
    st.button(
        _("Bring in"), on_click=bring_in, disabled=st.session_state.get("home_import") is None, key="home_import_go"
    )
