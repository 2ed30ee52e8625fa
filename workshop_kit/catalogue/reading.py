"""A catalogue file of any known format: recognised by what is in it, not by its name."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from workshop_kit.catalogue import csv_file, hsds, json_lines, ptv, reasons, servicemap
from workshop_kit.catalogue.record import Record, Unreadable, dicts, whole
from workshop_kit.errors import DamagedFile, DamagedLine, UnknownFormat

MOST_BYTES = 32 * 1024 * 1024
MOST = 100_000  # services
Item = dict[str, object]


def read(given: Path | bytes, *, language: str | None = None) -> list[Record]:
    """The services in a catalogue file (a path or its bytes), each id once: the last one counts.

    `language` is the language of texts that do not say theirs (all of HSDS; a column `name`); without it,
    it is guessed. Raises UnknownFormat, DamagedFile, DamagedLine.
    """
    text = _text(given if isinstance(given, bytes) else _bytes(given))
    found = _json(text, language) if text.lstrip()[:1] in ("{", "[") else csv_file.records(text, language)
    if not found:
        raise DamagedFile(why=reasons.NO_SERVICES)
    return list({(record.source, record.source_id): record for record in found}.values())


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DamagedFile(why=reasons.NO_FILE) from error


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise DamagedFile(why=reasons.TOO_BIG)
    if not data.strip():
        raise DamagedFile(why=reasons.NOTHING)
    if data[:2] == b"PK":
        raise UnknownFormat(why=reasons.OFFICE)
    text = _decoded(data)
    if text.lstrip()[:1] == "<":
        raise UnknownFormat(why=reasons.PAGE)
    return text


def _decoded(data: bytes) -> str:
    """UTF-8; UTF-16 where a mark says so; else what Excel on Windows writes, if it can be that."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace").removeprefix("\ufeff")
    if b"\0" in data[:4096]:
        raise UnknownFormat(why=reasons.NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _windows(data, line)


def _windows(data: bytes, line: int) -> str:
    """Text in Windows-1252. A file that is otherwise good UTF-8 is damaged at that line instead."""
    tried = data.decode("utf-8", errors="replace")
    good = len(re.findall("[^\x00-\x7f\ufffd]", tried))
    if good > tried.count("\ufffd") or data.lstrip()[:1] in (b"{", b"["):
        raise DamagedLine(line=line, why=reasons.LETTERS)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnknownFormat(why=reasons.NOT_TEXT) from error


def _json(text: str, language: str | None) -> list[Record]:
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise DamagedFile(why=reasons.TOO_DEEP) from error
    except json.JSONDecodeError as error:
        if _has_lines(text):
            return json_lines.records(text, language)
        raise DamagedLine(line=error.lineno, why=reasons.NOT_JSON) from error
    except ValueError as error:  # a number with thousands of digits
        raise DamagedFile(why=reasons.NOT_JSON) from error
    return _records(document, language)


def _has_lines(text: str) -> bool:
    """Whether the file is JSON lines: its first line, or its second, is a whole object."""
    if text.lstrip().startswith("["):
        return False
    for line in text.lstrip().split("\n", 2)[:2]:
        try:
            if isinstance(json.loads(line), dict):
                return True
        except (ValueError, RecursionError):
            continue
    return False


def _records(document: object, language: str | None) -> list[Record]:
    items = _items(document)
    if len(items) > MOST:
        raise DamagedFile(why=reasons.TOO_MANY)
    if any(hsds.knows(item) for item in items[:1]):
        services = hsds.unfolded(items)
        spoken = language or hsds.language_of(services)
        return _each(services, lambda item: hsds.record(item, spoken))
    if any(ptv.knows(item) for item in items[:1]):
        return _each(ptv.published(items), ptv.record)
    if any(servicemap.knows(item) for item in items[:1]):
        return _each(servicemap.leaves(items), servicemap.record)
    if any(json_lines.knows(item) for item in items[:1]):
        spoken = language or json_lines.language_of(items)
        return _each(items, lambda item: json_lines.record(item, spoken))
    raise UnknownFormat(why=reasons.NO_KNOWN_SHAPE)


def _each(items: list[Item], record: Callable[[Item], Record]) -> list[Record]:
    found = []
    for number, item in enumerate(items, 1):
        try:
            found.append(whole(record(item)))
        except Unreadable as error:
            why = reasons.NTH_SERVICE % {"number": number, "why": error.why}
            raise DamagedFile(why=why) from error
    return found


def _items(document: object) -> list[Item]:
    """The objects of a list, of one page of a list, of a dict by id, of HSDS tables; or the one object."""
    if isinstance(document, list):
        if len(dicts(document)) < len(document):
            raise DamagedFile(why=reasons.NOT_A_SERVICE)
        return document
    if not isinstance(document, dict):
        raise UnknownFormat(why=reasons.NO_KNOWN_SHAPE)
    if "services.csv" in document:
        return hsds.joined(document)
    for page in ("contents", "itemList", "results"):
        if isinstance(document.get(page), list):
            return _page(document[page])
    values = list(document.values())
    by_id = bool(values) and all(isinstance(value, dict) and "id" in value for value in values)
    return values if by_id else [document]


def _page(items: list[object]) -> list[Item]:
    found = _items(items)
    bare = {"id", "name", "created", "modified"}
    if found and all(item.keys() <= bare and isinstance(item.get("name", ""), str) for item in found):
        raise UnknownFormat(why=reasons.ONLY_NAMES)
    return found
