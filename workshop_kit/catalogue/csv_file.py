"""CSV: separated by comma, semicolon or tab, in UTF-8, UTF-16 or what Excel on Windows writes."""

import csv
import re
from collections.abc import Callable, Iterable
from io import StringIO
from typing import NamedTuple, TypeVar

from workshop_kit.catalogue import columns, hsds, reasons
from workshop_kit.catalogue.record import Record, Unreadable, whole
from workshop_kit.errors import DamagedFile, DamagedLine, UnknownFormat

SEPARATORS = ",;\t"
MOST = 100_000  # rows
DANGEROUS = "=+-@\t\r＝＋－＠"
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)."""


Read = TypeVar("Read")


class Row(NamedTuple):
    line: int  # where it begins in the file, counted from 1
    cells: list[str]


def records(text: str, language: str | None) -> list[Record]:
    """The rows of a CSV file. Raises UnknownFormat, DamagedLine, DamagedFile."""
    text = re.sub(r'\A"?sep=.?"?(?=\r?\n)', "", text)  # a line that Excel may put first
    heading, *rows = _rows(text, _separator(text))
    if hsds.is_services_table(heading.cells):
        return _hsds(heading, rows, language)
    if hsds.is_other_table(heading.cells):
        raise UnknownFormat(why=reasons.OTHER_TABLE)
    known = [(row, _known(heading, row)) for row in rows]
    spoken = language or columns.language_of(cells for _row, cells in known)
    return _each(known, lambda cells: columns.record(cells, spoken))


def _hsds(heading: Row, rows: list[Row], language: str | None) -> list[Record]:
    services = [(row, dict(zip(heading.cells, row.cells, strict=False))) for row in rows]
    opened = [(row, service) for row, service in services if hsds.is_open(service)]
    spoken = language or hsds.language_of(service for _row, service in opened)
    return _each(opened, lambda service: hsds.record(service, spoken))


def _known(heading: Row, row: Row) -> list[tuple[columns.Column, object]]:
    """The cells under headings that mean something here."""
    if any(cell.strip() for cell in row.cells[len(heading.cells) :]):
        raise DamagedLine(line=row.line, why=reasons.TOO_WIDE)
    pairs = zip(map(columns.column, heading.cells), row.cells, strict=False)
    return [(column, unescaped(cell)) for column, cell in pairs if column]


def _each(rows: Iterable[tuple[Row, Read]], record: Callable[[Read], Record]) -> list[Record]:
    found = []
    for row, read in rows:
        try:
            found.append(whole(record(read)))
        except Unreadable as error:
            raise DamagedLine(line=row.line, why=error.why) from error
    return found


def _separator(text: str) -> str:
    """The separator under which the first line names services, and has most columns."""
    first = re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    split = {separator: _headings(first, separator) for separator in SEPARATORS}
    fitting = [separator for separator, headings in split.items() if columns.named(headings)]
    if not fitting:
        raise UnknownFormat(why=reasons.NO_NAME_COLUMN)
    return max(fitting, key=lambda separator: len(split[separator]))


def _headings(first: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([first], delimiter=separator), [])
    except csv.Error:  # it is longer than any heading
        return []


def _rows(text: str, separator: str) -> list[Row]:
    """Rows that are not empty, with the number of the line they begin on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[Row] = []
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise DamagedLine(line=begins, why=reasons.QUOTES) from error
        if cells is None:
            return found
        if any(cell.strip() for cell in cells):
            found.append(Row(begins, cells))
        if len(found) > MOST + 1:
            raise DamagedFile(why=reasons.TOO_MANY)
        begins = reader.line_num + 1


def escaped(cell: str) -> str:
    """A cell that no spreadsheet runs: a quotation mark goes before what looks like a formula."""
    return f"'{cell}" if _looks_like_formula(cell) else cell


def unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _looks_like_formula(cell) else cell


def _looks_like_formula(cell: str) -> bool:
    bare = cell.lstrip("'")  # more than one mark: the text itself began with one
    return bare != "" and bare[0] in DANGEROUS
