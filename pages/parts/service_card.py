"""A record of the catalogue as a card, and what is known about where records come from."""

import streamlit as st
from sqlmodel import Session

from models import Service
from pages.parts import say, service_form
from pages.parts.language import _, current, day, n
from workshop_kit import services
from workshop_kit.i18n import language_of

SOURCES = {
    "starter": lambda: _("Starter catalogue of the kit"),
    "hsds": lambda: "Open Referral HSDS",
    "ptv": lambda: "Suomi.fi (PTV)",
    "servicemap": lambda: _("Service Map of the Helsinki region"),
    "csv": lambda: _("Own table (CSV)"),
    services.OWN: lambda: _("Written here"),
}


def show(service: Service) -> None:
    with st.container(border=True, key=f"card-service-{service.id}"):
        words, button = st.columns([4, 1], vertical_alignment="top")
        with words.container(gap="xsmall"):
            say.bold(services.name(service, current()).text)
            spoken = ", ".join(language_of(code).name for code in service.languages)
            say.facts(services.body_name(service, current()).text, service.area, spoken)
            if service.classes:
                say.fine("; ".join(service.classes), icon="category")
        if button.button(_("Correct"), key=f"service_edit_{service.id}", icon=":material/edit:", width="stretch"):
            service_form.edit(service)
        _marks(service)
        if told := services.description(service, current()).text:
            st.markdown(f":small[{say.plain(told)}]")
        if service.contact:
            say.fine(service.contact, icon="call")
        if service.url:
            st.link_button(_("Website"), service.url, icon=":material/open_in_new:")


def _marks(service: Service) -> None:
    with st.container(horizontal=True):
        if service.kind == services.PARTNER:
            st.badge(_("Partner"), icon=":material/handshake:", color="orange")
        if service.vanished_at is not None:
            gone = day(service.vanished_at.astimezone().date())
            st.badge(_("Gone from its source since %(day)s", day=gone), icon=":material/link_off:", color="red")
        if service.edited:
            st.badge(_("Corrected here"), icon=":material/edit:", color="gray")


def in_use_and_gone(db: Session) -> None:
    """The actions whose service is no longer there."""
    found = services.vanished_in_use(db)
    if not found:
        return
    st.warning(
        n(
            "%(n)s action names a service that its source has no more.",
            "%(n)s actions name a service that its source has no more.",
            len(found),
        ),
        icon=":material/link_off:",
    )
    with st.container(border=True, key="card-gone"):
        for use in found:
            say.facts(f"{use.workshop.code} · {use.action.title}", services.name(use.service, current()).text)


def origins(db: Session) -> None:
    """Where the records come from, under which licence, and how fresh they are."""
    rows = [
        {
            _("Source"): _source(origin.source),
            _("Licence"): origin.licence,
            _("Records"): origin.records,
            _("Gone"): origin.vanished,
            _("Brought in"): origin.refreshed_at.astimezone().date(),
        }
        for origin in services.origins(db)
    ]
    st.dataframe(rows, hide_index=True)


def _source(code: str) -> str:
    return SOURCES[code]() if code in SOURCES else code
