"""One service as it is read from a file: cleaned, bounded, not yet in the database."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from models import Texts
from workshop_kit.catalogue import reasons

SOURCES = ("starter", "hsds", "ptv", "servicemap", "csv", "own")
"""Where a record is from; `own` is one that a facilitator wrote herself."""
KINDS = ("service", "partner")
"""A partner is a body that gives something without being a public service: an NGO, a club, a congregation."""

LINE, TEXT, URL, ID = 300, 4000, 1000, 120  # letters
LIST = 60  # items

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Record:
    """A service or a partner. `source` and `source_id` together name it; all texts are plain text.

    Of a partner `name` is its own name, and `classes` are what it does.
    """

    source: str
    source_id: str
    name: Texts
    description: Texts = field(default_factory=dict)
    body: Texts = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # codes
    area: str = ""
    contact: str = ""  # of the service, never of a person
    url: str = ""
    licence: str = ""
    kind: str = "service"  # one of KINDS


class Unreadable(Exception):
    """One record cannot be read. The reader of the file adds where it stands."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def whole(record: Record) -> Record:
    """The record, if it has an id and a name. Raises Unreadable."""
    if not record.name:
        raise Unreadable(reasons.NO_NAME)
    if not record.source_id:
        raise Unreadable(reasons.NO_ID)
    return record


def paragraphs(value: object, limit: int = TEXT) -> str:
    """Text as it is kept: without control characters and marks that turn the direction, in NFC, cut at the
    limit. Markup is not read: it stays text. Anything but text or a number is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"\n{3,}", "\n\n", unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def line(value: object, limit: int = LINE) -> str:
    """The same on one line."""
    return " ".join(paragraphs(value, limit).split())


def lines(values: Iterable[object]) -> tuple[str, ...]:
    """Cleaned, each once, in order. A semicolon becomes a comma, because it separates items in CSV."""
    kept = (line(value, ID).replace(";", ",") for value in values)
    return tuple(dict.fromkeys(text for text in kept if text))[:LIST]


def texts(pairs: Mapping[str, object], limit: int = TEXT) -> Texts:
    """The languages that have a text; a text within LINE letters is one line."""
    clean = line if limit <= LINE else paragraphs
    cleaned = {language: clean(text, limit) for language, text in pairs.items() if language}
    return {language: text for language, text in cleaned.items() if text}


def identity(value: object) -> str:
    """An id of a record. Raises Unreadable where the database could not hold it."""
    text = line(value, 10 * ID)
    if len(text) > ID:
        raise Unreadable(reasons.LONG_ID)
    return text


def web_address(value: object) -> str:
    """An http or https address, else nothing: a link out of a file must not run a script."""
    text = line(value, URL + 1)
    if text.lower().startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    safe = len(text) <= URL and parts.scheme in ("http", "https") and parts.netloc
    return text if safe and not re.search(r"[\s<>\"'`\\]", text) else ""


def dicts(value: object) -> list[dict[str, object]]:
    """The objects in a JSON list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def key(value: object) -> str:
    """An id by which rows of several tables are joined; empty where it is no text and no number."""
    return str(value) if isinstance(value, str | int) else ""


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
