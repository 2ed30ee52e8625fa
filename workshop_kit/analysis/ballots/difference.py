"""Whether the difference between two options is more than chance would give in a room of this size."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

CHANCE = 0.1
"""What chance brings more often than once in ten times is not clear."""
SURE = 1.645
"""The z-score that chance exceeds, either way, once in ten times."""
EXACT = 300
"""Up to so many people every outcome is counted; above it the normal distribution is as good."""


def is_clear(ballots: Sequence[Mapping[str, int]], a: str, b: str) -> bool:
    """Of people who could give to both, a paired sign-flip test of what each gave to a and b; missing is nothing.

    If nobody cared which is which, each person's difference could as well have been the other way round: how often
    would the sum then be as far from nothing? False says: in this room the two are as good as equal.
    """
    apart = [difference for ballot in ballots if (difference := ballot.get(a, 0) - ballot.get(b, 0))]
    if len(apart) > EXACT:
        return abs(sum(apart)) > SURE * sqrt(sum(difference**2 for difference in apart))
    ways = Counter({0: 1})
    for difference in apart:
        turned: Counter[int] = Counter()
        for total, times in ways.items():
            turned[total + difference] += times
            turned[total - difference] += times
        ways = turned
    as_far = sum(times for total, times in ways.items() if abs(total) >= abs(sum(apart)))
    return bool(as_far <= CHANCE * 2 ** len(apart))
