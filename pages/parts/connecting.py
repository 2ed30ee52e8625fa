"""Three things that must be true before phones come in, looked at again and again."""

import streamlit as st
from sqlmodel import Session

from pages.parts import address, address_choice, database, say
from pages.parts.language import _, clock
from workshop_kit import network, supervisor
from workshop_kit.network import Answer
from workshop_kit.settings import settings

OK, WAIT, STOP = ("check_circle", "green"), ("hourglass_top", "orange"), ("error", "red")
LOOPBACK = "127.0.0.1"


@st.fragment(run_every=2.0)
@database.told
def checks() -> None:
    with database.looking() as db:
        workshop = database.current(db)
        chosen = address.chosen(db)
        link = address.link(db, workshop.code if workshop else "")
        words, code = st.columns([1.75, 1], gap="medium")
        with words.container(border=True, key="card-checks", height="stretch", vertical_alignment="center"):
            _network(chosen)
            well = _server(chosen)
            _phone(db, chosen, ready=well and chosen != LOOPBACK)
        with code.container(border=True, key="card-try", horizontal_alignment="center"):
            say.bold(_("Try it with one phone"))
            st.image(address.qr(link), width=220)
            st.code(link, language=None)


def _network(chosen: str) -> None:
    have = network.addresses()
    if chosen == LOOPBACK:
        _row(STOP, _("The laptop is on no network"), _("Join the room’s Wi-Fi, or make a hotspot as told below."))
        return
    adapter = next((found.adapter for found in have if found.ip == chosen), "")
    fact = _("Its address is %(ip)s, on %(adapter)s.", ip=chosen, adapter=adapter)
    _row(OK, _("The laptop is on a network"), fact)
    address_choice.tell_hotspot(chosen)
    if len(have) > 1:
        address_choice.choice(have, chosen)


def _server(chosen: str) -> bool:
    """Whether the phone server answers at the address of the laptop."""
    port = address.port()
    heard = network.answer(chosen, port, supervisor.instance(settings()))
    if heard is Answer.OURS:
        _row(OK, _("The page for phones is ready"), _("It answers on port %(port)s.", port=port))
        address.tell_port()
    elif heard is Answer.OTHER:
        fact = _("Another program answers on port %(port)s. Close the kit, and start it again.", port=port)
        _row(STOP, _("The page for phones is not ready"), fact)
    else:
        fact = _("Nothing answers on port %(port)s. It starts again by itself; wait ten seconds.", port=port)
        _row(WAIT, _("The page for phones is not ready"), fact)
    return heard is Answer.OURS


def _phone(db: Session, chosen: str, *, ready: bool) -> None:
    at = address.reached_at(db, chosen)
    if at is not None:
        when = clock(at.astimezone().time())
        _row(OK, _("A phone got through"), _("At %(time)s. You are ready.", time=when))
    elif ready:
        fact = _("Put a phone on the same Wi-Fi and scan the code. This turns green by itself.")
        _row(WAIT, _("No phone has got through yet"), fact)
    else:
        _row(WAIT, _("No phone has got through yet"), _("First the two lines above must be green."))


def _row(state: tuple[str, str], head: str, fact: str) -> None:
    icon, colour = state
    sign, words = st.columns([1, 12], vertical_alignment="center", gap="small")
    sign.markdown(f"## :{colour}[:material/{icon}:]")
    with words.container(gap=None):
        say.bold(head)
        say.gray(fact)
