"""What became of what people asked for the last time: the beginning of the next evening at the same place."""

from dataclasses import dataclass

from sqlmodel import Session, select

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
