"""The counts of a programme added up: for each whole with its parts, people by year and area, and what is told."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from models import Area, Indicator, Outcome
from workshop_kit import suppression
from workshop_kit.outcomes import indicators
from workshop_kit.outcomes.register import replaced_ids
from workshop_kit.suppression import UNTOLD, Category, Cell, Family, People, Plan


@dataclass(frozen=True)
class Entry:
    """One count that stands, as it is added up. `area` is empty where none was named."""

    indicator_id: int
    area: str
    year: int
    count: int
    by_gender: Mapping[str, int] = field(default_factory=dict)
    by_age: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """A whole, its parts in their order, their people, and the plan of what is told of them."""

    whole: Indicator
    parts: Sequence[Indicator]
    family: Family
    plan: Plan


def read(db: Session, programme_id: int) -> tuple[Book, ...]:
    """In the order of the indicators."""
    return kept(indicators.listed(db, programme_id), entries(db, programme_id))


def entries(db: Session, programme_id: int) -> list[Entry]:
    """The counts that stand, without those that were replaced."""
    areas = dict(db.exec(select(Area.id, Area.name)).all())
    query = (
        select(  # type: ignore[call-overload]
            Outcome.indicator_id, Outcome.area_id, Outcome.day, Outcome.count, Outcome.by_gender, Outcome.by_age
        )
        .join(Indicator, col(Indicator.id) == col(Outcome.indicator_id))
        .where(Indicator.programme_id == programme_id, col(Outcome.id).not_in(replaced_ids()))
    )
    return [Entry(id, areas.get(area, ""), day.year, *told) for id, area, day, *told in db.exec(query)]


def kept(listed: Iterable[Indicator], found: Iterable[Entry]) -> tuple[Book, ...]:
    """Pure: the books of these counts."""
    rows = list(listed)
    by_indicator: dict[int, list[Entry]] = defaultdict(list)
    for entry in found:
        by_indicator[entry.indicator_id].append(entry)
    books = []
    for whole in (row for row in rows if row.part_of_id is None):
        parts = [row for row in rows if row.part_of_id == whole.id]
        people = {row.id or 0: _people(by_indicator[row.id or 0]) for row in (whole, *parts)}
        family = Family(people.pop(whole.id or 0), people)
        books.append(Book(whole, parts, family, suppression.plan(family)))
    return tuple(books)


def _people(found: Collection[Entry]) -> People:
    gender: dict[Cell, Counter[Category]] = defaultdict(Counter)
    age: dict[Cell, Counter[Category]] = defaultdict(Counter)
    for entry in found:
        cell = (entry.year, entry.area)
        for table, told in ((gender, entry.by_gender), (age, entry.by_age)):
            table[cell].update(told)
            table[cell][UNTOLD] += entry.count - sum(told.values())
    return People(dict(gender), dict(age))
