"""The result of each vote: a chart, and the same as a table."""

from exports.word.chart import Bar
from exports.word.paper import Block, Cell, Paper, Piece, Table, block
from exports.word.phrases import is_small, language_name, number, people, percent, signs
from exports.word.text import Said, is_rtl
from workshop_kit.report import OptionResult, VoteResult, WorkshopReport

MOST_BARS = 10
"""More bars than this do not fit a page with their table; the table has all."""


def write(paper: Paper, report: WorkshopReport) -> None:
    for vote in report.votes:
        paper.chapter([paper.w._("The vote")], Said(vote.title or paper.w._("What people chose")))
        if any(option.rank for option in vote.options):
            _result(paper, vote)
        else:
            paper.add(block("Empty", paper.w._("Nobody has given dots in this vote.")))


def _result(paper: Paper, vote: VoteResult) -> None:
    if is_small(vote.voters):
        paper.add(block("Lead", paper.w._("Fewer than five people voted, so only the order is shown.")))
    else:
        paper.add(block("Lead", _how(paper, vote)))
        _chart(paper, vote)
    paper.add(block("Heading2", paper.w._("All choices")))
    paper.table(_table(paper, vote))


def _how(paper: Paper, vote: VoteResult) -> str:
    """Only told for five voters and more."""
    w = paper.w
    dots = sum(option.dots or 0 for option in vote.options)
    given = w._(
        "%(dots)s dots from %(voters)s people.", dots=number(paper, dots), voters=people(paper, vote.voters)
    )
    each = w.n("Everyone had %(n)s dot.", "Everyone had %(n)s dots.", vote.dots_each)
    cap = w.n("At most %(n)s could go to one choice.", "At most %(n)s could go to one choice.", vote.cap)
    close = w._("Places 1 to %(n)s are too close to call: chance could turn them round.", n=vote.close)
    parts = (given, each, cap if vote.cap < vote.dots_each else "", close if vote.close else "")
    return " ".join(filter(None, parts))


def _chart(paper: Paper, vote: VoteResult) -> None:
    w, shown = paper.w, vote.options[:MOST_BARS]
    bars = [Bar(option.label, option.dots or 0, option.chosen, is_rtl(option.language)) for option in shown]
    what = "; ".join(f"{option.label}: {number(paper, option.dots or 0)}" for option in shown)
    alt = w._("Bar chart of dots, most first. %(values)s.", values=what)
    paper.chart(bars, w._("Dots"), alt)
    if any(option.chosen for option in shown):
        paper.add(block("Note", w._("Amber: an action of this plan answers it. Grey: no action yet.")))
    if len(vote.options) > len(shown):
        sentence = w.n("The chart shows the first %(n)s.", "The chart shows the first %(n)s.", len(shown))
        paper.add(block("Note", sentence))


def _table(paper: Paper, vote: VoteResult) -> Table:
    w, told = paper.w, not is_small(vote.voters)
    head = (
        w._("Rank"),
        w._("Choice"),
        *((w._("Dots"), w._("Share of dots")) if told else ()),
        w._("In this plan"),
    )
    widths = (8.0, 40.0, 11.0, 18.0, 23.0) if told else (9.0, 73.0, 18.0)
    rows = [_row(paper, option, told) for option in vote.options]
    return Table(w._("Result of the vote"), head, rows, widths, numbers=(2, 3) if told else ())


def _row(paper: Paper, option: OptionResult, told: bool) -> tuple[Cell, ...]:
    w = paper.w
    figures: tuple[Cell, ...] = (
        (block("TableNumber", number(paper, option.dots or 0)),),
        (block("TableNumber", percent(paper, option.share or 0)),),
    )
    return (
        (block("TableText", number(paper, option.rank) if option.rank else "–"),),
        _choice(option),
        *(figures if told else ()),
        (block("TableText", w._("Yes") if option.chosen else Said(w._("Not yet"), None, "Open")),),
    )


def _choice(option: OptionResult) -> Cell:
    pieces: list[Piece] = []
    if option.mark:
        pieces += signs(option.mark, option.symbol, 11)
    pieces.append(Said(option.label, option.language))
    choice = Block("TableText", tuple(pieces), option.language)
    if option.number is None:
        return (choice,)
    source = Block("TableFine", (Said(f"{option.number} · "), language_name(option.language)), option.language)
    return choice, source
