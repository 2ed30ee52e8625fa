"""All themes, with the voices in them."""

from exports.word.paper import Block, Cell, Paper, Table, block
from exports.word.phrases import asked_by, language_name, signs
from exports.word.text import Said
from exports.word.voices import excerpt, pictured, translator
from workshop_kit.report import Line, ThemeSection, WorkshopReport

SIDE = 150
"""Points of a photo in a column of a table."""


def write(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    paper.chapter([w._("What people said")], Said(w._("The themes")))
    if not report.themes:
        paper.add(block("Empty", w._("The ideas have not been grouped into themes yet.")))
    if any(not theme.confirmed for theme in report.themes):
        paper.add(_unconfirmed(paper))
    for theme in report.themes:
        _theme(paper, theme)
    if report.unplaced:
        n = len(report.unplaced)
        paper.add(block("Heading2", w._("Ideas of their own")))
        paper.add(block("Normal", w.n("%(n)s idea is in no theme.", "%(n)s ideas are in no theme.", n)))


def _unconfirmed(paper: Paper) -> Block:
    sentence = paper.w._("Themes marked “suggested” were made by the computer. Nobody has confirmed them yet.")
    return block("Suggested", sentence)


def _theme(paper: Paper, theme: ThemeSection) -> None:
    label = Said(theme.label, theme.label_language)
    paper.add(Block("Heading2", (*signs(theme.mark, theme.symbol, 15), label)))
    facts = asked_by(paper, theme)
    if not theme.confirmed:
        facts += " " + paper.w._("Suggested, not yet confirmed.")
    paper.add(block("SubLine", facts))
    if theme.quotes:
        paper.table(quotes(paper, theme.label, theme.quotes))


def quotes(paper: Paper, caption: str, lines: tuple[Line, ...]) -> Table:
    """Ideas as written beside what they mean; the second only where somebody or something translated."""
    w = paper.w
    head, widths = [w._("No."), w._("Idea, as written")], [8.0, 92.0]
    translated = any(line.translation for line in lines)
    if translated:
        head.append(w._("Translation"))
        widths[1:] = [46.0, 46.0]
    rows = [_row(paper, excerpt(line), translated) for line in lines]
    together = not any(line.photo for line in lines)
    return Table(caption, tuple(head), rows, tuple(widths), together=together)


def _row(paper: Paper, line: Line, translated: bool) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = ((block("TableSmall", str(line.number)),), written(line))
    return (*cells, meaning(paper, line)) if translated else cells


def written(line: Line) -> Cell:
    """The idea with its picture, and its language below it, in its direction."""
    name = Block("TableFine", (language_name(line.language),), line.language)
    words = (block("TableSmall", line.text, language=line.language),) if line.text else ()
    return *pictured("TableSmall", line, SIDE), *words, name


def meaning(paper: Paper, line: Line) -> Cell:
    if not line.translation:
        return (block("TableSmall", ""),)
    return block("TableSmall", line.translation), block("TableFine", translator(paper, line))
