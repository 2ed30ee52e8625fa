"""The room's Wi-Fi on a page: name and password, and the QR code that joins it."""

import streamlit as st
from sqlmodel import Session

from pages.parts import address, database, say
from pages.parts.language import _
from workshop_kit import wifi
from workshop_kit.wifi import Wifi


def show(db: Session) -> None:
    known = wifi.remembered(db)
    with st.container(border=True, key="card-wifi"):
        say.bold(_("A code that joins the Wi-Fi"))
        _fields(known)
        if known is None:
            say.fine(
                _("Write the name and password of the room’s Wi-Fi. Phones then join it by a code."), icon="info"
            )
        else:
            _code(known)


def _fields(known: Wifi | None) -> None:
    with st.form("wifi", border=False):
        st.text_input(_("Name of the Wi-Fi"), known.name if known else "", key=_key("name", known), max_chars=32)
        st.text_input(
            _("Its password"),
            known.password if known else "",
            key=_key("password", known),
            max_chars=63,
            help=_("Leave it empty where the Wi-Fi asks for none. It stays on this laptop and on what you print."),
        )
        with st.container(horizontal=True):
            st.form_submit_button(_("Make the code"), icon=":material/qr_code:", on_click=_remember, args=(known,))
            if known:
                st.form_submit_button(_("Forget it"), icon=":material/delete:", on_click=_forget)


def _code(known: Wifi) -> None:
    with st.container(horizontal_alignment="center"):
        st.image(address.qr(wifi.payload(known.name, known.password)), width=220)
    say.bold(_("First join the Wi-Fi"))
    say.gray(_("Point the phone’s camera here and press “Join”. Then scan the code of the workshop."))


def _remember(known: Wifi | None) -> None:
    given = st.session_state
    name, password = given[_key("name", known)] or "", given[_key("password", known)] or ""
    database.act(lambda db: wifi.remember(db, name, password), done=_("The code for the Wi-Fi is ready."))


def _forget() -> None:
    database.act(wifi.forget, done=_("The Wi-Fi is forgotten."))


def _key(field: str, known: Wifi | None) -> str:
    """Another key for another Wi-Fi: a field keeps what was typed before."""
    return f"wifi_{field}_{known.name if known else ''}"
