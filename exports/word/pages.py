"""On which page a heading will be, estimated.

A table of contents must show numbers before Word has laid the document out, and asking Word to compute
them at opening makes it warn of "fields that may refer to other files". Each chapter starts on a new page, so
an estimate by lines is right unless a page is very nearly full; Word corrects it at printing or with F9.
"""

from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import NamedTuple

from docx.oxml.ns import qn

from exports.word.styles import style_elements
from exports.word.xml import Element

PAGE = 842 - 68 - 62.0
"""Points between the margins of an A4 page."""
_FULL = 0.96  # of a line is filled before a word moves to the next
_LINE = 1.22  # height of a line of Calibri by font size
_KEPT = ("Heading", "SubLine")
_WITH_NEXT = 60  # a heading stays with what follows


Row = Sequence[Sequence[tuple[str, str, float]]]
"""Of each cell the (style, text, height of a picture in points) of its paragraphs."""


class Measure(NamedTuple):
    size: float  # all in points
    line: float  # multiple
    around: float
    narrower: float


class Ruler:
    """Counts pages while a document is written."""

    def __init__(self, room: float = PAGE) -> None:
        self.room = room
        self.page = 1
        self.used = 0.0

    def new_page(self) -> None:
        self.page += 1
        self.used = 0.0

    def block(self, style: str, text: str, width: float, extra: float = 0) -> None:
        self.take(height(style, text, width) + extra, _WITH_NEXT if style.startswith(_KEPT) else 0)

    def take(self, points: float, with_next: float = 0) -> None:
        """Use some height; what does not fit and is less than a page goes to the next one."""
        if self.used + points + with_next > self.room and self.used:
            self.new_page()
        whole, rest = divmod(self.used + points, self.room)
        self.page += int(whole)
        self.used = rest

    def holds(self, rows: Sequence[Row], widths: Sequence[float]) -> bool:
        """Whether so many rows still fit this page."""
        return self.used + sum(row_height(row, widths) for row in rows) <= self.room

    def row(self, cells: Row, widths: Sequence[float]) -> None:
        self.take(row_height(cells, widths))

    def together(self, rows: Sequence[Row], widths: Sequence[float]) -> None:
        """Rows that are about to come, and that Word keeps on one page if they fit one."""
        all_rows = sum(row_height(row, widths) for row in rows)
        if self.used + all_rows > self.room > all_rows:
            self.new_page()


def row_height(cells: Row, widths: Sequence[float]) -> float:
    return 6 + max(
        sum(height(style, text, width - 10, drawn) for style, text, drawn in blocks)
        for blocks, width in zip(cells, widths, strict=True)
    )


def height(style: str, text: str, width: float, drawn: float = 0) -> float:
    """Of a paragraph, in points. The multiple of a line counts for a picture in it, too."""
    measure = measures()[style]
    room = (width - measure.narrower) / measure.size * _FULL
    lines = sum(max(1, ceil(_em(line) / room)) for line in text.split("\n"))
    return measure.around + (lines * measure.size * _LINE + drawn) * measure.line


def _em(line: str) -> float:
    """How wide a line is, by font size: Calibri's letters in four widths, Chinese ones square."""
    return sum(map(_letter, line))


@cache
def _letter(letter: str) -> float:
    if letter in " iljtfrI.,:;!'’|()[]-":
        return 0.28
    if "\u2e80" <= letter <= "\uffdf" and not "\ufb1d" <= letter <= "\ufefc":
        return 1.0
    return 0.8 if letter in "mwMWQ@%" else 0.51


@cache
def measures() -> dict[str, Measure]:
    """What the styles say about size and space, by style id."""
    return {
        style.get(qn("w:styleId")): _measure(style)
        for style in style_elements()
        if style.get(qn("w:type")) == "paragraph"
    }


def _measure(style: Element) -> Measure:
    spacing = {key: _value(style, f"pPr/spacing/@{key}") for key in ("before", "after", "line")}
    border = _value(style, "pPr/pBdr/top/@space") + _value(style, "pPr/pBdr/bottom/@space")
    sides = _value(style, "pPr/ind/@left") + _value(style, "pPr/ind/@right")
    around = (spacing["before"] + spacing["after"]) / 20 + border
    return Measure(_value(style, "rPr/sz/@val") / 2, spacing["line"] / 240, around, sides / 20)


def _value(style: Element, path: str) -> float:
    """A number of a style, inherited as Word does."""
    by_id = {each.get(qn("w:styleId")): each for each in style_elements()}
    steps = path.split("/")
    here: str | None = style.get(qn("w:styleId"))
    while here is not None:
        found = _at(by_id[here], steps)
        if found is not None:
            return found
        based = by_id[here].find(qn("w:basedOn"))
        here = based.get(qn("w:val")) if based is not None else None
    return _DEFAULTS.get(path, 0.0)


def _at(style: Element, steps: list[str]) -> float | None:
    node = style.find("/".join(qn(f"w:{step}") for step in steps[:-1]))
    value = node.get(qn(f"w:{steps[-1][1:]}")) if node is not None else None
    return float(value) if value is not None else None


_DEFAULTS = {"rPr/sz/@val": 22.0, "pPr/spacing/@after": 120.0, "pPr/spacing/@line": 288.0}
"""As in docDefaults."""
