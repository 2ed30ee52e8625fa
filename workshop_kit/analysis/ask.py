"""Which questions to a person would settle most: "Do these two ideas belong together?"

The tree is cut into small groups, about three for each theme. Two of them that are in one theme but hardly alike,
or in two themes and rather alike, are worth a question: the more so, the more ideas the answer would move. Source
of the idea: S. Basu et al., Active Semi-Supervision for Pairwise Constrained Clustering (SDM 2004).
"""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis.cluster import Group, Similarities, Tree
from workshop_kit.analysis.embed import Vectors

MOST = 20
SMALL = 3
"""So many small groups for each theme."""
EVEN = 0.31
"""The similarity of two small groups at which "same" and "different" are equally likely."""
UNSURE = 0.09
"""How far from it the odds become e to one."""


def pairs(merged: Tree, found: Sequence[Group], near: Similarities) -> tuple[tuple[int, int], ...]:
    """Pairs of ideas, at most 20, best first: the middles of two small groups of which nobody has said anything."""
    ideas = len(near)
    blocks = len(merged.constraints.blocks)
    small = merged.groups(min(max(0, blocks - SMALL * max(len(found), 1)), len(merged.merges)))
    if ideas < 2 or len(small) < 2:
        return ()
    worth = _worth(small, found, near)
    for a, b in _known(merged, small):
        worth[a, b] = worth[b, a] = -1
    rows, columns = np.triu_indices(len(small), 1)
    order = np.argsort(-worth[rows, columns], kind="stable")[:MOST]
    best = [(int(rows[at]), int(columns[at])) for at in order if worth[rows[at], columns[at]] >= 0]
    middles = [middle(near, group) for group in small]
    return tuple((middles[a], middles[b]) for a, b in best)


def _worth(small: Sequence[Group], found: Sequence[Group], near: Similarities) -> Vectors:
    """The pairs of ideas that an answer is expected to move (groups × groups)."""
    member = np.zeros((len(near), len(small)), np.float32)
    for number, group in enumerate(small):
        member[list(group), number] = 1
    sizes = member.sum(axis=0)
    finite = np.maximum(near, -1)
    alike = member.T @ finite @ member / np.outer(sizes, sizes)
    same = 1 / (1 + np.exp((EVEN - alike) / UNSURE))
    theme = np.zeros((len(near), len(found)), np.float32)
    for number, group in enumerate(found):
        theme[list(group), number] = 1
    share = member.T @ theme / sizes[:, None]  # of each small group in each theme
    together = share @ share.T
    return np.asarray(np.outer(sizes, sizes) * (together * (1 - same) + (1 - together) * same), np.float32)


def _known(merged: Tree, small: Sequence[Group]) -> list[tuple[int, int]]:
    """Pairs of small groups that a person has parted."""
    home = {idea: number for number, group in enumerate(small) for idea in group}
    blocks = merged.constraints.blocks
    return [(home[blocks[a][0]], home[blocks[b][0]]) for a, b in merged.constraints.apart]


def middle(near: Similarities, group: Group) -> int:
    """The idea that is nearest to all others of its group."""
    rows = list(group)
    return group[int(np.argmax(np.maximum(near[np.ix_(rows, rows)], -1).sum(axis=0)))]
