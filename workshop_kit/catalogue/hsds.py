"""Open Referral HSDS 3.x: services as its API gives them. Its tables are in `hsds_tables`.

An HSDS file does not say which language it is in: `language` does, else it is guessed from the whole file.
Source: docs.openreferral.org, HSDS 3.0.0 (service, service_list, service_full).
"""

from collections.abc import Collection, Iterable, Mapping

from workshop_kit.catalogue import tongues
from workshop_kit.catalogue.bodies import completed
from workshop_kit.catalogue.record import (
    LINE,
    Record,
    dicts,
    identity,
    line,
    lines,
    texts,
    web_address,
)

Item = dict[str, object]
CLOSED = ("inactive", "defunct")
KIND = "workshop-kit-kind"
"""The taxonomy in which we write that a service is a partner."""
TARGET_GROUP = "target_group"  # the link type of an attribute that says for whom a service is
_OTHER = {
    "service_id", "location_id", "organization_id", "tax_status", "location_type", "extent_type", "taxonomy",
    "resource_type", "character_set",
}  # fmt: skip


def knows(item: Item) -> bool:
    """Whether this is an HSDS service, or an organisation or a service at a location that has services in it."""
    if isinstance(item.get("service"), dict) or (item.get("services") and isinstance(item.get("name"), str)):
        return True
    marks = {"status", "organization", "organization_id"} & item.keys()
    if isinstance(item.get("name"), dict) or "location_type" in item:
        return False
    return len(marks) >= (1 if "name" in item else 2)  # a damaged service may have lost its name


def is_services_table(headings: Collection[str]) -> bool:
    """Whether a CSV table is the `services.csv` of HSDS."""
    return {"id", "organization_id", "name", "status"} <= set(headings)


def is_other_table(headings: Collection[str]) -> bool:
    """Whether it is another table of HSDS that has names in it: of people, places, terms."""
    given = set(headings)
    return "id" in given and bool(_OTHER & given or {"uri", "version"} <= given)


def unfolded(items: list[Item]) -> list[Item]:
    """The open services in a list of services, organisations and services at locations."""
    services: list[Item] = []
    for item in items:
        if isinstance(inner := item.get("service"), dict):
            services.append(inner)
        elif isinstance(item.get("services"), list):
            services += [{"organization": item} | service for service in dicts(item["services"])]
        else:
            services.append(item)
    return [service for service in services if is_open(service)]


def is_open(service: Mapping[str, object]) -> bool:
    return service.get("status") not in CLOSED


def language_of(services: Iterable[Mapping[str, object]]) -> str:
    return tongues.guessed(line(service.get("description")) or line(service.get("name")) for service in services)


def record(item: Mapping[str, object], language: str) -> Record:
    """One service. Raises Unreadable."""
    organization = item.get("organization")
    body = organization.get("name") if isinstance(organization, dict) else None
    terms = [(attribute.get("link_type"), *_term(attribute)) for attribute in dicts(item.get("attributes"))]
    return Record(
        source="hsds",
        source_id=identity(item.get("id")),
        name=texts({language: item.get("name")}, LINE),
        description=texts({language: item.get("description")}),
        body=completed(texts({language: body}, LINE)),
        classes=lines(name for link, name, taxonomy in terms if link != TARGET_GROUP and taxonomy != KIND),
        target_groups=lines(name for link, name, _taxonomy in terms if link == TARGET_GROUP),
        languages=tongues.codes(_tongue(spoken) for spoken in dicts(item.get("languages"))),
        area=line(", ".join(lines(area.get("name") for area in dicts(item.get("service_areas"))))),
        contact=_contact(item),
        url=web_address(item.get("url")),
        kind="partner" if any(tuple(term) == ("partner", KIND) for _link, *term in terms) else "service",
    )


def _tongue(spoken: Item) -> object:
    return tongues.code(spoken.get("code")) or spoken.get("name")


def _term(attribute: Item) -> tuple[object, object]:
    """Name and taxonomy."""
    term = attribute.get("taxonomy_term")
    return (term.get("name"), term.get("taxonomy")) if isinstance(term, dict) else (None, None)


def _contact(item: Mapping[str, object]) -> str:
    """E-mail and telephones of the service itself; `contacts` are people and are left in the file."""
    phones = [
        line(phone.get("number")).strip('"') for phone in dicts(item.get("phones")) if not phone.get("contact_id")
    ]
    return line(", ".join(lines([item.get("email"), *phones])))
