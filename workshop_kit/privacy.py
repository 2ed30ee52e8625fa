"""The suppression rule, in one place: no number is given for fewer than five people."""

from collections import Counter
from dataclasses import dataclass

SMALL = 5


def people(count: int) -> int | None:
    """A number of people as it may be shown; None means "fewer than five"."""
    return count if count >= SMALL or count == 0 else None


@dataclass(frozen=True)
class Groups:
    """How many people are in which group, such as a language; groups of fewer than five are added up in `other`.

    `other` is None where all together are fewer than five.
    """

    shown: tuple[tuple[str, int], ...]
    other: int | None


def grouped(counts: Counter[str]) -> Groups:
    """Hide small groups. Where the rest alone would be small, the smallest shown group joins it."""
    shown = [(code, n) for code, n in counts.most_common() if n >= SMALL]
    other = counts.total() - sum(n for _code, n in shown)
    if 0 < other < SMALL and shown:
        other += shown.pop()[1]
    return Groups(tuple(shown), people(other))
