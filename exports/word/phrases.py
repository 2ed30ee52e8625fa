"""Facts of a report in words and signs, the same in every chapter."""

from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from exports.word.paper import Block, Mark, Paper, Piece, Symbol, block
from exports.word.text import Said, slot, weave
from workshop_kit.i18n import language_of
from workshop_kit.look import colours
from workshop_kit.report import SMALL, ThemeSection, WorkshopReport

HOST = "#0B5560"
"""The room sign on a light ground, contrast 8.5."""

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


def sign(report: WorkshopReport, colour: str, points: float) -> list[Piece]:
    """The room sign."""
    return [piece for mark in report.sign for piece in (Mark(mark, colour, points), Said("    ", "en"))]


def sign_line(paper: Paper, report: WorkshopReport) -> Block:
    """The room sign small, on light ground, at the start side; it is read left to right in every language.

    Aloud it is the join code, which gives the sign: digits are the same everywhere.
    """
    alts = (report.code, "", "")
    marks = [Mark(mark, HOST, 20, alt) for mark, alt in zip(report.sign, alts, strict=True)]
    pieces = [piece for mark in marks for piece in (mark, Said("  ", "en"))]
    return block("SignLineEnd" if paper.rtl else "SignLine", *pieces, language="en")


def size(paper: Paper, report: WorkshopReport) -> str:
    """Such as “41 people. 13 languages. 150 ideas. 3 actions.”"""
    w, took_part = paper.w, report.participation
    facts = []
    if took_part.languages > 1:
        facts.append(w.n("%(n)s language", "%(n)s languages", took_part.languages))
    facts.append(w.n("%(n)s idea", "%(n)s ideas", took_part.ideas))
    facts.append(w.n("%(n)s action", "%(n)s actions", len(report.actions)))
    if took_part.joined is not None and not is_small(took_part.joined):
        facts.insert(0, w._("%(count)s people", count=number(paper, took_part.joined)))
    return " ".join(f"{fact}." for fact in facts)


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
