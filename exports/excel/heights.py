"""How high a row must be, so that its texts are seen whole before a program has fitted it itself."""

import unicodedata
from collections.abc import Iterable

from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

LINE = 14.5
"""Points of a line in the size of the body."""
AROUND = 4.0
HIGHEST = 400.0
"""Points; Excel knows no higher row than 409."""
_SPARED = 2.0
"""Letters of a column that the space at its sides takes."""


class Fitted(RowDimension):
    """A height that a program may change when somebody writes more: openpyxl fixes every height that is given."""

    @property
    def customHeight(self) -> bool:
        return False


def fit(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], size: float = 1.0) -> None:
    """Make a row high enough for its texts, each with the width of its column; `size` is that of the letters."""
    most = max((lines(text, width - _SPARED, size) for text, width in texts), default=1)
    height = min(HIGHEST, most * LINE * size + AROUND)
    sheet.row_dimensions[row] = Fitted(sheet, index=row, ht=height)


def lines(text: str, width: float, size: float = 1.0) -> int:
    """How many lines a text takes in a column that is so many digits wide, wrapped at words."""
    return sum(_wrapped(part, max(width, 1.0) / size) for part in text.split("\n"))


def _wrapped(text: str, width: float) -> int:
    count, filled = 1, 0.0
    for word in text.split(" "):
        long = _width(word)
        if filled and filled + 1 + long > width:
            count, filled = count + 1, 0.0
        filled += long + (1 if filled else 0)
        while filled > width:  # a word longer than a line is broken
            count, filled = count + 1, filled - width
    return count


def _width(word: str) -> float:
    """Letters of Chinese are two digits wide; marks above and below letters take no room."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in word
    )
