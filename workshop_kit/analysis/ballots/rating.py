"""Ratings from 1 to 5: how they spread, and how many did not understand what they should rate."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

LOWEST, HIGHEST = 1, 5
NOT_UNDERSTOOD = 0


@dataclass(frozen=True)
class Rated:
    option: str
    place: int  # 1 is best, by the mean; equals share a place, and nobody's come last
    people: int  # who gave it a number
    not_understood: int
    spread: tuple[int, ...]  # how many gave 1, 2, 3, 4, 5
    mean: float | None
    median: float | None


def rate(options: Sequence[str], ballots: Sequence[Mapping[str, int]]) -> tuple[Rated, ...]:
    """Best first. A ballot may leave options out. Raises ValueError for a number that is none of those."""
    given = {option: [ballot[option] for ballot in ballots if option in ballot] for option in options}
    if any(not NOT_UNDERSTOOD <= number <= HIGHEST for numbers in given.values() for number in numbers):
        raise ValueError("a rating is from 1 to 5, or 0 for what was not understood")
    rated = {option: [n for n in numbers if n != NOT_UNDERSTOOD] for option, numbers in given.items()}
    mean = {option: fmean(numbers) if numbers else None for option, numbers in rated.items()}
    ordered = sorted(options, key=lambda option: -(mean[option] or 0))
    return tuple(
        Rated(
            option,
            1 + sum((mean[other] or 0) > (mean[option] or 0) for other in options),
            len(rated[option]),
            len(given[option]) - len(rated[option]),
            tuple(Counter(rated[option])[number] for number in range(LOWEST, HIGHEST + 1)),
            mean[option],
            median(rated[option]) if rated[option] else None,
        )
        for option in ordered
    )
