"""Hands and paper: what was counted in the room counts the same as ballots from phones."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, select

from models import HandTally, Option, Step, VotingMethod, Workshop
from workshop_kit import workshops
from workshop_kit.errors import VoteBegun, VoteNotReady, WrongCount
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


def enter(
    db: Session, workshop: Workshop, step: Step, people: int, given: Given, *, method: VotingMethod | None = None
) -> HandTally | None:
    """What was counted in the room, instead of what was entered before; nobody takes it back.

    `method` is the way to vote that the count is of. Raises WrongCount where so many people cannot have given that,
    VoteBegun where the vote is by another method now, and VoteNotReady where nothing is voted on yet.
    """
    if method is not None and method != method_of(step):
        raise VoteBegun()
    if not is_vote(step) or not can_be_counted(step) or not options(db, step):
        raise VoteNotReady()
    kept = {option: {a: n for a, n in answers.items() if n} for option, answers in given.items()}
    kept = {option: answers for option, answers in kept.items() if answers}
    check(step, options(db, step), people, kept)
    tally = entered(db, step)
    workshops.touch(db, workshop)
    if not people:
        if tally is not None:
            db.delete(tally)
            db.flush()
        return None
    tally = tally or HandTally(step_id=step.id or 0, people=people, given={})
    tally.people, tally.given = people, {o: {str(a): n for a, n in found.items()} for o, found in kept.items()}
    db.add(tally)
    db.flush()
    return tally


def as_ballots(step: Step, tally: HandTally | None, options: Sequence[Option]) -> tuple[dict[str, int], ...]:
    """A ballot for each person who voted in this way, that together give what was counted.

    Nobody knows which hands were the same person's: what was given is shared out as evenly as it can be, so that
    nobody gives more than she has. What was given to options that are gone is left out.
    """
    if tally is None:
        return ()
    costs = {str(option.id): option.cost or 0 for option in options}
    priced = method_of(step) == VotingMethod.BUDGET
    several = method_of(step) == VotingMethod.DOTS
    ballots: list[dict[str, int]] = [{} for _person in range(tally.people)]
    spent = [0] * tally.people
    for option in sorted(costs, key=lambda one: -costs[one]):  # the dearest first, while all still have money
        given = [int(answer) for answer, times in tally.given.get(option, {}).items() for _time in range(times)]
        for start in range(0, len(given), tally.people):  # again where one may give several
            in_turn = sorted(range(tally.people), key=lambda person: (spent[person], person))
            for person, answer in zip(in_turn, given[start : start + tally.people], strict=False):
                ballots[person][option] = ballots[person].get(option, 0) + answer if several else answer
                spent[person] += costs[option] if priced else 1
    return tuple(ballots)


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
