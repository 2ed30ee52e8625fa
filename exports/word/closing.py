"""A finished paper as a file."""

from datetime import datetime
from io import BytesIO

from exports.characters import printable
from exports.file import ExportFile
from exports.word.paper import Paper
from exports.word.text import tag
from workshop_kit.report import WorkshopReport

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def close(paper: Paper, report: WorkshopReport, title: str, name: str) -> ExportFile:
    """The file; nothing can be written on the paper after it."""
    paper.dress(paper.document.element.body)
    _describe(paper, report, title)
    file = BytesIO()
    paper.document.save(file)
    return ExportFile(name, MEDIA_TYPE, file.getvalue())


def _describe(paper: Paper, report: WorkshopReport, title: str) -> None:
    """Core properties. No person is named; Word refuses properties longer than 255 letters."""
    about = paper.document.core_properties
    about.title = title[:255]
    about.subject = printable(report.question)[:255]
    about.author = about.last_modified_by = "Workshop kit"
    about.language = tag(paper.language)
    about.comments = ""
    about.created = about.modified = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
