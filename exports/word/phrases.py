"""Facts of a report in words and signs, the same in every chapter."""

from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from exports.word.paper import Mark, Paper, Piece, Symbol
from exports.word.text import Said, slot, weave
from workshop_kit.i18n import language_of
from workshop_kit.look import colours
from workshop_kit.report import SMALL, ThemeSection

LOCALES = {"en": "en_GB", "sv": "sv_FI"}
"""Where the country changes how a date is written: 14 November 2026, not November 14, 2026."""


def locale(paper: Paper) -> str:
    return LOCALES.get(paper.language, paper.language)


def day(paper: Paper, when: date) -> str:
    return format_date(when, format="long", locale=locale(paper))


def short_day(paper: Paper, when: date) -> str:
    """For narrow columns."""
    return format_date(when, format="medium", locale=locale(paper))


def number(paper: Paper, value: float) -> str:
    return format_decimal(value, locale=locale(paper))


def people(paper: Paper, count: int | None) -> str:
    """A number of people, never one below `SMALL`."""
    return paper.w._("fewer than five") if is_small(count) else number(paper, count or 0)


def is_small(count: int | None) -> bool:
    return count is None or count < SMALL


def language_name(code: str) -> Said:
    """A language by its own name, which is in that language."""
    known = language_of(code)
    return Said(known.name, known.code)


def signs(mark: str, symbol: str, size: float) -> list[Piece]:
    """A theme's mark, and its symbol where it has one, with space after them."""
    drawn: list[Piece] = [Mark(mark, colours()[mark].solid, size), Said("  ")]
    return [*drawn, Symbol(symbol, size), Said("  ")] if symbol else drawn


def asked_by(paper: Paper, theme: ThemeSection) -> str:
    ideas = paper.w.n("%(n)s idea", "%(n)s ideas", len(theme.ideas))
    languages = paper.w.n("%(n)s language", "%(n)s languages", theme.languages)
    return paper.w._("%(ideas)s in %(languages)s.", ideas=ideas, languages=languages)


def joined(paper: Paper, sentence: str, *said: Said) -> tuple[Said, ...]:
    """A sentence whose first slot is a list: “a, b and c” in the document's language."""
    listed = format_list([slot(position) for position in range(len(said))], locale=locale(paper))
    return weave(sentence.replace(slot(0), listed, 1), *said)
