"""From ballots to a ranking that names its ties, whatever the ballots were."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Counted:
    """One option. `score` is what it is ordered by, in the unit of its voting method."""

    option: str
    score: float
    people: int  # who gave it something, or judged it
    share: float  # 0 to 1; of whom or what, the method says
    parts: tuple[int, ...] = ()  # how many people answered what, where the method has answers
    rank: int | None = None  # 1 is best; equals share a rank; None: nothing was given to it, or too few judged it


@dataclass(frozen=True)
class Tally:
    voters: int
    counted: tuple[Counted, ...]  # best first, those without a rank last; equals in the order of the options
    ties: tuple[tuple[str, ...], ...]  # options that share a rank

    def of(self, option: str) -> Counted | None:
        return next((line for line in self.counted if line.option == option), None)

    @property
    def ranked(self) -> tuple[Counted, ...]:
        return tuple(line for line in self.counted if line.rank is not None)


def placed(voters: int, lines: Iterable[Counted], fewest: int = 1) -> Tally:
    """Rank options by their scores; those for which fewer than `fewest` people count get no rank."""
    lines = list(lines)
    judged = [line for line in lines if line.people >= max(1, fewest)]
    ranked = [replace(line, rank=1 + sum(other.score > line.score for other in judged)) for line in judged]
    ranked.sort(key=lambda line: line.rank or 0)
    rest = [line for line in lines if line not in judged]
    return Tally(voters, (*ranked, *rest), _ties(ranked))


def count(options: Sequence[str], ballots: Sequence[Mapping[str, int]], voters: int) -> Tally:
    """Add up what ballots give, such as dots. What is given to something that is no option does not count.

    The share is that of the people who gave it anything.
    """
    given: Counter[str] = Counter(dict.fromkeys(options, 0))
    people: Counter[str] = Counter()
    for ballot in ballots:
        for option, number in ballot.items():
            if option in given and number > 0:
                given[option] += number
                people[option] += 1
    lines = (Counted(o, given[o], people[o], people[o] / voters if voters else 0.0) for o in options)
    return placed(voters, lines)


def _ties(ranked: Sequence[Counted]) -> tuple[tuple[str, ...], ...]:
    by_rank: dict[int | None, list[str]] = {}
    for line in ranked:
        by_rank.setdefault(line.rank, []).append(line.option)
    return tuple(tuple(same) for same in by_rank.values() if len(same) > 1)
