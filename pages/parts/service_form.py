"""One record of the catalogue: written, corrected, taken out. What a person wrote stays when a file comes again."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Service, Texts
from pages.parts import database, texts
from pages.parts.language import _, current, keyed
from workshop_kit import services, store
from workshop_kit.catalogue.record import LINE, TEXT
from workshop_kit.i18n import LANGUAGES, language_of, pick

_OFTEN = ("fi", "sv", "en")
"""The languages in which a catalogue of a Finnish city is written."""
KINDS = {services.SERVICE: lambda: _("Service"), services.PARTNER: lambda: _("Partner")}


def edit(service: Service) -> None:
    st.dialog(_("Correct this record"), width="large")(_edit)(service.id)


def new() -> None:
    st.dialog(_("A record of your own"), width="large")(_new)()


@database.told
def _edit(service_id: int) -> None:
    with database.looking() as db:
        service = services.by_id(db, service_id)
        given = _fields(db, service)
        save, out = st.columns([3, 1])
        if save.button(_("Save"), type="primary", icon=":material/check:", key="service_save"):
            _keep(lambda db: services.edit(db, services.by_id(db, service_id), **given))
        with out.popover(_("Take out"), icon=":material/delete:"):
            st.markdown(_("It goes from the catalogue. A file that has it brings it back."))
            if st.button(_("Take out"), key="service_remove"):
                _keep(lambda db: services.remove(db, services.by_id(db, service_id)))


@database.told
def _new() -> None:
    with database.looking() as db:
        given = _fields(db, None)
    if st.button(_("Add"), type="primary", icon=":material/add:", key="service_save"):
        _keep(lambda db: services.add(db, now=store.now(), **given))


def _keep(change: Any) -> None:
    """Close the dialog where it could be kept; else the sentence stands in it, over what was written."""
    with store.writing(database.engine()) as db:
        change(db)
    st.rerun()


def _fields(db: Session, service: Service | None) -> dict[str, Any]:
    key = f"service_{service.id if service else 'new'}"
    kinds = list(KINDS)
    kind = st.segmented_control(
        _("Kind"), kinds, default=service.kind if service else services.PARTNER, required=True,
        format_func=lambda one: KINDS[one](), key=keyed(f"{key}_kind"),
    )  # fmt: skip
    given: dict[str, Any] = {"kind": kind, **_texts(key, service), "body": _body(db, key, service)}
    left, right = st.columns(2)
    given["classes"] = left.text_input(
        _("What it does, with semicolons"), "; ".join(service.classes) if service else "", key=f"{key}_classes",
        placeholder=_("job coaching; parental corner; clubs"),
    ).split(";")  # fmt: skip
    given["area"] = right.text_input(_("Area"), service.area if service else "", key=f"{key}_area")
    spoken = list(service.languages) if service else []
    others = [code for code in spoken if code not in LANGUAGES]  # a catalogue may know more of them
    given["languages"] = st.multiselect(
        _("Languages served"), [*LANGUAGES, *others], default=spoken,
        format_func=lambda code: language_of(code).name, key=f"{key}_languages", placeholder=_("Choose languages"),
    )  # fmt: skip
    contact, url = st.columns(2)
    given["contact"] = contact.text_input(
        _("Contact of the service"), service.contact if service else "", key=f"{key}_contact",
        help=_("Of the service, never of a person."),
    )  # fmt: skip
    given["url"] = url.text_input(_("Website"), service.url if service else "", key=f"{key}_url")
    return given


def _texts(key: str, service: Service | None) -> dict[str, Texts]:
    """Name and description in the usual languages, and in those that the record has."""
    names, descriptions = (service.name, service.description) if service else ({}, {})
    codes = list(dict.fromkeys([*_OFTEN, *(code for code in (*names, *descriptions) if code in LANGUAGES)]))
    fields = [
        texts.Field("name", _("Name"), names, LINE),
        texts.Field("description", _("Description"), descriptions, TEXT, long=True, height=68),
    ]
    texts.others(key, "", codes, fields, title=_("Language"))
    kept = {
        "name": {code: text for code, text in names.items() if code not in LANGUAGES},
        "description": {code: text for code, text in descriptions.items() if code not in LANGUAGES},
    }
    return {name: kept[name] | texts.read(key, name) for name in kept}


def _body(db: Session, key: str, service: Service | None) -> Texts:
    """A body that is known, or a name that is typed."""
    known = {pick(body, current()).text: body for body in services.bodies(db)}
    own = pick(service.body, current()).text if service else None
    chosen = st.selectbox(
        _("Responsible body"), list(known), index=list(known).index(own) if own in known else None,
        key=f"{key}_body", accept_new_options=True, placeholder=_("City, county, or the NGO itself"),
    )  # fmt: skip
    if not chosen:
        return {}
    if service and chosen == own:
        return dict(service.body)
    return known.get(chosen) or {current(): chosen}
