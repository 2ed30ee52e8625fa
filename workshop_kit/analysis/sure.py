"""How sure the machine is of single ideas: which might as well be elsewhere, and which say nearly the same."""

from collections.abc import Mapping, Sequence

import numpy as np

from workshop_kit.analysis.cluster import Group, Similarities

BORDER = 0.03
"""An idea that is not more than this nearer to its own theme than to another might also be in the other."""
CLEAR = 0.15
"""An idea that is in no theme is said to fit one from this mean similarity on."""
ALIKE = 0.88
"""From this similarity on two ideas say nearly the same."""


def elsewhere(near: Similarities, groups: Sequence[Group]) -> Mapping[int, int]:
    """Idea -> the number of the other group that it might be in. Ideas in no group are given the nearest."""
    if not groups:
        return {}
    member = np.zeros((len(near), len(groups)), np.float32)
    for number, group in enumerate(groups):
        member[list(group), number] = 1
    finite = np.maximum(near, -1)
    inside = member.sum(axis=1) > 0
    sizes = member.sum(axis=0)[None, :] - member  # without the idea itself
    sums = finite @ member - member * np.diag(finite)[:, None]
    means = np.where(sizes > 0, sums / np.maximum(sizes, 1), -1)
    own = np.where(inside, (means * member).sum(axis=1), CLEAR + BORDER)
    others = np.where(member > 0, -1, means)
    best = others.argmax(axis=1)
    unsure = others.max(axis=1) >= np.maximum(own - BORDER, CLEAR / 2)
    return {int(idea): int(best[idea]) for idea in np.flatnonzero(unsure)}


def stacks(near: Similarities, groups: Sequence[Group]) -> Mapping[int, int]:
    """Idea -> the idea that stands for all that say nearly the same in its group, itself included."""
    found: dict[int, int] = {}
    for group in groups:
        left = list(group)
        while left:
            first = left.pop(0)
            same = [other for other in left if near[first, other] >= ALIKE]
            if same:
                found |= dict.fromkeys((first, *same), first)
                left = [other for other in left if other not in same]
    return found
