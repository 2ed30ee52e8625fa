"""How far a vote is."""

from collections.abc import Sequence

from sqlmodel import Session, func, select

from models import Ballot, HandTally, PhoneMode, Step, StepKind

VOTES = (StepKind.VOTE, StepKind.OPINIONS)
BALLOTS = (*VOTES, StepKind.THEMES)
"""The kinds of steps in which phones may send a ballot; in a themes step they sort ideas."""


def is_vote(step: Step | None) -> bool:
    """Whether people choose something in this step, on their phones or by hand."""
    return step is not None and step.kind in VOTES


def is_open(step: Step | None) -> bool:
    return (
        step is not None
        and step.kind in BALLOTS
        and step.phones == PhoneMode.WRITE
        and step.started_at is not None
        and step.ended_at is None
    )


def is_closed(step: Step) -> bool:
    """Closed for good: the result may be shown."""
    return step.kind in BALLOTS and (step.phones == PhoneMode.CLOSED or step.ended_at is not None)


def shows_result(step: Step | None) -> bool:
    """Whether this is a vote whose result phones and the big screen show."""
    return step is not None and is_vote(step) and is_closed(step)


def closed_votes(db: Session, steps: Sequence[Step]) -> list[Step]:
    """The votes of an agenda whose result may be shown."""
    return [step for step in steps if is_vote(step) and step.started_at and is_closed(step)]


def voters(db: Session, step: Step) -> int:
    """How many have voted: on a phone, or with a helper."""
    return db.exec(select(func.count()).select_from(Ballot).where(Ballot.step_id == step.id)).one()


def has_begun(db: Session, step: Step) -> bool:
    """Whether anything was given, on a phone or not: from then on what is voted on, and how, stays."""
    by_hand = select(func.count()).select_from(HandTally).where(HandTally.step_id == step.id)
    return bool(voters(db, step)) or bool(db.exec(by_hand).one())
