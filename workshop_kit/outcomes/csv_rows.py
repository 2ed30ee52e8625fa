"""Reading a table of counts: wide, with a column for each gender and age band, or long, with a row for each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from workshop_kit.catalogue import csv_rows, opened, reasons
from workshop_kit.catalogue.csv_file import unescaped
from workshop_kit.errors import DamagedFile, DamagedLine, UnknownFormat
from workshop_kit.i18n import N_, words
from workshop_kit.insights import folded
from workshop_kit.outcomes import headings
from workshop_kit.outcomes.headings import UNTOLD
from workshop_kit.outcomes.register import AGES, GENDERS

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 20_000
NEEDED = ("day", "indicator", "count")

TOO_BIG = N_("it is larger than 5 MB")
TOO_MANY = N_("it has more than 20,000 lines")
NO_COLUMNS = N_("it needs columns called date, indicator and count")
_NO_DAY = N_("“%(cell)s” is not a date. Write it like 2026-11-14 or 14.11.2026")
_NO_NUMBER = N_("“%(cell)s” is not a whole number")
_NO_GENDER = N_("“%(cell)s” is not a gender that is known here")
_NO_AGE = N_("“%(cell)s” is not an age band that is known here")


@dataclass(frozen=True)
class Problem:
    """A line that cannot be taken. `why` is a phrase or sentence of ours, with the facts that fill it."""

    line: int
    why: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """`line 12: “x” is not a date …`, without a full stop."""
        w = words(language)
        return w._(reasons.AT_LINE, line=self.line, why=w._(self.why, **self.facts).rstrip("."))

    def error(self) -> DamagedLine:
        why = self.why % self.facts if self.facts else self.why
        return DamagedLine(line=self.line, why=why.rstrip("."))


@dataclass(frozen=True)
class Line:
    """One count as the file says it. `line` is where it begins, counted from 1."""

    line: int
    day: date
    area: str
    activity: str
    indicator: str
    count: int
    by_gender: Mapping[str, int]
    by_age: Mapping[str, int]
    id: str = ""
    replaces: str = ""
    replaced_by: str = ""

    @property
    def place(self) -> tuple[date, str, str, str]:
        """What rows of a long table share that are about the same count."""
        return self.day, folded(self.area), folded(self.activity), folded(self.indicator)


def read(content: bytes) -> tuple[list[Line], list[Problem]]:
    """The counts of a file, and the lines that cannot be read. Raises DamagedFile, UnknownFormat."""
    if len(content) > MOST_BYTES:
        raise DamagedFile(why=TOO_BIG)
    with opened.opened(content) as file:
        lines = csv_rows.Lines(opened.letters(file).text)
        names, rows = _table(lines)
        problems: list[Problem] = []
        is_long = "gender" in names or "age" in names
        found = list(_long(rows, problems) if is_long else _wide(rows, problems))
    return found, sorted(problems, key=lambda problem: problem.line)


Row = tuple[int, Mapping[str, str], str]
"""The line, the cells by what they mean, and why it cannot be read."""


def _table(lines: csv_rows.Lines) -> tuple[set[str], Iterator[Row]]:
    first = csv_rows.first_line(lines)
    meant = {one: [headings.field(cell) for cell in csv_rows.headings(first, one)] for one in csv_rows.SEPARATORS}
    separator = max(meant, key=lambda one: len({name for name in meant[one] if name}))
    names = meant[separator]
    if not set(NEEDED) <= set(names):
        raise UnknownFormat(why=NO_COLUMNS)
    return set(names), _rows(lines, separator, names)


def _rows(lines: csv_rows.Lines, separator: str, names: Sequence[str]) -> Iterator[Row]:
    for number, piece in enumerate(csv_rows.rows(lines, separator)):
        if number == 0:  # the headings
            continue
        if number > MOST_LINES:
            raise DamagedFile(why=TOO_MANY)
        cells = piece.item or []
        why = piece.why or (reasons.TOO_WIDE if any(cell.strip() for cell in cells[len(names) :]) else "")
        told = {name: unescaped(cell.strip()) for name, cell in zip(names, cells, strict=False) if name}
        yield piece.line or 0, told, why


class _Unread(Exception):
    def __init__(self, why: str, cell: str = "") -> None:
        self.why, self.facts = why, {"cell": cell[:40]} if cell else {}


def _wide(rows: Iterator[Row], problems: list[Problem]) -> Iterator[Line]:
    for number, cells, why in rows:
        try:
            if why:
                raise _Unread(why)
            yield _line(number, cells, _by(cells, GENDERS), _by(cells, AGES))
        except _Unread as trouble:
            problems.append(Problem(number, trouble.why, trouble.facts))


def _long(rows: Iterator[Row], problems: list[Problem]) -> Iterator[Line]:
    """Rows of the same day, area and indicator are one count, at the first of their lines.

    A row without gender and age is the count of all; where there is none, all are those of the genders or, if these
    are more, of the ages. A row of both counts in both, because the register never crosses them.
    """
    found: dict[tuple[Any, ...], list[tuple[Line, str, str]]] = {}
    for number, cells, why in rows:
        try:
            if why:
                raise _Unread(why)
            line = _line(number, cells, {}, {})
            gender = _known(headings.gender(cells.get("gender", "")), cells.get("gender", ""), _NO_GENDER)
            age = _known(headings.age(cells.get("age", "")), cells.get("age", ""), _NO_AGE)
            found.setdefault(line.place, []).append((line, gender, age))
        except _Unread as trouble:
            problems.append(Problem(number, trouble.why, trouble.facts))
    yield from (_one_count(rows) for rows in found.values())


def _one_count(rows: Sequence[tuple[Line, str, str]]) -> Line:
    genders, ages, everybody = dict[str, int](), dict[str, int](), [0]
    for line, gender, age in rows:
        if gender:
            genders[gender] = genders.get(gender, 0) + line.count
        if age:
            ages[age] = ages.get(age, 0) + line.count
        if not gender and not age:
            everybody.append(line.count)
    total = sum(everybody) if len(everybody) > 1 else max(sum(genders.values()), sum(ages.values()))
    genders.pop(UNTOLD, None)
    ages.pop(UNTOLD, None)
    return replace(rows[0][0], count=total, by_gender=genders, by_age=ages)


def _line(number: int, cells: Mapping[str, str], by_gender: Mapping[str, int], by_age: Mapping[str, int]) -> Line:
    return Line(
        line=number,
        day=_day(cells.get("day", "")),
        area=cells.get("area", ""),
        activity=cells.get("activity", ""),
        indicator=cells.get("indicator", ""),
        count=_number(cells.get("count", "")),
        by_gender=by_gender,
        by_age=by_age,
        id=cells.get("id", ""),
        replaces=cells.get("replaces", ""),
        replaced_by=cells.get("replaced_by", ""),
    )


def _by(cells: Mapping[str, str], keys: Sequence[str]) -> dict[str, int]:
    return {key: _number(cells[key]) for key in keys if cells.get(key)}


def _known(word: str | None, cell: str, why: str) -> str:
    if word is None:
        raise _Unread(why, cell)
    return word


def _number(cell: str) -> int:
    """`1 234` and `12,0` are whole numbers, too."""
    plain = re.sub(r"[.,]0+$", "", re.sub(r"\s", "", cell))
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        raise _Unread(_NO_NUMBER, cell or "–")
    return int(plain)


_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ][\d:.]+)?")
_OURS = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?: [\d:.]+)?")


def _day(cell: str) -> date:
    for form in (_ISO, _OURS):
        if found := form.fullmatch(cell):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    raise _Unread(_NO_DAY, cell or "–")
