"""Counting dots: ballots in, a ranking out that names its ties."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Counted:
    option: str
    dots: int
    share: float  # of all dots given, 0 to 1
    supporters: int  # people who gave it at least one dot
    rank: int  # 1 is best; equal dots share a rank


@dataclass(frozen=True)
class Tally:
    voters: int
    dots: int
    counted: tuple[Counted, ...]  # most dots first; ties in the order of the options
    ties: tuple[tuple[str, ...], ...]  # options with equally many dots, more than none

    def of(self, option: str) -> Counted | None:
        return next((line for line in self.counted if line.option == option), None)


def count(options: Sequence[str], ballots: Sequence[Mapping[str, int]]) -> Tally:
    """Add up dots. What a ballot gives to something that is not an option does not count."""
    dots: Counter[str] = Counter(dict.fromkeys(options, 0))
    supporters: Counter[str] = Counter()
    for ballot in ballots:
        for option, number in ballot.items():
            if option in dots and number > 0:
                dots[option] += number
                supporters[option] += 1
    total = dots.total()
    ordered = sorted(options, key=lambda option: -dots[option])
    ranks = {option: 1 + sum(dots[other] > dots[option] for other in options) for option in options}
    counted = tuple(
        Counted(o, dots[o], dots[o] / total if total else 0.0, supporters[o], ranks[o]) for o in ordered
    )
    return Tally(len(ballots), total, counted, _ties(ordered, dots))


def _ties(ordered: Sequence[str], dots: Counter[str]) -> tuple[tuple[str, ...], ...]:
    by_dots: dict[int, list[str]] = {}
    for option in ordered:
        by_dots.setdefault(dots[option], []).append(option)
    return tuple(tuple(same) for number, same in by_dots.items() if number and len(same) > 1)
