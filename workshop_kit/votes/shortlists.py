"""The shortlist: which choices go on, by the rule that was set before the vote, and who gains by it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from sqlmodel import Session, select

from models import Ballot, Option, Participant, Step, StepKind, VotingMethod, Workshop
from workshop_kit import privacy
from workshop_kit.analysis.shortlist import equal_shares, most_votes, pabulib
from workshop_kit.analysis.shortlist.election import Election, Project, Round
from workshop_kit.errors import VoteNotReady
from workshop_kit.i18n import pick
from workshop_kit.vote_settings import Rule, has_rule, method_of, purse_of, rule_of, seats_of
from workshop_kit.votes.methods.rating import GLAD
from workshop_kit.votes.results import Result, result

SEAT = 1_000
"""What a choice without a price costs, so that parts of it can be paid."""


@dataclass(frozen=True)
class Chosen:
    """One choice on the shortlist, and what brought it there."""

    option: Option
    supporters: int
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
class Gain:
    """Of a group: how many get at least one of their choices. Both None where it would tell of fewer than five."""

    language: str  # empty: everybody
    people: int
    covered: int | None
    most: bool  # whether it is more than half of them


@dataclass(frozen=True)
class Shortlist:
    rule: Rule
    chosen: tuple[Chosen, ...]
    gains: tuple[Gain, ...]  # everybody first; then languages of at least five voters
    cost: int  # euros; 0 where nothing has a price
    purse: Fraction | None = None  # what each person had to spend in equal shares, in the unit of `Chosen.price`

    def __contains__(self, option: Option) -> bool:
        return any(one.option.id == option.id for one in self.chosen)


def shortlist(db: Session, workshop: Workshop, step: Step, rule: Rule | None = None) -> Shortlist | None:
    """Of a closed vote, by its own rule or another; None where its ballots do not say what people would be glad of.

    Ballots of phones are the voters of equal shares; what was counted by hand counts for most votes only, because
    nobody knows which of it came from one person. Raises VoteNotReady while the vote is open.
    """
    found = result(db, step)
    rule = rule or rule_of(step)
    if not has_rule(step):
        return None
    chosen, purse = (_by_votes(found), None) if rule == Rule.MOST_VOTES else _by_shares(found)
    cost = sum(one.option.cost or 0 for one in chosen) if _has_prices(step) else 0
    return Shortlist(rule, tuple(chosen), _gains(db, workshop, found, chosen), cost, purse)


def chosen(db: Session, workshop: Workshop, step: Step) -> list[Option]:
    """What goes on from a closed vote, best first: its shortlist, else its first places, ties let in whole.

    Nothing does from opinions.
    """
    if step.kind == StepKind.OPINIONS:
        return []
    found = shortlist(db, workshop, step)
    if found is not None:
        return [one.option for one in found.chosen]
    of = result(db, step)
    return [of.options[line.option] for line in of.tally.ranked if (line.rank or 0) <= seats_of(step)]


def election(found: Result) -> Election:
    """The vote as the rules read it: what people would be glad of, at what price."""
    priced = _has_prices(found.step)
    projects = tuple(
        Project(key, Fraction((option.cost or 0) if priced else SEAT)) for key, option in found.options.items()
    )
    budget = purse_of(found.step) if priced else seats_of(found.step) * SEAT
    rows = [[_points(found.step, ballot.get(key)) for key in found.options] for ballot in found.ballots]
    points = np.array(rows, dtype=np.int64).reshape(len(rows), len(projects))
    return Election(projects, Fraction(budget), points)


def as_pabulib(db: Session, workshop: Workshop, step: Step) -> str:
    """The ballots of a closed vote for other tools, in the format of Pabulib: without names, in no order.

    Choices are numbered as they stand in the vote. Raises VoteNotReady while the vote is open, where no rule
    chooses, and where fewer than five voted.
    """
    found = result(db, step)
    if not has_rule(step) or found.is_small:
        raise VoteNotReady()
    of = election(found)
    projects = tuple(
        Project(str(i), one.cost, pick(found.options[one.id].label, workshop.language).text)
        for i, one in enumerate(of.projects, start=1)
    )
    ballots = np.array(sorted(of.points.tolist()), dtype=np.int64).reshape(of.points.shape)
    kind = pabulib.CUMULATIVE if method_of(step) == VotingMethod.DOTS else pabulib.APPROVAL
    told = {
        "description": pick(workshop.title, workshop.language).text,
        "unit": workshop.area,
        "instance": pick(step.title, workshop.language).text,
        "date_begin": workshop.day.strftime("%d.%m.%Y"),
        "date_end": workshop.day.strftime("%d.%m.%Y"),
    }
    return pabulib.written(Election(projects, of.budget, ballots), kind, None, **told)


def _points(step: Step, given: int | None) -> int:
    """What a ballot's number is worth to a rule that chooses: dots as many as they are, all else yes or no."""
    if given is None:
        return 0
    method = method_of(step)
    if method == VotingMethod.RATING:
        return int(given >= GLAD)
    return max(0, given) if method == VotingMethod.DOTS else int(given > 0)


def _has_prices(step: Step) -> bool:
    return method_of(step) == VotingMethod.BUDGET


def _by_votes(found: Result) -> list[Chosen]:
    """The best while places or money last. Without prices a tie at the edge is let in whole: nobody breaks it."""
    lines = [line for line in found.tally.ranked if _wanting(found, line.option)]
    people = {line.option: _wanting(found, line.option) for line in lines}
    if not _has_prices(found.step):
        kept = [line.option for line in lines if (line.rank or 0) <= seats_of(found.step)]
        return [Chosen(found.options[option], people[option]) for option in kept]
    by_id = {str(option.id): option for option in found.options.values()}
    left, picked = purse_of(found.step), []
    for line in lines:
        cost = by_id[line.option].cost or 0
        if cost <= left:
            same = [other for other in lines if other.rank == line.rank and other.option != line.option]
            picked.append((line.option, [other.option for other in same]))
            left -= cost
    names = {option for option, _same in picked}
    return [
        Chosen(by_id[option], people[option], tied=tuple(by_id[other] for other in same if other not in names))
        for option, same in picked
    ]


def _wanting(found: Result, option: str) -> int:
    """Who would be glad of it. One that everybody rated 1, or disagrees with, is on no shortlist."""
    everything = (*found.ballots, *found.counted_by_hand)
    return sum(_points(found.step, ballot.get(option)) > 0 for ballot in everything)


def _by_shares(found: Result) -> tuple[list[Chosen], Fraction]:
    """Equal shares, completed by raising everybody's share; what is then still empty is filled by most votes.

    And what each person had to spend.
    """
    of = election(found)
    outcome = equal_shares.choose(of)
    picked = [_bought(found, of, step) for step in outcome.rounds]
    left = int(of.budget) - sum(int(of.projects[place].cost) for place in outcome.selected)
    have = {one.option.id for one in picked}
    rest = [place for place, project in enumerate(of.projects) if found.options[project.id].id not in have]
    filled = most_votes.choose(
        Election(tuple(of.projects[place] for place in rest), Fraction(left), of.points[:, rest])
    )
    names = [of.projects[place] for place in rest]
    for step in filled.rounds:
        tied = tuple(found.options[names[place].id] for place in step.tied if place not in filled.selected)
        picked.append(Chosen(found.options[names[step.project].id], step.supporters, tied=tied))
    return picked, (outcome.share or Fraction(0)) / _unit(found)


def _bought(found: Result, of: Election, step: Round) -> Chosen:
    return Chosen(
        found.options[of.projects[step.project].id],
        step.supporters,
        (step.price or Fraction(0)) / _unit(found),
        step.paid,
        step.differs,
        step.spent_all,
        tuple(found.options[of.projects[place].id] for place in step.tied),
    )


def _unit(found: Result) -> Fraction:
    return Fraction(1) if _has_prices(found.step) else Fraction(SEAT)


def _gains(db: Session, workshop: Workshop, found: Result, chosen: Sequence[Chosen]) -> tuple[Gain, ...]:
    """Everybody, and each language of at least five voters; who votes for what is never told of a small group."""
    if found.is_small or not found.ballots:
        return ()
    ids = [str(one.option.id) for one in chosen]
    query = select(Ballot.choices, Participant.language).where(Ballot.step_id == found.step.id)
    rows = list(db.exec(query.join(Participant)))
    people, covered = Counter(language for _choices, language in rows), Counter[str]()
    for choices, language in rows:
        covered[language] += any(_points(found.step, choices.get(key)) for key in ids)
    everybody = _gain("", people.total(), covered.total())
    if workshop.cut_loose_at is not None:  # from then on nobody's language is known
        return (everybody,)
    groups = [_gain(code, n, covered[code]) for code, n in privacy.grouped(people).shown]
    return everybody, *_without_the_rest(everybody, groups)


def _without_the_rest(everybody: Gain, groups: Sequence[Gain]) -> list[Gain]:
    """The groups, so that nothing can be told of the others by taking these from everybody."""
    kept = list(groups)
    while told := [gain for gain in kept if gain.covered is not None]:
        people = everybody.people - sum(gain.people for gain in told)
        covered = (everybody.covered or 0) - sum(gain.covered or 0 for gain in told)
        alone = [n for n in (covered, people - covered) if privacy.people(n) is None]
        if everybody.covered is None or not alone:
            break
        least = min(told, key=lambda gain: gain.people)
        kept = [replace(gain, covered=None) if gain is least else gain for gain in kept]
    return kept


def _gain(language: str, people: int, covered: int) -> Gain:
    told = privacy.people(covered) is not None and privacy.people(people - covered) is not None
    return Gain(language, people, covered if told else None, 2 * covered > people)


Both = Mapping[Rule, Shortlist]


def side_by_side(db: Session, workshop: Workshop, step: Step) -> Both:
    """The same ballots by each rule; empty where no rule chooses. Raises VoteNotReady while the vote is open."""
    found = {rule: shortlist(db, workshop, step, rule) for rule in Rule}
    return {rule: one for rule, one in found.items() if one is not None}
