"""A brief for one service, or for one responsible body: what is asked of it, by whom, and how to answer.

No cover and no contents; three actions are two pages at most, with shorter quotations where they must be.
"""

import re
import unicodedata

from exports.characters import printable
from exports.file import ExportFile, file_name
from exports.names import status_name
from exports.word import contents
from exports.word.brief_actions import Part, Room, part_of, write_actions
from exports.word.closing import close
from exports.word.paper import Block, Link, Paper, Piece, Table, block
from exports.word.phrases import day, is_small, people, sign_line, size
from exports.word.styles import SHORT
from exports.word.text import Said, slot
from workshop_kit.errors import NotFound
from workshop_kit.i18n import N_
from workshop_kit.report import WorkshopReport

ROOMS = (Room(2, 360), Room(2, 180), Room(1, 180), Room(1, 90), Room(0, 90))
"""What an action may say, tried until all of it fits `PAGES`."""
PAGES = 1.93
"""A little less than two: the height is estimated."""
LEFT_TO_RIGHT = "\u200e"  # invisible; what follows it is no right-to-left text
FEW = 3
"""So many actions fit; where there are more, each says what it needs."""

MEANINGS = {
    "proposed": N_("Nobody has answered yet."),
    "accepted": N_("You take it on, by the day in the table or another one."),
    "in_progress": N_("Work on it has begun."),
    "done": N_("People can use it."),
    "not_possible": N_("It cannot be done. Say why: those who asked for it are told."),
}


class NoSuchBrief(NotFound):
    sentence = N_("No action names this service. Choose one that the plan names.")


def export(
    report: WorkshopReport,
    language: str,
    service_id: int | None = None,
    body: str = "",
    template: bytes | None = None,
) -> ExportFile:
    """What concerns one service, responsible or partner, or all services of one body where no service is given.

    Raises NoSuchBrief where no action names it; UnknownFormat or DamagedFile where the template cannot be used.
    """
    part = part_of(report, service_id, body)
    if part is None:
        raise NoSuchBrief()
    for room in ROOMS:
        paper = _written(report, language, part, room, template)
        if len(part.actions) > FEW or _pages(paper) <= PAGES:
            break
    name = f"-{_plain(part.name) or service_id}.docx"
    return close(paper, report, _title(paper, report, part), _file_name(report, name))


def _written(report: WorkshopReport, language: str, part: Part, room: Room, template: bytes | None) -> Paper:
    paper = Paper(language, template, SHORT)
    paper.add(*_head(paper, report, part), _workshop(paper, report))
    write_actions(paper, part, room)
    _answer(paper)
    sentence = paper.w._("Page %(page)s of %(pages)s", page=slot(0), pages=slot(1))
    contents.foot(paper, _title(paper, report, part), sentence)
    return paper


def _pages(paper: Paper) -> float:
    return paper.ruler.page - 1 + paper.ruler.used / paper.ruler.room


def _title(paper: Paper, report: WorkshopReport, part: Part) -> str:
    return printable(paper.w._("%(workshop)s: brief for %(service)s", workshop=report.title, service=part.name))


def _head(paper: Paper, report: WorkshopReport, part: Part) -> list[Block]:
    blocks = [
        sign_line(paper, report),
        block("Occasion", f"{report.title} · {day(paper, report.day)}"),
        Block("Heading1", (Said(part.name, part.name_language),)),
    ]
    if part.body:
        blocks.append(Block("BriefFact", (Said(part.body, part.body_language),)))
    # A telephone number is read from left to right also among Arabic letters.
    contact: list[Piece] = [Said(LEFT_TO_RIGHT + part.contact, "en")] if part.contact else []
    if part.url.startswith(("https://", "http://")):
        contact += [Said(" · " if contact else ""), Link(part.url, printable(part.url))]
    return [*blocks, *(Block("BriefFact", tuple(contact)) for _ in contact[:1])]


def _workshop(paper: Paper, report: WorkshopReport) -> Block:
    """One paragraph: what was asked, and how many answered."""
    w, joined = paper.w, report.participation.joined
    few = w._("People: %(number)s.", number=people(paper, joined)) + " " if is_small(joined) else ""
    question = Said(report.question, report.question_language, "Strong")
    return block("BriefStory", Said(w._("We asked:") + " "), question, Said(f" {few}{size(paper, report)}"))


def _answer(paper: Paper) -> None:
    w = paper.w
    words = [
        ((block("TableLabel", status_name(status, paper.language)),), (block("TableSmall", w._(meaning)),))
        for status, meaning in MEANINGS.items()
    ]
    paper.add(
        block("Heading2", w._("How to answer")),
        block(
            "SubLine",
            w._("Fill in the amber columns of the Excel workbook and send it back.")
            + " "
            + w._("Or write the number of each action with one of these five words."),
        ),
    )
    head = (w._("Status"), w._("What it means"))
    paper.table(Table(w._("How to answer"), head, words, (27, 73), "KitFacts", "TableLabel", together=True))


def _file_name(report: WorkshopReport, ending: str) -> str:
    """Such as `brief-4821-2026-11-14-leisure-services.docx`."""
    return file_name(report, "docx").replace("plan-", "brief-", 1).removesuffix(".docx") + ending


def _plain(name: str) -> str:
    """The name in letters that every file system takes; empty for a name in another script."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")[:40].strip("-")
