"""CSV: separated by comma, semicolon or tab, in UTF-8, UTF-16 or what Excel on Windows writes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from workshop_kit.catalogue import columns, csv_rows, hsds, reasons
from workshop_kit.catalogue.csv_rows import SEPARATORS, Lines
from workshop_kit.catalogue.formats import HSDS, Format, Outcome, made
from workshop_kit.catalogue.pieces import Piece
from workshop_kit.catalogue.record import line
from workshop_kit.errors import DamagedFile, UnknownFormat

DANGEROUS = "=+-@\t\r＝＋－＠"
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)."""
_SAMPLES = 3
_SAMPLE = 80  # letters of a sample

Chosen = Mapping[str, str]
Cells = list[tuple[columns.Column, object]]


@dataclass(frozen=True)
class Heading:
    """A column of a file. `field` is what it is taken for, such as `name_fi` or `area`; empty: it is left out."""

    name: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Headings:
    """The columns of a CSV file, in order. Their names differ: a column without a heading, or with one that was
    there before, has its number in its name, as in `#3` and `Nimi #4`."""

    separator: str
    columns: tuple[Heading, ...]


def headings(lines: Lines) -> Headings:
    """What the columns are called and taken for. Raises UnknownFormat, DamagedFile."""
    first = csv_rows.first_line(lines)
    if not first:
        raise DamagedFile(why=reasons.NOTHING)
    separator = _naming(first) or csv_rows.widest(first)
    names, rows = _opened(lines, separator)
    seen = [piece.item for piece in islice(rows, 50) if not piece.why]
    return Headings(separator, tuple(_heading(n, name, seen) for n, name in enumerate(names)))


def _heading(place: int, name: str, rows: Sequence[list[str]]) -> Heading:
    cells = (line(unescaped(row[place]), _SAMPLE) for row in rows if place < len(row))
    samples = tuple(islice(dict.fromkeys(cell for cell in cells if cell), _SAMPLES))
    column = columns.column(name)
    return Heading(name, columns.field_name(column) if column else "", samples)


def outcomes(lines: Lines, language: str | None, chosen: Chosen | None) -> Iterator[Outcome]:
    """The rows of a CSV file as records. `chosen`: what columns mean, by their names in `Headings`.

    Raises UnknownFormat, DamagedFile.
    """
    first = csv_rows.first_line(lines)
    separator = _separator(first, chosen or {})
    names, rows = _opened(lines, separator)
    if not chosen and hsds.is_services_table(names):
        return made((_hsds_row(names, piece) for piece in rows), HSDS, language)
    if not chosen and hsds.is_other_table(names):
        raise UnknownFormat(why=reasons.OTHER_TABLE)
    meanings = [_meaning(name, chosen or {}) for name in names]
    if not any(column and column.field == "name" for column in meanings):
        raise UnknownFormat(why=reasons.NO_NAME_COLUMN)
    return made((_own_row(meanings, piece) for piece in rows), OWN_ROWS, language)


def _opened(lines: Lines, separator: str) -> tuple[list[str], Iterator[Piece]]:
    """The names of the columns, and the rows below them, numbered without the line of headings."""
    rows = csv_rows.rows(lines, separator)
    first = next(rows, Piece(1, 1, why=reasons.NO_NAME_COLUMN))
    if first.why:
        raise UnknownFormat(why=first.why)
    return _named(first.item), (piece._replace(number=piece.number - 1) for piece in rows)


def _named(cells: Sequence[str]) -> list[str]:
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = line(cell.lstrip("\ufeff"))
        names.append(name if name and name not in names else f"{name} #{number}".strip())
    while names and names[-1] == f"#{len(names)}" and not line(cells[len(names) - 1]):
        names.pop()  # a separator at the end of the line is no column
    return names


def _separator(first: str, chosen: Chosen) -> str:
    """The separator under which the first line has the chosen columns, or names services."""
    found = {separator: _named(csv_rows.headings(first, separator)) for separator in SEPARATORS}
    fitting = [separator for separator, names in found.items() if chosen.keys() & set(names)]
    separator = max(fitting, key=lambda one: len(found[one])) if fitting else _naming(first)
    if not separator:
        raise UnknownFormat(why=reasons.NO_NAME_COLUMN)
    return separator


def _naming(first: str) -> str:
    """Of the separators under which the first line names services, the one that gives most columns."""
    fitting = [one for one in SEPARATORS if columns.named(csv_rows.headings(first, one))]
    return csv_rows.widest(first, fitting) if fitting else ""


def _meaning(name: str, chosen: Chosen) -> columns.Column | None:
    if name not in chosen:
        return columns.column(name)
    column = columns.column(chosen[name]) if chosen[name] else None
    if chosen[name] and not column:
        raise UnknownFormat(why=reasons.NO_SUCH_FIELD)
    return column


def _hsds_row(names: Sequence[str], piece: Piece) -> Piece:
    return piece if piece.why else piece._replace(item=dict(zip(names, piece.item, strict=False)))


def _own_row(meanings: Sequence[columns.Column | None], piece: Piece) -> Piece:
    """The cells under headings that mean something here."""
    if piece.why:
        return piece
    if any(cell.strip() for cell in piece.item[len(meanings) :]):
        return piece._replace(item=None, why=reasons.TOO_WIDE)
    cells = [(column, unescaped(cell)) for column, cell in zip(meanings, piece.item, strict=False) if column]
    return piece._replace(item=cells)


def _one(cells: Cells) -> list[Cells]:
    return [cells]


OWN_ROWS = Format(lambda _cells: True, _one, columns.record, columns.language_of)


def escaped(cell: str) -> str:
    """A cell that no spreadsheet runs: a quotation mark goes before what looks like a formula."""
    return f"'{cell}" if _looks_like_formula(cell) else cell


def unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _looks_like_formula(cell) else cell


def _looks_like_formula(cell: str) -> bool:
    bare = cell.lstrip("'")  # more than one mark: the text itself began with one
    return bare != "" and bare[0] in DANGEROUS
