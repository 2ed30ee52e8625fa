"""The results box of a funder's report, one page: large numbers, a chart, and a table with the same figures."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from exports import results, results_table
from exports.characters import printable
from exports.file import ExportFile
from exports.results import Boxed
from exports.results_table import Line
from exports.word import contents
from exports.word.chart import Bar
from exports.word.closing import MEDIA_TYPE
from exports.word.paper import Cell, Paper, Table, block
from exports.word.styles import SHORT
from exports.word.text import Said, is_rtl, slot, tag
from workshop_kit.outcomes.results import Results

FULL = 0.99
"""Of a page; the height is estimated."""


class Room(NamedTuple):
    """What the page may have, tried until all of it fits: a chart, of the wholes alone or of parts of them, too;
    in the table levels of lines, with what a short table leaves out."""

    chart: bool
    parts: bool
    levels: int
    more: bool


ROOMS = (
    Room(True, True, 2, True),
    Room(True, True, 1, True),
    Room(True, True, 1, False),
    Room(True, False, 1, False),
    Room(False, False, 1, False),
    Room(False, False, 0, False),
)


def export(found: Results, language: str, template: bytes | None = None) -> ExportFile:
    """Raises UnknownFormat or DamagedFile where the template cannot be used."""
    said = results.of(found, language)
    lines = results_table.lines(found, language)
    for room in ROOMS:
        paper = _written(said, lines, language, room, template)
        if paper.ruler.page == 1 and paper.ruler.used <= FULL * paper.ruler.room:
            break
    return _closed(paper, found, said.title)


def _written(
    said: results.Paper, lines: Sequence[Line], language: str, room: Room, template: bytes | None
) -> Paper:
    paper = Paper(language, template, SHORT)
    w = paper.w
    paper.add(block("Occasion", w._("What was achieved")), block("Heading1", said.title))
    paper.add(block("BriefFact", " · ".join(said.facts)))
    if said.box:
        paper.table(box_table(paper, said.box))
    if room.chart and said.bars:
        _chart(paper, [bar for bar in said.bars if bar.is_whole or room.parts])
    shown = [line for line in lines if line.level <= room.levels and (room.more or not line.is_more)]
    paper.table(_table(paper, shown))
    paper.add(block("Heading2", w._("How it was counted")))
    paper.add(block("BriefFact", " ".join(said.notes)))
    contents.foot(paper, printable(said.title), w._("Page %(page)s of %(pages)s", page=slot(0), pages=slot(1)))
    return paper


def box_table(paper: Paper, box: Sequence[Boxed]) -> Table:
    """Two beside each other; a single one has the whole line. The longest number stays on one line."""
    cells = [((block("Figure", each.number),), _words(each)) for each in box]
    wide = 13 + 4 * max(0, max(len(each.number) for each in box) - 3)
    title, head = paper.w._("Results"), (paper.w._("Number"), paper.w._("What it counts"))
    if len(cells) == 1:
        return Table(title, head, cells, (wide, 100 - wide), "KitVoices", "TableLabel", together=True)
    empty = ((block("Figure", ""),), (block("FigureWords", ""),))
    pairs = zip(cells[::2], [*cells[1::2], empty], strict=False)
    rows = [(*left, *right) for left, right in pairs]
    return Table(title, head * 2, rows, (wide, 50 - wide) * 2, "KitVoices", "TableLabel", together=True)


def _words(each: Boxed) -> Cell:
    return (block("FigureWords", each.words), *(block("TableFine", fine) for fine in each.fine))


def _chart(paper: Paper, bars: Sequence[results.Bar]) -> None:
    rtl = is_rtl(paper.language)
    drawn = [Bar(bar.label, bar.value, bar.is_whole, rtl) for bar in bars]
    what = "; ".join(f"{bar.label}: {bar.value}" for bar in bars)
    paper.chart(drawn, paper.w._("Number"), paper.w._("Bar chart: %(values)s.", values=what), close=True)


def _table(paper: Paper, lines: Sequence[Line]) -> Table:
    rows = [_row(paper, line) for line in lines]
    head = results_table.head(paper.w)
    return Table(paper.w._("What was counted"), head, rows, (54, 16, 11, 19), numbers=(1, 2, 3))


def _row(paper: Paper, line: Line) -> tuple[Cell, ...]:
    label, count, share, target = line.cells(paper.w)
    style = "Strong" if line.level == 0 else ""
    indent = "\N{EM SPACE}" * line.level
    cells = ((block("ResultLabel", Said(indent + label, None, style)),),)
    return (*cells, *((block("ResultNumber", each),) for each in (count, share, target)))


def _closed(paper: Paper, found: Results, title: str) -> ExportFile:
    paper.dress(paper.document.element.body)
    about = paper.document.core_properties
    about.title = printable(title)[:255]
    about.subject = printable(found.programme)
    about.author = about.last_modified_by = "Workshop kit"
    about.language = tag(paper.language)
    about.comments = ""
    made = found.made_on
    about.created = about.modified = datetime(made.year, made.month, made.day)
    file = BytesIO()
    paper.document.save(file)
    return ExportFile(file_name(found, f"{paper.language}.docx"), MEDIA_TYPE, file.getvalue())


def file_name(found: Results, ending: str) -> str:
    """Such as `results-smile-2026-11-22-en.docx`: ASCII only, so that every file system takes it."""
    letters = unicodedata.normalize("NFKD", found.programme).encode("ascii", "ignore").decode().lower()
    plain = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    return "-".join(part for part in ("results", plain, found.made_on.isoformat(), ending) if part)
