"""Population in CSV as PxWeb gives it (Statistics Finland and the statistics of Finnish cities), wide or long.

Lines of a title may stand above the headings. A column is an area, a year, a language, an age or a gender, or it
has figures; then its heading may say a year and a group, as in `2023 Naiset`, or a column of measures may. A figure
may have spaces, and `-` is nobody; `.`, `..` and `...` are not known (symbols of Statistics Finland). Pure: no
database.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice

from workshop_kit.areas import words
from workshop_kit.areas.trouble import Trouble
from workshop_kit.catalogue import csv_rows, opened
from workshop_kit.catalogue.csv_rows import SEPARATORS, Lines
from workshop_kit.errors import DamagedFile, UnknownFormat
from workshop_kit.i18n import N_

MOST_BYTES = 20 * 1024 * 1024
MEANINGS = ("area", "year", "home_language", "age", "gender", "measure", "people")
_MOST_TROUBLES = 100
_ABOVE = 20  # lines of a title at most
_TOO_BIG = N_("it is larger than 20 MB. Choose fewer areas and years")
_NO_TABLE = N_("it is not a table with headings")
_NO_AREA = N_("No column says the area.")
_NO_FIGURES = N_("No column has numbers of people.")
_NOT_NUMBER = N_("Line %(line)s: “%(cell)s” is not a number of people. It is left out.")
_TWICE = N_("Line %(line)s says again how many people there are: %(cell)s. The first one counts.")
_NOT_READ = N_("Line %(line)s cannot be read. It is left out.")
_UNKNOWN = N_("Line %(line)s: “%(cell)s” is not understood. The line is left out.")
_NO_YEAR = N_("The file does not say of which year it is. Write the year.")
_UNKNOWN_FIGURES = frozenset({"", ".", "..", "...", "…", "x"})
_NOBODY = frozenset({"-", "–", "−", "0"})


@dataclass(frozen=True)
class Column:
    """A column of a file. `meaning`: one of MEANINGS; empty: it is left out."""

    name: str
    meaning: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """So many people of an area at the end of a year; None: not known. What is TOTAL is not told apart."""

    area: str
    year: int
    language: str  # as it is written, folded
    age: words.Age | str
    gender: str
    people: int | None


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    troubles: tuple[Trouble, ...]
    needs_year: bool = False


def read(content: bytes, meanings: Mapping[str, str] | None = None, year: int | None = None) -> Table:
    """The cells of a file. `meanings`: what columns are, by name, where a person has said so; `year`: of a file
    that does not say it. Raises DamagedFile, UnknownFormat.
    """
    if len(content) > MOST_BYTES:
        raise DamagedFile(why=_TOO_BIG)
    rows = list(_rows(content))
    at = _heading(rows)
    names, body = _names(rows[at][1]), rows[at + 1 :]
    columns = tuple(_column(place, name, body, meanings or {}) for place, name in enumerate(names))
    if not meanings:
        columns = _with_area(columns)
    return _Reading(columns, year).run(body)


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Line number -> cells, without the empty rows; no cells where a row cannot be read."""
    separator = _separator(list(islice(opened.letters(opened.opened(content)).text, 60)))
    for piece in csv_rows.rows(Lines(opened.letters(opened.opened(content)).text), separator):
        cells = [] if piece.why else [" ".join(cell.lstrip("\ufeff").split()) for cell in piece.item]
        yield piece.line or 0, cells


def _separator(begins: Sequence[str]) -> str:
    """The one under which most lines are of one width, and wide."""
    lines = [line for line in begins if line.strip()]

    def worth(separator: str) -> tuple[int, int]:
        widths = [len(csv_rows.headings(line, separator)) for line in lines]
        usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=0)
        return (widths.count(usual) if usual > 1 else 0), usual

    return max(SEPARATORS, key=worth)


def _heading(rows: Sequence[tuple[int, list[str]]]) -> int:
    """Where the headings are: the first row as wide as the row below it. Raises UnknownFormat."""
    for at, (_line, cells) in enumerate(rows[:_ABOVE]):
        below = rows[at + 1][1] if at + 1 < len(rows) else []
        if len([cell for cell in cells if cell]) >= 2 and len(below) == len(cells):
            return at
    raise UnknownFormat(why=_NO_TABLE)


def _names(cells: Sequence[str]) -> list[str]:
    """As in the catalogue: no two are called the same."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        names.append(cell if cell and cell not in names else f"{cell} #{number}".strip())
    return names


def _column(place: int, name: str, body: Sequence[tuple[int, list[str]]], given: Mapping[str, str]) -> Column:
    cells = [cells[place] for _line, cells in body[:400] if place < len(cells)]
    samples = tuple(islice(dict.fromkeys(cell for cell in cells if cell), 3))
    if name in given:
        if given[name] and given[name] not in MEANINGS:
            raise UnknownFormat(why=N_("a column was given a meaning that does not exist"))
        return Column(name, given[name], samples)
    if found := words.field(name):
        return Column(name, found, samples)
    numbers = [cell for cell in cells if _figure(cell) is not False]
    is_people = words.Head(name).is_people and len(numbers) * 2 >= len(cells)
    return Column(name, "people" if is_people else "", samples)


def _with_area(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no heading says that it is the area, the first column with words is."""
    if any(column.meaning == "area" for column in columns):
        return columns
    for at, column in enumerate(columns):
        if not column.meaning and any(letter.isalpha() for letter in "".join(column.samples)):
            return (*columns[:at], Column(column.name, "area", column.samples), *columns[at + 1 :])
    return columns


def _figure(cell: str) -> int | None | bool:
    """How many people; None for not known; False for what is no number."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", cell)
    if plain in _NOBODY:
        return 0
    if plain in _UNKNOWN_FIGURES:
        return None
    plain = plain.rstrip("*")
    if re.fullmatch(r"\d{1,3}(,\d{3})+", plain):
        plain = plain.replace(",", "")
    plain = re.sub(r"[.,]0+$", "", plain)
    return int(plain) if re.fullmatch(r"\d{1,9}", plain) else False


def _both(column: words.Head, measure: words.Head) -> words.Head:
    """What the heading of a column and the measure of its row say together."""
    both = copy(measure)
    both.year, both.age = column.year or measure.year, column.age or measure.age
    both.language, both.gender = column.language or measure.language, column.gender or measure.gender
    return both


class _Reading:
    """The rows below the headings, cell by cell."""

    def __init__(self, columns: tuple[Column, ...], year: int | None) -> None:
        self.columns, self.year = columns, year
        self.at = {meaning: [i for i, c in enumerate(columns) if c.meaning == meaning] for meaning in MEANINGS}
        self.heads = {i: words.Head(columns[i].name) for i in self.at["people"]}
        self.cells: dict[tuple[object, ...], Cell] = {}
        self.troubles: list[Trouble] = []
        self.needs_year = False

    def run(self, body: Sequence[tuple[int, list[str]]]) -> Table:
        if not self.at["area"] or not self.heads:
            why = _NO_FIGURES if self.at["area"] else _NO_AREA
            return Table(self.columns, (), (Trouble(why),))
        for line, cells in body:
            if len(cells) == len(self.columns):
                self._row(line, cells)
            elif len(cells) != 1:  # a note below the table, such as its source
                self._trouble(_NOT_READ, line, "")
        if self.needs_year:
            self.troubles.insert(0, Trouble(_NO_YEAR))
        return Table(self.columns, tuple(self.cells.values()), tuple(self.troubles), self.needs_year)

    def _row(self, line: int, cells: Sequence[str]) -> None:
        said = {
            meaning: " ".join(cells[i] for i in at[:1]) for meaning, at in self.at.items() if meaning != "people"
        }
        if not said["area"]:
            return
        age, gender = words.age(said["age"]), words.gender(said["gender"])
        if age is None or gender is None:
            self._trouble(_UNKNOWN, line, said["age"] if age is None else said["gender"])
            return
        language = words.TOTAL if words.language(said["home_language"]) == words.TOTAL else said["home_language"]
        measure = words.Head(said["measure"]) if said["measure"] else None
        if measure and not measure.is_people:  # a share, or of somebody else than those who live there
            return
        for place, own in self.heads.items():
            head = _both(own, measure) if measure else own
            people = _figure(cells[place])
            if people is False:
                self._trouble(_NOT_NUMBER, line, cells[place])
                continue
            year = head.year or words.year_in(said["year"]) or self.year
            if year is None:
                self.needs_year = True
                continue
            cell = Cell(
                said["area"], year, (head.language or language).casefold(), head.age or age, head.gender or gender,
                None if people is None else int(people),
            )  # fmt: skip
            self._keep(line, cell, cells[place])

    def _keep(self, line: int, cell: Cell, said: str) -> None:
        key = (cell.area, cell.year, cell.language, cell.age, cell.gender)
        if key in self.cells:
            self._trouble(_TWICE, line, said)
        else:
            self.cells[key] = cell

    def _trouble(self, sentence: str, line: int, cell: str) -> None:
        trouble = Trouble(sentence, {"line": line, "cell": cell[:40]})
        if trouble not in self.troubles[-20:] and len(self.troubles) < _MOST_TROUBLES:
            self.troubles.append(trouble)
