"""Opinion groups: who agrees with whom, what each group stands for, what all share, and what bridges them.

The published method of Polis, on votes of agree, disagree and pass. Everything is worked out from the votes alone:
the same votes always give the same groups.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.opinions import space, statements
from workshop_kit.analysis.opinions.statements import Counts, Standing
from workshop_kit.analysis.opinions.votes import VoteMatrix

FEWEST_VOTES = 7
"""Who has voted on fewer statements is not put into a group, unless there are fewer statements."""
FEWEST_PEOPLE = 15
"""Where fewer have voted that much, those who voted most are taken too."""
MOST_GROUPS = 5


@dataclass(frozen=True)
class Group:
    members: tuple[int, ...]  # rows of the matrix
    counts: Counts
    representative: tuple[Standing, ...]


@dataclass(frozen=True)
class Opinions:
    """The places of participants and statements are those of the matrix."""

    points: NDArray[np.float64]  # participants × 2
    group_of: tuple[int | None, ...]
    groups: tuple[Group, ...]  # the largest first
    silhouette: float
    everybody: Counts
    group_aware: NDArray[np.float64]  # per statement, on agreeing
    group_aware_against: NDArray[np.float64]  # on disagreeing
    consensus: tuple[Standing, ...]
    bridging: tuple[int, ...]
    dividing: tuple[int, ...]


def find(given: VoteMatrix, moderated: frozenset[str] = frozenset(), most_groups: int = MOST_GROUPS) -> Opinions:
    """The opinion groups. `moderated`: statements that were taken out; they count as passed by all, as in Polis."""
    votes = given.votes
    out = np.array([name in moderated for name in given.statements], dtype=bool)
    shown = np.where(out, 0.0, votes) if out.any() else votes
    points = space.project(shown) if votes.size else np.zeros((len(votes), space.COMPONENTS))
    rows = _who_counts(votes)
    labels, silhouette = space.groups(points[rows], most_groups) if len(rows) else (np.zeros(0, np.intp), 0.0)
    members = [rows[labels == k] for k in range(labels.max() + 1 if len(labels) else 0)]
    counts = [Counts.of(votes[own]) for own in members]
    group_of: list[int | None] = [None] * len(votes)
    for k, own in enumerate(members):
        for row in own.tolist():
            group_of[row] = k
    everybody = Counts.of(votes)
    agree, disagree = statements.group_aware(counts) if counts else (np.zeros(votes.shape[1]),) * 2
    several = len(counts) > 1
    return Opinions(
        points=points,
        group_of=tuple(group_of),
        groups=tuple(
            Group(tuple(own.tolist()), counts[k], _stands_for(votes, rows, own, ~out) if several else ())
            for k, own in enumerate(members)
        ),
        silhouette=silhouette,
        everybody=everybody,
        group_aware=agree,
        group_aware_against=disagree,
        consensus=statements.consensus(everybody, ~out),
        bridging=statements.bridging(counts, ~out) if several else (),
        dividing=statements.dividing(counts, ~out) if several else (),
    )


def _who_counts(votes: NDArray[np.float64]) -> NDArray[np.intp]:
    """The rows of those who have voted on enough statements to be put into a group."""
    voted = (~np.isnan(votes)).sum(axis=1)
    enough = voted >= min(FEWEST_VOTES, votes.shape[1])
    if enough.sum() < FEWEST_PEOPLE:
        most = np.argsort(-voted, kind="stable")[:FEWEST_PEOPLE]
        enough[most[voted[most] > 0]] = True
    return np.flatnonzero(enough)


def _stands_for(
    votes: NDArray[np.float64], rows: NDArray[np.intp], own: NDArray[np.intp], allowed: NDArray[np.bool_]
) -> tuple[Standing, ...]:
    rest = np.setdiff1d(rows, own)
    return statements.representative(Counts.of(votes[own]), Counts.of(votes[rest]), allowed)
