"""The files of a workshop, each drawn when its button is pressed and not before."""

from datetime import date

from sqlmodel import Session

from exports import EXPORTERS, everything
from exports.word import brief, leaflet
from models import Service, Workshop
from pages.parts import database, plan_service
from pages.parts.language import _, current
from workshop_kit import bundle, plan, reports, services, templates, workshops
from workshop_kit.report import WorkshopReport


def report(workshop_id: int, language: str) -> WorkshopReport:
    with database.looking() as db:
        return reports.of(db, workshops.by_id(db, workshop_id), language, today=date.today())


Whom = tuple[int | None, str]
"""For whom a brief is: a record of the catalogue by its id, or a body by its name."""


def addressees(workshop_id: int) -> dict[Whom, str]:
    """The services and partners that the plan names, each with its body; then the bodies."""
    with database.looking() as db:
        named = _named(db, workshop_id)
        found: dict[Whom, str] = {(service.id, ""): plan_service.named(service) for service in named}
        bodies = dict.fromkeys(services.body_name(service, current()).text for service in named)
        return found | {(None, body): _("All of %(body)s", body=body) for body in bodies if body}


def document(workshop_id: int, suffix: str, language: str) -> bytes:
    found = report(workshop_id, language)
    return EXPORTERS[suffix](found, language, template()).data


def for_service(workshop_id: int, language: str, whom: Whom) -> bytes:
    service_id, body = whom
    if body:  # as it is called in the document's language
        body = next(iter(_names(workshop_id, body, language)), body)
    return brief.export(report(workshop_id, language), language, service_id, body, template()).data


def _names(workshop_id: int, body: str, language: str) -> list[str]:
    """What a body is called in a language."""
    with database.looking() as db:
        named = _named(db, workshop_id)
        return [services.body_name(service, language).text for service in named if body in service.body.values()]


def _named(db: Session, workshop_id: int) -> list[Service]:
    workshop = workshops.by_id(db, workshop_id)
    found = [services.by_id(db, action.service_id) for action in plan.actions(db, workshop) if action.service_id]
    return [*found, *(partner for some in plan.partners(db, workshop).values() for partner in some)]


def for_participants(workshop_id: int, language: str) -> bytes:
    return leaflet.export(report(workshop_id, language), language, template()).data


def all_of_them(workshop_id: int, language: str, languages: list[str]) -> bytes:
    return everything.export(
        lambda code: report(workshop_id, code), language, languages, whole(workshop_id), template()
    ).data


def whole(workshop_id: int) -> bytes:
    with database.looking() as db:
        return bundle.dump(db, workshops.by_id(db, workshop_id))


def template() -> bytes | None:
    with database.looking() as db:
        return templates.content(db)


def file_name(workshop: Workshop, kind: str, suffix: str) -> str:
    return f"{kind}-{workshop.code}-{workshop.day.isoformat()}.{suffix}"
