"""The yearly report of a programme as a Word document, for its funder, its partners and the city.

Chapters are modules with one `write(sheet)`; `people` is a part of `meetings`. One that has nothing to say is left
out, or says one sentence. Little is told on a few pages that run on; much has contents, and each chapter its page.
"""

import re
import unicodedata
from datetime import datetime
from io import BytesIO

from exports.characters import printable
from exports.file import ExportFile
from exports.word import contents
from exports.word.closing import MEDIA_TYPE
from exports.word.paper import Paper
from exports.word.styles import SHORT
from exports.word.text import Said, tag
from exports.word.yearly import actions, counted, course, cover, meetings, outcomes, people, summary, voices
from exports.word.yearly.sheet import Sheet
from workshop_kit.yearly import YearlyReport

CHAPTERS = (summary, outcomes, meetings, people, voices, actions, course, counted)
MOST_SHORT = 4.9
"""Pages of a short one, its cover counted. The height is estimated."""


def export(report: YearlyReport, language: str, template: bytes | None = None) -> ExportFile:
    """In the report's language; ideas stay as they were written. `template` is as for the plan.

    Raises UnknownFormat or DamagedFile where the template cannot be used.
    """
    paper = _short(report, language, template)
    if paper.ruler.page - 1 + paper.ruler.used / paper.ruler.room > MOST_SHORT:
        paper = _long(report, language, template)
    title = _title(paper, report)
    contents.footer(paper, title)
    return _closed(paper, report, title)


def _short(report: YearlyReport, language: str, template: bytes | None) -> Paper:
    paper = Paper(language, template, SHORT)
    cover.write(paper, report)
    paper.ruler.page = 1  # the cover is one page
    paper.chapter([report.programme], Said(paper.w._("The year %(year)s", year=report.year)))
    _write(Sheet(paper, report, is_short=True))
    return paper


def _long(report: YearlyReport, language: str, template: bytes | None) -> Paper:
    paper = Paper(language, template, SHORT)
    cover.write(paper, report)
    heading = contents.reserve(paper)
    _write(Sheet(paper, report, is_short=False))
    contents.fill(paper, heading)
    return paper


def _write(sheet: Sheet) -> None:
    for chapter in CHAPTERS:
        chapter.write(sheet)


def _title(paper: Paper, report: YearlyReport) -> str:
    return printable(paper.w._("%(programme)s: the year %(year)s", programme=report.programme, year=report.year))


def _closed(paper: Paper, report: YearlyReport, title: str) -> ExportFile:
    """Core properties name no person; Word refuses those longer than 255 letters."""
    paper.dress(paper.document.element.body)
    about, made = paper.document.core_properties, report.made_on
    about.title = title[:255]
    about.subject = printable(report.about)[:255]
    about.author = about.last_modified_by = "Workshop kit"
    about.language = tag(paper.language)
    about.comments = ""
    about.created = about.modified = datetime(made.year, made.month, made.day)
    file = BytesIO()
    paper.document.save(file)
    return ExportFile(file_name(report.programme, report.year, paper.language), MEDIA_TYPE, file.getvalue())


def file_name(programme: str, year: int, language: str) -> str:
    """Such as `yearly-smile-2026-en.docx`: ASCII only, so that every file system takes it."""
    letters = unicodedata.normalize("NFKD", programme).encode("ascii", "ignore").decode().lower()
    plain = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    return "-".join(part for part in ("yearly", plain, str(year), f"{language}.docx") if part)
