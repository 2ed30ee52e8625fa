"""The action plan as a Word document, for the service manager who will never open the tool.

Chapters are modules with one `write(paper, report)`; `paper` draws, `styles.xml` holds the whole look.
"""

from datetime import datetime
from io import BytesIO

from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.word import actions, annex, contents, cover, gaps, method, summary, themes, votes
from exports.word.paper import Paper
from exports.word.text import tag
from workshop_kit.report import WorkshopReport

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

CHAPTERS = (summary, votes, actions, themes, gaps, method, annex)


def export(report: WorkshopReport, language: str) -> ExportFile:
    """The whole plan, in the report's language; ideas stay as they were written."""
    paper = Paper(language)
    title = printable(paper.w._("%(workshop)s: action plan", workshop=report.title))
    cover.write(paper, report)
    heading = contents.reserve(paper)
    for chapter in CHAPTERS:
        chapter.write(paper, report)
    contents.fill(paper, heading)
    contents.footer(paper, title)
    _describe(paper, report, title)
    file = BytesIO()
    paper.document.save(file)
    return ExportFile(file_name(report, "docx"), MEDIA_TYPE, file.getvalue())


def _describe(paper: Paper, report: WorkshopReport, title: str) -> None:
    """Core properties. No person is named; Word refuses properties longer than 255 letters."""
    about = paper.document.core_properties
    about.title = title[:255]
    about.subject = printable(report.question)[:255]
    about.author = about.last_modified_by = "Workshop kit"
    about.language = tag(paper.language)
    about.comments = ""
    about.created = about.modified = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
