"""The Method of Equal Shares: everybody has the same part of the money, and buys what she wants with others.

D. Peters, G. Pierczyński, P. Skowron: Proportional Participatory Budgeting with Additive Utilities (2021,
arXiv:2008.13276). In each round the project is bought for which a supporter pays least per unit of what it is worth
to her; supporters who have less give what they have. Completion *add1*: everybody's part is raised by one unit of
money as long as what is bought fits the budget, until nothing more would fit.

All decisions are exact. They are taken with floating-point numbers where those are further apart than the errors
that they may have by then, which are kept track of, and with fractions where they are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.shortlist.election import Election, Round, Shortlist, Whole
from workshop_kit.errors import DamagedFile

RULE = "equal-shares"
NEVER = 2**31
EPSILON = 2.0**-52
"""The error of one operation in floating point, relative to its result."""
WHOLE = 2**53
"""Up to here whole numbers are exact in floating point, and their sums in 64 bits."""
LOOSE = 1e-10
"""Where errors may have come to this share of what everybody has, they are cleared away with fractions."""
MOST_WORK = 2_000_000_000
"""Ballots times projects times runs, before completion is given up: about a minute."""


def choose(election: Election, *, add1: bool = True, by_cost: bool = True) -> Shortlist:
    """`by_cost`: a project is worth its cost to those who want it, times its points; else its points alone.

    With costs as worth, what a person gets is the money spent on what she wants. Ties go by the ids, and are named.
    Raises DamagedFile where numbers are too large, or completion would take too long.
    """
    if not election.voters:
        return Shortlist(RULE, (), (), Fraction(0))
    most_points = int(election.points.max(initial=0))
    dearest = max((*election.costs, int(election.budget * election.scale), 1))
    if most_points * dearest * election.voters * max(len(election.projects), 1) >= WHOLE:
        raise DamagedFile(why="its amounts are too large, or have too many decimals, to add them up exactly")
    purse = _Purse(election, by_cost)
    limit = int(election.budget * election.scale)
    share = Fraction(limit, election.voters)
    outcome = purse.run(share)
    runs = MOST_WORK // max(1, election.voters * len(election.projects))
    while add1 and not _nothing_fits(purse, outcome, limit):
        if (runs := runs - 1) < 0:
            raise DamagedFile(why="completion takes too long: use larger units of money, or --no-completion")
        raised = purse.run(share + election.scale)
        if election.cost_of([step.project for step in raised]) > limit:
            break
        share, outcome = share + election.scale, raised
    outcome = purse.run(share)  # once more: the last one may have gone too far
    purse.settle()
    return _told(purse, outcome, share)


def _nothing_fits(purse: "_Purse", outcome: "Sequence[_Step]", limit: int) -> bool:
    """Whether no project that somebody wants could still be paid from what the budget has left."""
    chosen = {step.project for step in outcome}
    left = limit - purse.election.cost_of(sorted(chosen))
    return all(purse.election.costs[place] > left for place in purse.wanted if place not in chosen)


_Rate = tuple[float, float]
"""What a unit of worth costs, and how far that may be from what it exactly is."""


@dataclass
class _Step:
    """One purchase: what a unit of worth costs, and which supporters had less than their part."""

    project: int
    poor: NDArray[np.bool_]  # among the supporters of the project
    broke: NDArray[np.bool_]  # those of them who had as good as nothing left
    tied: tuple[int, ...]
    rate: Fraction | None = None  # exactly; worked out when it is needed


class _Purse:
    """The money of all classes of ballots, in floating point, and what is needed to know it exactly."""

    def __init__(self, election: Election, by_cost: bool) -> None:
        self.election = election
        ballots, self.counts = election.classes
        costs = np.array(election.costs, np.int64)
        self.worth: Whole = ballots * (costs if by_cost else 1)
        self.wanted = [p for p in range(len(costs)) if election.score[p] > 0]
        self.backers = {p: np.flatnonzero(ballots[:, p]) for p in self.wanted}
        self.own = {p: self.worth[rows, p] for p, rows in self.backers.items()}
        self.units = {p: self.own[p] * self.counts[rows] for p, rows in self.backers.items()}
        self.many = {p: self.counts[rows].astype(float) for p, rows in self.backers.items()}
        self.floats = {p: (self.own[p].astype(float), self.units[p].astype(float)) for p in self.wanted}
        dear = [p for p in self.wanted if election.costs[p] > 0]
        # The rates when nobody lacks money.
        self.least = {p: election.costs[p] / float(self.floats[p][1].sum()) for p in dear}
        self.free = election.by_name([p for p in self.wanted if election.costs[p] == 0])

    def run(self, share: Fraction) -> list[_Step]:
        """What is bought when everybody has this share."""
        self.share = share
        self.steps: list[_Step] = []
        self.money = np.full(len(self.counts), float(share))
        self.slack = EPSILON * float(share)  # at most so far is anybody's money from what it exactly is
        self.spent_at = np.full(len(self.counts), NEVER)  # the step in which a class gave all that it had left
        rates = {place: (rate, 4 * EPSILON * rate) for place, rate in self.least.items()}
        while found := self._next(rates):
            place, rate, tied = found
            self._pay(place, rate, self._poor(place, rate), tied)
            del rates[place]
        nobody = {p: np.zeros(len(self.own[p]), bool) for p in self.free}
        return [*(_Step(p, none, none, (), Fraction(0)) for p, none in nobody.items()), *self.steps]

    def _next(self, rates: dict[int, _Rate]) -> tuple[int, _Rate, tuple[int, ...]] | None:
        """The project with the lowest rate, the rate, and its ties. `rates`: what each had last; they only rise."""
        best, near = inf, []
        for place in sorted(rates, key=lambda place: rates[place][0] - rates[place][1]):
            if rates[place][0] - rates[place][1] > best:
                break
            rate = self._rate(place)
            if rate is None:
                del rates[place]
                continue
            rates[place] = rate
            best = min(best, rate[0] + rate[1])
            near.append(place)
        near = [place for place in near if rates[place][0] - rates[place][1] <= best]
        if not near:
            return None
        if len(near) > 1:
            exact = {place: self._exact(place, self._poor(place, rates[place])) for place in near}
            near = self.election.by_name([p for p in near if exact[p] == min(exact.values())])
        return near[0], rates[near[0]], tuple(near[1:])

    def _rate(self, place: int) -> _Rate | None:
        """What a unit of worth costs those who have enough, and how wrong that is at most; None: too dear."""
        money, (own, units) = self.money[self.backers[place]], self.floats[place]
        cost, together, all_units = float(self.election.costs[place]), money * self.many[place], float(units.sum())
        all_money, people = float(together.sum()), float(self.many[place].sum())
        unsure = people * self.slack + len(money) * EPSILON * max(all_money, cost)
        if all_money < cost - unsure:
            return None
        if all_money < cost + unsure and self._left(place) < self.election.costs[place]:
            return None
        rate, before, rich = cost / all_units, 0, all_units
        while True:
            poor = (money < rate * own).astype(float)
            now = int(np.count_nonzero(poor))
            if now in (before, len(poor)):
                return rate, unsure / rich + 8 * EPSILON * rate
            before, rich = now, all_units - float(units @ poor)
            rate = (cost - float(together @ poor)) / rich

    def _poor(self, place: int, rate: _Rate) -> NDArray[np.bool_]:
        """Which supporters of a project have less than their part; exactly, where it is a near thing."""
        rows, own = self.backers[place], self.own[place]
        part = rate[0] * self.floats[place][0]
        wrong = rate[1] * self.floats[place][0] + self.slack + 4 * EPSILON * part
        poor: NDArray[np.bool_] = self.money[rows] < part - wrong
        unsure = np.flatnonzero(~poor & (self.money[rows] < part + wrong))
        while len(unsure):
            if poor.all():  # all have just enough: what they have is what is needed
                poor[unsure] = False
                break
            exact = self._exact(place, poor)
            fresh = [i for i in unsure if not poor[i] and self._money(int(rows[i])) < exact * int(own[i])]
            if not fresh:
                break
            poor[fresh] = True
        return poor

    def _pay(self, place: int, rate: _Rate, poor: NDArray[np.bool_], tied: tuple[int, ...]) -> None:
        rows, own = self.backers[place], self.floats[place][0]
        gone = rows[poor]
        self.steps.append(_Step(place, poor, poor & (self.money[rows] <= self.slack), tied))
        self.spent_at[gone] = np.minimum(self.spent_at[gone], len(self.steps) - 1)
        self.slack += float(own.max()) * rate[1] + EPSILON * float(self.share)
        if self.slack > LOOSE * float(self.share):
            self._clear()
            return
        self.money[rows] = np.maximum(self.money[rows] - rate[0] * own, 0)
        self.money[gone] = 0

    def _clear(self) -> None:
        """Everybody's money anew, from the exact rates."""
        self.settle()
        self.money = np.full(len(self.counts), float(self.share))
        for step in self.steps:
            rows = self.backers[step.project]
            self.money[rows] -= float(step.rate or 0) * self.floats[step.project][0]
        self.money = np.where(self.spent_at < NEVER, 0.0, np.maximum(self.money, 0))
        self.slack = 2 * (len(self.steps) + 1) * EPSILON * float(self.share)

    # Exactly ------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Work out the rates of all steps as fractions."""
        for number, step in enumerate(self.steps):
            if step.rate is None:
                step.rate = self._rate_after(number, step.project, step.poor)

    def had_nothing(self, number: int) -> NDArray[np.bool_]:
        """Which supporters of what was bought in a step had nothing left before it."""
        step = self.steps[number]
        rows, broke = self.backers[step.project], step.broke.copy()
        for place in np.flatnonzero(broke):
            broke[place] = self._sum(number, rows[[place]]) == 0
        return broke

    def _exact(self, place: int, poor: NDArray[np.bool_]) -> Fraction:
        """The rate of a project now."""
        self.settle()
        return self._rate_after(len(self.steps), place, poor)

    def _left(self, place: int) -> Fraction:
        """What the supporters of a project have together now."""
        self.settle()
        return self._sum(len(self.steps), self.backers[place])

    def _money(self, row: int) -> Fraction:
        """What one person of a class has now."""
        self.settle()
        return self._sum(len(self.steps), np.array([row])) / int(self.counts[row])

    def _rate_after(self, number: int, place: int, poor: NDArray[np.bool_]) -> Fraction:
        missing = self.election.costs[place] - self._sum(number, self.backers[place][poor])
        return missing / int(self.units[place][~poor].sum())

    def _sum(self, number: int, rows: NDArray[np.intp]) -> Fraction:
        """What some classes have left together after so many steps."""
        rows = rows[self.spent_at[rows] >= number]
        counts = self.counts[rows]
        total = self.share * int(counts.sum())
        for step in self.steps[:number]:
            if units := int(self.worth[rows, step.project] @ counts):
                total -= (step.rate or 0) * units
        return total


def _told(purse: _Purse, outcome: Sequence[_Step], share: Fraction) -> Shortlist:
    election = purse.election
    rounds = []
    for at, step in enumerate(outcome):
        number = at - len(purse.free)
        broke = purse.had_nothing(number) if number >= 0 else step.broke
        counts, own = purse.counts[purse.backers[step.project]], purse.own[step.project]
        paying = own[~step.poor]
        price = (step.rate or Fraction(0)) * int(paying.max(initial=0)) / election.scale
        round_ = Round(
            step.project,
            int(counts.sum()),
            price,
            bool(paying.min(initial=WHOLE) < paying.max(initial=0)),
            int(counts[~step.poor].sum()),
            int(counts[step.poor & ~broke].sum()),
            step.tied,
        )
        rounds.append(round_)
    return Shortlist(RULE, tuple(step.project for step in outcome), tuple(rounds), share / election.scale)
