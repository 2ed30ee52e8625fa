"""The cover: the room sign, what this is, how big it was, when and where."""

from textwrap import shorten

from exports.characters import printable
from exports.word.paper import Mark, Paper, block
from exports.word.phrases import day, is_small, number
from exports.word.text import Said
from workshop_kit.report import WorkshopReport

SIGN = "#FFC05C"
"""The room sign on night, contrast 8.8."""
SIGN_POINTS = 62
LONGEST = 90
"""Letters of the workshop's name and of its place, so that the cover stays one page."""


def write(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    pieces = [piece for mark in report.sign for piece in (Mark(mark, SIGN, SIGN_POINTS), Said("    ", "en"))]
    paper.add(
        # The sign is read left to right in every language.
        block("CoverSignEnd" if paper.rtl else "CoverSign", *pieces, language="en"),
        block("CoverKicker", shorten(printable(report.title), LONGEST, placeholder="…")),
        block("CoverTitle", w._("What people asked for, and who does what")),
        block("CoverLine", _size(paper, report)),
        block("CoverFoot", day(paper, report.day)),
        *(block("CoverLine", place) for place in (_place(report),) if place),
        block("CoverLine", w._("Workshop %(code)s", code=report.code)),
    )


def _size(paper: Paper, report: WorkshopReport) -> str:
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


def _place(report: WorkshopReport) -> str:
    place = ", ".join(dict.fromkeys(part for part in (report.venue, report.area) if part))
    return shorten(printable(place), LONGEST, placeholder="…")
