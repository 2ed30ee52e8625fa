"""The plan as a workbook that service managers fill in and send back.

Each sheet is a module or a function that writes it; `drawing` holds the look, `cells` how values are stored.
`reading.read_back` reads what has been filled in.
"""

from datetime import datetime
from io import BytesIO

from exports.characters import printable
from exports.excel import kit, lists, plan, readme, votes
from exports.excel.drawing import Book
from exports.file import ExportFile, file_name
from exports.word.text import tag
from workshop_kit.report import WorkshopReport

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(report: WorkshopReport, language: str) -> ExportFile:
    """All sheets, in the report's language; ideas stay as they were written."""
    book = Book(language, printable(report.title))
    title = book.w._("Plan")
    readme.write(book, report, title)
    plan.write(book, report, title)
    lists.ideas(book, report)
    lists.themes(book, report)
    votes.write(book, report)
    lists.services(book, report)
    lists.indicators(book, report)
    kit.write(book, report)
    _describe(book, report)
    file = BytesIO()
    book.book.save(file)
    return ExportFile(file_name(report, "xlsx"), MEDIA_TYPE, file.getvalue())


def _describe(book: Book, report: WorkshopReport) -> None:
    """Core properties. No person is named; Office refuses properties longer than 255 letters."""
    about = book.book.properties
    about.title = book.w._("%(workshop)s: action plan", workshop=book.title)[:255]
    about.subject = printable(report.question)[:255]
    about.creator = about.lastModifiedBy = "Workshop kit"
    about.language = tag(book.language)
    about.created = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
