"""Services of the catalogue in the database. The caller opens the session: these verbs never commit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, insert, select

from models import Action, Service, Texts
from workshop_kit import catalogue
from workshop_kit.catalogue import Record
from workshop_kit.catalogue.record import line
from workshop_kit.errors import NotFound
from workshop_kit.i18n import Chosen, pick

FIELDS = tuple(field.name for field in fields(Record))
SERVICE, PARTNER = "service", "partner"
"""The kinds of records: what a body offers, and an NGO, a club or a parish that takes part."""


@dataclass(frozen=True)
class Imported:
    """How many services an import added, changed and found as they were."""

    added: int
    updated: int
    unchanged: int


@dataclass(frozen=True)
class Removed:
    """How many services were removed, and how many were kept because an action of a plan names them."""

    removed: int
    kept: int


def import_records(db: Session, records: Iterable[Record], *, now: datetime) -> Imported:
    """Add the services that are new and renew those that are known by source and source_id.

    What is in the catalogue but not in `records` stays: `remove_source` takes it away.
    """
    incoming = {(record.source, record.source_id): record for record in records}
    known = _known(db, {source for source, _id in incoming})
    new = [_columns(record) | {"refreshed_at": now} for key, record in incoming.items() if key not in known]
    if new:
        db.execute(insert(Service), new)
    renewed = [_renew(known[key], record, now) for key, record in incoming.items() if key in known]
    db.flush()
    return Imported(added=len(new), updated=sum(renewed), unchanged=len(renewed) - sum(renewed))


def _known(db: Session, sources: set[str]) -> dict[tuple[str, str], Service]:
    found = db.exec(select(Service).where(col(Service.source).in_(sources)))
    return {(service.source, service.source_id): service for service in found}


def _renew(service: Service, record: Record, now: datetime) -> bool:
    """Whether anything in it changed."""
    columns = _columns(record)
    changed = any(getattr(service, field) != value for field, value in columns.items())
    if changed:
        for field, value in columns.items():
            setattr(service, field, value)
    service.refreshed_at = now
    return changed


def _columns(record: Record) -> dict[str, object]:
    values = ((field, getattr(record, field)) for field in FIELDS)
    return {field: list(value) if isinstance(value, tuple) else value for field, value in values}


def ensure_starter(db: Session, now: datetime) -> Imported:
    """Put the starter catalogue in, where there is no service at all."""
    if db.exec(select(Service.id).limit(1)).first() is not None:
        return Imported(0, 0, 0)
    return import_records(db, catalogue.starter(), now=now)


def remove_source(db: Session, source: str) -> Removed:
    """Take away all services of a source (`starter`, `csv` …), except those that an action names."""
    used = set(db.exec(select(Action.service_id).where(col(Action.service_id).is_not(None))).all())
    ids = db.exec(select(Service.id).where(Service.source == source)).all()
    free = [identity for identity in ids if identity not in used]
    for start in range(0, len(free), 500):  # databases bound the length of such a list
        db.exec(delete(Service).where(col(Service.id).in_(free[start : start + 500])))
    return Removed(removed=len(free), kept=len(ids) - len(free))


def by_id(db: Session, service_id: int) -> Service:
    """Raises NotFound."""
    service = db.get(Service, service_id)
    if service is None:
        raise NotFound()
    return service


def listed(db: Session, *, search: str = "", body: str | None = None, kind: str = "") -> list[Service]:
    """Services in the order they were added. `search`: all its words occur in the names and descriptions of
    any language, upper or lower case; `body`: a name of the responsible body, in any language; `kind`: `SERVICE`
    or `PARTNER`."""
    words = line(search).casefold().split()
    query = select(Service).where(Service.kind == kind) if kind else select(Service)
    found = db.exec(query.order_by(col(Service.id))).all()
    return [service for service in found if _of(service, body) and _says(service, words)]


def _of(service: Service, body: str | None) -> bool:
    return body is None or body.casefold() in _folded(service.body)


def _says(service: Service, words: list[str]) -> bool:
    if not words:
        return True
    text = "\n".join([*service.name.values(), *service.description.values()]).casefold()
    return all(word in text for word in words)


def bodies(db: Session) -> list[Texts]:
    """Responsible bodies, each once, those with most services first. Bodies that share a name are one."""
    counts = Counter(tuple(body.items()) for body in db.exec(select(col(Service.body))) if body)
    found: list[Texts] = []
    for names, _count in counts.most_common():
        same = next((body for body in found if _folded(body) & _folded(dict(names))), None)
        if same is None:
            found.append(dict(names))
        else:
            same.update({language: name for language, name in names if language not in same})
    return found


def _folded(body: Texts) -> set[str]:
    return {name.casefold() for name in body.values()}


def name(service: Service, language: str) -> Chosen:
    """The name for a reader of this language, with the language it is really in."""
    return pick(service.name, language)


def description(service: Service, language: str) -> Chosen:
    return pick(service.description, language)


def body_name(service: Service, language: str) -> Chosen:
    """The responsible body; an empty text where the catalogue does not say."""
    return pick(service.body, language)


def as_records(services: Iterable[Service]) -> list[Record]:
    """For `catalogue.write_csv` and `catalogue.write_hsds`."""
    return [_record(service) for service in services]


def _record(service: Service) -> Record:
    values: dict[str, Any] = {field: getattr(service, field) for field in FIELDS}
    frozen = {field: tuple(value) for field, value in values.items() if isinstance(value, list)}
    return Record(**(values | frozen))
