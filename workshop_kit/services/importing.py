"""A catalogue brought in, and brought in again: what is new, what has changed, what its source has no more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, insert, select

from models import Action, ActionPartner, Example, Service
from workshop_kit import catalogue
from workshop_kit.catalogue import Record
from workshop_kit.services.finding import FIELDS, asked_about, searchable

OWN = "own"
"""The source of records that the facilitator wrote herself: no file knows them."""
WHOLE = 0.5
"""A file that has this share of what is known from its source is taken for the whole of it, unless told else."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Imported:
    """How many records an import adds, changes and finds as they were; how many its source has no more."""

    added: int
    updated: int
    unchanged: int
    vanished: int = 0


@dataclass(frozen=True)
class Removed:
    """How many services were removed, and how many were kept because something names them."""

    removed: int
    kept: int


def import_records(db: Session, records: Iterable[Record], *, now: datetime, whole: bool | None = None) -> Imported:
    """Add the services that are new and renew those that are known by source and source_id.

    What a person wrote stays. Where the file is the `whole` of its source (None: where it looks so), what it
    has not is marked as gone, and stays for the plans that name it; what comes back is marked no more.
    """
    found = _Compared(db, records)
    if found.new:
        db.execute(insert(Service), [_columns(record) | {"refreshed_at": now} for record in found.new])
    renewed = sum(_renew(service, record, now) for service, record in found.known)
    vanished = found.missing(whole)
    for service in vanished:
        service.vanished_at = service.vanished_at or now
    db.flush()
    return Imported(len(found.new), renewed, len(found.known) - renewed, len(vanished))


@dataclass(frozen=True)
class Preview:
    """What `import_records` would do with a file."""

    looks_whole: bool  # it has half of what is known from its source, or more
    part: Imported  # taken for a part of its source
    whole: Imported  # taken for the whole of it
    others: int  # of what is known by its id now has quite another name and body: is it another table?


def preview(db: Session, records: Iterable[Record]) -> Preview:
    """Nothing is changed."""
    found = _Compared(db, records)
    renewed = sum(bool(_changes(service, record)) for service, record in found.known)
    counts = (len(found.new), renewed, len(found.known) - renewed)
    others = sum(_is_another(service, record) for service, record in found.known)
    part, whole = (Imported(*counts, len(found.missing(way))) for way in (False, True))
    return Preview(bool(found.whole_sources()), part, whole, others)


def _is_another(service: Service, record: Record) -> bool:
    """Whether a record shares nothing but its id with what is known: no name, and no name of its body."""
    names = {*service.name.values(), *service.body.values()}
    return not names & {*record.name.values(), *record.body.values()}


class _Compared:
    """The records of a file beside those that are known."""

    def __init__(self, db: Session, records: Iterable[Record]) -> None:
        self.incoming = {(record.source, record.source_id): record for record in records}
        sources = {source for source, _id in self.incoming}
        rows = db.exec(select(Service).where(col(Service.source).in_(sources)))
        self.there: Mapping[Key, Service] = {(row.source, row.source_id): row for row in rows}
        self.new = [record for key, record in self.incoming.items() if key not in self.there]
        self.known = [(self.there[key], record) for key, record in self.incoming.items() if key in self.there]

    def whole_sources(self) -> set[str]:
        """The sources of which the file seems to have all."""
        still = [key for key, service in self.there.items() if service.vanished_at is None]
        known, have = (
            Counter(source for source, _id in still),
            Counter(s for s, _id in still if (s, _id) in self.incoming),
        )
        return {source for source, number in known.items() if have[source] >= WHOLE * number}

    def missing(self, whole: bool | None) -> list[Service]:
        """Of sources that the file has all of: None: those that look so."""
        sources = {source for source, _id in self.incoming} if whole else self.whole_sources()
        if whole is False:
            return []
        gone = [row for key, row in self.there.items() if key not in self.incoming and row.source in sources]
        return [row for row in gone if row.source != OWN]


def _renew(service: Service, record: Record, now: datetime) -> bool:
    """Whether anything in it changed."""
    changes = _changes(service, record)
    for field, value in changes.items():
        setattr(service, field, value)
    service.refreshed_at, service.vanished_at = now, None
    return bool(changes)


def _changes(service: Service, record: Record) -> dict[str, object]:
    """The columns in which a file differs; what a person wrote is not among them."""
    given = {name: value for name, value in _columns(record).items() if name not in service.edited}
    changes = {name: value for name, value in given.items() if getattr(service, name) != value}
    changes = {name: value for name, value in changes.items() if name not in ("words", "owners")}
    if changes:
        now: dict[str, Any] = {name: changes.get(name, getattr(service, name)) for name in FIELDS}
        changes |= searchable(now["name"], now["description"], now["body"], now["classes"])
    return changes


def _columns(record: Record) -> dict[str, object]:
    values = {field: getattr(record, field) for field in FIELDS}
    plain = {field: list(value) if isinstance(value, tuple) else value for field, value in values.items()}
    return plain | searchable(record.name, record.description, record.body, record.classes)


def ensure_starter(db: Session, now: datetime) -> Imported:
    """Put the starter catalogue in, where there is no service at all."""
    if db.exec(select(Service.id).limit(1)).first() is not None:
        return Imported(0, 0, 0)
    return import_records(db, catalogue.starter(), now=now)


def remove_source(db: Session, source: str) -> Removed:
    """Take away all services of a source (`starter`, `csv` …).

    Those that an action, a choice or a feedback step names are kept.
    """
    chosen = select(Example.service_id).where(col(Example.theme_id).is_not(None))
    used = {*db.exec(select(Action.service_id)), *db.exec(select(ActionPartner.service_id)), *db.exec(chosen)}
    used |= asked_about(db).keys()
    ids = db.exec(select(Service.id).where(Service.source == source)).all()
    free = [identity for identity in ids if identity not in used]
    for start in range(0, len(free), 500):  # databases bound the length of such a list
        db.exec(delete(Service).where(col(Service.id).in_(free[start : start + 500])))
    return Removed(removed=len(free), kept=len(ids) - len(free))
