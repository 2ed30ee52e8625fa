"""Rankings: Borda's points, and Schulze's winner of all comparisons of two.

J.-C. de Borda, Mémoire sur les élections au scrutin (1781). M. Schulze, A new monotonic, clone-independent,
reversal symmetric, and Condorcet-consistent single-winner election method, Social Choice and Welfare 36 (2011),
doi:10.1007/s00355-010-0475-4, with winning votes as the strength of a link. A ranking may leave options out: they
are all equally good, and worse than those in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Placed:
    option: str
    place: int  # 1 is best; equals share a place
    points: Fraction  # Borda's; for Schulze's order the options that it beats


def duels(options: Sequence[str], rankings: Sequence[Sequence[str]]) -> dict[tuple[str, str], int]:
    """(a, b) -> how many people prefer a to b. Raises ValueError where an option is there twice, or not at all."""
    found = {(a, b): 0 for a in options for b in options if a != b}
    for ranking in rankings:
        if len(set(ranking)) < len(ranking) or not set(ranking) <= set(options):
            raise ValueError("a ranking names an option twice, or one that there is not")
        below = [option for option in options if option not in ranking]
        for at, better in enumerate(ranking):
            for worse in (*ranking[at + 1 :], *below):
                found[better, worse] += 1
    return found


def borda(options: Sequence[str], rankings: Sequence[Sequence[str]]) -> tuple[Placed, ...]:
    """A point for each option that stands below, and half a point for each that is as good; best first."""
    won = duels(options, rankings)
    voters = len(rankings)
    points = {}
    for a in options:
        ahead = sum(won[a, b] for b in options if b != a)
        equal = sum(voters - won[a, b] - won[b, a] for b in options if b != a)
        points[a] = ahead + Fraction(equal, 2)
    return _placed(options, points)


def schulze(options: Sequence[str], rankings: Sequence[Sequence[str]]) -> tuple[Placed, ...]:
    """By the strongest chains of won comparisons: a is before b where its best chain to b is stronger than back."""
    won = duels(options, rankings)
    strength = {pair: votes if votes > won[pair[1], pair[0]] else 0 for pair, votes in won.items()}
    for through in options:
        for a in options:
            for b in options:
                if len({through, a, b}) == 3:
                    chain = min(strength[a, through], strength[through, b])
                    strength[a, b] = max(strength[a, b], chain)
    beaten = {a: sum(strength[a, b] > strength[b, a] for b in options if b != a) for a in options}
    return _placed(options, {option: Fraction(number) for option, number in beaten.items()})


def _placed(options: Sequence[str], points: dict[str, Fraction]) -> tuple[Placed, ...]:
    ordered = sorted(options, key=lambda option: -points[option])
    return tuple(Placed(o, 1 + sum(points[other] > points[o] for other in options), points[o]) for o in ordered)
