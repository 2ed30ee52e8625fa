"""Workshops before this one: at the next evening people hear what became of what they asked for."""

from datetime import date

from sqlmodel import Session, col, select

from models import Action, Workshop


def earlier_ones(db: Session, *, day: date, but: int | None = None) -> list[Workshop]:
    """Workshops before a day that have a plan, the latest first."""
    with_plan = col(Workshop.id).in_(select(Action.workshop_id))
    query = select(Workshop).where(with_plan, col(Workshop.day) < day, col(Workshop.id) != (but or 0))
    return list(db.exec(query.order_by(col(Workshop.day).desc(), col(Workshop.id).desc())))


def same_place(db: Session, *, venue: str, area: str, day: date) -> Workshop | None:
    """The latest workshop with a plan at a place; else, where no place is given, in an area. No demo."""
    wanted = _folded(venue) or _folded(area)
    for before in earlier_ones(db, day=day):
        if (
            wanted
            and not before.demo
            and wanted == (_folded(before.venue) if _folded(venue) else _folded(before.area))
        ):
            return before
    return None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
