"""What is decided on: projects with costs, a budget, and what each ballot says a project is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Project:
    id: str
    cost: Fraction
    name: str = ""


@dataclass(frozen=True)
class Election:
    """`points`: voters × projects, whole numbers; 1 for an approved project, and 0 where a ballot says nothing.

    An approval, or a place in a ranking, is read as points by who makes the election.
    """

    projects: tuple[Project, ...]
    budget: Fraction
    points: Whole

    @property
    def voters(self) -> int:
        return len(self.points)

    @cached_property
    def scale(self) -> int:
        """What makes the budget and all costs whole."""
        return lcm(self.budget.denominator, *(project.cost.denominator for project in self.projects))

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Scaled to whole numbers."""
        return tuple(int(project.cost * self.scale) for project in self.projects)

    @cached_property
    def classes(self) -> tuple[Whole, Whole]:
        """The ballots that differ, and how many people gave each."""
        ballots, counts = np.unique(self.points, axis=0, return_counts=True)
        return ballots.astype(np.int64), counts.astype(np.int64)

    @cached_property
    def score(self) -> tuple[int, ...]:
        """All points of each project."""
        return tuple(int(total) for total in self.points.sum(axis=0))

    def cost_of(self, chosen: Sequence[int]) -> int:
        """Scaled."""
        return sum(self.costs[place] for place in chosen)

    def supporters(self, place: int) -> int:
        return int((self.points[:, place] > 0).sum())

    def covered(self, chosen: Sequence[int]) -> int:
        """How many people get at least one of their choices."""
        return int((self.points[:, list(chosen)] > 0).any(axis=1).sum()) if chosen else 0

    def by_name(self, places: Sequence[int]) -> list[int]:
        """In the order of their ids, letter by letter: how ties are broken, and said to be."""
        return sorted(places, key=lambda place: self.projects[place].id)


@dataclass(frozen=True)
class Round:
    """One choice of a rule. `price`: what each supporter pays who has that much; `alone`: paid by no ballot."""

    project: int
    supporters: int
    price: Fraction | None = None  # what who has most points for it pays, in the money of the election
    differs: bool = False  # whether others pay less, because it is worth less to them
    paid: int = 0  # supporters who paid their part
    spent_all: int = 0  # supporters who had less, and gave what they had
    tied: tuple[int, ...] = ()  # others that were as good, and lost by their ids


@dataclass(frozen=True)
class Shortlist:
    rule: str
    selected: tuple[int, ...]  # in the order in which they were chosen
    rounds: tuple[Round, ...]
    share: Fraction | None = None  # what each person had to spend
