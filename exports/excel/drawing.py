"""Sheets in the kit's look: tables with a heading row, and the few lines around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from babel import Locale
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel import dates, heights
from exports.excel.cells import Share, Text, aligned, put_text, safe
from workshop_kit.i18n import Words, direction, locale_of, words

INK, QUIET, LINE, PETROL, WHITE = "12282D", "7E786B", "E3DDCF", "0B5560", "FFFFFF"
AMBER, AMBER_INK, AMBER_CELL = "FDEBC9", "7A4100", "FFF9EE"
FACE, SIZE = "Calibri", 10.5

_TITLE = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()   – ")
_LONGEST_FOOTER = 90

Value = Text | Share | str | int | float | date | None
"""A plain string is in the document's language."""


@dataclass(frozen=True)
class Column:
    heading: str
    width: float  # in letters
    editable: bool = False
    centred: bool = False  # for numbers
    hidden: bool = False


@dataclass
class Book:
    """A workbook in one language."""

    language: str
    title: str
    book: Workbook = field(default_factory=Workbook)

    def __post_init__(self) -> None:
        self.book.remove(self.book.worksheets[0])

    @property
    def w(self) -> Words:
        return words(self.language)

    @property
    def decimal(self) -> str:
        return str(Locale.parse(locale_of(self.language)).number_symbols["latn"]["decimal"])

    def sheet(self, title: str, colour: str = PETROL) -> Worksheet:
        """A new sheet, for A4 across, in the direction of the language."""
        sheet: Worksheet = self.book.create_sheet(self._free(title))
        sheet.sheet_view.rightToLeft = direction(self.language) == "rtl"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = colour
        _set_page(self, sheet)
        return sheet

    def put(self, cell: Cell, value: Value) -> None:
        """A value by its type, in the face of the body."""
        cell.font = Font(FACE, SIZE, color=INK)
        if isinstance(value, str | Text):
            put_text(cell, value if isinstance(value, Text) else Text(value, self.language))
            if cell.hyperlink:
                cell.font = Font(FACE, SIZE, color=PETROL, underline="single")
            return
        cell.value = value.value if isinstance(value, Share) else value
        cell.alignment = (
            aligned(direction(self.language)) if isinstance(value, date) else Alignment("center", "top")
        )
        if isinstance(value, Share):
            cell.number_format = "0%"
        if isinstance(value, date):
            cell.number_format = dates.number_format(self.language)

    def table(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]], top: int = 1
    ) -> int:
        """Columns, a heading row that stays, and rows that can be sorted and filtered; gives the last row."""
        for place, column in enumerate(columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(place)]
            dimension.width, dimension.hidden = column.width, column.hidden
            self._head(cell_at(sheet, top, place), column)
        heights.fit(sheet, top, ((column.heading, 0.95 * column.width) for column in columns if not column.hidden))
        last = top
        for last, row in enumerate(rows, top + 1):
            self._row(sheet, last, list(zip(columns, row, strict=True)))
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(columns))}{last}"
        sheet.freeze_panes = f"A{top + 1}"
        sheet.print_title_rows = f"{top}:{top}"
        return last

    def _row(self, sheet: Worksheet, row: int, values: Sequence[tuple[Column, Value]]) -> None:
        for place, (column, value) in enumerate(values, 1):
            self._body(cell_at(sheet, row, place), column, value)
        heights.fit(sheet, row, [(said(value), column.width) for column, value in values if not column.hidden])

    def line(
        self, sheet: Worksheet, row: int, text: str, across: int, size: float = SIZE, bold: bool = False
    ) -> None:
        """A line above a table, as wide as its columns."""
        cell = cell_at(sheet, row, 1)
        put_text(cell, Text(text, self.language))
        cell.font = Font(FACE, size, bold, color=PETROL if bold else INK)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
        widths = (sheet.column_dimensions[get_column_letter(place)].width for place in range(1, across + 1))
        heights.fit(sheet, row, [(text, sum(widths))], size / SIZE)

    def _head(self, cell: Cell, column: Column) -> None:
        put_text(cell, Text(column.heading, self.language))
        fill, ink = (AMBER, AMBER_INK) if column.editable else (PETROL, WHITE)
        fill = LINE if column.hidden else fill
        cell.font = Font(FACE, SIZE, True, color=QUIET if column.hidden else ink)
        cell.fill = PatternFill("solid", fill)
        cell.alignment = _middle(cell) if column.centred else aligned(direction(self.language))

    def _body(self, cell: Cell, column: Column, value: Value) -> None:
        self.put(cell, value)
        cell.border = Border(bottom=Side("thin", LINE))
        if column.centred:
            cell.alignment = _middle(cell)
        if column.editable:
            cell.fill = PatternFill("solid", AMBER_CELL)
        if column.hidden:
            cell.font = Font(FACE, SIZE, color=QUIET)

    def _free(self, title: str) -> str:
        """The title as Excel takes it: 31 letters at most, none that is forbidden, each once."""
        wanted = " ".join(safe(title).translate(_FORBIDDEN).split()).strip("' ")[:_TITLE] or "–"
        taken = {name.casefold() for name in self.book.sheetnames}
        free, number = wanted, 2
        while free.casefold() in taken:
            free, number = f"{wanted[: _TITLE - 4]} {number}", number + 1
        return free


def cell_at(sheet: Worksheet, row: int, place: int) -> Cell:
    cell = sheet.cell(row, place)
    assert isinstance(cell, Cell)  # nothing is put into the rest of joined cells
    return cell


def said(value: Value) -> str:
    """The text whose length counts; days and numbers always fit."""
    return value.text if isinstance(value, Text) else value if isinstance(value, str) else ""


def _middle(cell: Cell) -> Alignment:
    """As it is, but in the middle."""
    return Alignment("center", "top", wrap_text=True, readingOrder=cell.alignment.readingOrder)


def _set_page(book: Book, sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.25, 0.3
    title = " ".join(safe(book.title).split())[:_LONGEST_FOOTER]
    footer = sheet.oddFooter
    assert footer is not None and footer.left is not None and footer.right is not None
    footer.left.text = title.replace("&", "&&")  # one alone starts a code
    footer.right.text = book.w._("Page %(page)s of %(pages)s", page="&P", pages="&N")
