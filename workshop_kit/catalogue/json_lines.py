"""JSON lines with our columns: one service a line, `{"id": …, "body": …, "name_fi": …, "languages": ["fi"]}`."""

import json

from workshop_kit.catalogue import columns, reasons
from workshop_kit.catalogue.record import Record, Unreadable, whole
from workshop_kit.errors import DamagedFile, DamagedLine

MOST = 100_000  # services


def records(text: str, language: str | None) -> list[Record]:
    """The services of a file with one JSON object a line. Raises DamagedLine, DamagedFile."""
    rows = [
        (number, _cells(_object(line, number))) for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    if len(rows) > MOST:
        raise DamagedFile(why=reasons.TOO_MANY)
    language = language or columns.language_of(cells for _number, cells in rows)
    found = []
    for number, cells in rows:
        try:
            found.append(whole(columns.record(cells, language)))
        except Unreadable as error:
            raise DamagedLine(line=number, why=error.why) from error
    return found


def knows(item: dict[str, object]) -> bool:
    """Whether a JSON object has our columns: a name in a language, or a name and a body."""
    found = [column for column, _value in _cells(item)]
    return any(column.field == "name" and column.language for column in found) or {"name", "body"} <= {
        column.field for column in found
    }


def record(item: dict[str, object], language: str) -> Record:
    """One object of a JSON list with our columns. Raises Unreadable."""
    return columns.record(_cells(item), language)


def language_of(items: list[dict[str, object]]) -> str:
    return columns.language_of(_cells(item) for item in items)


def _cells(item: dict[str, object]) -> list[tuple[columns.Column, object]]:
    named = ((columns.column(key) if len(key) < 100 else None, value) for key, value in item.items())
    return [(column, value) for column, value in named if column]


def _object(line: str, number: int) -> dict[str, object]:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedLine(line=number, why=reasons.NOT_JSON) from error
    if not isinstance(item, dict):
        raise DamagedLine(line=number, why=reasons.NOT_A_SERVICE)
    return item
