"""Which groups become themes: from the tree of merges to at most twelve groups and a tray of what fits none.

The tree is followed until the biggest groups hold most of the ideas. Every other idea then joins the nearest of
them, where it is near enough, and ideas that turn out nearer to another group move there, as in k-means. What
people have decided (see `links`) holds at every step.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop_kit.analysis.cluster import JOIN, MOST_THEMES, Group, Similarities, Tree

HELD = 0.8
"""The share of the ideas that the themes hold before the others join the nearest."""
SWEEPS = 5
FAR = -1e4
"""Stands for minus infinity in sums."""


@dataclass(frozen=True)
class Cut:
    """How near is near. For similarities of meaning, and (`BY_WORDS`) of letters."""

    merge: float  # groups less similar than this, on average, are never put together by the machine alone
    same: float  # groups more similar than this are one theme, however few that leaves
    least: float  # an idea less similar to every theme than this is not placed


BY_MEANING = Cut(merge=0.0, same=0.6, least=0.05)
BY_WORDS = Cut(merge=0.10, same=0.5, least=0.10)


def natural(ideas: int) -> int:
    """How many themes a facilitator would make of so many ideas: about the square root, two at least."""
    return int(np.clip(round(ideas**0.5 + 0.5), 2, MOST_THEMES))


def groups(near: Similarities, merged: Tree, cut: Cut, themes: int | None = None) -> list[Group]:
    """The themes, biggest first; ideas that are in none are not placed.

    Without `themes` at most twelve groups of two or more, besides those that people have made. With it as many as
    asked for, single ideas among them where pairs do not suffice; more only where people have made more.
    """
    if not merged.constraints.blocks:
        return []
    wanted = natural(len(near)) if themes is None else themes
    shown = _shown(merged, cut, wanted, asked=themes is not None)
    return _Board(near, merged, shown, cut).settled()


def _shown(merged: Tree, cut: Cut, wanted: int, *, asked: bool) -> list[Group]:
    """The groups to begin with: after as few merges as give `wanted` of them most of the ideas.

    Where nobody asked for a number, all that is the same is put together, and nothing that is not alike at all.
    """
    ideas = sum(len(block) for block in merged.constraints.blocks)

    def held(merges: int) -> bool:
        found = _biggest(merged, merged.groups(merges), wanted, alone_too=asked)
        return sum(len(group) for group in found) >= HELD * ideas

    most = len(merged.merges) if asked else merged.down_to(cut.merge)
    # Merging never makes the biggest groups smaller, so the first number of merges that holds can be searched for.
    merges = min(bisect_left(range(most + 1), True, key=held), most)
    if not asked:
        merges = max(merges, merged.down_to(cut.same))
    return _biggest(merged, merged.groups(merges), wanted, alone_too=asked)


def _biggest(merged: Tree, found: Sequence[Group], wanted: int, *, alone_too: bool) -> list[Group]:
    """What people have made, and of the others the biggest."""
    made = [group for group in found if merged.is_made(group)]
    others = [group for group in found if not merged.is_made(group) and (alone_too or len(group) > 1)]
    others.sort(key=lambda group: (-len(group), group))
    return made + others[: max(0, wanted - len(made))]


class _Board:
    """Ideas moving between a fixed number of groups; blocks move as one, and made groups do not move at all."""

    def __init__(self, near: Similarities, merged: Tree, shown: Sequence[Group], cut: Cut) -> None:
        self.near = np.maximum(near, FAR)
        self.blocks = [np.array(block) for block in merged.constraints.blocks]
        self.cut = cut
        home = {idea: number for number, group in enumerate(shown) for idea in group}
        self.home = np.array([home.get(int(block[0]), -1) for block in self.blocks])
        self.fixed = set(merged.constraints.kept)
        self.made = {int(self.home[block]) for block in self.fixed}
        self.apart: dict[int, list[int]] = {}
        for a, b in merged.constraints.apart:
            self.apart.setdefault(a, []).append(b)
            self.apart.setdefault(b, []).append(a)
        member = np.zeros((len(near), len(shown)), np.float32)
        for block, number in zip(self.blocks, self.home, strict=True):
            if number >= 0:
                member[block, number] = 1
        self.sums = np.asarray(self.near @ member, np.float32)  # ideas × groups: similarity to all of a group
        self.sizes = member.sum(axis=0)

    def settled(self) -> list[Group]:
        if len(self.sizes):
            for number in np.flatnonzero(self.home < 0):
                self._place(int(number), self._best(int(number)))
            for _sweep in range(SWEEPS):
                if not sum(self._reconsider(number) for number in range(len(self.blocks))):
                    break
        found = [np.flatnonzero(self.home == number) for number in range(len(self.sizes))]
        ideas = [tuple(sorted(int(i) for block in row for i in self.blocks[block])) for row in found]
        return sorted((group for group in ideas if group), key=lambda group: (-len(group), group))

    def _reconsider(self, number: int) -> bool:
        """Move a block to a nearer group, unless that empties its own."""
        own = int(self.home[number])
        if own < 0 or number in self.fixed or self.sizes[own] - len(self.blocks[number]) < 2:
            return False
        best = self._best(number)
        if best in (own, -1):
            return False
        self._place(number, best)
        return True

    def _best(self, number: int) -> int:
        """The nearest group that a block may join, -1 for none. Its own group is compared without it."""
        block, own = self.blocks[number], int(self.home[number])
        sums, sizes = self.sums[block].mean(axis=0), self.sizes.copy()
        if own >= 0:
            sums[own] -= self.near[np.ix_(block, block)].sum(axis=1).mean()
            sizes[own] -= len(block)
        means = np.where(sizes > 0, sums / np.maximum(sizes, 1), FAR)
        for group in self.made - {own}:
            means[group] = means[group] if means[group] >= JOIN else FAR
        for other in self.apart.get(number, ()):
            if self.home[other] >= 0:
                means[self.home[other]] = FAR
        best = int(np.argmax(means))
        return best if means[best] >= self.cut.least else -1

    def _place(self, number: int, group: int) -> None:
        block, own = self.blocks[number], int(self.home[number])
        moved: NDArray[np.float32] = self.near[:, block].sum(axis=1)
        for place, sign in ((own, -1), (group, 1)):
            if place >= 0:
                self.sums[:, place] += sign * moved
                self.sizes[place] += sign * len(block)
        self.home[number] = group
