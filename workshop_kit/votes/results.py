"""The count of a closed vote, as it may be shown."""

from dataclasses import dataclass

from sqlmodel import Session, select

from models import Ballot, Option, Step
from workshop_kit import privacy
from workshop_kit.analysis.ballots.difference import is_clear
from workshop_kit.analysis.tally import Tally, count
from workshop_kit.errors import VoteNotReady
from workshop_kit.votes.options import options
from workshop_kit.votes.state import is_closed


def result(db: Session, step: Step) -> Tally:
    """The count of a closed vote. Raises VoteNotReady while it is open."""
    if not is_closed(step):
        raise VoteNotReady()
    ballots = db.exec(select(Ballot.choices).where(Ballot.step_id == step.id))
    return count([str(option.id) for option in options(db, step)], list(ballots))


def too_close(db: Session, step: Step) -> int:
    """How many of the first places cannot be told apart in a room of this size; 0 where the first is clear.

    Also 0 where fewer than five voted, and nothing but the order is told. Raises VoteNotReady while it is open.
    """
    tally = result(db, step)
    given = [line.option for line in tally.counted if line.dots]
    if privacy.people(tally.voters) is None or not given:
        return 0
    ballots = list(db.exec(select(Ballot.choices).where(Ballot.step_id == step.id)))
    near = [place for place, option in enumerate(given[1:], start=2) if not is_clear(ballots, given[0], option)]
    return max(near, default=0)


@dataclass(frozen=True)
class Bar:
    """One choice as it may be shown. From fewer than five voters only the order is shown, not the dots."""

    option: Option
    rank: int | None  # None: nobody gave it a dot
    dots: int | None
    share: float | None  # of all dots
    length: float  # 0 to 1, by dots; 0 where the dots are not shown, because a length would tell them


def bars(db: Session, step: Step) -> tuple[Bar, ...]:
    """The result of a closed vote, best first. Raises VoteNotReady while it is open."""
    tally = result(db, step)
    by_id = {str(option.id): option for option in options(db, step)}
    small = privacy.people(tally.voters) is None
    most = max((line.dots for line in tally.counted), default=0) or 1
    return tuple(
        Bar(
            option=by_id[line.option],
            rank=line.rank if line.dots else None,
            dots=None if small else line.dots,
            share=None if small else line.share,
            length=0.0 if small else line.dots / most,
        )
        for line in tally.counted
    )
