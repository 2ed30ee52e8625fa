"""A workbook that came back from a service manager, read without trusting anything in it.

Sheet and columns are found by their headings, in any language, wherever they stand; an action by its key.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook

from exports.excel import fields, opening, reasons
from exports.excel.values import Given, Reader, Unreadable, said
from workshop_kit.errors import UnknownFormat
from workshop_kit.i18n import LANGUAGES

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 60, 200
_HEADING_WITHIN = 30  # rows; some put a title above the table
_CODE = re.compile("[0-9]{4,6}")
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Values = dict[str, Given]


@dataclass(frozen=True)
class ReturnedRow:
    """What a row says of an action. `given`: the fields that could be read. `base`: as they were exported."""

    uuid: str
    line: int  # of the sheet, counted from 1
    given: Values
    base: Values | None  # None: the workbook does not tell


@dataclass(frozen=True)
class Refusal:
    """A cell that cannot be read, or a row where `column` is empty. `why` is a phrase of `reasons`, in English."""

    line: int
    column: str  # its heading as it stands there
    why: str


@dataclass(frozen=True)
class Returned:
    """`code` and `language` are empty where the workbook does not tell."""

    code: str
    language: str
    rows: tuple[ReturnedRow, ...]
    refused: tuple[Refusal, ...]


def read_back(content: bytes) -> Returned:
    """What has been filled in. Cells and rows that cannot be read are told, the rest counts.

    Raises UnknownFormat, DamagedFile where the file as a whole is no workbook of a plan.
    """
    with opening.workbook(content) as book:
        kit = _kit(book)
        table = _table(book, fields.headings(kit.language))
        reader = Reader(kit.language, book.epoch, fields.statuses(kit.language))
        rows, refused = _read(table, reader, kit)
    return Returned(kit.code, kit.language, tuple(rows), tuple(refused))


@dataclass(frozen=True)
class _Kit:
    """What the hidden sheet says."""

    code: str = ""
    language: str = ""
    base: Mapping[str, Values] | None = None  # by key


@dataclass(frozen=True)
class _Table:
    columns: Mapping[str, int]  # name of the field, or "key" -> place
    headings: Sequence[str]
    twice: tuple[int, ...]  # places of columns that stand there again
    line: int  # of the headings
    rows: Sequence[tuple[int, Sequence[Any]]]  # with their lines


def _kit(book: Workbook) -> _Kit:
    """Raises UnknownFormat where a newer version has made it."""
    for sheet in _sheets(book):
        rows = _rows(sheet, 1)
        first = _texts(rows[0][1]) if rows else []
        if first[:1] == [fields.MARKER]:
            if first[1:2] != [str(fields.VERSION)]:
                raise UnknownFormat(why=reasons.NEWER)
            return _told([_texts(cells) for _line, cells in _rows(sheet, MOST_ROWS)])
    return _Kit()


def _told(rows: Sequence[Sequence[str]]) -> _Kit:
    code, language = rows[1][0], rows[2][0]
    names = rows[3][1:]
    base = {row[0]: _base(dict(zip(names, row[1:], strict=False))) for row in rows[4:] if row[0]}
    return _Kit(code if _CODE.fullmatch(code) else "", language if language in LANGUAGES else "", base)


def _base(texts: Mapping[str, str]) -> Values:
    """The values of an action as they were exported."""
    found: Values = {}
    for field in fields.FIELDS:
        text = texts.get(field.name, "")
        found[field.name] = (date.fromisoformat(text) if text else None) if field.kind == "date" else text
    return found


def _table(book: Workbook, headings: Mapping[str, str]) -> _Table:
    """The sheet that has the key and most of the columns. Raises UnknownFormat."""
    found = [place for sheet in _sheets(book) if (place := _heading(sheet, headings))]
    if not found:
        raise UnknownFormat(why=reasons.NO_PLAN)
    if len(found) > 1:
        raise UnknownFormat(why=reasons.TWO_PLANS)
    sheet, line, titles = found[0]
    columns: dict[str, int] = {}
    twice = []
    for number, title in enumerate(titles):
        name = headings.get(fields.folded(title))
        if name in columns:
            twice.append(number)
        elif name:
            columns[name] = number
    return _Table(columns, titles, tuple(twice), line, _rows(sheet, MOST_ROWS)[line:])


def _heading(sheet: Any, headings: Mapping[str, str]) -> tuple[Any, int, Sequence[str]] | None:
    """The sheet, the line of its headings and these; nothing where it has no key and a column to be filled in."""
    for line, cells in _rows(sheet, _HEADING_WITHIN):
        titles = _texts(cells)
        if titles[:1] == [fields.MARKER]:
            return None
        names = {headings.get(fields.folded(title)) for title in titles} - {None}
        if "key" in names and len(names) > 1:
            return sheet, line, titles
    return None


def _sheets(book: Workbook) -> Sequence[Any]:
    return book.worksheets[:MOST_SHEETS]


def _rows(sheet: Any, most: int) -> Sequence[tuple[int, Sequence[Any]]]:
    return list(enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS), 1))


def _texts(cells: Sequence[Any]) -> list[str]:
    return [said(cell) for cell in cells]


def _read(table: _Table, reader: Reader, kit: _Kit) -> tuple[list[ReturnedRow], list[Refusal]]:
    refused = [Refusal(table.line, table.headings[place], reasons.COLUMN_TWICE) for place in table.twice]
    filled = [(line, cells) for line, cells in table.rows if any(cell.value is not None for cell in cells)]
    keys = {line: said(cells[table.columns["key"]]).casefold() for line, cells in filled}
    often = Counter(keys.values())
    rows = []
    for line, cells in filled:
        if why := _wrong(keys[line], often[keys[line]]):
            if any(said(cell) for cell in cells):
                refused.append(Refusal(line, "", why))
            continue
        given, unread = _given(table, reader, line, cells)
        rows.append(ReturnedRow(keys[line], line, given, (kit.base or {}).get(keys[line])))
        refused.extend(unread)
    return rows, refused


def _wrong(key: str, often: int) -> str:
    """Why a row cannot be read by its key; empty where it can."""
    if not key:
        return reasons.NO_KEY
    if not _UUID.fullmatch(key):
        return reasons.WRONG_KEY
    return reasons.TWICE if often > 1 else ""


def _given(table: _Table, reader: Reader, line: int, cells: Sequence[Any]) -> tuple[Values, list[Refusal]]:
    given: Values = {}
    refused = []
    for name, place in table.columns.items():
        if name == "key":
            continue
        try:
            given[name] = reader.value(fields.BY_NAME[name], cells[place])
        except Unreadable as error:
            refused.append(Refusal(line, table.headings[place], error.why))
    return given, refused
