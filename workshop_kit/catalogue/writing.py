"""Catalogues written: CSV with our columns, and Open Referral HSDS 3.0 as a JSON list of services."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from uuid import NAMESPACE_URL, UUID, uuid5

from models import Texts
from workshop_kit.catalogue.csv_file import escaped
from workshop_kit.catalogue.record import Record
from workshop_kit.i18n import LANGUAGES, pick

Item = dict[str, object]


def write_csv(records: Iterable[Record], *, excel: bool = False) -> bytes:
    """UTF-8 with commas, and nothing a spreadsheet would run. `read` gives the same records back.

    `excel` adds the mark by which Excel knows UTF-8, and semicolons, which Excel in Finnish expects.
    """
    records = list(records)
    columns = _columns(records)
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([escaped(_cell(record, column)) for column in columns] for record in records)
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _columns(records: Sequence[Record]) -> list[str]:
    named = [f"name_{code}" for code in _languages(record.name for record in records)]
    described = [f"description_{code}" for code in _languages(record.description for record in records)]
    bodies = [f"body_{code}" for code in _languages(record.body for record in records)]
    rest = ["languages", "area", "url", "contact", "classes", "target_groups", "licence", "source"]
    return ["id", "body", *(named or ["name_en"]), *described, *rest, *bodies]


def _languages(texts: Iterable[Texts]) -> list[str]:
    """The languages that occur: ours in our order, then others by their codes."""
    found = {code for text in texts for code in text}
    return [code for code in LANGUAGES if code in found] + sorted(found - LANGUAGES.keys())


def _cell(record: Record, column: str) -> str:
    field, _sep, language = column.rpartition("_")
    if field in ("name", "description", "body"):
        texts: Texts = getattr(record, field)
        return texts.get(language, "")
    if column == "body":
        return pick(record.body, "fi").text
    value = record.source_id if column == "id" else getattr(record, column)
    return value if isinstance(value, str) else ";".join(value)


def write_hsds(records: Iterable[Record], *, language: str = "en") -> bytes:
    """HSDS 3.0 in one language, because HSDS has one text for each thing: the wanted one, else another.

    Ids that are no UUID become one, the same at every export.
    """
    services = [_service(record, language) for record in records]
    return json.dumps(services, ensure_ascii=False, indent=1).encode()


def _service(record: Record, language: str) -> Item:
    identity = _uuid(record.source, record.source_id)
    service: Item = {
        "id": identity,
        "name": pick(record.name, language).text,
        "description": pick(record.description, language).text,
        "url": record.url,
        "status": "active",
        "organization": _organization(record.body, language),
        "languages": [_language(code, identity) for code in record.languages],
        "service_areas": [_area(record.area, identity)] if record.area else [],
        "attributes": [_attribute(name, identity) for name in record.classes],
    }
    service |= _contact(record.contact, identity)
    if isinstance(organization := service["organization"], dict):
        service["organization_id"] = organization["id"]
    return {key: value for key, value in service.items() if value}


def _organization(body: Texts, language: str) -> Item | None:
    name = pick(body, language).text
    one = pick(body, "fi").text  # the id must not change with the language of the export
    return {"id": _uuid("body", one), "name": name, "description": name} if name else None


def _language(code: str, service: str) -> Item:
    name = LANGUAGES[code].name if code in LANGUAGES else code
    return {"id": _uuid(service, "language", code), "service_id": service, "name": name, "code": code}


def _area(name: str, service: str) -> Item:
    return {"id": _uuid(service, "area", name), "service_id": service, "name": name}


def _attribute(name: str, service: str) -> Item:
    term = {"id": _uuid("term", name), "name": name, "description": name}
    return {
        "id": _uuid(service, "class", name),
        "link_id": service,
        "link_entity": "service",
        "taxonomy_term_id": term["id"],
        "taxonomy_term": term,
    }


def _contact(contact: str, service: str) -> Item:
    """A contact is one line here; HSDS has an e-mail address and telephones."""
    parts = [part.strip() for part in contact.split(",")]
    emails = [part for part in parts if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", part)]
    numbers = [part for part in parts if re.fullmatch(r"\+?[\d ()/-]{4,}", part)]
    phones = [{"id": _uuid(service, "phone", number), "number": number} for number in numbers]
    return {"email": emails[0] if emails else "", "phones": phones}


def _uuid(*parts: str) -> str:
    try:
        return str(UUID(parts[-1]))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, "urn:workshop-kit:" + ":".join(parts)))
