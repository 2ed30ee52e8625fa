"""The hidden sheet: what a return needs so that a stale workbook undoes nothing."""

from exports.excel import fields
from exports.excel.cells import Text
from exports.excel.drawing import Book, cell_at
from workshop_kit.report import WorkshopReport


def write(book: Book, report: WorkshopReport) -> None:
    """Marker and version, code, language; then a row for each action: its key, and its fields as exported."""
    sheet = book.book.create_sheet("kit")
    sheet.sheet_state = "veryHidden"
    names = [field.name for field in fields.FIELDS]
    rows = [[fields.MARKER, str(fields.VERSION)], [report.code], [book.language], ["uuid", *names]]
    for action in report.actions:
        values = fields.as_exported(action)
        rows.append([action.uuid, *(values[name] for name in names)])
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            book.put(cell_at(sheet, line, place), Text(value))
