"""Areas: add, rename, remove, find."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models import Area, Lesson, Outcome, Place, Population, Workshop
from workshop_kit import workshops
from workshop_kit.errors import NotFound
from workshop_kit.insights import folded
from workshop_kit.programmes import NameTaken, line

MOST_LETTERS = 80  # of a name
SMILE = ("Martinlaakso", "Koivukylä", "Hakunila", "Länsimäki")
"""Where Vantaa's SMILE and “Coaching for integration” worked. Shapes are brought in by whoever may use them."""


def listed(db: Session) -> list[Area]:
    """By name."""
    return sorted(db.exec(select(Area)), key=lambda area: folded(area.name))


def by_id(db: Session, area_id: int) -> Area:
    """Raises NotFound."""
    found = db.get(Area, area_id)
    if found is None:
        raise NotFound()
    return found


def by_name(db: Session, name: str) -> Area | None:
    """However it is written: in small or capital letters, with spaces around it."""
    return next((area for area in db.exec(select(Area)) if folded(area.name) == folded(name)), None)


def add(db: Session, name: str) -> Area:
    """A new area. Raises EmptyText, LongText, NameTaken."""
    area = Area(name=_free(db, name))
    db.add(area)
    db.flush()
    return area


def add_starter(db: Session, names: Sequence[str] = SMILE) -> list[Area]:
    """Areas of these names: those that are there already, and the others as new ones."""
    return [by_name(db, name) or add(db, name) for name in names]


def rename(db: Session, area: Area, name: str) -> int:
    """Give an area another name, also where workshops and lessons name it; how many workshops did.

    Raises EmptyText, LongText, NameTaken.
    """
    before, area.name = area.name, _free(db, name, but=area.id)
    db.add(area)
    for lesson in db.exec(select(Lesson).where(col(Lesson.area).in_(_written(db, Lesson.area, before)))):
        lesson.area = area.name
        db.add(lesson)
    there = list(db.exec(select(Workshop).where(col(Workshop.area).in_(_written(db, Workshop.area, before)))))
    for workshop in there:
        workshop.area = area.name
        workshops.touch(db, workshop)
    db.flush()
    return len(there)


@dataclass(frozen=True)
class Erased:
    """What goes with an area, and what loses it: `counts` of outcomes stay without an area."""

    places: int
    figures: int
    counts: int


def goes_with(db: Session, area: Area) -> Erased:
    def many(kind: type[Place] | type[Population] | type[Outcome]) -> int:
        return db.exec(select(func.count()).select_from(kind).where(col(kind.area_id) == area.id)).one()

    return Erased(many(Place), many(Population), many(Outcome))


def remove(db: Session, area: Area) -> None:
    """Erase an area with its shape, places and figures. Workshops keep the name that they say."""
    db.delete(area)
    db.flush()


def _free(db: Session, name: str, but: int | None = None) -> str:
    wanted = line(name, MOST_LETTERS)
    taken = by_name(db, wanted)
    if taken is not None and taken.id != but:
        raise NameTaken(name=taken.name)
    return wanted


def _written(db: Session, column: Any, name: str) -> list[str]:
    """How rows write a name: a database folds only the letters from A to Z."""
    return [one for one in db.exec(select(column).distinct()) if folded(one) == folded(name)]
