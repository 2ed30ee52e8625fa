"""How a year went: what people answered, measures of the workshops, who was heard, and lessons."""

from collections.abc import Sequence
from datetime import date
from statistics import median

from sqlmodel import Session

from models import LessonKind, Workshop
from workshop_kit.evaluation import balance, lessons, process, said
from workshop_kit.evaluation.balance import OTHERS, Heard
from workshop_kit.evaluation.process import MEASURES, Process
from workshop_kit.insights import Filter, folded
from workshop_kit.profile.people import is_over
from workshop_kit.yearly.facts import Answer, Course, Learnt, Measure, Named

SHOWN = (
    "people", "ideas", "languages", "ideas_per_person", "wrote", "voted", "not_on_phones", "time_kept",
    "with_service", "answered_after",
)  # fmt: skip
"""Measures of a year, by their ids."""


def of(db: Session, wanted: Filter, met: Sequence[Workshop], *, today: date) -> Course:
    """People are counted in workshops that are over: while they come, two looks would tell who came between."""
    over = [workshop for workshop in met if is_over(workshop, today)]
    lines = said.lines(said.of(db, over))
    groups = balance.of(db, over).groups
    return Course(
        answers=tuple(Answer(one.question, one.moment, one.people, one.workshops, one.mean) for one in lines),
        measures=_measures(process.of(db, over)),
        less=tuple(one.language for one in groups if one.heard == Heard.LESS and one.language != OTHERS),
        more=tuple(one.language for one in groups if one.heard == Heard.MORE and one.language != OTHERS),
        lessons=tuple(_learnt(one) for one in _once(lessons.listed(db, wanted))),
    )


def _measures(found: Sequence[Process]) -> tuple[Measure, ...]:
    """What no workshop tells is left out."""
    told = {id: [value for one in found if (value := MEASURES[id][1](one)) is not None] for id in SHOWN}
    return tuple(
        Measure(id, median(values), min(values), max(values), len(values)) for id, values in told.items() if values
    )


def _once(found: Sequence[lessons.Learnt]) -> list[lessons.Learnt]:
    """What was learnt in the same words again stands once."""
    newest: dict[tuple[LessonKind, str], lessons.Learnt] = {}
    for one in found:
        newest.setdefault((one.lesson.kind, folded(one.lesson.text)), one)
    return list(newest.values())


def _learnt(one: lessons.Learnt) -> Learnt:
    language = one.workshop.language if one.workshop else "en"
    day = one.workshop.day if one.workshop else None
    return Learnt(one.lesson.kind, Named(one.lesson.text, language), one.lesson.area.strip(), day)
