"""What the needs map shows in one run of its page, read once; and how its needs, areas and figures are named."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from babel.numbers import format_decimal
from sqlmodel import Session

from models import Need, NeedKind, Workshop
from pages.parts.language import _, current, n
from workshop_kit import insights
from workshop_kit.i18n import Chosen, locale_of, pick
from workshop_kit.insights import Filter
from workshop_kit.needs_map import standing, tables
from workshop_kit.needs_map.standing import Said
from workshop_kit.needs_map.tables import Cell, Row, Tables

KINDS = {
    NeedKind.NEED: lambda: _("a need"),
    NeedKind.STRENGTH: lambda: _("a strength"),
    NeedKind.BARRIER: lambda: _("a barrier"),
}


@dataclass(frozen=True)
class Seen:
    wanted: Filter
    workshops: dict[int, Workshop]  # all of them, whatever is wanted
    needs: dict[int, Need]
    everywhere: list[Said]
    themes: list[Said]  # of the workshops that are wanted
    tables: Tables

    def row(self, need_id: int) -> Row | None:
        return next((row for row in self.tables.needs if row.need_id == need_id), None)


def read(db: Session, wanted: Filter) -> Seen:
    every = insights.workshops(db, Filter())
    chosen = every if wanted == Filter() else insights.workshops(db, wanted)
    ids = {workshop.id for workshop in chosen}
    everywhere, needs = standing.themes(db, every), standing.needs(db)
    themes = [theme for theme in everywhere if theme.workshop_id in ids]
    known = {workshop.id or 0: workshop for workshop in every}
    return Seen(wanted, known, needs, everywhere, themes, tables.of(themes, needs, chosen))


def called(need: Need | Row) -> Chosen:
    found = pick(need.label, current())
    return found if found.text else Chosen(_("Without a name"), current(), True)


def told_apart(needs: Iterable[Need | Row]) -> list[str]:
    """The names of needs for a list to choose from: the browser knows an option by its words only."""
    return apart(called(need).text for need in needs)


def apart(names: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """Words that were there before, or are `taken`, get a number behind them: all are different."""
    found = dict.fromkeys(taken)
    for name in names:
        told, times = name, 1
        while told in found:
            times += 1
            told = f"{name} ({times})"
        found[told] = None
    return list(found)[len(taken) :]


def area(name: str) -> str:
    return name or _("No area named")


def figure(value: float) -> str:
    """With one digit at most, as it is written in this language."""
    return str(format_decimal(value, "#,##0.#", locale=locale_of(current())))


def counted(cell: Cell) -> str:
    return " · ".join((ideas(cell.ideas), n("%(n)s workshop", "%(n)s workshops", cell.workshops)))


def ideas(number: int) -> str:
    return n("%(n)s idea", "%(n)s ideas", number)
