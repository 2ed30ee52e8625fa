"""The files of a workshop, each drawn when its button is pressed and not before."""

from datetime import date

from exports import EXPORTERS, everything
from exports.word import brief, leaflet
from models import Workshop
from pages.parts import database, plan_service
from workshop_kit import bundle, plan, reports, services, templates, workshops
from workshop_kit.report import WorkshopReport


def report(workshop_id: int, language: str) -> WorkshopReport:
    with database.looking() as db:
        return reports.of(db, workshops.by_id(db, workshop_id), language, today=date.today())


def services_of(workshop_id: int) -> dict[int, str]:
    """The services and partners that the plan names, by id, each with its body."""
    with database.looking() as db:
        workshop = workshops.by_id(db, workshop_id)
        named = [services.by_id(db, a.service_id) for a in plan.actions(db, workshop) if a.service_id]
        named += [partner for found in plan.partners(db, workshop).values() for partner in found]
        return {service.id or 0: plan_service.named(service) for service in named}


def document(workshop_id: int, suffix: str, language: str) -> bytes:
    found = report(workshop_id, language)
    return EXPORTERS[suffix](found, language, template()).data


def for_service(workshop_id: int, language: str, service_id: int) -> bytes:
    return brief.export(report(workshop_id, language), language, service_id=service_id, template=template()).data


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
