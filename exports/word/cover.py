"""The cover: the room sign, what this is, how big it was, when and where."""

from textwrap import shorten

from exports.characters import printable
from exports.word.paper import Block, Paper, block
from exports.word.phrases import day, sign, sign_line, size
from workshop_kit.report import WorkshopReport

SIGN = "#FFC05C"
"""The room sign on night, contrast 8.8."""
SIGN_POINTS = 62
LONGEST = 90
"""Letters of the workshop's name and of its place, so that the cover stays one page."""


def write(paper: Paper, report: WorkshopReport) -> None:
    dark = paper.house.dark_cover
    paper.add(*(_dark if dark else _light)(paper, report))


def _dark(paper: Paper, report: WorkshopReport) -> list[Block]:
    # The sign is read left to right in every language.
    signs = block("CoverSignEnd" if paper.rtl else "CoverSign", *sign(report, SIGN, SIGN_POINTS), language="en")
    when, *more = _facts(paper, report)
    return [
        signs,
        block("CoverKicker", _title(report)),
        block("CoverTitle", paper.w._("What people asked for, and who does what")),
        block("CoverLine", size(paper, report)),
        block("CoverFoot", when),
        *(block("CoverLine", fact) for fact in more),
    ]


def _light(paper: Paper, report: WorkshopReport) -> list[Block]:
    """In the look of a template, whose page is as light as its letters are dark."""
    return [
        sign_line(paper, report),
        block("Subtitle", _title(report)),
        block("Title", paper.w._("What people asked for, and who does what")),
        block("Lead", size(paper, report)),
        *(block("Normal", fact) for fact in _facts(paper, report)),
    ]


def _facts(paper: Paper, report: WorkshopReport) -> list[str]:
    place = ", ".join(dict.fromkeys(part for part in (report.venue, report.area) if part))
    code = paper.w._("Workshop %(code)s", code=report.code)
    facts = [day(paper, report.day), shorten(printable(place), LONGEST, placeholder="…"), code]
    return [fact for fact in facts if fact]


def _title(report: WorkshopReport) -> str:
    return shorten(printable(report.title), LONGEST, placeholder="…")
