"""How phones come in: the address, the choice between several, and whether a phone has got through."""

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import address, database, say
from pages.parts.language import _, clock
from workshop_kit import network


def show(db: Session, workshop: Workshop) -> None:
    have = network.addresses()
    chosen = address.chosen(db)
    with st.container(border=True, key="card-address"):
        code, words = st.columns([1, 2.2], vertical_alignment="center")
        code.image(address.qr(address.link(db, workshop.code)), width=170)
        with words:
            say.bold(_("Phones open"))
            st.code(address.link(db, workshop.code), language=None)
            _reached(db, chosen)
            address.tell_port()
            tell_hotspot(chosen)
            if chosen == "127.0.0.1":
                st.warning(
                    _("This laptop is on no network. Join the room’s Wi-Fi or make a hotspot first."),
                    icon=":material/wifi_off:",
                )
        if len(have) > 1:
            choice(have, chosen)


def _reached(db: Session, chosen: str) -> None:
    at = address.reached_at(db, chosen)
    if at is None:
        say.fine(_("No phone has opened this address yet."), icon="hourglass_empty")
    else:
        when = clock(at.astimezone().time())
        say.fine(_("A phone got through at %(time)s.", time=when), icon="check_circle", colour="green")


def tell_hotspot(chosen: str) -> None:
    """Say so where the phones are on the laptop's own hotspot, by its address."""
    if network.is_hotspot(chosen):
        say.fine(_("This looks like the laptop’s own hotspot."), icon="wifi_tethering")


def choice(have: list[network.Address], chosen: str) -> None:
    names = {found.ip: f"{found.ip} · {found.adapter}" for found in have}
    st.selectbox(
        _("The laptop has several addresses. Choose the one on the room’s Wi-Fi."),
        list(names),
        index=list(names).index(chosen),
        format_func=names.get,
        key="address_choice",
        on_change=_choose,
    )


def _choose() -> None:
    ip = st.session_state["address_choice"]
    database.act(lambda db: address.choose(db, ip))
