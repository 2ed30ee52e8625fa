"""The cover: which programme, which year, how much it was."""

from textwrap import shorten

from exports.characters import printable
from exports.word.paper import Block, Mark, Paper, Piece, block
from exports.word.phrases import day
from exports.word.text import Said
from workshop_kit.figures import number
from workshop_kit.yearly.facts import YearlyReport

LONGEST = 90
"""Letters of a name, so that the cover stays one page."""
MARKS = ("sun", "wave", "leaf")
MARK, MARK_POINTS = "#FFC05C", 46


def write(paper: Paper, report: YearlyReport) -> None:
    paper.add(*(_dark if paper.house.dark_cover else _light)(paper, report))


def _dark(paper: Paper, report: YearlyReport) -> list[Block]:
    marks: list[Piece] = []
    for name in MARKS:
        marks += [Mark(name, MARK, MARK_POINTS, ""), Said("    ", "en")]
    when, *more = _facts(paper, report)
    return [
        Block("CoverSignEnd" if paper.rtl else "CoverSign", tuple(marks), "en"),
        block("CoverKicker", _name(report)),
        block("CoverTitle", _title(paper, report)),
        *(block("CoverLine", line) for line in _size(paper, report)),
        block("CoverFoot", when),
        *(block("CoverLine", fact) for fact in more),
    ]


def _light(paper: Paper, report: YearlyReport) -> list[Block]:
    """In the look of a template."""
    return [
        block("Subtitle", _name(report)),
        block("Title", _title(paper, report)),
        *(block("Lead", line) for line in _size(paper, report)),
        *(block("Normal", fact) for fact in _facts(paper, report)),
    ]


def _name(report: YearlyReport) -> str:
    return shorten(printable(report.programme), LONGEST, placeholder="…")


def _title(paper: Paper, report: YearlyReport) -> str:
    return paper.w._("%(year)s: what people said, and what was done", year=report.year)


def _size(paper: Paper, report: YearlyReport) -> list[str]:
    """Such as “12 workshops. 1,200 ideas. 15 languages.”; nothing where there was no workshop."""
    w, met = paper.w, report.meetings
    if not met.held:
        return []
    facts = [w.n("%(n)s workshop", "%(n)s workshops", len(met.held))]
    if met.ideas:
        facts.append(w.n("%(count)s idea", "%(count)s ideas", met.ideas, count=number(w, met.ideas)))
    if met.languages > 1:
        facts.append(w.n("%(n)s language", "%(n)s languages", met.languages))
    if report.became.actions:
        facts.append(w.n("%(n)s action", "%(n)s actions", len(report.became.actions)))
    return [" ".join(f"{fact}." for fact in facts)]


def _facts(paper: Paper, report: YearlyReport) -> list[str]:
    w, funder = paper.w, report.results.funder
    kind = w._("Yearly report") if report.is_over else w._("Report on the year so far")
    made = w._("As counted on %(day)s", day=day(paper, report.made_on))
    paid = w._("Funder: %(name)s", name=shorten(printable(funder), LONGEST, placeholder="…")) if funder else ""
    return [fact for fact in (kind, paid, made) if fact]
