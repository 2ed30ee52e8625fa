"""What became of what people asked for the last time: the beginning of the next evening at the same place."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models import Action, Update, Workshop
from workshop_kit.plan.answers import updates
from workshop_kit.plan.editing import actions


@dataclass(frozen=True)
class Asked:
    """An action of the earlier workshop, and the last that was told of it."""

    action: Action
    update: Update | None


@dataclass(frozen=True)
class LastTime:
    workshop: Workshop
    asked: tuple[Asked, ...]


def last_time(db: Session, workshop: Workshop) -> LastTime | None:
    """What the workshop tells of an earlier one; None where it follows none, or that one has no plan here."""
    if not workshop.follows:
        return None
    before = db.exec(select(Workshop).where(Workshop.code == workshop.follows)).first()
    if before is None or before.id == workshop.id:
        return None
    told = updates(db, before)
    found = [Asked(action, next(iter(told.get(action.id or 0, [])), None)) for action in actions(db, before)]
    return LastTime(before, tuple(found)) if found else None


def earlier_ones(db: Session, *, day: date, but: int | None = None) -> list[Workshop]:
    """Workshops before a day that have a plan, the latest first."""
    with_plan = col(Workshop.id).in_(select(Action.workshop_id))
    query = select(Workshop).where(with_plan, col(Workshop.day) < day, col(Workshop.id) != (but or 0))
    return list(db.exec(query.order_by(col(Workshop.day).desc(), col(Workshop.id).desc())))


def same_place(db: Session, *, venue: str, area: str, day: date) -> Workshop | None:
    """The latest workshop with a plan at a place; else, where no place is given, in an area."""
    wanted = _folded(venue) or _folded(area)
    for before in earlier_ones(db, day=day):
        if wanted and wanted == (_folded(before.venue) if _folded(venue) else _folded(before.area)):
            return before
    return None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
