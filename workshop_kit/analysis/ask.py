"""Which questions to a person would settle most: "Do these two ideas belong together?"

Near the cut of the tree the machine is least sure, and each merge there moves whole groups at once. Source of the
idea: S. Basu et al., Active Semi-Supervision for Pairwise Constrained Clustering (SDM 2004).
"""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis.cluster import CUT, Group, Merge, Tree
from workshop_kit.analysis.embed import Vectors

MOST = 20
UNSURE = 0.05
"""How far from the cut a merge may be before it is half as doubtful and more."""


def pairs(tree: Tree, merges: int, rows: Vectors) -> tuple[tuple[int, int], ...]:
    """Pairs of ideas, at most 20, best first: the middles of two groups that were, or were nearly, put together."""
    boundary = _boundary(tree.merges, merges)
    ranked = sorted(tree.merges, key=lambda merge: -_worth(merge, boundary))
    return tuple((middle(rows, merge.left), middle(rows, merge.right)) for merge in ranked[:MOST])


def _boundary(merges: Sequence[Merge], done: int) -> float:
    if not merges:
        return CUT
    before, after = merges[max(done - 1, 0)], merges[min(done, len(merges) - 1)]
    return (before.similarity + after.similarity) / 2


def _worth(merge: Merge, boundary: float) -> float:
    """Ideas that an answer can move, discounted by how sure the machine is without it."""
    moved = min(len(merge.left), len(merge.right))
    return float(moved**0.5 * 2 ** (-abs(merge.similarity - boundary) / UNSURE))


def middle(rows: Vectors, group: Group) -> int:
    """The idea nearest to the centre of its group."""
    return group[int(np.argmax(rows[list(group)] @ rows[list(group)].sum(axis=0)))]
