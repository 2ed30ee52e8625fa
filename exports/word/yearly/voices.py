"""What people said: needs beside those of the year before, strengths, barriers, gaps, and their own words."""

from collections.abc import Sequence

from exports.word.paper import Block, Cell, Table, block
from exports.word.phrases import language_name
from exports.word.text import Said
from exports.word.yearly.sheet import Sheet, cell, facts, figure, joined, own_line, said
from workshop_kit.figures import number
from workshop_kit.yearly.facts import Gap, Need, Quote

NEEDS, OTHERS, GAPS = 10, 6, 6
BARS = 8
FEW_QUOTES, QUOTES = 4, 6
"""In a short report, and in a long one."""


def write(sheet: Sheet) -> None:
    w, paper, found = sheet.w, sheet.paper, sheet.report.said
    if not sheet.report.meetings.ideas:
        return
    sheet.chapter(w._("Needs, strengths and barriers"), w._("What people said"))
    if not (found.needs or found.strengths or found.barriers):
        paper.add(block("Empty", w._("The ideas have not been grouped into themes yet.")))
    if found.needs:
        _needs(sheet)
    _others(sheet)
    if found.quotes:
        _quotes(sheet)
    _gaps(sheet)


def _quotes(sheet: Sheet) -> None:
    w, quotes = sheet.w, sheet.report.said.quotes
    title = w._("In their own words")
    sheet.section(title)
    rows = [(_quote(sheet, quote),) for quote in quotes[: FEW_QUOTES if sheet.is_short else QUOTES]]
    # Together: LibreOffice has been seen to drop the rows of this table that would stand on the next page.
    sheet.paper.table(Table(title, (w._("As written"),), rows, (1,), "KitVoices", "TableLabel", together=True))


def _needs(sheet: Sheet) -> None:
    """The bars say all where there is one workshop, and no year before."""
    w, found = sheet.w, sheet.report.said
    sheet.section(w._("What people need"))
    if len(found.needs) > 1:
        sheet.chart([(need.label, need.ideas) for need in found.needs[:BARS]], w._("Ideas"))
    if found.before or len(found.needs) == 1 or len(sheet.report.meetings.held) > 1:
        _table(sheet)
    else:
        sheet.more(len(found.needs) - BARS)
    if found.before:
        _beside(sheet)
    if found.unconfirmed:
        sentence = w._(
            "The computer suggested which themes say the same need; %(n)s of %(all)s nobody has confirmed.",
            n=number(w, found.unconfirmed),
            all=number(w, found.themes),
        )
        sheet.paper.add(block("Note", sentence))


def _table(sheet: Sheet) -> None:
    w, found = sheet.w, sheet.report.said
    head = [w._("Need"), w._("Ideas"), w._("Workshops")]
    if found.before:
        head.append(str(sheet.report.year - 1))
    rows = [_need(sheet, need)[: len(head)] for need in found.needs[:NEEDS]]
    caption, widths = w._("What people need"), (55.0, 13.0, 17.0, 15.0)[: len(head)]
    sheet.paper.table(Table(caption, tuple(head), rows, widths, numbers=(1, 2, 3)[: len(head) - 1], together=True))
    sheet.more(len(found.needs) - NEEDS)


def _need(sheet: Sheet, need: Need) -> tuple[Cell, ...]:
    w = sheet.w
    before = w._("new") if need.is_new else number(w, need.before or 0)
    numbers = (number(w, need.ideas), number(w, need.workshops), before)
    return ((own_line("ResultLabel", need.label),), *(figure(each) for each in numbers))


def _beside(sheet: Sheet) -> None:
    w, found = sheet.w, sheet.report.said
    year, held = sheet.report.year - 1, found.before
    sheet.paper.add(
        block(
            "Note",
            w.n(
                "The last column has the ideas of %(year)s, from %(n)s workshop.",
                "The last column has the ideas of %(year)s, from %(n)s workshops.",
                held,
                year=year,
            ),
        )
    )
    left = [need for need in found.fresh if need not in found.needs[:NEEDS]]
    if left:
        pieces = [Said(w._("Also new this year:") + " ")]
        for place, need in enumerate(left[:OTHERS]):
            pieces += [*([Said(" · ")] if place else []), said(need.label)]
        sheet.paper.add(Block("Normal", tuple(pieces)))


def _others(sheet: Sheet) -> None:
    w, found = sheet.w, sheet.report.said
    rows = [
        (name, joined([(need.label, f"({number(w, need.ideas)})") for need in points[:OTHERS]]))
        for name, points in ((w._("Strengths"), found.strengths), (w._("Barriers"), found.barriers))
        if points
    ]
    if rows:
        sheet.section(w._("Strengths and barriers"))
        sheet.paper.table(facts(w._("Strengths and barriers"), (w._("What"), w._("Said in so many ideas")), rows))


def _gaps(sheet: Sheet) -> None:
    w, gaps = sheet.w, sheet.report.said.gaps
    if not gaps:
        return
    sheet.section(w._("Gaps: no service answers these yet"))
    rows: Sequence[tuple[Cell, ...]] = [
        ((own_line("TableSmall", gap.label),), cell(_why(sheet, gap))) for gap in gaps[:GAPS]
    ]
    sheet.paper.table(Table(w._("Gaps"), (w._("Need"), w._("Why it is a gap")), rows, (50, 50)))
    sheet.more(len(gaps) - GAPS)


def _why(sheet: Sheet, gap: Gap) -> str:
    w = sheet.w
    if not gap.workshops:
        return w._("No action of a plan names a service for it.")
    return w.n(
        "In %(n)s workshop people found that no service fits.",
        "In %(n)s workshops people found that no service fits.",
        gap.workshops,
    )


def _quote(sheet: Sheet, quote: Quote) -> Cell:
    """As written, what it means, and who translated it."""
    w = sheet.w
    blocks = [block("Voice", quote.text, language=quote.language)]
    source = [language_name(quote.language)]
    if quote.translation:
        blocks.append(block("VoiceMeaning", quote.translation))
        by = w._("translated by the computer") if quote.by_machine else w._("translated by a person")
        source.append(Said(f" · {by}"))
    return (*blocks, Block("VoiceSource", tuple(source)))
