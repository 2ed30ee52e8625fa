"""Rows of a CSV file of any length, each with the line it begins on; a damaged row does not take others along."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from io import TextIOBase

from workshop_kit.catalogue import reasons
from workshop_kit.catalogue.opened import ESCAPED
from workshop_kit.catalogue.pieces import Piece

SEPARATORS = ",;\t"
_MOST = 1024 * 1024  # letters in a line
_HINT = re.compile(r'"?sep=.?"?\r?\n?')  # a line that Excel may put first
_TRIES = 2000  # damaged quotation marks after which the rest is not tried line by line any more


class Lines:
    """The lines of a text, which can be given back to be read again."""

    def __init__(self, text: TextIOBase) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 1  # of the first line in `taken`

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def _read(self) -> str:
        line = self._text.readline(_MOST)
        rest = line
        while len(rest) == _MOST and not rest.endswith(("\n", "\r")):  # no row is so long: its end is dropped
            rest = self._text.readline(_MOST)
        return line

    def done(self) -> None:
        """What was taken has been read."""
        self.number += len(self.taken)
        self.taken.clear()

    def back(self, kept: int = 0) -> None:
        """Give back what was taken, but for the first lines."""
        self._again.extendleft(reversed(self.taken[kept:]))
        del self.taken[kept:]


def first_line(lines: Lines) -> str:
    """The first line that is not blank, which stays to be read; empty where there is none."""
    for line in lines:
        if line.strip() and not _HINT.fullmatch(line):
            lines.back(kept=len(lines.taken) - 1)
            lines.done()
            return line
        if len(lines.taken) >= 1000:
            lines.done()
    return ""


def headings(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:  # it is longer than any heading
        return []


def widest(line: str, separators: Sequence[str] = SEPARATORS) -> str:
    """The separator that gives most columns."""
    return max(separators, key=lambda separator: len(headings(line, separator)))


def rows(lines: Lines, separator: str) -> Iterator[Piece]:
    """Rows that are not empty, as lists of cells. After a damaged one the next line is a new row."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = damaged = 0
    widths: set[int] = set()
    while True:
        why, cells = _row(reader, lines)
        if cells is None:
            return
        if why or any(cell.strip() for cell in cells):
            number += 1
            why = why or (reasons.CUT if _is_cut(lines.taken[-1], len(cells), widths) else "")
            yield Piece(lines.number, number, why=why) if why else Piece(lines.number, number, cells)
        if why == reasons.QUOTES and damaged < _TRIES:
            damaged += 1
            lines.back(kept=1)
        lines.done()
        widths.add(len(cells))


def _is_cut(line: str, width: int, widths: set[int]) -> bool:
    """Whether the file ends within this row: the line has no end, and every row before it has more cells."""
    return len(widths) == 1 and width < min(widths) and not line.endswith(("\n", "\r"))


def _row(reader: Iterator[list[str]], lines: Lines) -> tuple[str, list[str] | None]:
    """Why the next row cannot be read, and its cells; None for the cells at the end."""
    try:
        cells = next(reader, None)
    except csv.Error:
        return reasons.QUOTES, []
    damaged = cells and any(ESCAPED.search(line) for line in lines.taken)
    return reasons.LETTERS if damaged else "", cells
