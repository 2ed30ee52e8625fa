"""What people have decided about which ideas belong together, as constraints that a grouping may not break.

Source: K. Wagstaff et al., Constrained K-means Clustering with Background Knowledge (ICML 2001): must-links are
closed over, cannot-links hold for everything they touch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple


class Link(NamedTuple):
    """A person's answer: do these two ideas belong together?"""

    a: str
    b: str
    same: bool


@dataclass(frozen=True)
class Constraints:
    """`blocks` hold every idea once (by its number from 0); ideas of one block stay together.

    `kept` maps a block to the number of the kept group it is. `apart` are pairs of blocks that stay apart.
    """

    blocks: tuple[tuple[int, ...], ...]
    kept: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()


def constraints(ids: Sequence[str], kept: Sequence[Sequence[str]] = (), links: Sequence[Link] = ()) -> Constraints:
    """The constraints of kept groups and answers on ideas. Ids that are not there are passed over.

    Kept groups come first and are never merged; then the answers "different"; then the answers "same", in order,
    each as far as it breaks nothing before it. The last answer about a pair counts.
    """
    board = _Board(ids)
    for number, group in enumerate(kept):
        board.keep(number, group)
    answers = {frozenset((link.a, link.b)): link for link in links if link.a != link.b}
    known = [link for link in answers.values() if link.a in board.block and link.b in board.block]
    for link in known:
        if not link.same:
            board.part(link.a, link.b)
    for link in known:
        if link.same:
            board.join(link.a, link.b)
    return board.constraints()


class _Board:
    """Blocks of ideas under way: each idea knows its block, named by one of its ideas."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = list(ids)
        self.block = {idea: idea for idea in ids}
        self.members = {idea: [idea] for idea in ids}
        self.kept: dict[str, int] = {}
        self.parted: list[tuple[str, str]] = []

    def keep(self, number: int, group: Sequence[str]) -> None:
        """An idea that is in two kept groups stays in the first."""
        free = [i for i in group if i in self.block and self.block[i] not in self.kept]
        for idea in free[1:]:
            self._merge(free[0], idea)
        if free:
            self.kept[self.block[free[0]]] = number

    def part(self, a: str, b: str) -> None:
        if self.block[a] != self.block[b]:
            self.parted.append((a, b))

    def join(self, a: str, b: str) -> None:
        ends = {self.block[a], self.block[b]}
        both_kept = all(end in self.kept for end in ends)
        parted = any({self.block[x], self.block[y]} == ends for x, y in self.parted)
        if len(ends) == 2 and not both_kept and not parted:
            self._merge(a, b)

    def _merge(self, a: str, b: str) -> None:
        into, gone = self.block[a], self.block[b]
        if into == gone:
            return
        for idea in self.members[gone]:
            self.block[idea] = into
        self.members[into] += self.members.pop(gone)
        if gone in self.kept:
            self.kept[into] = self.kept.pop(gone)

    def constraints(self) -> Constraints:
        order = {name: number for number, name in enumerate(self.members)}
        place = {idea: number for number, idea in enumerate(self.ids)}
        blocks = tuple(tuple(sorted(place[idea] for idea in group)) for group in self.members.values())
        kept = {order[name]: number for name, number in self.kept.items()}
        parted = {(order[self.block[a]], order[self.block[b]]) for a, b in self.parted}
        apart = {(min(pair), max(pair)) for pair in parted | set(combinations(kept, 2))}
        return Constraints(blocks, kept, frozenset(apart))
