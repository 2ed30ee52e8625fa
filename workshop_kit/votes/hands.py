"""Hands and paper: what was counted in the room counts the same as ballots from phones."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, select

from models import HandTally, Option, Step, VotingMethod, Workshop
from workshop_kit import workshops
from workshop_kit.errors import VoteNotReady, WrongCount
from workshop_kit.vote_settings import cap_of, dots_of, method_of, purse_of
from workshop_kit.votes.methods.statements import AGREE, DISAGREE, PASS
from workshop_kit.votes.options import options
from workshop_kit.votes.state import is_vote

MOST_PEOPLE = 10_000
ANSWERS: dict[VotingMethod, tuple[int, ...]] = {
    VotingMethod.DOTS: (1,),
    VotingMethod.APPROVAL: (1,),
    VotingMethod.BUDGET: (1,),
    VotingMethod.STATEMENTS: (AGREE, PASS, DISAGREE),
    VotingMethod.RATING: (1, 2, 3, 4, 5, 0),
}
"""What can be counted for each option. An order, or a choice between two, is seen on no raised hand."""

Given = Mapping[str, Mapping[int, int]]
"""Option -> what was given to it -> how many times."""


def can_be_counted(step: Step) -> bool:
    return method_of(step) in ANSWERS


def entered(db: Session, step: Step) -> HandTally | None:
    return db.exec(select(HandTally).where(HandTally.step_id == step.id)).first()


def enter(db: Session, workshop: Workshop, step: Step, people: int, given: Given) -> HandTally | None:
    """What was counted in the room, instead of what was entered before; nobody takes it back.

    Raises WrongCount where so many people cannot have given that, and VoteNotReady where nothing is voted on yet.
    """
    if not is_vote(step) or not can_be_counted(step) or not options(db, step):
        raise VoteNotReady()
    kept = {option: {a: n for a, n in answers.items() if n} for option, answers in given.items()}
    kept = {option: answers for option, answers in kept.items() if answers}
    check(step, options(db, step), people, kept)
    tally = entered(db, step)
    if not people:
        if tally is not None:
            db.delete(tally)
            db.flush()
        workshops.touch(db, workshop)
        return None
    tally = tally or HandTally(step_id=step.id or 0, people=people, given={})
    tally.people, tally.given = people, {o: {str(a): n for a, n in found.items()} for o, found in kept.items()}
    db.add(tally)
    db.flush()
    workshops.touch(db, workshop)
    return tally


def one_by_one(tally: HandTally | None) -> tuple[Mapping[str, int], ...]:
    """A small ballot for each thing that was given: nobody knows which of them came from one person."""
    if tally is None:
        return ()
    return tuple(
        {option: int(answer)}
        for option, answers in tally.given.items()
        for answer, times in answers.items()
        for _time in range(times)
    )


def check(step: Step, options: Sequence[Option], people: int, given: Given) -> None:
    """Raises WrongCount where so many people cannot have given that."""
    costs = {str(option.id): option.cost or 0 for option in options}
    totals = {option: sum(answers.values()) for option, answers in given.items()}
    possible = can_be_counted(step) and 0 <= people <= MOST_PEOPLE and set(given) <= set(costs)
    if not possible or not all(_fits(step, answers, people) for answers in given.values()):
        raise WrongCount()
    if method_of(step) == VotingMethod.DOTS and sum(totals.values()) > dots_of(step) * people:
        raise WrongCount()
    spent = sum(costs[option] * total for option, total in totals.items())
    if method_of(step) == VotingMethod.BUDGET and spent > purse_of(step) * people:
        raise WrongCount()


def _fits(step: Step, answers: Mapping[int, int], people: int) -> bool:
    """Whether so many people can have given this to one option."""
    each = cap_of(step) if method_of(step) == VotingMethod.DOTS else 1
    allowed = set(answers) <= set(ANSWERS[method_of(step)]) and min(answers.values(), default=0) >= 0
    return allowed and sum(answers.values()) <= each * people
