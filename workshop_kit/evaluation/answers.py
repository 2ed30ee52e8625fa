"""What people answer in a feedback step: whole, until it ends, and counted from five on.

An answer leads to nobody once the ties to phones are cut: see `deal`.
"""

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, func, select

from models import Participant, PhoneMode, Response, Service, Step, Workshop
from workshop_kit import privacy
from workshop_kit.errors import BadRequest, Refused, WorkshopError
from workshop_kit.evaluation import questions
from workshop_kit.evaluation.questions import QUESTIONS, SERVICE, SERVICE_ANSWERS, NotAsked, asked, asks, key_of
from workshop_kit.i18n import N_


class AnswersClosed(Refused):
    sentence = N_("These questions have closed. Your answers count as you left them.")


GLAD = 4
"""From this face on somebody says yes, or that it was good."""
MOST_GIVEN = 4 * questions.MOST
"""Keys of one answer: the questions and services of a page, and those of the page before."""
Answers = Mapping[str, int]
"""Id of a question, or key of a service -> the number of its answer, from 1."""


def is_open(step: Step | None) -> bool:
    """Whether phones may answer now."""
    if step is None or not asks(step):
        return False
    return step.phones == PhoneMode.WRITE and step.started_at is not None and step.ended_at is None


def is_over(step: Step) -> bool:
    """Whether the answers may be counted: not while phones are only closed, as they may open again for one more."""
    return asks(step) and step.started_at is not None and step.ended_at is not None


# --- giving -----------------------------------------------------------------------------------------------


def give(
    db: Session, workshop: Workshop, step: Step, participant: Participant, answers: Answers, *, now: datetime
) -> dict[str, int]:
    """One participant's whole answer; it replaces the one before, and with nothing in it takes that back.

    What is kept of it. Raises AnswersClosed, NotAsked, BadRequest.
    """
    (kept,) = give_all(db, workshop, step, [(participant.id or 0, answers)], now=now)
    if isinstance(kept, WorkshopError):
        raise kept
    return kept


def give_all(
    db: Session, workshop: Workshop, step: Step, given: Sequence[tuple[int, Answers]], *, now: datetime
) -> list[dict[str, int] | WorkshopError]:
    """Answers of many phones at once, as (participant id, answers): what is kept, or a refusal, for each."""
    if not is_open(step):
        return [AnswersClosed() for _answers in given]
    known = asked(db, workshop, step).keys
    found: list[dict[str, int] | WorkshopError] = []
    last: dict[int, dict[str, int]] = {}
    for who, answers in given:
        try:
            last[who] = _checked(db, known, answers)
            found.append(last[who])
        except WorkshopError as refusal:
            found.append(refusal)
    _write(db, step, last, now)
    return found


def _checked(db: Session, known: Mapping[str, int], answers: Answers) -> dict[str, int]:
    """What is asked, of what a page may have asked before. Raises NotAsked, BadRequest."""
    if len(answers) > MOST_GIVEN:
        raise BadRequest()
    kept = {}
    for key, number in answers.items():
        highest = known.get(key) or _before(db, key)
        if type(number) is not int or not 1 <= number <= highest:
            raise BadRequest()
        if key in known:
            kept[key] = number
    return {key: kept[key] for key in known if key in kept}


def _before(db: Session, key: str) -> int:
    """The highest answer to what is asked no more. Raises NotAsked for what this kit never asks."""
    if key in QUESTIONS:
        return len(QUESTIONS[key].answers)
    if re.fullmatch(rf"{SERVICE}[1-9][0-9]{{0,8}}", key) and db.get(Service, int(key.removeprefix(SERVICE))):
        return len(SERVICE_ANSWERS)
    raise NotAsked()


def _write(db: Session, step: Step, last: Mapping[int, dict[str, int]], now: datetime) -> None:
    if silent := [who for who, answers in last.items() if not answers]:
        theirs = col(Response.participant_id).in_(silent)
        db.exec(delete(Response).where(col(Response.step_id) == step.id, theirs))
    rows = [
        {"step_id": step.id, "participant_id": who, "answers": answers, "given_at": now}
        for who, answers in last.items()
        if answers
    ]
    if rows:
        db.connection().execute(_upsert(db), rows)


def _upsert(db: Session) -> Any:
    dialect = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.connection().dialect.name]
    statement: Any = dialect(Response)
    fresh = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["step_id", "participant_id"], set_={"answers": fresh.answers, "given_at": fresh.given_at}
    )


def of(db: Session, step: Step, participant: Participant) -> dict[str, int]:
    """What a participant has answered; empty for nothing."""
    query = select(Response.answers).where(Response.step_id == step.id, Response.participant_id == participant.id)
    return dict(db.exec(query).first() or {})


def people(db: Session, step: Step) -> int:
    """How many have answered anything, as it is told while the questions are open."""
    return db.exec(select(func.count()).select_from(Response).where(Response.step_id == step.id)).one()


# --- taking back, and letting go ----------------------------------------------------------------------------


def forget(db: Session, participant: Participant) -> tuple[int, int]:
    """Erase her answers to what is still open; how many steps that were, and in how many they stay.

    Those that are closed stay: nobody can tell them from the others'.
    """
    mine = select(Response.id, Step).where(Response.participant_id == participant.id, Response.step_id == Step.id)
    rows = list(db.exec(mine))
    still_open = [id for id, step in rows if step.ended_at is None]
    db.exec(delete(Response).where(col(Response.id).in_(still_open)))
    return len(still_open), len(rows) - len(still_open)


def deal(db: Session, workshop: Workshop, loose: Sequence[Participant]) -> None:
    """Deal the answers of people who are cut loose anew among them, each question by itself: only the counts stay.

    So that a row leads neither to who answered, nor from one answer to another, nor to a minute of the evening.
    """
    ids = [participant.id or 0 for participant in loose]
    theirs = select(Response).join(Step, col(Response.step_id) == Step.id).where(Step.workshop_id == workshop.id)
    by_step: dict[int, list[Response]] = {}
    for response in db.exec(theirs.where(col(Response.participant_id).in_(ids))):
        by_step.setdefault(response.step_id, []).append(response)
    midnight = datetime.combine(workshop.day, time(), UTC)
    for step_id, responses in by_step.items():
        dealt = _dealt([response.answers for response in responses])
        db.exec(delete(Response).where(col(Response.id).in_([response.id for response in responses])))
        whose = secrets.SystemRandom().sample(ids, len(dealt))
        db.add_all(
            Response(step_id=step_id, participant_id=who, answers=answers, given_at=midnight)
            for who, answers in zip(whose, dealt, strict=True)
        )
    db.flush()


def _dealt(rows: Sequence[Answers]) -> list[dict[str, int]]:
    """As many rows, with each question's answers shuffled among them."""
    dealt: list[dict[str, int]] = [{} for _row in rows]
    for key in sorted({key for row in rows for key in row}):
        column = [row.get(key) for row in rows]
        secrets.SystemRandom().shuffle(column)
        for row, number in zip(dealt, column, strict=True):
            if number is not None:
                row[key] = number
    return dealt


# --- counting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One question of a step that is over. `counts`: how many gave each answer; None for fewer than five people.

    Of a service no answer of one to four people is told: it has no count, and is among those `together`.
    """

    key: str
    sentence: str  # of a question; empty for a service
    service: Service | None
    answers: tuple[str, ...]  # what 1, 2 … stand for
    people: int | None
    counts: tuple[int, ...] | None
    together: int = 0

    @property
    def glad(self) -> int | None:
        """How many gave the fourth or the fifth face."""
        return None if self.counts is None or self.service is not None else sum(self.counts[GLAD - 1 :])

    @property
    def mean(self) -> float | None:
        """Of the faces from 1 to 5."""
        if not self.counts or not self.people or self.service is not None:
            return None
        return sum(number * count for number, count in enumerate(self.counts, start=1)) / self.people


@dataclass(frozen=True)
class Results:
    """`people`: how many answered anything; None for fewer than five, and then no line has counts.

    Beside the lines they may be told only where no line says that one to four of them skipped it.
    """

    step: Step
    people: int | None
    lines: tuple[Line, ...]
    may_tell_people: bool

    def line(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.key == key), None)


@dataclass(frozen=True)
class Pair:
    """The same question early and late in an evening: two crowds, and not the same persons twice."""

    before: Line
    after: Line


def results(db: Session, workshop: Workshop, step: Step) -> Results:
    """The counts of a step that is over. Raises Refused while it is open, or where nothing was asked."""
    if not is_over(step):
        raise Refused()
    rows = list(db.exec(select(Response.answers).where(Response.step_id == step.id)))
    what = asked(db, workshop, step)
    told = privacy.people(len(rows))
    lines = [_line(rows, one.id, one.sentence, one.answers) for one in what.questions]
    lines += [_about(rows, one) for one in what.services]
    return Results(step, told, tuple(lines), _may_tell(rows, what.keys))


def _may_tell(rows: Sequence[Answers], keys: Iterable[str]) -> bool:
    """Few answers are taken for four, whatever they are: what is told of them must not narrow that down."""
    given = Counter(key for row in rows for key in row)
    skipped = (len(rows) - max(given[key], privacy.SMALL - 1) for key in keys)
    return all(privacy.people(number) is not None for number in skipped)


def _line(rows: Sequence[Answers], key: str, sentence: str, answers: tuple[str, ...]) -> Line:
    given = Counter(row[key] for row in rows if key in row)
    told = privacy.people(given.total())
    counts = None if told is None else tuple(given[number] for number, _word in enumerate(answers, start=1))
    return Line(key, sentence, None, answers, told, counts)


def _about(rows: Sequence[Answers], service: Service) -> Line:
    """What people have to do with a service is about them: counted as their languages are, and not as votes."""
    key = key_of(service)
    given = Counter(str(row[key]) for row in rows if key in row)
    groups, told = privacy.grouped(given), privacy.people(given.total())
    shown = dict(groups.shown)
    counts = tuple(shown.get(str(number), 0) for number, _word in enumerate(SERVICE_ANSWERS, start=1))
    return Line(key, "", service, SERVICE_ANSWERS, told, None if told is None else counts, groups.other or 0)


def over(agenda: Sequence[Step]) -> list[Step]:
    """The steps of an agenda whose answers may be counted."""
    return [step for step in agenda if is_over(step)]


def pairs(db: Session, workshop: Workshop, agenda: Sequence[Step]) -> tuple[Pair, ...]:
    """Each question that was asked early and again later, where at least five answered both times."""
    found = [results(db, workshop, step) for step in over(agenda)]
    made = []
    for id in QUESTIONS:
        lines = [line for one in found if (line := one.line(id)) is not None and line.people]
        if len(lines) > 1:
            made.append(Pair(lines[0], lines[-1]))
    return tuple(made)
