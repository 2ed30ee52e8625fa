"""What is done differently on Windows, macOS and Linux: the firewall, and a hotspot of the laptop's own."""

import platform
from collections.abc import Callable

import streamlit as st

from pages.parts import address, say
from pages.parts.language import _, keyed

SYSTEMS = {"Windows": "Windows", "Darwin": "macOS", "Linux": "Linux"}
"""What Python calls a system, and what people call it."""


def tabs(key: str, draw: dict[str, Callable[[], None]]) -> None:
    """One tab a system, with this laptop's own opened."""
    names = [SYSTEMS[system] for system in draw]
    here = SYSTEMS.get(platform.system(), names[0])
    for tab, content in zip(st.tabs(names, default=here, key=keyed(key)), draw.values(), strict=True):
        with tab:
            content()


def steps(*sentences: str) -> None:
    """A numbered list."""
    st.markdown("\n".join(f"{n}. {say.plain(sentence)}" for n, sentence in enumerate(sentences, start=1)))


def firewall() -> None:
    tabs("firewall", {"Windows": _firewall_windows, "Darwin": _firewall_macos, "Linux": _firewall_linux})


def hotspot() -> None:
    tabs("hotspot", {"Windows": _hotspot_windows, "Darwin": _hotspot_macos, "Linux": _hotspot_linux})


def _firewall_windows() -> None:
    steps(
        _("Open Start, type “Allow an app through Windows Firewall”, and press Enter."),
        _("Press “Change settings”. Find every line that is called Python."),
        _("Tick “Private” and “Public” beside it, and press OK."),
        _("Scan the code again with one phone."),
    )
    say.fine(_("No line called Python? Press “Allow another app” and choose python.exe."), icon="info")
    say.fine(
        _("A laptop of a school or city may not let you. Then ask its support, or use paper cards."), icon="info"
    )


def _firewall_macos() -> None:
    steps(
        _("Open System Settings, then Network, then Firewall."),
        _("Is it on? Press Options, and let Python accept incoming connections."),
        _("Untick “Block all incoming connections”."),
        _("Scan the code again with one phone."),
    )


def _firewall_linux() -> None:
    steps(
        _("Open a terminal."),
        _("On Ubuntu type: sudo ufw allow %(port)s/tcp", port=address.port()),
        _("On Fedora type: sudo firewall-cmd --add-port=%(port)s/tcp", port=address.port()),
        _("Scan the code again with one phone."),
    )


def _hotspot_windows() -> None:
    steps(
        _("Open Settings, then Network & internet, then Mobile hotspot."),
        _("Under Properties press Edit. Choose a short name, a password of eight letters, and the band 2.4 GHz."),
        _("Turn “Power saving” off, or the hotspot goes to sleep when nobody is on it."),
        _("Turn Mobile hotspot on. Write its name and password on this page, too."),
    )
    say.fine(
        _("Windows lets eight phones in. For more people use a Wi-Fi router; it needs no internet."), icon="info"
    )
    say.fine(
        _("Windows may refuse on no network at all. Then join any Wi-Fi first, or bring a router."), icon="info"
    )


def _hotspot_macos() -> None:
    steps(
        _("Open System Settings, then General, then Sharing. Press the ⓘ beside Internet Sharing."),
        _("Share from: any connection that is not Wi-Fi, for example Ethernet. To devices using: Wi-Fi."),
        _("Press Wi-Fi Options. Choose a short name, WPA2/WPA3 Personal, and a password of eight letters."),
        _("Turn Internet Sharing on. Write its name and password on this page, too."),
    )
    say.fine(_("While it shares, the Mac itself is on no other Wi-Fi. That is fine for the evening."), icon="info")


def _hotspot_linux() -> None:
    steps(
        _("Open Settings, then Wi-Fi. Open the menu with the dots at the top."),
        _("Choose “Turn On Wi-Fi Hotspot”. Choose a short name and a password of eight letters."),
        _("Turn it on. Write its name and password on this page, too."),
    )
    say.fine(_("Or in a terminal: nmcli device wifi hotspot ssid NAME password PASSWORD"), icon="terminal")
    say.fine(
        _("While it shares, the laptop itself is on no other Wi-Fi. That is fine for the evening."), icon="info"
    )
