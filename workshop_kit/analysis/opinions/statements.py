"""What the groups say: which statements stand for a group, which all share, which divide them.

The formulas are those of Polis (see space.py): shares with one agreement and one disagreement added, z-scores for
"more than half" and for "more than outside the group", and group-aware consensus: the product of groups' shares.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.opinions.votes import AGREE, DISAGREE

Array = NDArray[np.float64]

SURE = 1.2815515655446004
"""The z-score that chance exceeds once in ten times, one-sided."""
MOST = 5
HALF = 0.5


@dataclass(frozen=True)
class Counts:
    """Votes of some people on each statement."""

    agree: Array
    disagree: Array
    seen: Array  # passes too

    @classmethod
    def of(cls, votes: Array) -> "Counts":
        agree, disagree = (votes == AGREE).sum(axis=0), (votes == DISAGREE).sum(axis=0)
        return cls(agree.astype(float), disagree.astype(float), (~np.isnan(votes)).sum(axis=0).astype(float))


@dataclass(frozen=True)
class Side:
    """One direction, agree or disagree, of some people: per statement."""

    count: Array
    share: Array  # (count + 1) / (seen + 2)
    z_share: Array  # against one half
    ratio: Array  # to the share of all others
    z_ratio: Array

    @property
    def weight(self) -> Array:
        return self.ratio * self.z_ratio * self.share * self.z_share


@dataclass(frozen=True)
class Standing:
    """A statement that stands for a group, or that people share."""

    statement: int  # its column
    agree: bool  # whether they agree or disagree with it
    count: int  # who did
    seen: int  # who voted on it at all
    share: float
    z: float  # against one half
    ratio: float | None = None  # to the share of all others
    z_ratio: float | None = None


def side(count: Array, seen: Array, count_out: Array, seen_out: Array) -> Side:
    share, share_out = (count + 1) / (seen + 2), (count_out + 1) / (seen_out + 2)
    z_ratio = z_two_shares(count, seen, count_out, seen_out)
    return Side(count, share, z_share(count, seen), share / share_out, z_ratio)


def z_share(count: Array, seen: Array) -> Array:
    """The one-proportion z-score against one half, with one success added."""
    n = seen + 1
    z: Array = 2 * np.sqrt(n) * ((count + 1) / n - HALF)
    return z


def z_two_shares(count: Array, seen: Array, count_out: Array, seen_out: Array) -> Array:
    """The two-proportion z-score of a share inside and outside a group, with one success added to each."""
    inside, outside, n_in, n_out = count + 1, count_out + 1, seen + 1, seen_out + 1
    pooled = (inside + outside) / (n_in + n_out)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / n_in + 1 / n_out))
    z: Array = np.where(spread > 0, (inside / n_in - outside / n_out) / np.where(spread > 0, spread, 1), 0.0)
    return z


def group_aware(groups: list[Counts]) -> tuple[Array, Array]:
    """Group-aware consensus of each statement: on agreeing with it, and on disagreeing with it."""
    agree = np.prod([(g.agree + 1) / (g.seen + 2) for g in groups], axis=0)
    disagree = np.prod([(g.disagree + 1) / (g.seen + 2) for g in groups], axis=0)
    return agree, disagree


def representative(own: Counts, rest: Counts, allowed: NDArray[np.bool_]) -> tuple[Standing, ...]:
    """The statements that stand for a group, at most five: what it agrees with first.

    The one that it agrees with best leads. After it come those that most of it and more than outside agree, or
    disagree, with. Where there is none of both, the one on which it differs most stands alone.
    """
    agree = side(own.agree, own.seen, rest.agree, rest.seen)
    disagree = side(own.disagree, own.seen, rest.disagree, rest.seen)
    sure = [(s.z_share > SURE) & (s.z_ratio > SURE) for s in (agree, disagree)]
    clear = [int(i) for i in np.flatnonzero((sure[0] | sure[1]) & allowed)]
    towards = {i: bool(sure[0][i]) for i in clear}
    weights = {i: (agree if towards[i] else disagree).weight[i] for i in clear}
    clear.sort(key=lambda i: -weights[i])
    lead = _best_agreed(own, agree, allowed)
    if lead is not None:
        towards[lead] = True
    if lead is None and not clear and allowed.any():
        lead = int(np.argmax(np.where(allowed, np.maximum(agree.z_ratio, disagree.z_ratio), -np.inf)))
    chosen = ([] if lead is None else [lead]) + [i for i in clear if i != lead]
    found = [
        _standing(own, agree, disagree, i, towards.get(i, bool(agree.z_ratio[i] > disagree.z_ratio[i])))
        for i in (chosen[:MOST] if lead is not None else [])
    ]
    return tuple(sorted(found, key=lambda one: not one.agree))


def _best_agreed(own: Counts, agree: Side, allowed: NDArray[np.bool_]) -> int | None:
    """The statement that the group agrees with best, and more than others do; None where there is none."""
    best: int | None = None
    for i in np.flatnonzero(allowed & (own.agree + own.disagree > 0)):
        if best is None:
            better = agree.z_share[i] > SURE or (agree.ratio[i] > 1 and agree.share[i] > HALF)
        elif agree.ratio[best] > 1:
            better = agree.weight[i] > agree.weight[best]
        else:
            better = agree.share[i] * agree.z_share[i] > agree.share[best] * agree.z_share[best]
        best = int(i) if better else best
    return best


def _standing(own: Counts, agree: Side, disagree: Side, i: int, agrees: bool) -> Standing:
    which = agree if agrees else disagree
    return Standing(
        i,
        agrees,
        int(which.count[i]),
        int(own.seen[i]),
        float(which.share[i]),
        float(which.z_share[i]),
        float(which.ratio[i]),
        float(which.z_ratio[i]),
    )


def consensus(everybody: Counts, allowed: NDArray[np.bool_]) -> tuple[Standing, ...]:
    """What most people share: at most five that they agree with, then five that they disagree with."""
    found: list[Standing] = []
    for agrees, count in ((True, everybody.agree), (False, everybody.disagree)):
        share, z = (count + 1) / (everybody.seen + 2), z_share(count, everybody.seen)
        sure = np.flatnonzero((share > HALF) & (z > SURE) & allowed)
        best = sorted(sure.tolist(), key=lambda i: -share[i] * z[i])[:MOST]
        found += [
            Standing(i, agrees, int(count[i]), int(everybody.seen[i]), float(share[i]), float(z[i])) for i in best
        ]
    return tuple(found)


def bridging(groups: list[Counts], allowed: NDArray[np.bool_]) -> tuple[int, ...]:
    """The statements that most of every group agree, or disagree, with: the strongest consensus first."""
    agree, disagree = group_aware(groups)
    shared = np.zeros(len(agree))
    for consensus_of, name in ((agree, "agree"), (disagree, "disagree")):
        least = np.min([(getattr(g, name) + 1) / (g.seen + 2) for g in groups], axis=0)
        shared = np.maximum(shared, np.where(least > HALF, consensus_of, 0))
    order = np.argsort(-shared, kind="stable")
    return tuple(int(i) for i in order if shared[i] > 0 and allowed[i])


def dividing(groups: list[Counts], allowed: NDArray[np.bool_]) -> tuple[int, ...]:
    """The statements with which one group agrees and another does not: those furthest apart first."""
    agree = np.array([(g.agree + 1) / (g.seen + 2) for g in groups])
    disagree = np.array([(g.disagree + 1) / (g.seen + 2) for g in groups])
    leaning = agree - disagree
    apart = np.where((leaning.max(axis=0) > 0) & (leaning.min(axis=0) < 0), np.ptp(agree, axis=0), 0)
    order = np.argsort(-apart, kind="stable")
    return tuple(int(i) for i in order if apart[i] > 0 and allowed[i])
