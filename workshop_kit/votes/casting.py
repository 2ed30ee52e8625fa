"""Taking ballots: each is whole, replaces the one before, and counts once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from models import Ballot, Participant, Step, StepKind
from workshop_kit.errors import BadRequest, SortingClosed, VoteClosed, VoteNotReady, WorkshopError
from workshop_kit.votes import methods, sorting
from workshop_kit.votes.methods import Rules
from workshop_kit.votes.options import is_offered, options, rows
from workshop_kit.votes.state import is_open


def cast(db: Session, step: Step, participant: Participant, choices: Mapping[str, int], *, now: datetime) -> Ballot:
    """One participant's whole ballot; it replaces the one before. Raises VoteClosed, Wrong."""
    assert participant.id is not None
    (given,) = cast_all(db, step, [(participant.id, choices)], now=now)
    if isinstance(given, WorkshopError):
        raise given
    ballot = ballot_of(db, step, participant)
    assert ballot is not None
    db.refresh(ballot)
    return ballot


def cast_all(
    db: Session, step: Step, ballots: Sequence[tuple[int, Mapping[str, int]]], *, now: datetime
) -> list[dict[str, int] | WorkshopError]:
    """Ballots from many phones at once, as (participant id, choices): what is kept, or a refusal, for each."""
    if not is_open(step):
        closed = SortingClosed if step.kind == StepKind.THEMES else VoteClosed
        return [closed() for _ballot in ballots]
    known = {str(option.id): is_offered(step, option) for option in rows(db, step)}
    allowed = rules(db, step)
    written: dict[int, dict[str, Any]] = {}
    answers: list[dict[str, int] | WorkshopError] = []
    for who, choices in ballots:
        try:
            given = _checked(allowed, known, choices)
            written[who] = {"step_id": step.id, "participant_id": who, "choices": given, "cast_at": now}
            answers.append(given)
        except WorkshopError as refusal:
            answers.append(refusal)
    if written:
        db.connection().execute(_upsert(db), list(written.values()))
    return answers


def _upsert(db: Session) -> Any:
    dialect = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.connection().dialect.name]
    statement: Any = dialect(Ballot)
    fresh = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["step_id", "participant_id"], set_={"choices": fresh.choices, "cast_at": fresh.cast_at}
    )


def checked(db: Session, step: Step, choices: Mapping[str, int]) -> dict[str, int]:
    """What counts of a ballot. Raises Wrong, VoteNotReady."""
    known = {str(option.id): is_offered(step, option) for option in rows(db, step)}
    return _checked(rules(db, step), known, choices)


def ballot_of(db: Session, step: Step, participant: Participant) -> Ballot | None:
    query = select(Ballot).where(Ballot.step_id == step.id, Ballot.participant_id == participant.id)
    return db.exec(query).first()


def rules(db: Session, step: Step) -> Rules:
    """What a ballot of this step may hold."""
    found = options(db, step)
    if step.kind == StepKind.THEMES:
        return sorting.Sorting(len(found), sorting.themes_of(db, step.workshop_id))
    return methods.method(step, found)


def _checked(allowed: Rules, known: Mapping[str, bool], choices: Mapping[str, int]) -> dict[str, int]:
    """What counts of a ballot. `known`: option -> whether it is in; a page from before may name one that is out."""
    if not any(known.values()):
        raise VoteNotReady()
    if any(type(number) is not int for number in choices.values()):
        raise BadRequest()
    return allowed.checked(choices, known)
