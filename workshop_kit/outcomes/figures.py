"""What may be told of a register: figures that are exact, add up, and lead to no group of fewer than five.

How that is made sure of is in `workshop_kit/suppression`. A figure that would be small is told for more years or
areas than were asked for, which it names, or not at all: then it is None.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models import Indicator
from workshop_kit.insights import folded
from workshop_kit.outcomes import books
from workshop_kit.outcomes.books import Book
from workshop_kit.outcomes.told import Counts, IndicatorFigures, Row, Share, Split, Told, share
from workshop_kit.suppression import (
    UNDER_30,
    UNTOLD,
    Block,
    Category,
    Cell,
    Cross,
    Group,
    People,
    Table,
    cover,
    joined,
)

__all__ = ["Counts", "IndicatorFigures", "Row", "Share", "Split", "Told", "of", "told"]


def told(
    db: Session, programme_id: int, *, area: str = "", year: int | None = None
) -> tuple[IndicatorFigures, ...]:
    """Of each indicator, in their order, parts below their whole. "" and None stand for all areas and years."""
    found = books.read(db, programme_id)
    return tuple(figures for book in found for figures in of(book, area=area, year=year))


def of(book: Book, *, area: str = "", year: int | None = None) -> tuple[IndicatorFigures, ...]:
    """Pure: of a whole, then of each of its parts."""
    wanted = frozenset(
        (when, where)
        for when, where in book.family.cells
        if (year is None or when == year) and (not area or folded(where) == folded(area))
    )
    view = _View(book, wanted, is_all=not area and year is None)
    return (_whole(view), *(_part(view, part) for part in book.parts))


@dataclass(frozen=True)
class _View:
    """A book, and the cells of it that are asked for."""

    book: Book
    wanted: Block
    is_all: bool

    def told(self, blocks: Iterable[Block], *people: People) -> Told:
        cells = frozenset().union(*cover(blocks, self.wanted))
        count = sum(each.count(cells) for each in people)
        return Told(count, tuple(sorted(cells)), tuple(sorted(cells - self.wanted)))

    def rows(self, blocks: Iterable[Block], people: People, place: int) -> tuple[Row, ...]:
        """By year (place 0) or area (place 1): cells that are in one block, or alike, are in one row."""
        covering = cover(blocks, self.wanted)
        cells = frozenset().union(*covering)
        alike = {key: frozenset(c for c in cells if c[place] == key) for key in {c[place] for c in cells}}
        found = joined(covering, tuple(alike.values()))
        return tuple(sorted((_row(row, people) for row in found), key=lambda r: (r.areas, r.years)[1 - place]))


def _row(cells: Block, people: People) -> Row:
    areas = tuple(sorted({area for _year, area in cells}))
    years = tuple(sorted({year for year, _area in cells}))
    return Row(areas, years, people.count(cells), tuple(sorted(cells)))


def _whole(view: _View) -> IndicatorFigures:
    book, plan, people = view.book, view.book.plan, view.book.family.whole
    id = book.whole.id or 0
    if plan.totals is None:
        return _figures(view, book.whole)
    gender = age = None
    if plan.gender:
        gender = _split(view, plan.gender.blocks, plan.gender.groups, (people.gender,), (id,))
    if plan.age:
        age = _split(view, plan.age.blocks, plan.age.groups, (people.age,), (id,))
    return _figures(
        view,
        book.whole,
        total=view.told(plan.totals, people),
        by_gender=gender,
        by_age=age,
        by_area=view.rows(plan.totals, people, 1),
        by_year=view.rows(plan.totals, people, 0),
        **_of_all_parts(view),
    )


def _of_all_parts(view: _View) -> dict[str, Any]:
    plan, family = view.book.plan, view.book.family
    if plan.parts is None:
        return {}
    found: dict[str, Any] = {
        "parts_by_gender": _crossed(view, plan.gender_of_parts, {k: p.gender for k, p in family.parts.items()}),
        "parts_by_age": _crossed(view, plan.age_of_parts, {k: p.age for k, p in family.parts.items()}),
    }
    if {id for group in plan.parts.groups for id in group} == set(family.parts):
        parts = view.told(plan.parts.blocks, *family.parts.values())
        found |= {"parts": parts, "parts_share": None if plan.is_loose else _of_whole(view, parts)}
    return found


def _part(view: _View, part: Indicator) -> IndicatorFigures:
    plan, family = view.book.plan, view.book.family
    group = next((group for group in plan.parts.groups if part.id in group), ()) if plan.parts else ()
    if plan.parts is None or not group:
        return _figures(view, part)
    total = view.told(plan.parts.blocks, *(family.parts[int(id)] for id in group))
    others = tuple(int(id) for id in group if id != part.id)
    if others:
        return _figures(view, part, together=total, together_with=others)
    people = family.parts[part.id or 0]
    return _figures(
        view,
        part,
        total=total,
        share=None if plan.is_loose else _of_whole(view, total),
        by_gender=_alone(
            part, _crossed(view, plan.gender_of_parts, {k: p.gender for k, p in family.parts.items()})
        ),
        by_age=_alone(part, _crossed(view, plan.age_of_parts, {k: p.age for k, p in family.parts.items()})),
        by_area=view.rows(plan.parts.blocks, people, 1),
        by_year=view.rows(plan.parts.blocks, people, 0),
    )


def _crossed(view: _View, cross: Cross | None, tables: dict[int, Table]) -> tuple[Split, ...]:
    if cross is None or view.book.plan.parts is None:
        return ()
    blocks = view.book.plan.parts.blocks
    ids = [tuple(int(id) for id in group) for group in cross.parts]
    return tuple(_split(view, blocks, cross.groups, [tables[id] for id in each], each) for each in ids)


def _alone(part: Indicator, splits: Iterable[Split]) -> Split | None:
    return next((split for split in splits if split.of == (part.id,)), None)


def _split(
    view: _View, blocks: Iterable[Block], groups: Iterable[Group], tables: Collection[Table], of: tuple[int, ...]
) -> Split:
    cells = frozenset().union(*cover(blocks, view.wanted))
    counts = [(group, _people_in(tables, cells, group)) for group in groups]
    total = sum(count for _group, count in counts)
    told = Told(total, tuple(sorted(cells)), tuple(sorted(cells - view.wanted)))
    rows = tuple(Counts(tuple(str(c) for c in group), n, share(n, total)) for group, n in counts)
    return Split(of, told, rows, next((n for group, n in counts if group == (UNTOLD,)), None))


def _people_in(tables: Iterable[Table], cells: Iterable[Cell], group: Iterable[Category]) -> int:
    cells, group = list(cells), list(group)
    return sum(table.get(cell, {}).get(category, 0) for table in tables for cell in cells for category in group)


def _of_whole(view: _View, part: Told) -> Share | None:
    return share(part.count, view.book.family.whole.count(part.cells))


def _figures(view: _View, row: Indicator, **found: Any) -> IndicatorFigures:
    total, by_age = found.get("total"), found.get("by_age")
    return IndicatorFigures(
        indicator_id=row.id or 0,
        uuid=row.uuid,
        activity=row.activity,
        name=dict(row.name),
        counted=row.counted,
        part_of_id=row.part_of_id,
        under_30=by_age.share([str(band) for band in UNDER_30]) if by_age else None,
        target=row.target,
        target_by=row.target_by,
        progress=Share(total.count, row.target) if view.is_all and total and row.target else None,
        **found,
    )
