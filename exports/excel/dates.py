"""Days as Excel shows them and as people write them."""

import re
from datetime import date
from functools import cache

from babel import Locale

from workshop_kit.i18n import LANGUAGES, locale_of

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""Other days are typing errors. Also what Excel lets into a column of days."""

_LONGEST = 60
_INVISIBLE = re.compile("[\u061c\u200e\u200f]")
_BEFORE = r"(?:[^\W\d]+[.,]{0,2}\s+){0,2}"  # a weekday, “den”
_NTH = r"(?:st|nd|rd|th|:e|:a)?[.,]?\s*(?:of\s+)?"
_NAME = r"(?P<name>[^\W\d][^\d]*?)[.,]?\s*"
_DAY, _MONTH, _YEAR, _SHORT = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4})", r"(?P<y>\d{4}|\d{2})"
_WRITINGS = tuple(
    re.compile(writing)
    for writing in (
        rf"{_YEAR}\s*[-/.年]\s*{_MONTH}\s*[-/.月]\s*{_DAY}日?(?:[t ]00:00(?::00(?:\.0+)?)?)?",
        rf"{_BEFORE}{_DAY}\s*[./-]\s*{_MONTH}\s*[./-]\s*{_SHORT}\.?",
        rf"{_BEFORE}{_DAY}{_NTH}{_NAME}{_SHORT}",
        rf"{_BEFORE}{_NAME}{_DAY}{_NTH}{_SHORT}",
    )
)


def number_format(language: str) -> str:
    """How Excel shows a day in a language: `d.m.yyyy` in Finnish. Always with the whole year."""
    pattern = str(Locale.parse(locale_of(language)).date_formats["short"].pattern)
    return re.sub("y+", "yyyy", _INVISIBLE.sub("", pattern)).replace("M", "m")


def read(text: str) -> date | None:
    """The day that a text names, in the usual writings of Finnish, English, Swedish and ISO 8601; None: it is none.

    Days stand before months, as in Europe. A year of two digits is one of this century.
    """
    tidied = " ".join(_INVISIBLE.sub("", text).casefold().split())
    for writing in _WRITINGS:
        found = writing.fullmatch(tidied) if len(tidied) <= _LONGEST else None
        if found is not None and (day := _day(found.groupdict())) is not None:
            return day
    return None


def known(day: date) -> date | None:
    """The day, where it can be meant."""
    return day if FIRST <= day <= LAST else None


def _day(parts: dict[str, str]) -> date | None:
    month = int(parts["m"]) if "m" in parts else _months().get(parts["name"].strip())
    year = int(parts["y"])
    try:
        return known(date(year if year > 99 else 2000 + year, month or 0, int(parts["d"])))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The names of months, long and short, in all languages of the kit."""
    found: dict[str, int] = {}
    for code in LANGUAGES:
        forms = Locale.parse(locale_of(code)).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[use][width].items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found
