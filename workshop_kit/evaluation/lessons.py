"""Lessons: what a facilitator takes from one workshop to the next. They stay when their workshop is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from models import Lesson, LessonKind, Workshop
from workshop_kit.errors import NotFound
from workshop_kit.i18n import N_
from workshop_kit.insights import Filter, folded, has_real
from workshop_kit.text import cleaned

LIMIT = 300
MOST_TOLD = 6
"""Lessons that are shown to whoever prepares: more would not be read."""


class NoSuchLesson(NotFound):
    sentence = N_("This lesson does not exist any more.")


@dataclass(frozen=True)
class Learnt:
    """A lesson, and the workshop that it comes from; None where that was deleted."""

    lesson: Lesson
    workshop: Workshop | None


def add(db: Session, workshop: Workshop, kind: LessonKind, text: str, *, now: datetime) -> Lesson:
    """Raises EmptyText, LongText."""
    lesson = Lesson(
        workshop_id=workshop.id,
        method=workshop.method,
        area=workshop.area,
        kind=kind,
        text=cleaned(text, LIMIT),
        created_at=now,
    )
    db.add(lesson)
    db.flush()
    return lesson


def by_id(db: Session, lesson_id: int) -> Lesson:
    """Raises NoSuchLesson."""
    found = db.get(Lesson, lesson_id)
    if found is None:
        raise NoSuchLesson()
    return found


def change(db: Session, lesson: Lesson, kind: LessonKind, text: str) -> None:
    """Raises EmptyText, LongText."""
    lesson.kind, lesson.text = kind, cleaned(text, LIMIT)
    db.add(lesson)


def remove(db: Session, lesson: Lesson) -> None:
    db.delete(lesson)


def of_workshop(db: Session, workshop: Workshop) -> list[Lesson]:
    """Its own, in the order in which they were written."""
    return list(db.exec(select(Lesson).where(Lesson.workshop_id == workshop.id).order_by(col(Lesson.id))))


def methods(db: Session) -> list[str]:
    """The methods of which there is a lesson."""
    return sorted(db.exec(select(Lesson.method).distinct()))


def listed(
    db: Session, wanted: Filter | None = None, *, method: str = "", kind: LessonKind | None = None
) -> list[Learnt]:
    """The newest first. One whose workshop was deleted belongs to no programme, and to the year of its writing."""
    wanted = wanted or Filter()
    query = _with_workshop()
    if method:
        query = query.where(Lesson.method == method)
    if kind is not None:
        query = query.where(Lesson.kind == kind)
    if wanted.programme_id is not None:
        query = query.where(Workshop.programme_id == wanted.programme_id)
    found = [Learnt(lesson, workshop) for lesson, workshop in db.exec(query)]
    return [one for one in _real(db, found) if _is_of(one, wanted)]


def for_preparation(db: Session, workshop: Workshop) -> list[Learnt]:
    """What was learnt before: the newest of the same method, then of the same area. Never its own."""
    query = _with_workshop().where(or_(col(Lesson.workshop_id).is_(None), Lesson.workshop_id != workshop.id))
    found = _real(db, [Learnt(lesson, source) for lesson, source in db.exec(query)])
    alike = [one for one in found if one.lesson.method == workshop.method]
    area = folded(workshop.area)
    near = [one for one in found if area and folded(one.lesson.area) == area and one not in alike]
    return [*alike, *near][:MOST_TOLD]


def _with_workshop() -> Any:
    query = select(Lesson, Workshop).outerjoin(Workshop, col(Workshop.id) == Lesson.workshop_id)
    return query.order_by(col(Lesson.created_at).desc(), col(Lesson.id).desc())


def _real(db: Session, found: Sequence[Learnt]) -> list[Learnt]:
    """Without those of demo workshops where there is a real one, whatever is asked for."""
    real = [one for one in found if one.workshop is None or not one.workshop.demo]
    return real if real or has_real(db) else list(found)


def _is_of(one: Learnt, wanted: Filter) -> bool:
    day = one.workshop.day if one.workshop else one.lesson.created_at.date()
    in_area = not wanted.area or folded(one.lesson.area) == folded(wanted.area)
    return in_area and wanted.year in (None, day.year)
