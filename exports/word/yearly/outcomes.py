"""Activities and outcomes: the results of the year, by area, towards their targets, and from year to year."""

from collections.abc import Sequence

from exports import figure_words as say
from exports import results, results_table
from exports.results_table import Line
from exports.word.chart import Bar
from exports.word.paper import Cell, Table, block
from exports.word.text import Said
from exports.word.yearly.sheet import Sheet, cell, facts
from workshop_kit.figures import number
from workshop_kit.outcomes.told import IndicatorFigures, Row

MOST_LINES = 14
"""More than this, and the table is the short one of the results box."""


def write(sheet: Sheet) -> None:
    w, paper, report = sheet.w, sheet.paper, sheet.report
    if not report.results.figures:
        return
    sheet.chapter(w._("What was achieved"), w._("Activities and outcomes"))
    if not report.is_counted:
        paper.add(block("Empty", w._("Nothing was counted this year.")))
    else:
        _chart(sheet)
        paper.table(_table(sheet, results_table.lines(report.results, report.language)))
        _by_area(sheet)
    _targets(sheet)
    _by_year(sheet)


def _chart(sheet: Sheet) -> None:
    bars = results.of(sheet.report.results, sheet.report.language).bars
    if not bars:
        return
    w = sheet.w
    drawn = [Bar(bar.label, bar.value, bar.is_whole, sheet.paper.rtl) for bar in bars]
    values = "; ".join(f"{bar.label}: {bar.value}" for bar in bars)
    sheet.paper.chart(drawn, w._("Number"), w._("Bar chart: %(values)s.", values=values), close=True)


def _table(sheet: Sheet, lines: Sequence[Line]) -> Table:
    """Without targets, which are of all years."""
    w = sheet.w
    shown = [line for line in lines if line.level < 2]
    if len(shown) > MOST_LINES:
        shown = [line for line in shown if not line.is_more]
    rows = [_line(sheet, line) for line in shown]
    head = results_table.head(w)[:3]
    return Table(w._("What was counted"), head, rows, (66, 19, 15), numbers=(1, 2))


def _line(sheet: Sheet, line: Line) -> tuple[Cell, ...]:
    label, count, share, _target = line.cells(sheet.w)
    style = "Strong" if line.level == 0 else ""
    named = block("ResultLabel", Said("\N{EM SPACE}" * line.level + label, None, style))
    return (named,), (block("ResultNumber", count),), (block("ResultNumber", share),)


def _by_area(sheet: Sheet) -> None:
    """Areas that are told together stand together, so that each line adds up to its total."""
    w = sheet.w
    found = [each for each in _wholes(sheet.report.results.figures) if len(each.by_area) > 1]
    _lines(sheet, w._("By area"), [(each, [(say.areas(w, row), row) for row in each.by_area]) for each in found])


def _targets(sheet: Sheet) -> None:
    w = sheet.w
    found = [target for each in sheet.report.ever if (target := say.target(w, each))]
    if found:
        sheet.section(w._("Targets of the whole programme"))
        sheet.paper.add(*(block("Normal", target) for target in found))


def _by_year(sheet: Sheet) -> None:
    """Up to the year of the report."""
    w = sheet.w
    lines = []
    for each in _wholes(sheet.report.ever):
        rows = [(say.years(w, row), row) for row in each.by_year if min(row.years) <= sheet.report.year]
        lines += [(each, rows)] if len(rows) > 1 else []
    _lines(sheet, w._("From year to year"), lines)


def _lines(sheet: Sheet, title: str, found: Sequence[tuple[IndicatorFigures, list[tuple[str, Row]]]]) -> None:
    """What is counted, and its rows in one line; nothing where there is no more than one row."""
    if not found:
        return
    w = sheet.w
    sheet.section(title)
    rows = [
        (say.full_name(w, figures), cell(" · ".join(f"{name}: {number(w, row.count)}" for name, row in told)))
        for figures, told in found
    ]
    sheet.paper.table(facts(title, (w._("What was counted"), w._("Number")), rows, 40))


def _wholes(figures: Sequence[IndicatorFigures]) -> list[IndicatorFigures]:
    return [each for each in figures if each.part_of_id is None]
