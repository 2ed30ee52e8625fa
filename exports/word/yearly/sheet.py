"""How a yearly report is laid out: long, each chapter on its own page; or short, one after the other."""

from collections.abc import Sequence
from typing import NamedTuple

from exports.word.chart import Bar
from exports.word.paper import Block, Cell, Paper, Piece, Table, block
from exports.word.text import Said, is_rtl
from workshop_kit.i18n import Words
from workshop_kit.yearly.facts import Named, YearlyReport


class Sheet(NamedTuple):
    paper: Paper
    report: YearlyReport
    is_short: bool

    @property
    def w(self) -> Words:
        return self.paper.w

    def chapter(self, kicker: str, title: str) -> None:
        if self.is_short:
            self.paper.add(block("Heading2", title))
        else:
            self.paper.chapter([kicker], Said(title))

    def part(self, title: str) -> None:
        """What is a chapter in a short report, and in a long one a part of the chapter before."""
        self.paper.add(block("Heading2", title))

    def detail(self, title: str) -> None:
        """One level below a part."""
        self.paper.add(block("Heading3", title))

    def section(self, title: str) -> None:
        """A part of a chapter, one level below it."""
        self.paper.add(block("Heading3" if self.is_short else "Heading2", title))

    def chart(self, bars: Sequence[tuple[Named, int]], unit: str) -> None:
        """Bars with their numbers, which are also its text for those who cannot see it."""
        drawn = [Bar(label.text, value, True, is_rtl(label.language)) for label, value in bars]
        values = "; ".join(f"{label.text}: {value}" for label, value in bars)
        self.paper.chart(drawn, unit, self.w._("Bar chart: %(values)s.", values=values), close=True)

    def own(self, text: str) -> Named:
        """A text in the document's language."""
        return Named(text, self.paper.language)

    def more(self, left: int) -> None:
        """That a table has no room for all."""
        if left > 0:
            sentence = self.w.n("%(n)s more is not shown here.", "%(n)s more are not shown here.", left)
            self.paper.add(block("Note", sentence))


def said(named: Named, style: str = "") -> Said:
    return Said(named.text, named.language, style)


def cell(*pieces: Piece | str, style: str = "TableSmall") -> Cell:
    return (block(style, *pieces),)


def figure(number: str) -> Cell:
    return cell(number, style="ResultNumber")


def own_line(style: str, named: Named, *more: Said) -> Block:
    """A line whose direction is that of the text."""
    return Block(style, (said(named), *more), named.language)


def facts(caption: str, head: tuple[str, str], rows: Sequence[tuple[str, Cell]], name: float = 27) -> Table:
    """`name`: the share of the first column, in per cent."""
    cells = [(cell(label, style="TableLabel"), value) for label, value in rows]
    return Table(caption, head, cells, (name, 100 - name), "KitFacts", "TableLabel")


def joined(parts: Sequence[tuple[Named, str]]) -> Cell:
    """Texts in their languages, each with a number behind it, in one line."""
    pieces: list[Piece] = []
    for place, (label, number) in enumerate(parts):
        pieces += [*([Said(" · ")] if place else []), said(label), Said(f" {number}" if number else "")]
    return (Block("TableSmall", tuple(pieces)),)
