"""Whether the difference between two options is more than chance would give in a room of this size."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, variance

SURE = 1.645
"""The z-score that chance exceeds, either way, once in ten times."""


def is_clear(ballots: Sequence[Mapping[str, float]], a: str, b: str) -> bool:
    """Of people who could give to both: a paired z-test of what each gave to a and b; what is missing is nothing.

    False says: in this room the two are as good as equal. With fewer than two people nothing is clear.
    """
    apart = [ballot.get(a, 0) - ballot.get(b, 0) for ballot in ballots]
    if len(apart) < 2 or not any(apart):
        return False
    spread = variance(apart)
    if spread == 0:  # all say the same: chance gives that rarely, from five people on
        return len(apart) >= 5
    return abs(fmean(apart)) > SURE * sqrt(spread / len(apart))
