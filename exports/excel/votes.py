"""One sheet for each vote: what people were told, and what each choice got."""

from collections.abc import Callable

from exports.excel.cells import Text, figure
from exports.excel.drawing import Book, Column, Value
from workshop_kit.report import SMALL, OptionResult, VoteResult, WorkshopReport

Mark = tuple[str, Callable[[OptionResult], str]]
"""A column that says what has become of a choice: its heading, and what stands in it."""

_TABLE = 5
"""The row of the headings: title, count, what people were told and an empty one stand above."""


def write(book: Book, report: WorkshopReport) -> None:
    for number, vote in enumerate(report.votes, 1):
        _vote(book, vote, book.w._("Vote %(number)s", number=number))


def _vote(book: Book, vote: VoteResult, title: str) -> None:
    w, sheet, marks = book.w, book.sheet(title), _marks(book, vote)
    columns = [Column(w._("Rank"), 9, centred=True), Column(w._("Choice"), 60)]
    columns += [Column(heading, 18, centred=True) for heading in vote.columns]
    columns += [Column(heading, 18) for heading, _said in marks]
    book.table(sheet, columns, [_row(book, vote, option, marks) for option in vote.options], _TABLE)
    book.line(sheet, 1, vote.title or w._("What people chose"), len(columns), 16, bold=True)
    book.line(sheet, 2, _voted(book, vote), len(columns))
    book.line(sheet, 3, w._("People were told: %(sentence)s", sentence=vote.asked), len(columns))


def _voted(book: Book, vote: VoteResult) -> str:
    w = book.w
    if is_small(vote):
        return w._("Fewer than five people voted, so only the order is shown.")
    close = w._("Places 1 to %(n)s are too close to call: chance could turn them round.", n=vote.close)
    voted = w.n("%(n)s person voted.", "%(n)s people voted.", vote.voters or 0)
    hands = w._("Hands and paper are counted in.") if vote.by_hand else ""
    return " ".join(filter(None, (voted, hands, close if vote.close else "")))


def is_small(vote: VoteResult) -> bool:
    return vote.voters is None or vote.voters < SMALL


def _marks(book: Book, vote: VoteResult) -> list[Mark]:
    """Columns that say nothing of any choice are left out."""
    w = book.w
    found: list[Mark] = []
    if any(option.goes_on for option in vote.options):
        found.append((w._("Goes on"), lambda option: w._("Yes") if option.goes_on else w._("No")))
    if any(option.number is None for option in vote.options):  # actions answer themes
        found.append((w._("In this plan"), lambda option: w._("Yes") if option.chosen else w._("Not yet")))
    return found


def _row(book: Book, vote: VoteResult, option: OptionResult, marks: list[Mark]) -> list[Value]:
    cells = option.cells if vote.columns else ()
    return [
        option.rank,
        Text(option.label, option.language),
        *(_figure(book, cell) for cell in cells),
        *(said(option) for _heading, said in marks),
    ]


def _figure(book: Book, cell: str) -> Value:
    value = figure(cell, book.decimal)
    return cell if value is None else value
