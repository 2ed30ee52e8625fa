"""Groups ideas by average linkage, without breaking what people have decided.

Method: agglomerative clustering with the mean similarity of all pairs (UPGMA; Sokal and Michener 1958) and
constraints (I. Davidson and S. Ravi, Agglomerative Hierarchical Clustering with Constraints, PKDD 2005). Every
block's best partner is remembered, which the mean allows: a merged group is never nearer to a third than the nearer
of its halves was. So 1,000 ideas take a fraction of a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.links import Constraints

Similarities = NDArray[np.float32]
"""n × n, symmetric; higher is nearer. Minus infinity keeps two ideas apart."""
Group = tuple[int, ...]

JOIN = 0.20
"""An idea joins a group that a person has made only when it is clearer than that."""
MOST_THEMES = 12
"""What fits on a wall, and as many as there are marks."""
APART = -np.inf


@dataclass(frozen=True)
class Merge:
    left: Group
    right: Group
    similarity: float  # the mean over all pairs between left and right


@dataclass(frozen=True)
class Tree:
    """All merges from single blocks up to where nothing may be merged any more, nearest first."""

    constraints: Constraints
    merges: tuple[Merge, ...]

    def groups(self, merges: int) -> tuple[Group, ...]:
        """The groups after so many merges, single ideas included."""
        alive = dict.fromkeys(self.constraints.blocks)
        for merge in self.merges[:merges]:
            del alive[merge.left], alive[merge.right]
            alive[tuple(sorted(merge.left + merge.right))] = None
        return tuple(alive)

    def down_to(self, similarity: float) -> int:
        """How many merges are at least so near."""
        return sum(merge.similarity >= similarity for merge in self.merges)

    def is_made(self, group: Group) -> bool:
        """Whether a group holds one that a person has made."""
        return not self._kept_ideas.isdisjoint(group)

    @cached_property
    def _kept_ideas(self) -> set[int]:
        return {idea for block in self.constraints.kept for idea in self.constraints.blocks[block]}


def tree(similarities: Similarities, constraints: Constraints) -> Tree:
    """The merges of n ideas under constraints. O(n²) memory and, in practice, O(n²) time."""
    if not constraints.blocks:
        return Tree(constraints, ())
    return Tree(constraints, tuple(_Agglomeration(similarities, constraints).run()))


class _Agglomeration:
    def __init__(self, similarities: Similarities, constraints: Constraints) -> None:
        self.members: list[Group] = list(constraints.blocks)
        self.sizes = np.array([len(block) for block in self.members], np.float32)
        self.kept = sorted(constraints.kept)
        self.near = _between(similarities, self.members)
        for a, b in constraints.apart:
            self.near[a, b] = self.near[b, a] = APART
        self._find_partners(np.arange(len(self.members)))

    def run(self) -> list[Merge]:
        merges = []
        while len(self.members) > 1:
            a = int(np.argmax(self.partner_near))
            if self.kept and self.partner_near[a] < JOIN:
                self._close_kept()
            elif np.isneginf(self.partner_near[a]):
                break
            else:
                merges.append(self._merge(*sorted((a, int(self.partner[a])))))
        return merges

    def _merge(self, a: int, b: int) -> Merge:
        merge = Merge(self.members[a], self.members[b], float(self.near[a, b]))
        weights = self.sizes[[a, b]] / self.sizes[[a, b]].sum()
        row = weights[0] * self.near[a] + weights[1] * self.near[b]  # minus infinity spreads: apart stays apart
        row[a] = APART
        self.near[a, :] = self.near[:, a] = row
        self.near[b, :] = self.near[:, b] = APART
        self.sizes[a] += self.sizes[b]
        self.members[a] = tuple(sorted(merge.left + merge.right))
        self.kept = [a if block == b else block for block in self.kept]
        self._find_partners(np.flatnonzero(np.isin(self.partner, (a, b))))
        self._find_partners(np.array([a, b]))
        return merge

    def _close_kept(self) -> None:
        """From here on nothing is near enough to join what a person has made."""
        self.near[self.kept, :] = self.near[:, self.kept] = APART
        self.kept = []
        self._find_partners(np.arange(len(self.members)))

    def _find_partners(self, rows: NDArray[np.int64]) -> None:
        if len(rows) == len(self.members):
            self.partner = np.argmax(self.near, axis=1)
            self.partner_near = np.max(self.near, axis=1)
        else:
            self.partner[rows] = np.argmax(self.near[rows], axis=1)
            self.partner_near[rows] = np.max(self.near[rows], axis=1)


def _between(similarities: Similarities, blocks: Sequence[Group]) -> Similarities:
    """The mean similarity of each block to each other (blocks × blocks), minus infinity on the diagonal."""
    order = np.array([idea for block in blocks for idea in block], np.int64)
    starts = np.cumsum([0, *(len(block) for block in blocks[:-1])])
    sums = np.add.reduceat(np.add.reduceat(similarities[np.ix_(order, order)], starts, 0), starts, 1)
    sizes = np.array([len(block) for block in blocks], np.float32)
    near = np.asarray(sums / np.outer(sizes, sizes), np.float32)
    np.fill_diagonal(near, APART)
    return near
