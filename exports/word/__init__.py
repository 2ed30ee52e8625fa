"""The action plan as a Word document, for the service manager who will never open the tool.

Chapters are modules with one `write(paper, report)`; `paper` draws, `styles.xml` holds the whole look. Beside
the plan there are two short papers, `brief` for one service and `leaflet` for those who took part; `template` is a
city's own look for any of them.
"""

from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.word import actions, annex, contents, cover, gaps, method, summary, themes, votes
from exports.word.closing import close
from exports.word.paper import Paper
from workshop_kit.report import WorkshopReport

CHAPTERS = (summary, votes, actions, themes, gaps, method, annex)


def export(report: WorkshopReport, language: str, template: bytes | None = None) -> ExportFile:
    """The whole plan, in the report's language; ideas stay as they were written.

    `template` is a .docx or .dotx whose styles, header, footer and margins count in place of ours. Raises
    UnknownFormat or DamagedFile where it cannot be used.
    """
    paper = Paper(language, template)
    title = printable(paper.w._("%(workshop)s: action plan", workshop=report.title))
    cover.write(paper, report)
    heading = contents.reserve(paper)
    for chapter in CHAPTERS:
        chapter.write(paper, report)
    contents.fill(paper, heading)
    contents.footer(paper, title)
    return close(paper, report, title, file_name(report, "docx"))
