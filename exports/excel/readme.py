"""The first sheet: what this is, and how it is filled in."""

from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel import heights
from exports.excel.cells import Text, aligned
from exports.excel.drawing import AMBER, AMBER_INK, FACE, LINE, PETROL, QUIET, SIZE, Book, Value, cell_at, said
from workshop_kit.i18n import direction
from workshop_kit.report import SMALL, WorkshopReport

_LABELS, _WORDS = 26.0, 88.0


def write(book: Book, report: WorkshopReport, plan: str) -> None:
    """`plan` is the title of the sheet to be filled in."""
    w, sheet = book.w, book.sheet(book.w._("Read me"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _LABELS, _WORDS
    book.line(sheet, 1, report.title, 2, 20, bold=True)
    row = _facts(book, sheet, report, 3)
    book.line(sheet, row + 1, w._("How to fill it in"), 2, 14, bold=True)
    _steps(book, sheet, plan, row + 2)


def _facts(book: Book, sheet: Worksheet, report: WorkshopReport, row: int) -> int:
    """Gives the first row after them."""
    w, joined = book.w, report.participation.joined
    place = ", ".join(dict.fromkeys(filter(None, (report.venue, report.area))))
    facts: list[tuple[str, Value]] = [
        (w._("We asked"), Text(report.question, report.question_language)),
        (w._("Place"), Text(place)),
        (w._("Day"), report.day),
        (w._("Room code"), Text(report.code, book.language)),
        (w._("People who joined"), w._("fewer than five") if joined is None or joined < SMALL else str(joined)),
        (w._("Plan made on"), report.made_on),
    ]
    for label, value in facts:
        book.put(cell_at(sheet, row, 1), label)
        cell_at(sheet, row, 1).font = Font(FACE, SIZE, True, color=QUIET)
        _put(book, sheet, row, value)
        row += 1
    return row


def _steps(book: Book, sheet: Worksheet, plan: str, row: int) -> None:
    w = book.w
    steps = (
        w._("You may fill in the amber columns of the sheet “%(sheet)s”. All else is there to read.", sheet=plan),
        w._("Save the file and send it back. What you have written then comes into the plan."),
        w._("Nothing in this file names a participant. Please write roles too, never names of people."),
    )
    for number, step in enumerate(steps, 1):
        label = cell_at(sheet, row, 1)
        book.put(label, str(number))
        label.fill = PatternFill("solid", AMBER if number == 1 else LINE)
        label.font = Font(FACE, SIZE, True, color=AMBER_INK if number == 1 else PETROL)
        _put(book, sheet, row, step)
        row += 1


def _put(book: Book, sheet: Worksheet, row: int, value: Value) -> None:
    """Beside its label, whatever its own direction."""
    cell = cell_at(sheet, row, 2)
    book.put(cell, value)
    cell.alignment = aligned(direction(book.language))
    heights.fit(sheet, row, [(said(value), _WORDS)])
