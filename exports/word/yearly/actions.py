"""What became of it: you said, we did."""

from collections.abc import Sequence

from exports.names import status_name
from exports.word.paper import Block, Cell, Table, block
from exports.word.phrases import day, short_day
from exports.word.text import Said
from exports.word.yearly import summary
from exports.word.yearly.sheet import Sheet, cell, own_line, said
from models import ActionStatus
from workshop_kit.yearly.facts import Done

MOST, EARLIER, OWNERS = 24, 10, 8


def write(sheet: Sheet) -> None:
    w, paper, became = sheet.w, sheet.paper, sheet.report.became
    if not sheet.report.meetings.held and not became.earlier:
        return
    sheet.chapter(w._("You said – we did"), w._("What became of it"))
    if not became.actions:
        paper.add(block("Empty", w._("No actions have been agreed in this year’s workshops yet.")))
    else:
        as_of = w._("As it stood on %(day)s.", day=day(paper, sheet.report.made_on))
        paper.add(block("SubLine", f"{summary.statuses(sheet, became)} {as_of}"))
        _chart(sheet)
        _owners(sheet)
        _table(sheet, w._("What people said, and what was done"), became.actions, MOST)
    if became.earlier:
        sheet.section(w._("News of what people asked for in earlier years"))
        _table(sheet, w._("News of what people asked for in earlier years"), became.earlier, EARLIER)


def _chart(sheet: Sheet) -> None:
    """Of so many actions that it says more than the sentence."""
    w, became = sheet.w, sheet.report.became
    bars = [
        (sheet.own(status_name(status.value, sheet.report.language)), n)
        for status in (*summary.SHOWN, ActionStatus.PROPOSED)
        if (n := became.having(status))
    ]
    if len(bars) > 1 and len(became.actions) > 4:
        sheet.chart(bars, w._("Actions"))


def _owners(sheet: Sheet) -> None:
    w, answering = sheet.w, sheet.report.became.answering
    if len(answering) > 1:
        listed = " · ".join(f"{name} ({n})" for name, n in answering[:OWNERS])
        sheet.paper.add(block("Note", w._("Actions by who is responsible: %(list)s.", list=listed)))


def _table(sheet: Sheet, caption: str, actions: Sequence[Done], most: int) -> None:
    w = sheet.w
    head = (w._("You said"), w._("We do, and who does it"), w._("How it stands"))
    rows = [_row(sheet, each) for each in actions[:most]]
    sheet.paper.table(Table(caption, head, rows, (26, 40, 34)))
    sheet.more(len(actions) - most)


def _row(sheet: Sheet, each: Done) -> tuple[Cell, ...]:
    asked = (own_line("TableSmall", each.asked),) if each.asked else cell("–")
    if each.year != sheet.report.year:
        asked = (*asked, block("TableFine", str(each.year)))
    title = Block("TableSmall", (said(each.title, "Strong"),), each.title.language)
    return asked, (title, _who(sheet, each)), _status(sheet, each)


def _who(sheet: Sheet, each: Done) -> Block:
    """The service that a person chose, and the body that owns it."""
    w = sheet.w
    if each.service is None:
        told = w._("No service fits: a gap") if each.is_gap else w._("Not decided yet")
        return block(
            "TableFine", w._("Suggested by the computer, not yet confirmed") if each.is_suggested else told
        )
    body = [Said(", "), said(each.body)] if each.body else []
    return Block("TableFine", (said(each.service), *body))


def _status(sheet: Sheet, each: Done) -> Cell:
    """With the last that people were told."""
    blocks = [block("TableSmall", Said(status_name(each.status.value, sheet.report.language), None, "Strong"))]
    if each.told is not None and each.told_on is not None:
        when = Said(f"{short_day(sheet.paper, each.told_on)}: ")
        blocks.append(Block("TableFine", (when, said(each.told))))
    return tuple(blocks)
