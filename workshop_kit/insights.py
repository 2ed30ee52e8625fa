"""Looking across workshops: which of them a question is about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from models import Area, Outcome, Programme, ProgrammeArea, Workshop


@dataclass(frozen=True)
class Filter:
    """What an insight is narrowed to; None and "" stand for all."""

    programme_id: int | None = None
    area: str = ""
    year: int | None = None


def workshops(db: Session, wanted: Filter) -> list[Workshop]:
    """Those that match, by day. Demos only where there is nothing else: they never mix with real evenings."""
    order = (col(Workshop.day), col(Workshop.id))
    found = list(db.exec(select(Workshop).where(*_matching(db, wanted)).order_by(*order)))
    real = [workshop for workshop in found if not workshop.demo]
    return real if has_real(db) else found


def leaves_out_demos(db: Session, wanted: Filter) -> bool:
    """Whether a demo matches that is not looked at, because there are real workshops."""
    demo = select(Workshop.id).where(*_matching(db, wanted), col(Workshop.demo).is_(True)).limit(1)
    return has_real(db) and db.exec(demo).first() is not None


def programmes(db: Session) -> list[Programme]:
    return list(db.exec(select(Programme).order_by(func.lower(Programme.name))))


def areas(db: Session, programme_id: int | None = None) -> list[str]:
    """Names: of the areas that are known and of those that workshops name, each once however it is written."""
    known = select(Area.name)
    named = select(Workshop.area).distinct().where(Workshop.area != "")
    if programme_id is not None:
        known = known.join(ProgrammeArea).where(ProgrammeArea.programme_id == programme_id)
        named = named.where(Workshop.programme_id == programme_id)
    found: dict[str, str] = {}
    for name in [*db.exec(known), *db.exec(named)]:
        found.setdefault(folded(name), name.strip())
    return sorted(found.values(), key=folded)


def years(db: Session) -> list[int]:
    """In which something was held or counted, the newest first."""
    days: list[date | None] = []
    for column in (Workshop.day, Outcome.day):
        days += [db.exec(select(func.min(column))).one(), db.exec(select(func.max(column))).one()]
    told = [day.year for day in days if day is not None]
    return list(range(max(told), min(told) - 1, -1)) if told else []


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def _matching(db: Session, wanted: Filter) -> list[Any]:
    found: list[Any] = []
    if wanted.programme_id is not None:
        found.append(Workshop.programme_id == wanted.programme_id)
    if wanted.year is not None:
        found.append(col(Workshop.day).between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.area:
        found.append(col(Workshop.area).in_(_written(db, wanted.area)))
    return found


def _written(db: Session, area: str) -> list[str]:
    """How workshops write an area: a database folds only the letters from A to Z."""
    return [name for name in db.exec(select(Workshop.area).distinct()) if folded(name) == folded(area)]


def has_real(db: Session) -> bool:
    """Whether there is a workshop, anywhere, that is no demo."""
    return db.exec(select(Workshop.id).where(col(Workshop.demo).is_(False)).limit(1)).first() is not None
