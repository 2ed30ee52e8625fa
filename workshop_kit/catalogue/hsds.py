"""Open Referral HSDS 3.x: services as its API gives them, and its tables as one JSON document.

An HSDS file does not say which language it is in: `language` does, else it is guessed from the whole file.
Source: docs.openreferral.org, HSDS 3.0.0 (service, service_list, service_full, tabular).
"""

from collections import defaultdict
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
    listed,
    texts,
    web_address,
)

Item = dict[str, object]
CLOSED = ("inactive", "defunct")
_OTHER = {
    "service_id", "location_id", "organization_id", "tax_status", "location_type", "extent_type", "taxonomy",
    "resource_type", "character_set",
}  # fmt: skip


def knows(item: Item) -> bool:
    """Whether this is an HSDS service, or an organisation or a service at a location that has services in it."""
    if isinstance(item.get("service"), dict) or (item.get("services") and isinstance(item.get("name"), str)):
        return True
    marks = {"status", "organization", "organization_id"} & item.keys()
    return isinstance(item.get("name"), str) and bool(marks) and "location_type" not in item


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
    return Record(
        source="hsds",
        source_id=identity(item.get("id")),
        name=texts({language: item.get("name")}, LINE),
        description=texts({language: item.get("description")}),
        body=completed(texts({language: body}, LINE)),
        classes=lines(_term(attribute) for attribute in dicts(item.get("attributes"))),
        languages=tongues.codes(
            tongues.code(spoken.get("code")) or spoken.get("name") for spoken in dicts(item.get("languages"))
        ),
        area=line(", ".join(lines(area.get("name") for area in dicts(item.get("service_areas"))))),
        contact=_contact(item),
        url=web_address(item.get("url")),
    )


def _term(attribute: Item) -> object:
    term = attribute.get("taxonomy_term")
    return term.get("name") if isinstance(term, dict) else None


def _contact(item: Mapping[str, object]) -> str:
    """E-mail and telephones of the service itself; `contacts` are people and are left in the file."""
    phones = [phone.get("number") for phone in dicts(item.get("phones")) if not phone.get("contact_id")]
    return line(", ".join(lines([item.get("email"), *phones])))


def joined(tables: Mapping[str, object]) -> list[Item]:
    """The services of a tabular document (`{"services.csv": [...], …}`), with what belongs to them."""
    organizations = {str(row.get("id")): row for row in dicts(tables.get("organizations.csv"))}
    terms = {str(row.get("id")): row for row in dicts(tables.get("taxonomy_terms.csv"))}
    attributes: dict[str, list[object]] = defaultdict(list)
    for row in dicts(tables.get("attributes.csv")):
        term = terms.get(str(row.get("taxonomy_term_id")))
        attributes[str(row.get("link_id"))].append(row | {"taxonomy_term": term})
    parts = {part: _by_service(tables.get(f"{part}.csv")) for part in ("languages", "phones", "service_areas")}
    return [
        service
        | {"organization": organizations.get(str(service.get("organization_id")))}
        | {"attributes": attributes[str(service.get("id"))]}
        | {part: rows[str(service.get("id"))] for part, rows in parts.items()}
        for service in dicts(tables.get("services.csv"))
    ]


def _by_service(table: object) -> dict[str, list[object]]:
    rows: dict[str, list[object]] = defaultdict(list)
    for row in listed(table):
        if isinstance(row, dict):
            rows[str(row.get("service_id"))].append(row)
    return rows
