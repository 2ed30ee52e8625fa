"""Columns of our own formats, CSV and JSON lines: what they are called, and a row read by them."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from models import Texts
from workshop_kit.catalogue import tongues
from workshop_kit.catalogue.bodies import completed
from workshop_kit.catalogue.record import (
    LINE,
    SOURCES,
    Record,
    identity,
    line,
    lines,
    texts,
    web_address,
)

FIELDS = {
    "id": "id source_id service_id uuid tunnus palvelutunnus",
    "body": "body organisation organization responsible_body provider organisaatio vastuutaho järjestäjä toimija "
    "ansvarig",
    "name": "name title service service_name nimi palvelu palvelun_nimi namn tjänst",
    "description": "description summary short_description kuvaus esittely tiivistelmä beskrivning sammandrag",
    "languages": "languages language service_languages kielet kieli palvelukielet språk",
    "area": "area district municipality alue kaupunginosa kunta område kommun",
    "url": "url website web link www verkkosivu linkki webbplats länk",
    "contact": "contact phone telephone email e_mail yhteystiedot puhelin sähköposti kontakt telefon e_post",
    "classes": "classes class category categories service_classes keywords tags luokat palveluluokat asiasanat "
    "klasser",
    "target_groups": "target_groups target_group kohderyhmät kohderyhmä målgrupper målgrupp",
    "licence": "licence license lisenssi licens",
    "source": "source lähde källa",
    "kind": "kind type laji tyyppi slag typ",
}
_SPOKEN = {
    "fi": "nimi palvelu palvelun_nimi kuvaus esittely tiivistelmä organisaatio vastuutaho järjestäjä toimija",
    "sv": "namn tjänst beskrivning sammandrag ansvarig",
}  # a heading in a language says that its column is in that language
TRANSLATED = ("name", "description", "body")
CHOICES = tuple(
    f"{field}_{language}" if language else field
    for field in FIELDS
    for language in (("fi", "sv", "en", "") if field in TRANSLATED else ("",))
)
"""What a column can be said to mean; `name` and the like are in the language that the reading is told."""


_PARTNERS = frozenset(
    {"partner", "partneri", "kumppani", "yhteistyökumppani", "samarbetspartner", "ngo"}
    | {"järjestö", "yhdistys", "förening", "association"}
)


class Column(NamedTuple):
    field: str
    language: str = ""


Cells = Iterable[tuple[Column, object]]


@lru_cache(1000)
def column(heading: str) -> Column | None:
    """What a heading means: `name_fi`, `Name (fi)`, `nimi`, `kuvaus-sv` … None where it means nothing here."""
    plain = re.sub(r"[\s\-]+", "_", line(heading).casefold()).strip("_*")
    if plain in _aliases():
        return _aliases()[plain]
    base, _sep, tongue = re.sub(r"[()\[\]:._]+", "_", plain).strip("_").rpartition("_")
    known, language = _aliases().get(base), tongues.code(tongue)
    if not known or not language or tongue == "id":  # organization_id is an id, not Indonesian
        return None
    return Column(known.field, language if known.field in TRANSLATED else "")


def field_name(column: Column) -> str:
    """The heading by which we write such a column: `name_fi`, `area` …"""
    return f"{column.field}_{column.language}" if column.language else column.field


@cache
def _aliases() -> dict[str, Column]:
    spoken = {alias: language for language, aliases in _SPOKEN.items() for alias in aliases.split()}
    return {
        alias: Column(field, spoken.get(alias, ""))
        for field, aliases in FIELDS.items()
        for alias in aliases.split()
    }


def named(headings: Iterable[str]) -> bool:
    """Whether one of the headings is the name of a service."""
    return any((found := column(heading)) and found.field == "name" for heading in headings)


def language_of(rows: Iterable[Cells]) -> str:
    """The language of the columns that do not say theirs."""
    return tongues.guessed(
        line(value)
        for cells in rows
        for (field, language), value in cells
        if field in ("name", "description") and not language
    )


def record(cells: Cells, language: str) -> Record:
    """One row; `language` is that of columns that do not say theirs."""
    found: dict[str, dict[str, object]] = {field: {} for field in TRANSLATED}
    plain: dict[str, list[object]] = {}
    for (field, tongue), value in cells:
        if field not in TRANSLATED:
            plain.setdefault(field, []).extend(_split(value) if field in _LISTS else [value])
        elif isinstance(value, dict) and not line(value.get("name")):
            found[field].update(_by_language(value))
        elif text := value.get("name") if isinstance(value, dict) else value:
            found[field].setdefault(tongue, text)
    name, description = texts(_told(found["name"], language), LINE), texts(_told(found["description"], language))
    body = _body(found["body"], next(iter(name), language))
    return _record(name, description, body, plain)


def _by_language(value: dict[str, object]) -> dict[str, object]:
    """An object that is a text in several languages, `{"fi": …}`; any other object is no text."""
    tagged = {tongues.code(key): text for key, text in value.items()}
    return tagged if "" not in tagged else {}


_LISTS = ("languages", "classes", "target_groups")


def _split(value: object) -> list[object]:
    return value if isinstance(value, list) else list(re.split(r"[;|\n]", value)) if isinstance(value, str) else []


def _told(values: dict[str, object], language: str) -> dict[str, object]:
    """Language -> text, where a text without a language is in the language given."""
    without = {language: values[""]} if "" in values else {}
    return without | {key: text for key, text in values.items() if key}


def _body(values: dict[str, object], language: str) -> Texts:
    """The columns `body_<lang>` where there are any; `body` is then only their short form."""
    exact = texts({key: text for key, text in values.items() if key}, LINE)
    return completed(exact or texts(_told(values, language), LINE))


def _record(name: Texts, description: Texts, body: Texts, plain: dict[str, list[object]]) -> Record:
    def one(field: str) -> str:
        return next((text for value in plain.get(field, []) if (text := line(value))), "")

    return Record(
        source=one("source") if one("source") in SOURCES else "csv",
        source_id=identity(one("id")) or _own_id(name, body),
        name=name,
        description=description,
        body=body,
        classes=lines(plain.get("classes", [])),
        target_groups=lines(plain.get("target_groups", [])),
        languages=tongues.codes(_commas(plain.get("languages", []))),
        area=one("area"),
        contact=line(", ".join(lines(plain.get("contact", [])))),
        url=web_address(one("url")),
        licence=one("licence"),
        kind="partner" if one("kind").casefold() in _PARTNERS else "service",
    )


def _commas(values: list[object]) -> list[object]:
    """Languages are often separated by commas too; no name of a language has one."""
    return [part for value in values if isinstance(value, str) for part in value.split(",")]


def _own_id(name: Texts, body: Texts) -> str:
    """An id for a row without one: the same name of the same body is the same service at the next import."""
    words = "\n".join([*sorted(name.values()), *sorted(body.values())])
    return f"row-{hashlib.sha256(words.encode()).hexdigest()[:16]}"
