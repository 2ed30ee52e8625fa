"""How finely answers may be counted across workshops, so that no group of one to four people can be worked out.

A workshop's own papers tell how many joined, each answer that five or more gave, and the rest in one sum
(`privacy.grouped`). What the profile adds are sums of cells (answer, workshop). Every cell is in one *row*: an
answer in one base cell (programme, area, year), or in several of them together, or with all that is hidden. Nothing
else is ever told: a filter tells the rows that lie in it whole, and the rest of its people in one sum.

Why this is enough. Draw a vertex for each row and one for each workshop, and for each cell that the papers do not
tell an edge between its row and its workshop, weighted with its people. A reader knows the sums at the vertices, so
she can work out a sum of cells with weights a(row, workshop) >= 0 just where a = p(row) - p(workshop) for some p.
Within a component such a sum is made of whole cuts {p >= t}: it weighs at least a step of p times the lightest cut.
So where no cut of a component is lighter than five, no group of one to four can be derived from all filters and
papers together. Who has the profile alone knows base cells instead of workshops: the same is asked of their graph,
with all cells in it. Where a cut is too light, a row on its lighter side is counted more coarsely, and so on.

What it does not cover: profiles made at two times, between which somebody came or took her answers back, or a
workshop got another programme, area or day; and guesses from how small a hidden group must be.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workshop_kit.privacy import SMALL, grouped
from workshop_kit.profile.light_cuts import light_sides

SILENT = ""
"""The answer of those who were asked and did not say."""

Base = tuple[str, str, str]
"""Programme, area and year of a workshop, as keys."""


class Column(NamedTuple):
    """The answers of one workshop, of five people or more in all: answer -> how many."""

    base: Base
    answers: Mapping[str, int]


class Row(NamedTuple):
    """An answer in the base cells that begin with `within` and are told no finer. Hidden where that is None."""

    answer: str
    in_papers: bool
    within: tuple[str, ...] | None


HIDDEN = Row("", False, None)


class _Cell(NamedTuple):
    answer: str
    in_papers: bool  # the workshop's own papers tell it by itself
    column: int
    base: Base
    people: int


@dataclass(frozen=True)
class Told:
    """What a filter tells of one question. No number is one to four, and none can be worked out."""

    people: int  # who were asked
    groups: tuple[tuple[str, int], ...]  # answer -> people, most first
    partly: frozenset[str]  # answers that some of the others gave, too, as far as can be told
    others: int  # in answers that are hidden here
    silent: int  # who did not say
    silent_partly: bool  # some of the others did not say either


@dataclass(frozen=True)
class Cutting:
    """The rows of one question."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Row, tuple[tuple[Base, int], ...]], ...]  # each with its people by base cell

    def told(self, wanted: Callable[[Base], bool]) -> Told:
        """For the workshops whose base cell is wanted."""
        people = sum(sum(column.answers.values()) for column in self.columns if wanted(column.base))
        groups: Counter[str] = Counter()
        partly: set[str] = set()
        for row, parts in self.rows:
            inside = [wanted(base) for base, _n in parts]
            if row.within is not None and all(inside):
                groups[row.answer] += sum(n for _base, n in parts)
            elif any(inside):
                partly.add(row.answer)
        others, silent = people - groups.total(), groups.pop(SILENT, 0)
        by_size = tuple(sorted(groups.items(), key=lambda group: (-group[1], group[0])))
        return Told(people, by_size, frozenset(partly & set(groups)), others, silent, SILENT in partly)


def cut(columns: Sequence[Column]) -> Cutting:
    """Rows as fine as they may be. The same for the same columns, in any order."""
    columns = sorted(columns, key=lambda column: (column.base, sorted(column.answers.items())))
    cells = list(_cells(columns))
    rows = _Rows(cells)
    hidden = [
        (Row(cell.answer, False, cell.base), cell.column, cell.people) for cell in cells if not cell.in_papers
    ]
    while coarser := rows.small() or _weak(hidden, rows):
        for row in coarser:
            rows.lift(row)
    return Cutting(tuple(columns), rows.told())


def in_papers(answers: Mapping[str, int]) -> set[str]:
    """The answers whose number can be read in the workshop's own papers, or worked out from them."""
    groups = grouped(Counter({answer: n for answer, n in answers.items() if answer != SILENT}))
    alone = {answer for answer, _n in groups.shown}
    return alone if groups.other is None else alone | {SILENT}


def _cells(columns: Sequence[Column]) -> Iterable[_Cell]:
    for number, (base, answers) in enumerate(columns):
        told = in_papers(answers)
        for answer in sorted(answers):
            if answers[answer]:
                yield _Cell(answer, answer in told, number, base, answers[answer])


class _Rows:
    """How finely each answer is told so far: at first in each base cell by itself."""

    def __init__(self, cells: Sequence[_Cell]) -> None:
        self.parts: dict[Row, Counter[Row]] = {}  # a row -> the finest rows in it, with their people
        self.people: Counter[Row] = Counter()
        self.of: dict[Row, Row] = {}  # finest row -> the row it is in
        for cell in cells:
            fine = Row(cell.answer, cell.in_papers, cell.base)
            self.parts.setdefault(fine, Counter())[fine] += cell.people
            self.people[fine] += cell.people
            self.of[fine] = fine

    def small(self) -> list[Row]:
        """Those of one to four people. Their cuts would be found light, too; this is quicker."""
        return sorted(row for row, n in self.people.items() if row != HIDDEN and n < SMALL)

    def lift(self, row: Row) -> None:
        """Count a row one step more coarsely; where that is small, with the smallest finer row there."""
        if row not in self.parts or row.within is None:
            return
        coarse = row._replace(within=row.within[:-1]) if row.within else HIDDEN
        self._move(row, coarse)
        finer = [each for each in self.parts if _is_finer(each, coarse)]
        if coarse != HIDDEN and self.people[coarse] < SMALL and finer:
            self._move(min(finer, key=lambda each: (self.people[each], each)), coarse)

    def _move(self, row: Row, into: Row) -> None:
        moved = self.parts.pop(row)
        self.parts.setdefault(into, Counter()).update(moved)
        self.people[into] += self.people.pop(row)
        self.of.update(dict.fromkeys(moved, into))

    def told(self) -> tuple[tuple[Row, tuple[tuple[Base, int], ...]], ...]:
        """What is hidden stays a row for each answer, of which nothing is told."""
        found: dict[Row, Counter[Base]] = defaultdict(Counter)
        for fine, row in self.of.items():
            kept = row if row != HIDDEN else fine._replace(within=None)
            found[kept][fine.within] += self.parts[row][fine]  # type: ignore[index]
        return tuple((row, tuple(sorted(parts.items()))) for row, parts in found.items())


def _is_finer(row: Row, coarse: Row) -> bool:
    if row[:2] != coarse[:2] or row == coarse or row.within is None or coarse.within is None:
        return False
    return row.within[: len(coarse.within)] == coarse.within


def _weak(hidden: Sequence[tuple[Row, int, int]], rows: _Rows) -> list[Row]:
    """Rows to count more coarsely: one for each light cut, the smallest on the side where nothing is hidden yet.

    `hidden` are the cells that papers do not tell: finest row, workshop, people.
    """
    beside_papers: Counter[tuple[Hashable, Hashable]] = Counter()
    for fine, column, people in hidden:
        beside_papers[rows.of[fine], column] += people
    sides = light_sides(beside_papers, SMALL, HIDDEN)
    if not sides:
        alone: Counter[tuple[Hashable, Hashable]] = Counter()
        for fine, row in rows.of.items():
            alone[row, fine.within] += rows.parts[row][fine]
        sides = light_sides(alone, SMALL, HIDDEN)
    return _smallest(sides, rows.people)


def _smallest(sides: Iterable[frozenset[Hashable]], people: Mapping[Row, int]) -> list[Row]:
    """Of sides that lie in each other only the first: what is done for it may do for the others."""
    used: set[Hashable] = set()
    chosen = []
    for side in sides:
        if not used & side:
            used |= side
            chosen.append(min((row for row in side if isinstance(row, Row)), key=lambda row: (people[row], row)))
    return chosen
