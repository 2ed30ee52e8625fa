"""Catalogues written as Open Referral HSDS 3.0: a JSON list of services, or the tables in a zip file.

HSDS has one text for each thing, so a catalogue is written in one language: the wanted one, else another.
Ids that are no UUID become one, the same at every export.
"""

import csv
import json
import re
import zipfile
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from models import Texts
from workshop_kit.catalogue.hsds import KIND, TARGET_GROUP
from workshop_kit.catalogue.record import Record
from workshop_kit.i18n import LANGUAGES, pick

Item = dict[str, Any]
TABLES = {
    "organizations": ("id", "name", "description"),
    "services": ("id", "organization_id", "name", "description", "url", "email", "status"),
    "phones": ("id", "service_id", "number"),
    "languages": ("id", "service_id", "name", "code"),
    "service_areas": ("id", "service_id", "name"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity"),
    "taxonomy_terms": ("id", "name", "description", "taxonomy"),
}
"""The columns of each table that we write."""


def write_hsds(records: Iterable[Record], *, language: str = "en") -> bytes:
    """A JSON list of services, each of which fits the schema of a service."""
    services = [_service(record, language) for record in records]
    return json.dumps(services, ensure_ascii=False, indent=1).encode()


def write_hsds_package(records: Iterable[Record], *, language: str = "en") -> bytes:
    """A zip file with datapackage.json and a CSV file for each table.

    Cells are not escaped against spreadsheets, because other systems read them: +358 … must stay a number.
    """
    tables = _tables([_service(record, language) for record in records])
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("datapackage.json", json.dumps(_description(), indent=1))
        for name, columns in TABLES.items():
            package.writestr(f"{name}.csv", _csv(columns, tables[name].values()))
    return out.getvalue()


def _service(record: Record, language: str) -> Item:
    identity = _uuid(record.source, record.source_id)
    body = record.name if record.kind == "partner" and not record.body else record.body
    organization = _organization(body, language)
    service: Item = {
        "id": identity,
        "organization_id": organization.get("id"),
        "name": pick(record.name, language).text,
        "description": pick(record.description, language).text,
        "url": quote(record.url, safe=":/?#[]@!$&'()*+,;=%~"),  # the schema asks for ASCII
        "status": "active",
        "organization": organization,
        "languages": [_language(code, identity) for code in record.languages],
        "service_areas": [_area(record.area, identity)] if record.area else [],
        "attributes": _attributes(record, identity),
    }
    service |= _contact(record.contact, identity)
    return {key: value for key, value in service.items() if value}


def _organization(body: Texts, language: str) -> Item:
    name = pick(body, language).text
    one = pick(body, "fi").text  # the id must not change with the language of the export
    return {"id": _uuid("body", one), "name": name, "description": name} if name else {}


def _language(code: str, service: str) -> Item:
    name = LANGUAGES[code].name if code in LANGUAGES else code
    return {"id": _uuid(service, "language", code), "service_id": service, "name": name, "code": code}


def _area(name: str, service: str) -> Item:
    return {"id": _uuid(service, "area", name), "service_id": service, "name": name}


def _attributes(record: Record, service: str) -> list[Item]:
    """Classes, target groups, and a term of our own where the record is a partner."""
    kinds = [_attribute(record.kind, service, "kind", KIND)] if record.kind != "service" else []
    groups = [_attribute(name, service, TARGET_GROUP) for name in record.target_groups]
    return kinds + [_attribute(name, service, "class") for name in record.classes] + groups


def _attribute(name: str, service: str, link: str, taxonomy: str = "") -> Item:
    term = {"id": _uuid("term", f"{taxonomy}:{name}"), "name": name, "description": name}
    return {
        "id": _uuid(service, link, name),
        "link_id": service,
        "link_type": link,
        "link_entity": "service",
        "taxonomy_term_id": term["id"],
        "taxonomy_term": term | ({"taxonomy": taxonomy} if taxonomy else {}),
    }


def _contact(contact: str, service: str) -> Item:
    """A contact is one line here; HSDS has an e-mail address and telephones."""
    parts = [part.strip() for part in contact.split(",")]
    emails = [part for part in parts if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", part)]
    numbers = [part for part in parts if re.fullmatch(r"\+?[\d ()/-]{4,}", part)]
    phones = [
        {"id": _uuid(service, "phone", number), "service_id": service, "number": number} for number in numbers
    ]
    return {"email": emails[0] if emails else "", "phones": phones}


def _uuid(*parts: str) -> str:
    try:
        return str(UUID(parts[-1]))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, "urn:workshop-kit:" + ":".join(parts)))


def _tables(services: list[Item]) -> dict[str, dict[str, Item]]:
    """Table -> id -> row: what several services share is in a table once."""
    tables: dict[str, dict[str, Item]] = {name: {} for name in TABLES}
    for service in services:
        terms = [attribute["taxonomy_term"] for attribute in service.get("attributes", [])]
        organization = [service["organization"]] if "organization" in service else []
        rows = {"services": [service], "organizations": organization, "taxonomy_terms": terms} | {
            part: service.get(part, []) for part in ("phones", "languages", "service_areas", "attributes")
        }
        for name, found in rows.items():
            tables[name].update((row["id"], row) for row in found)
    return tables


def _csv(columns: Iterable[str], rows: Iterable[Item]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _description() -> Item:
    """What a tool for tabular data packages asks for: the tables and the columns, all of them text."""
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "schema": {"primaryKey": "id", "fields": [{"name": column, "type": "string"} for column in columns]},
        }
        for name, columns in TABLES.items()
    ]
    return {"name": "services", "profile": "tabular-data-package", "resources": resources}
