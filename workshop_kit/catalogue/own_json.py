"""Objects with our columns: `{"id": …, "body": …, "name_fi": …, "languages": ["fi"]}`."""

from collections.abc import Iterable

from workshop_kit.catalogue import columns
from workshop_kit.catalogue.record import Record


def knows(item: dict[str, object]) -> bool:
    """Whether a JSON object has our columns: a name in a language, or a name and a body."""
    found = [column for column, _value in _cells(item)]
    return any(column.field == "name" and column.language for column in found) or {"name", "body"} <= {
        column.field for column in found
    }


def record(item: dict[str, object], language: str) -> Record:
    """One object. Raises Unreadable."""
    return columns.record(_cells(item), language)


def language_of(items: Iterable[dict[str, object]]) -> str:
    return columns.language_of(_cells(item) for item in items)


def _cells(item: dict[str, object]) -> list[tuple[columns.Column, object]]:
    named = ((columns.column(key) if len(key) < 100 else None, value) for key, value in item.items())
    return [(column, value) for column, value in named if column]
