"""Every idea, so that nothing is lost in the summary."""

from exports.word.paper import Block, Cell, Paper, Table, block
from exports.word.text import Said
from exports.word.themes import meaning, written
from exports.word.voices import corrected
from workshop_kit.report import Line, ThemeSection, WorkshopReport

Themes = dict[int, ThemeSection]


def write(paper: Paper, report: WorkshopReport) -> None:
    w = paper.w
    paper.chapter([w._("Annex")], Said(w._("All ideas, as written")))
    if report.ideas:
        paper.table(_table(paper, report))
        paper.add(block("Note", w.n("%(n)s idea in all.", "%(n)s ideas in all.", len(report.ideas))))
    else:
        paper.add(block("Empty", w._("Nobody has written an idea yet.")))


def _table(paper: Paper, report: WorkshopReport) -> Table:
    w = paper.w
    translated = any(line.translation for line in report.ideas)
    columns: list[tuple[str, float]] = [(w._("No."), 8), (w._("Idea, as written"), 38 if translated else 72)]
    if translated:
        columns.append((w._("Translation"), 34))
    columns.append((w._("Theme"), 20))
    themes = {theme.number: theme for theme in report.themes}
    rows = [_row(paper, line, themes, translated) for line in report.ideas]
    head, widths = zip(*columns, strict=True)
    return Table(w._("All ideas, as written"), head, rows, widths)


def _row(paper: Paper, line: Line, themes: Themes, translated: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [(block("TableSmall", str(line.number)),), _written(paper, line)]
    if translated:
        cells.append(meaning(paper, line))
    return (*cells, _theme(themes.get(line.theme or 0)))


def _written(paper: Paper, line: Line) -> Cell:
    note = corrected(paper, line)
    return (*written(line), block("TableFine", note)) if note else written(line)


def _theme(theme: ThemeSection | None) -> Cell:
    if theme is None:
        return (block("TableSmall", ""),)
    return (Block("TableSmall", (Said(theme.label, theme.label_language),)),)
