"""Answers to the short questions in a bundle: services by their places, no row of a person, nothing of few."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from models import Participant, Response, Service, Step, StepKind, Workshop
from workshop_kit import privacy
from workshop_kit.bundle.schema import AnswersPart, StepPart
from workshop_kit.errors import DamagedFile
from workshop_kit.evaluation import answers, questions
from workshop_kit.evaluation.questions import QUESTIONS, SERVICE, SERVICE_ANSWERS
from workshop_kit.i18n import N_

_At = Mapping[int | None, int]


def settings_written(step: Step, service_at: _At) -> dict[str, Any]:
    """What a step asks, with places instead of ids; nothing where that was never chosen."""
    if not {"questions", "services"} & set(step.settings):
        return {}
    services = [service_at[id] for id in questions.service_ids(step) if id in service_at]
    return {"questions": [question.id for question in questions.chosen(step)], "services": services}


def written(
    db: Session, workshop: Workshop, agenda: Iterable[Step], step_at: _At, service_at: _At
) -> list[AnswersPart]:
    """Of each step that is over and that at least five have answered."""
    found = []
    for step in agenda:
        rows = list(db.exec(select(Response.answers).where(Response.step_id == step.id)))
        if answers.is_over(step) and privacy.people(len(rows)):
            given = _rows(rows, _keys(db, workshop, step, service_at))
            found.append(AnswersPart(step=step_at[step.id], given=given))
    return found


def _keys(db: Session, workshop: Workshop, step: Step, service_at: _At) -> dict[str, str]:
    """Key in the database -> key in the file, of what is asked."""
    what = questions.asked(db, workshop, step)
    return {one.id: one.id for one in what.questions} | {
        questions.key_of(one): f"{SERVICE}{service_at[one.id]}" for one in what.services
    }


def _rows(rows: Sequence[Mapping[str, int]], keys: Mapping[str, str]) -> list[dict[str, int]]:
    """Without what fewer than five people answered. Made of the counts alone: each question's answers stand in
    their order, so that a row is nobody's, and the same counts are the same file.
    """
    made: list[dict[str, int]] = [{} for _row in rows]
    for key in sorted(keys):
        given = sorted(row[key] for row in rows if key in row)
        for row, number in zip(made, given if privacy.people(len(given)) else (), strict=False):
            row[keys[key]] = number
    return made


def check(steps: Sequence[StepPart], part: AnswersPart) -> None:
    """Raises DamagedFile for an answer that its step would have refused."""
    step = steps[part.step]
    if step.kind != StepKind.FEEDBACK or step.started_at is None:
        raise DamagedFile(why=N_("it has answers in a step that asks nothing"))
    highest = {id: len(QUESTIONS[id].answers) for id in step.settings.questions or ()}
    highest |= {f"{SERVICE}{place}": len(SERVICE_ANSWERS) for place in step.settings.services or ()}
    if any(number > highest.get(key, 0) for row in part.given for key, number in row.items()):
        raise DamagedFile(why=N_("it has an answer that its step does not ask for"))


def settings_read(settings: Mapping[str, Any], services: Sequence[Service]) -> dict[str, Any]:
    """With ids again. Raises IndexError for a place that there is not."""
    if "services" not in settings:
        return dict(settings)
    return {**settings, "services": [services[place].id for place in settings["services"]]}


def load(
    db: Session, step: Step, part: AnswersPart, people: Sequence[Participant], ids: Mapping[str, str], now: datetime
) -> None:
    """Give the answers to stand-ins. `ids`: key in the file -> key here. Raises DamagedFile."""
    if len(part.given) > len(people):
        raise DamagedFile(why=N_("it has more answers than people"))
    for person, row in zip(people, part.given, strict=False):
        given = {ids.get(key, key): number for key, number in row.items()}
        db.add(Response(step_id=step.id or 0, participant_id=person.id or 0, answers=given, given_at=now))


def keys_of(services: Sequence[Service]) -> dict[str, str]:
    return {f"{SERVICE}{place}": questions.key_of(service) for place, service in enumerate(services)}
