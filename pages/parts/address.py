"""The address that phones open: which of the laptop's addresses, which port, and whether a phone got through."""

from datetime import datetime, timedelta

import segno
import streamlit as st
from sqlmodel import Session

from pages.parts.language import _
from workshop_kit import network, preferences, store, supervisor
from workshop_kit.settings import settings

_CHOSEN = "phone_address"


def port() -> int:
    """The phone server's port, the one it really got."""
    note = supervisor.read_note(settings())
    return note.port if note else settings().phone_port


def port_was_taken() -> int | None:
    """The port that was asked for, where another program had it."""
    note = supervisor.read_note(settings())
    return note.wanted_port if note and note.port != note.wanted_port else None


def tell_port() -> None:
    """Say so when another program has the port that was asked for."""
    taken = port_was_taken()
    if taken is not None:
        st.info(
            _(
                "Port %(taken)s is in use by another program. Phones use %(port)s instead.",
                taken=taken,
                port=port(),
            ),
            icon=":material/info:",
        )


def chosen(db: Session) -> str:
    """The address the facilitator chose, while the laptop still has it; else the likeliest."""
    have = [address.ip for address in network.addresses()]
    wish = preferences.get(db, _CHOSEN)
    return wish if wish in have else have[0]


def choose(db: Session, ip: str) -> None:
    preferences.put(db, _CHOSEN, ip)


def reached_at(db: Session, ip: str) -> datetime | None:
    """When a phone last opened this address, within the last day."""
    found = preferences.get(db, f"reached:{ip}:{port()}") or (
        preferences.get(db, f"reached:{ip}") if port() == 80 else None
    )
    at = datetime.fromisoformat(found) if found else None
    return at if at and store.now() - at < timedelta(days=1) else None


def link(db: Session, code: str) -> str:
    return network.link(chosen(db), port(), code)


def short(db: Session) -> str:
    """The address as it is read aloud: without http and code."""
    return network.link(chosen(db), port()).removeprefix("http://").rstrip("/")


@st.cache_data(max_entries=50)
def qr(text: str) -> str:
    """A QR code as a data URI: error correction M, quiet zone of four modules, ink on white."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(scale=10, border=4, dark="#12282D", light="#FFFFFF"))
