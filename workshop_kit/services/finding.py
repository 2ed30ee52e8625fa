"""Services of the catalogue: found by id, by words, by the body that owns them; and their sources."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models import Action, ActionPartner, Service, Step, StepKind, Texts, Workshop
from workshop_kit.catalogue import Record
from workshop_kit.catalogue.record import line
from workshop_kit.errors import NotFound
from workshop_kit.i18n import Chosen, pick

FIELDS = tuple(field.name for field in fields(Record))
SERVICE, PARTNER = "service", "partner"
"""The kinds of records: what a body offers, and an NGO, a club or a parish that takes part."""


def by_id(db: Session, service_id: int) -> Service:
    """Raises NotFound."""
    service = db.get(Service, service_id)
    if service is None:
        raise NotFound()
    return service


def listed(
    db: Session, *, search: str = "", body: str | None = None, kind: str = "", most: int | None = None
) -> list[Service]:
    """Services in the order they were added, at most so many.

    `search`: all its words occur in the names, descriptions, classes and bodies of any language, upper or lower
    case; `body`: a name of the responsible body, in any language; `kind`: `SERVICE` or `PARTNER`.
    """
    query = _narrowed(select(Service), search, body, kind)
    return list(db.exec(query.order_by(col(Service.id)).limit(most)))


def count(db: Session, *, search: str = "", body: str | None = None, kind: str = "") -> int:
    """How many `listed` would give without a bound."""
    return int(db.exec(_narrowed(select(func.count(col(Service.id))), search, body, kind)).one())


def _narrowed(query: SelectOfScalar[Any], search: str, body: str | None, kind: str) -> SelectOfScalar[Any]:
    for word in line(search).casefold().split():
        query = query.where(col(Service.words).contains(word, autoescape=True))
    if body is not None:
        query = query.where(col(Service.owners).contains(f"\n{body.casefold()}\n", autoescape=True))
    return query.where(Service.kind == kind) if kind else query


def fingerprint(db: Session) -> tuple[int, ...]:
    """Changes when a record is added, renewed, corrected, taken out, or marked as gone."""
    letters, marked = func.sum(func.length(col(Service.words))), func.count(col(Service.vanished_at))
    numbers = (func.count(), func.max(col(Service.id)), func.max(col(Service.refreshed_at)), letters, marked)
    return tuple(db.connection().execute(sa.select(*numbers).select_from(Service)).one())


def searchable(name: Texts, description: Texts, body: Texts, classes: Iterable[str]) -> dict[str, str]:
    """The columns that search looks in: everything in small letters, each name of the body on its own line."""
    said = [*name.values(), *description.values(), *classes, *body.values()]
    owners = "\n".join(["", *(owner.casefold() for owner in body.values()), ""]) if body else ""
    return {"words": "\n".join(said).casefold(), "owners": owners}


def bodies(db: Session) -> list[Texts]:
    """Responsible bodies, each once, those with most services first. Bodies that share a name are one."""
    many, first = func.count(col(Service.id)), func.min(col(Service.id))
    grouped = sa.select(first, many).where(col(Service.owners) != "").group_by(col(Service.owners)).subquery()
    query = sa.select(col(Service.body)).join(grouped, col(Service.id) == grouped.c[0])
    found: list[Texts] = []
    by_name: dict[str, Texts] = {}
    for (names,) in db.connection().execute(query.order_by(grouped.c[1].desc(), grouped.c[0])):
        same = next((by_name[key] for name in names.values() if (key := name.casefold()) in by_name), None)
        if same is None:
            found.append(same := {})
        same.update({language: name for language, name in names.items() if language not in same})
        by_name.update({name.casefold(): same for name in names.values()})
    return found


@dataclass(frozen=True)
class Origin:
    """Where records come from, under which licence, how many, how fresh, and how many its source has no more."""

    source: str
    licence: str
    records: int
    refreshed_at: datetime
    vanished: int


def origins(db: Session) -> list[Origin]:
    """The sources of the catalogue, those with most records first."""
    gone = func.count(col(Service.vanished_at))
    number = func.count(col(Service.id))
    columns = (col(Service.source), col(Service.licence), number, func.max(col(Service.refreshed_at)), gone)
    query = sa.select(*columns).group_by(col(Service.source), col(Service.licence)).order_by(number.desc())
    return [Origin(*row) for row in db.connection().execute(query)]


@dataclass(frozen=True)
class Use:
    """An action of some workshop that names a record."""

    service: Service
    action: Action
    workshop: Workshop


def vanished_in_use(db: Session) -> list[Use]:
    """The actions whose service or partner its source has no more, by service."""
    gone = {s.id: s for s in db.exec(select(Service).where(col(Service.vanished_at).is_not(None)))}
    return uses(db, gone.values()) if gone else []


def uses(db: Session, of: Iterable[Service]) -> list[Use]:
    """The actions that name some of these records, as responsible or as partner."""
    wanted = {service.id: service for service in of}
    named = select(Action, Workshop).where(Action.workshop_id == Workshop.id).order_by(col(Action.id))
    with_partner: dict[int, list[int]] = {}
    for link in db.exec(select(ActionPartner)):
        with_partner.setdefault(link.action_id, []).append(link.service_id)
    return [
        Use(wanted[id], action, workshop)
        for action, workshop in db.exec(named)
        for id in dict.fromkeys([action.service_id, *with_partner.get(action.id or 0, [])])
        if id in wanted
    ]


def asked_about(db: Session) -> dict[int, list[str]]:
    """Service id -> the titles of the workshops whose feedback steps ask about it.

    Answers name a service by its id, which a database would give to the next one.
    """
    found: dict[int, list[str]] = {}
    query = select(Step.settings, Workshop).where(Step.workshop_id == Workshop.id)
    for settings, workshop in db.exec(query.where(Step.kind == StepKind.FEEDBACK).order_by(col(Step.id))):
        for id in settings.get("services") or []:
            found.setdefault(id, []).append(pick(workshop.title, workshop.language).text)
    return found


def name(service: Service, language: str) -> Chosen:
    """The name for a reader of this language, with the language it is really in."""
    return pick(service.name, language)


def description(service: Service, language: str) -> Chosen:
    return pick(service.description, language)


def body_name(service: Service, language: str) -> Chosen:
    """The responsible body; an empty text where the catalogue does not say."""
    return pick(service.body, language)


def still_there(db: Session) -> list[Record]:
    """For `catalogue.write_csv` and its like: all but what its source has no more."""
    return as_records(service for service in listed(db) if service.vanished_at is None)


def as_records(services: Iterable[Service]) -> list[Record]:
    return [_record(service) for service in services]


def _record(service: Service) -> Record:
    values: dict[str, Any] = {field: getattr(service, field) for field in FIELDS}
    frozen = {field: tuple(value) for field, value in values.items() if isinstance(value, list)}
    return Record(**(values | frozen))
