"""Connect phones: is the laptop found, what to do when it is not, a hotspot of its own, a code for the Wi-Fi."""

import streamlit as st
from sqlmodel import Session

from pages.parts import connecting, database, say, systems, wifi_card
from pages.parts.language import _
from workshop_kit import wifi


def blocked() -> None:
    with st.expander(_("A phone does not get through"), icon=":material/block:"):
        say.bold(_("First: is the phone on the same Wi-Fi, and is its mobile data off?"))
        st.markdown(_("Then it is often the laptop’s firewall. Let it through:"))
        systems.firewall()
        st.markdown(
            _("Still nothing? A guest Wi-Fi often keeps devices apart. Make a hotspot, or bring a small router.")
        )


def no_wifi() -> None:
    with st.expander(_("No Wi-Fi here? Make a hotspot on this laptop"), icon=":material/wifi_tethering:"):
        st.markdown(_("Phones then talk to the laptop alone. No internet is needed, and nothing leaves the room."))
        systems.hotspot()


def read_aloud(db: Session) -> None:
    """What phones complain about on a Wi-Fi without internet, as the facilitator says it to the room."""
    known = wifi.remembered(db)
    with st.container(border=True, key="card-aloud"):
        say.fine(_("Read this aloud when there is no internet"), icon="campaign")
        systems.steps(
            _("Open the Wi-Fi on your phone and choose “%(name)s”.", name=known.name)
            if known
            else _("Open the Wi-Fi on your phone and choose ours."),
            _("Does the phone say “No internet”? That is right. Press “Stay connected” or “Keep Wi-Fi”."),
            _("Turn mobile data off for now, or the phone looks for us on the internet. Turn VPN off, too."),
            _("Then scan the code on the big screen."),
        )


with database.looking() as db:
    st.title(_("Connect phones"))
    connecting.checks()
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        blocked()
        no_wifi()
        read_aloud(db)
    with right:
        wifi_card.show(db)
