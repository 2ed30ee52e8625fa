"""The result of each vote: a chart, and the same as a table."""

from collections.abc import Callable

from exports.word.chart import Bar
from exports.word.paper import Block, Cell, Paper, Piece, Table, block
from exports.word.phrases import is_small, language_name, number, signs
from exports.word.text import Said, is_rtl
from workshop_kit.report import OptionResult, VoteResult, WorkshopReport

MOST_BARS = 10
"""More bars than this do not fit a page with their table; the table has all."""


Sign = tuple[str, Callable[[OptionResult], Piece]]
"""A column that says what has become of a choice: its heading, and what stands in it."""


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
    notes = [w._("The numbers are: %(unit)s.", unit=vote.unit)]
    if any(option.chosen for option in shown):
        notes.append(w._("Amber: an action of this plan answers it. Grey: no action yet."))
    if len(vote.options) > len(shown):
        notes.append(w.n("The chart shows the first %(n)s.", "The chart shows the first %(n)s.", len(shown)))
    paper.add(block("Note", " ".join(notes)))


def _table(paper: Paper, vote: VoteResult) -> Table:
    w, marks = paper.w, _marks(paper, vote)
    head = (w._("Rank"), w._("Choice"), *vote.columns, *(heading for heading, _cell in marks))
    widths = [8.0, 0.0, *(10.5 for _column in vote.columns), *(12.0 for _mark in marks)]
    widths[1] = 100.0 - sum(widths)
    rows = [_row(paper, option, vote, marks) for option in vote.options]
    return Table(
        w._("Result of the vote"), head, rows, tuple(widths), numbers=tuple(range(2, 2 + len(vote.columns)))
    )


def _marks(paper: Paper, vote: VoteResult) -> list[Sign]:
    """What has become of each choice; columns that say nothing of any are left out."""
    w = paper.w
    found: list[Sign] = []
    yes, open_ = Said(w._("Yes")), Said(w._("Not yet"), None, "Open")
    if any(option.goes_on for option in vote.options):
        found.append((w._("Goes on"), lambda option: yes if option.goes_on else Said("–")))
    if any(option.number is None for option in vote.options):  # actions answer themes
        found.append((w._("In this plan"), lambda option: yes if option.chosen else open_))
    return found


def _row(paper: Paper, option: OptionResult, vote: VoteResult, marks: list[Sign]) -> tuple[Cell, ...]:
    return (
        (block("TableText", number(paper, option.rank) if option.rank else "–"),),
        _choice(option),
        *((block("TableNumber", cell or "–"),) for cell in option.cells if vote.columns),
        *((block("TableText", cell(option)),) for _heading, cell in marks),
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
