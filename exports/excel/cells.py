"""What is put into cells: text that stays text, numbers, days."""

import re
import unicodedata
from typing import NamedTuple

from openpyxl.cell import Cell
from openpyxl.styles import Alignment

from exports.csv import harmless
from exports.excel.fields import tidy
from workshop_kit.i18n import direction

LONGEST = 32_767
"""Letters of a cell, counted in UTF-16 as Excel does."""
LONGEST_LINK = 2_000

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLAIN = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,5})?")
_SHARE = re.compile("([0-9]{1,3})[ \u00a0\u202f]?%")
_LINK = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")


class Text(NamedTuple):
    """A text in one language, which gives its direction; None: it is not known, the first letter decides."""

    text: str
    language: str | None = None
    url: str = ""
    kept: bool = False  # what is typed over it stays text, too


class Share(NamedTuple):
    """A part of one, shown in per cent."""

    value: float


def put_text(cell: Cell, text: Text) -> None:
    """Store a text as text, whatever it starts with, and say so where a spreadsheet could take it for a formula."""
    stored = safe(text.text)
    cell.value = stored or None
    if stored:
        cell.data_type = "s"
    cell.quotePrefix = harmless(stored) != stored
    cell.alignment = aligned(direction(text.language) if text.language else begins(stored))
    if text.kept:
        cell.number_format = "@"
    if _LINK.fullmatch(text.url) and len(text.url) <= LONGEST_LINK:
        cell.hyperlink = text.url


def safe(text: str) -> str:
    """Without control characters, short enough, and with no escapes of Excel (ECMA-376 part 1, 22.9.2.19)."""
    letters = _ESCAPE.sub("_x005F_", tidy(text))
    units = letters.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return letters
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def unescaped(text: str) -> str:
    """A text of a cell as it was meant: `_x000D_` is a line end."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def aligned(towards: str) -> Alignment:
    """At the top, wrapped, and at the side where a text of a direction begins."""
    rtl = towards == "rtl"
    side = "right" if rtl else "left"
    return Alignment(side, vertical="top", wrap_text=True, indent=1, readingOrder=2 if rtl else 1)


def begins(text: str) -> str:
    """The direction of a text, by its first letter that has one (UAX 9, P2)."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def plain_number(text: str) -> int | float | None:
    """The number that a text is: 40, 3.5; None for 007, 4,200 and 40 %, which would not come back as they were."""
    if not _PLAIN.fullmatch(text):
        return None
    value = float(text) if "." in text else int(text)
    return value if number_text(value) == text else None


def figure(text: str, decimal: str) -> int | float | Share | None:
    """The number in the cell of a result, which is written as the document's language does."""
    if found := _SHARE.fullmatch(text):
        return Share(int(found[1]) / 100)
    return plain_number(text.replace(decimal, ".") if text.count(decimal) == 1 else text)


def number_text(value: int | float) -> str:
    """40.0 as 40; spreadsheets know no whole numbers."""
    return f"{value:.15g}"
