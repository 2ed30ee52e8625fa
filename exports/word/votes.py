"""The result of each vote: a chart, and the same as a table."""

from exports.word.chart import Bar
from exports.word.paper import Block, Cell, Paper, Piece, Table, block
from exports.word.phrases import is_small, language_name, number, signs
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
            paper.add(block("Empty", paper.w._("Nobody has voted for anything here.")))


def _result(paper: Paper, vote: VoteResult) -> None:
    if is_small(vote.voters):
        paper.add(block("Lead", paper.w._("Fewer than five people voted, so only the order is shown.")))
    else:
        paper.add(block("Lead", _how(paper, vote)))
        _chart(paper, vote)
    paper.add(block("Note", paper.w._("People were told: %(sentence)s", sentence=vote.asked)))
    paper.add(block("Heading2", paper.w._("All choices")))
    paper.table(_table(paper, vote))


def _how(paper: Paper, vote: VoteResult) -> str:
    """Only told for five voters and more."""
    w = paper.w
    voted = w.n("%(n)s person voted.", "%(n)s people voted.", vote.voters or 0)
    hands = w._("Hands and paper are counted in.") if vote.by_hand else ""
    close = w._("Places 1 to %(n)s are too close to call: chance could turn them round.", n=vote.close)
    return " ".join(filter(None, (voted, hands, close if vote.close else "")))


def _chart(paper: Paper, vote: VoteResult) -> None:
    w, shown = paper.w, [option for option in vote.options if option.rank][:MOST_BARS]
    bars = [Bar(option.label, option.value, option.chosen, is_rtl(option.language)) for option in shown]
    what = "; ".join(f"{option.label}: {number(paper, option.value)}" for option in shown)
    alt = w._("Bar chart, best first, in %(unit)s: %(values)s.", unit=vote.unit, values=what)
    paper.chart(bars, vote.unit, alt)
    paper.add(block("Note", w._("The numbers are: %(unit)s.", unit=vote.unit)))
    if any(option.chosen for option in shown):
        paper.add(block("Note", w._("Amber: an action of this plan answers it. Grey: no action yet.")))
    if len(vote.options) > len(shown):
        sentence = w.n("The chart shows the first %(n)s.", "The chart shows the first %(n)s.", len(shown))
        paper.add(block("Note", sentence))


def _table(paper: Paper, vote: VoteResult) -> Table:
    w = paper.w
    head = (w._("Rank"), w._("Choice"), *vote.columns, w._("Goes on"), w._("In this plan"))
    figures = len(vote.columns)
    each = min(13.0, 44.0 / figures) if figures else 0.0
    widths = (8.0, 64.0 - figures * each, *(each for _column in vote.columns), 13.0, 15.0)
    rows = [_row(paper, option, vote) for option in vote.options]
    return Table(w._("Result of the vote"), head, rows, widths, numbers=tuple(range(2, 2 + figures)))


def _row(paper: Paper, option: OptionResult, vote: VoteResult) -> tuple[Cell, ...]:
    w = paper.w
    return (
        (block("TableText", number(paper, option.rank) if option.rank else "–"),),
        _choice(option),
        *((block("TableNumber", cell or "–"),) for cell in option.cells if vote.columns),
        (block("TableText", w._("Yes") if option.goes_on else "–"),),
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
