"""The shortlist: which choices go on, by the rule that was set before the vote, and who gains by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
from sqlmodel import Session

from models import Option, Step, StepKind, VotingMethod, Workshop
from workshop_kit.analysis.shortlist import equal_shares, most_votes
from workshop_kit.analysis.shortlist.election import Election, Project, Round
from workshop_kit.analysis.shortlist.election import Shortlist as Outcome
from workshop_kit.analysis.tally import Counted
from workshop_kit.vote_settings import Rule, has_rule, method_of, purse_of, rule_of, seats_of
from workshop_kit.votes import gains
from workshop_kit.votes.gains import Gain
from workshop_kit.votes.results import Result, result
from workshop_kit.votes.wishes import points, wishes

PARTS = 1_000
"""Into so many parts the whole is divided, of which equal shares raises everybody's share one by one."""


@dataclass(frozen=True)
class Chosen:
    """One choice on the shortlist, and what brought it there."""

    option: Option
    supporters: int | None = None  # None where so few voted, or judged it, that it is not told
    price: Fraction | None = None  # what each paid of it: in euros, or as a part of the whole where it has no price
    paid: int = 0
    differs: bool = False  # whether others paid less, because they gave it fewer dots
    spent_all: int = 0  # gave less, because they had no more
    tied: tuple[Option, ...] = ()  # was as good, and is not on the list for it

    @property
    def is_filler(self) -> bool:
        """Whether it filled a place that equal shares had left empty, by its votes."""
        return self.price is None


@dataclass(frozen=True)
class Shortlist:
    rule: Rule
    chosen: tuple[Chosen, ...]
    gains: tuple[Gain, ...]  # all phones first; then languages of at least five voters
    cost: int  # euros; 0 where nothing has a price
    purse: Fraction | None = None  # what each person had to spend in equal shares, in the unit of `Chosen.price`


def shortlist(db: Session, workshop: Workshop, step: Step, rule: Rule | None = None) -> Shortlist | None:
    """Of a closed vote, by its own rule or another; None where its ballots do not say what people would be glad of.

    Who voted by hand is a voter, too; what she gave is shared out as evenly as it can be (see `votes.hands`).
    Raises VoteNotReady while the vote is open.
    """
    found = result(db, step)
    rule = rule or rule_of(step)
    if not has_rule(step):
        return None
    chosen, purse = (_by_votes(found), None) if rule == Rule.MOST_VOTES else _by_shares(found)
    cost = sum(one.option.cost or 0 for one in chosen) if _has_prices(step) else 0
    on = {one.option.id for one in chosen}
    told = tuple(_told(found, replace(one, tied=tuple(o for o in one.tied if o.id not in on))) for one in chosen)
    return Shortlist(rule, told, gains.of(db, found, [one.option for one in chosen]), cost, purse)


def chosen(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    """What goes on from a closed vote, best first: its shortlist, else its first places, ties let in whole.

    Nothing does from opinions, nor what lost every comparison.
    """
    if step.kind == StepKind.OPINIONS:
        return []
    found = shortlist(db, workshop, step)
    if found is not None:
        return [one.option for one in found.chosen]
    of = result(db, step)
    lines = [line for line in of.tally.ranked if (line.rank or 0) <= seats_of(step) and _has_won(of, line)]
    return [of.options[line.option] for line in lines]


def tied(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    """What would have gone on just as well as something that does, where a rule had to choose between equals."""
    found = shortlist(db, workshop, step)
    seen = {option.id: option for one in (found.chosen if found else ()) for option in one.tied}
    return list(seen.values())


def _has_won(found: Result, line: Counted) -> bool:
    return method_of(found.step) != VotingMethod.PAIRS or line.share > 0


def _told(found: Result, one: Chosen) -> Chosen:
    """Without figures where the result has none either; nor how many gave dots where some were counted by hand."""
    line = found.tally.of(str(one.option.id))
    of_hands = bool(found.by_hand) and method_of(found.step) == VotingMethod.DOTS
    if line is None or found.is_untold(line) or of_hands:
        return Chosen(one.option, tied=one.tied)
    return one


def election(found: Result) -> Election:
    """The vote as the rules read it: what people would be glad of, at what price, in parts of the whole."""
    whole = purse_of(found.step) if _has_prices(found.step) else seats_of(found.step)
    prices = [(option.cost or 0) if _has_prices(found.step) else 1 for option in found.options.values()]
    names = [f"{place:04}" for place in range(1, len(prices) + 1)]  # ties go by the order of the choices
    projects = tuple(Project(name, Fraction(cost * PARTS, whole)) for name, cost in zip(names, prices, strict=True))
    return Election(projects, Fraction(PARTS), wishes(found, (*found.ballots, *found.by_hand)))


def _has_prices(step: Step) -> bool:
    return method_of(step) == VotingMethod.BUDGET


def _by_votes(found: Result) -> list[Chosen]:
    """The best of what anybody would be glad of, while places or money last.

    Without prices a tie at the edge is let in whole: nobody breaks it.
    """
    wanting = {line.option: _wanting(found, line.option) for line in found.tally.ranked}
    lines = [line for line in found.tally.ranked if wanting[line.option]]
    if _has_prices(found.step):
        return _bought_by_votes(found, lines, wanting)
    before = {line.option: sum(other.score > line.score for other in lines) for line in lines}
    kept = [line.option for line in lines if before[line.option] < seats_of(found.step)]
    return [Chosen(found.options[option], wanting[option]) for option in kept]


def _bought_by_votes(found: Result, lines: Sequence[Counted], wanting: Mapping[str, int]) -> list[Chosen]:
    left, picked = purse_of(found.step), []
    for line in lines:
        option = found.options[line.option]
        if (option.cost or 0) <= left:
            left -= option.cost or 0
            same = [other.option for other in lines if other.rank == line.rank and other.option != line.option]
            picked.append(Chosen(option, wanting[line.option], tied=tuple(found.options[one] for one in same)))
    return picked


def _wanting(found: Result, option: str) -> int:
    """Who would be glad of it. One that everybody rated 1, or disagrees with, is on no shortlist."""
    return sum(points(found.step, ballot.get(option)) > 0 for ballot in (*found.ballots, *found.by_hand))


def _by_shares(found: Result) -> tuple[list[Chosen], Fraction]:
    """Equal shares, completed by raising everybody's share; what is then still empty is filled by most votes.

    And what each person had to spend.
    """
    of = election(found)
    options = list(found.options.values())
    outcome = _shares(of.projects, of.budget, of.points.tobytes(), of.points.shape)
    picked = [_bought(found, options, step) for step in outcome.rounds]
    left = of.budget - sum(of.projects[place].cost for place in outcome.selected)
    rest = [place for place in range(len(options)) if place not in outcome.selected]
    remaining = Election(tuple(of.projects[place] for place in rest), left, of.points[:, rest])
    filled = most_votes.choose(remaining)
    for step in filled.rounds:
        tied = tuple(options[rest[place]] for place in step.tied)
        picked.append(Chosen(options[rest[step.project]], step.supporters, tied=tied))
    return picked, (outcome.share or Fraction(0)) * _unit(found)


@lru_cache(maxsize=64)
def _shares(projects: tuple[Project, ...], budget: Fraction, points: bytes, shape: tuple[int, int]) -> Outcome:
    """The same ballots are asked about by every phone, and by the big screen each second."""
    return equal_shares.choose(Election(projects, budget, np.frombuffer(points, dtype=np.int64).reshape(shape)))


def _bought(found: Result, options: Sequence[Option], step: Round) -> Chosen:
    return Chosen(
        options[step.project],
        step.supporters,
        (step.price or Fraction(0)) * _unit(found),
        step.paid,
        step.differs,
        step.spent_all,
        tuple(options[place] for place in step.tied),
    )


def _unit(found: Result) -> Fraction:
    """What one part of the whole is: euros, or parts of one choice."""
    return Fraction(purse_of(found.step) if _has_prices(found.step) else seats_of(found.step), PARTS)


Both = Mapping[Rule, Shortlist]


def side_by_side(db: Session, workshop: Workshop, step: Step) -> Both:
    """The same ballots by each rule; empty where no rule chooses. Raises VoteNotReady while the vote is open.

    Where two numbers of a group differ by one to four people, only that of the vote's own rule is told.
    """
    own = shortlist(db, workshop, step)
    if own is None:
        return {}
    others = [shortlist(db, workshop, step, rule) for rule in Rule if rule != own.rule]
    compared = [replace(other, gains=gains.apart(own.gains, other.gains)) for other in others if other is not None]
    return {rule: one for rule in Rule for one in (own, *compared) if one.rule == rule}
