"""Comparisons of two: who wins how often, and how strong each is when not all were compared equally often.

R. A. Bradley and M. E. Terry (1952), doi:10.2307/2334029: a beats b with probability s(a) / (s(a) + s(b)). Found by
D. R. Hunter's minorisation (2004), doi:10.1214/aos/1079120141. Beforehand each option has won and lost half a
comparison against one of average strength, so that who was never beaten stays finite.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 10_000
STILL = 1e-10
BEFOREHAND = 0.5


@dataclass(frozen=True)
class Strength:
    option: str
    strength: float  # the chance to win against an option of average strength
    won: int
    compared: int


def strengths(options: Sequence[str], comparisons: Sequence[tuple[str, str]]) -> tuple[Strength, ...]:
    """The strongest first, of (winner, loser). Raises ValueError for an option that there is not."""
    if any(a not in options or b not in options or a == b for a, b in comparisons):
        raise ValueError("a comparison is of two options that there are")
    won = Counter(winner for winner, _loser in comparisons)
    met = Counter(frozenset(pair) for pair in comparisons)
    size = dict.fromkeys(options, 1.0)
    for _round in range(ROUNDS):
        fresh = {a: _next(a, options, size, won[a], met) for a in options}
        still = all(abs(fresh[a] - size[a]) <= STILL * size[a] for a in options)
        size = fresh
        if still:
            break
    compared = {a: sum(times for pair, times in met.items() if a in pair) for a in options}
    found = [Strength(a, size[a] / (size[a] + 1), won[a], compared[a]) for a in options]
    return tuple(sorted(found, key=lambda one: -one.strength))


def _next(a: str, options: Sequence[str], size: dict[str, float], won: int, met: Counter[frozenset[str]]) -> float:
    against = sum(met[frozenset((a, b))] / (size[a] + size[b]) for b in options if b != a)
    return (won + BEFOREHAND) / (against + 2 * BEFOREHAND / (size[a] + 1))
