"""Records that a person writes or corrects: her words stay, also when a newer file says something else."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, select

from models import Service
from workshop_kit.catalogue import Record
from workshop_kit.catalogue.record import LINE, lines, texts, web_address
from workshop_kit.errors import EmptyText, Refused, UnknownLanguage, Wrong
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.services.finding import SERVICE, as_records, asked_about, searchable, uses
from workshop_kit.services.importing import OWN, import_records

EDITABLE = ("name", "description", "body", "classes", "languages", "area", "contact", "url", "kind")


class WrongLink(Wrong):
    sentence = N_("This is not a web address. Copy it from the browser, with https:// at its beginning.")


class ServiceInUse(Refused):
    sentence = N_("Plans name it, so it stays: %(actions)s. Choose another service there first.")


class ServiceAskedAbout(ServiceInUse):
    sentence = N_("Questions ask about it, so it stays: %(workshops)s.")


def add(db: Session, *, now: datetime, kind: str = SERVICE, **given: Any) -> Service:
    """A record of one's own. Raises EmptyText without a name, UnknownLanguage, WrongLink."""
    record = Record(OWN, str(uuid4()), **_checked({"kind": kind, **given}))
    if not record.name:
        raise EmptyText()
    import_records(db, [record], now=now, whole=False)
    return db.exec(select(Service).where(Service.source == OWN, Service.source_id == record.source_id)).one()


def edit(db: Session, service: Service, **given: Any) -> None:
    """Correct a record; what is corrected stays so. Raises EmptyText, UnknownLanguage, WrongLink."""
    checked = _checked(given, service.languages)
    if "name" in checked and not checked["name"]:
        raise EmptyText()
    before = as_records([service])[0]
    after = replace(before, **checked)
    changed = [name for name in checked if getattr(after, name) != getattr(before, name)]
    for name in changed:
        value = getattr(after, name)
        setattr(service, name, list(value) if isinstance(value, tuple) else value)
    service.edited = sorted({*service.edited, *changed})
    for name, value in searchable(after.name, after.description, after.body, after.classes).items():
        setattr(service, name, value)
    db.add(service)
    db.flush()


def remove(db: Session, service: Service) -> None:
    """Take a record out of the catalogue.

    Raises ServiceInUse where an action names it, ServiceAskedAbout where a feedback step does.
    """
    found = uses(db, [service])
    if found:
        raise ServiceInUse(actions="; ".join(dict.fromkeys(use.action.title for use in found)))
    if asked := asked_about(db).get(service.id or 0):
        raise ServiceAskedAbout(workshops="; ".join(dict.fromkeys(asked)))
    db.delete(service)
    db.flush()


def _checked(given: dict[str, Any], known: Collection[str] = ()) -> dict[str, Any]:
    """As a file's record would be cleaned. `known`: languages that it may have besides ours."""
    clean: dict[str, Any] = {}
    for name in ("name", "body"):
        if name in given:
            clean[name] = texts(given[name], LINE)
    if "description" in given:
        clean["description"] = texts(given["description"])
    if "classes" in given:
        clean["classes"] = lines(given["classes"])
    if "languages" in given:
        clean["languages"] = tuple(given["languages"])
    for name in ("area", "contact"):
        if name in given:
            clean[name] = " ".join(given[name].split())[:LINE]
    if "url" in given:
        clean["url"] = _link(given["url"])
    if "kind" in given:
        clean["kind"] = given["kind"]
    if any(code not in LANGUAGES and code not in known for code in clean.get("languages", ())):
        raise UnknownLanguage()
    return clean


def _link(url: str) -> str:
    address = web_address(url)
    if url.strip() and not address:
        raise WrongLink()
    return address
