"""What people answered, for many workshops at once: each question of each workshop, told from five answers on.

Whatever is added up here is added up from counts that a workshop tells by itself, so no filter tells more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from models import Response, Step, StepKind, Workshop
from workshop_kit import privacy
from workshop_kit.evaluation.answers import is_over
from workshop_kit.evaluation.compare import Cluster
from workshop_kit.evaluation.questions import QUESTIONS


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    ONCE = "once"


@dataclass(frozen=True)
class Said:
    """Of one workshop: how many gave each face, the worst first. At least five people."""

    workshop_id: int
    question: str
    moment: Moment
    counts: tuple[int, ...]

    @property
    def cluster(self) -> Cluster:
        faces = list(enumerate(self.counts, start=1))
        total, squares = sum(face * n for face, n in faces), sum(face * face * n for face, n in faces)
        return Cluster(sum(self.counts), total, squares)


@dataclass(frozen=True)
class Line:
    """The same of several workshops together."""

    question: str
    moment: Moment
    counts: tuple[int, ...]
    workshops: int

    @property
    def people(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float:
        return sum(face * n for face, n in enumerate(self.counts, start=1)) / self.people


def of(db: Session, workshops: Sequence[Workshop]) -> list[Said]:
    """A question that was asked early and again later is told as a pair where at least five answered both times."""
    ids = [workshop.id or 0 for workshop in workshops]
    asked = select(Step).where(col(Step.workshop_id).in_(ids), Step.kind == StepKind.FEEDBACK)
    steps = [step for step in db.exec(asked.order_by(col(Step.position), col(Step.id))) if is_over(step)]
    given = _given(db, [step.id or 0 for step in steps])
    found: dict[tuple[int, str], list[tuple[int, ...]]] = {}
    for step in steps:
        for id in step.settings.get("questions") or []:
            counts = given.get(step.id or 0, {}).get(id, Counter())
            if id in QUESTIONS and counts.total() >= privacy.SMALL:
                faces = tuple(counts[number] for number, _word in enumerate(QUESTIONS[id].answers, start=1))
                found.setdefault((step.workshop_id, id), []).append(faces)
    return [one for (workshop_id, id), times in found.items() for one in _told(workshop_id, id, times)]


def _told(workshop_id: int, id: str, times: Sequence[tuple[int, ...]]) -> list[Said]:
    if len(times) == 1:
        return [Said(workshop_id, id, Moment.ONCE, times[0])]
    return [Said(workshop_id, id, Moment.BEFORE, times[0]), Said(workshop_id, id, Moment.AFTER, times[-1])]


def _given(db: Session, step_ids: Sequence[int]) -> dict[int, dict[str, Counter[int]]]:
    """Step -> question -> how many gave each number."""
    found: dict[int, dict[str, Counter[int]]] = {}
    rows = select(Response.step_id, Response.answers).where(col(Response.step_id).in_(step_ids))
    for step_id, answers in db.exec(rows):
        for id, number in answers.items():
            found.setdefault(step_id, {}).setdefault(id, Counter())[number] += 1
    return found


def lines(said: Iterable[Said]) -> list[Line]:
    """All workshops together: by question in the order of the kit, before in front of after."""
    groups: dict[tuple[str, Moment], list[Said]] = {}
    for one in said:
        groups.setdefault((one.question, one.moment), []).append(one)
    order, times = list(QUESTIONS), list(Moment)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), times.index(key[1])))
    return [_line(question, moment, groups[question, moment]) for question, moment in keys]


def _line(question: str, moment: Moment, group: Sequence[Said]) -> Line:
    counts = tuple(map(sum, zip(*(one.counts for one in group), strict=True)))
    return Line(question, moment, counts, len(group))


def clusters(said: Iterable[Said], question: str, workshop_ids: Iterable[int]) -> list[Cluster]:
    """What is compared between groups of workshops: what people said at the end."""
    wanted = set(workshop_ids)
    late = [one for one in said if one.question == question and one.moment != Moment.BEFORE]
    return [one.cluster for one in late if one.workshop_id in wanted]
