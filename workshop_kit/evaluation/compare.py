"""Are two groups different, or is it chance? Pure statistics, told as an interval and a word, never as a p-value.

An interval of 95 %: where nothing but chance is at work, it leaves out zero once in twenty times. People of one
evening are alike, because they were in one room: so where each side has at least `CLUSTERS` workshops, these are
what is compared, each with one value. With fewer, the people are taken for strangers to each other; the interval
is then too narrow, and `Difference.unit` says so.

Sources: Welch (1947), doi:10.1093/biomet/34.1-2.28 (two means) · Wilson (1927), doi:10.2307/2276774 (one share) ·
Newcombe (1998), method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I (two shares) ·
Donner and Klar (2000), Design and Analysis of Cluster Randomization Trials (means of clusters).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt
from statistics import NormalDist, fmean, variance

from workshop_kit.privacy import SMALL

LEVEL = 0.95
CLUSTERS = 3
"""Workshops on each side from which on they are compared, not their people."""
MANY = 30
"""Fewer of what is compared is a small sample."""
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


class Verdict(StrEnum):
    CLEAR = "clear"  # zero is outside the interval
    NOT_CLEAR = "not_clear"
    TOO_SMALL = "too_small"  # fewer than five people or three workshops on a side, or nothing to judge chance by


class Unit(StrEnum):
    WORKSHOPS = "workshops"
    PEOPLE = "people"


@dataclass(frozen=True)
class Cluster:
    """One workshop: of how many people, the sum of what they said, and of its squares."""

    people: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        return self.total / self.people


@dataclass(frozen=True)
class Difference:
    """The first group minus the second. Where it is too small nothing is told but how many there were."""

    verdict: Verdict
    unit: Unit
    sizes: tuple[int, int]  # of what is compared: workshops, or people
    means: tuple[float, float] | None = None
    low: float | None = None  # of the interval
    high: float | None = None

    @property
    def difference(self) -> float | None:
        return self.means[0] - self.means[1] if self.means else None

    @property
    def is_small(self) -> bool:
        """Whether it is told, but of a small sample."""
        return self.verdict != Verdict.TOO_SMALL and min(self.sizes) < MANY


def clusters(first: Sequence[Cluster], second: Sequence[Cluster]) -> Difference:
    """What people said in two groups of workshops; evenings without an answer are left out."""
    sides = [[cluster for cluster in side if cluster.people] for side in (first, second)]
    people = tuple(sum(cluster.people for cluster in side) for side in sides)
    if min(people) < SMALL:
        return Difference(Verdict.TOO_SMALL, Unit.PEOPLE, (people[0], people[1]))
    if min(map(len, sides)) >= CLUSTERS:
        return workshops(*([cluster.mean for cluster in side] for side in sides))
    return _welch(Unit.PEOPLE, _joined(sides[0]), _joined(sides[1]))


def workshops(first: Sequence[float], second: Sequence[float]) -> Difference:
    """One value of each workshop, on two sides."""
    if min(len(first), len(second)) < CLUSTERS:
        return Difference(Verdict.TOO_SMALL, Unit.WORKSHOPS, (len(first), len(second)))
    return _welch(Unit.WORKSHOPS, *((len(side), fmean(side), variance(side)) for side in (first, second)))


def shares(first: tuple[int, int], second: tuple[int, int]) -> Difference:
    """Two shares of people, each as (how many, of how many): Newcombe's interval of Wilson's scores."""
    (x, n), (y, m) = first, second
    if min(n, m) < SMALL:
        return Difference(Verdict.TOO_SMALL, Unit.PEOPLE, (n, m))
    (p, (below_p, above_p)), (q, (below_q, above_q)) = (x / n, wilson(x, n)), (y / m, wilson(y, m))
    low = p - q - sqrt((p - below_p) ** 2 + (above_q - q) ** 2)
    high = p - q + sqrt((above_p - p) ** 2 + (q - below_q) ** 2)
    return Difference(_verdict(low, high), Unit.PEOPLE, (n, m), (p, q), low, high)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval of a share."""
    share, z = part / whole, _Z
    middle = share + z * z / (2 * whole)
    wide = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (middle - wide) / scale), min(1.0, (middle + wide) / scale)


_Moments = tuple[int, float, float]
"""How many, their mean, and their variance."""


def _joined(side: Sequence[Cluster]) -> _Moments:
    """The people of several workshops, as if they were one room."""
    people = sum(cluster.people for cluster in side)
    mean = sum(cluster.total for cluster in side) / people
    squares = sum(cluster.squares for cluster in side)
    return people, mean, max(0.0, squares - people * mean * mean) / (people - 1)


def _welch(unit: Unit, first: _Moments, second: _Moments) -> Difference:
    """Two means whose spread may differ. Without any spread chance cannot be judged."""
    (n, mean, spread), (m, other, its_spread) = first, second
    a, b = spread / n, its_spread / m
    if a + b <= 1e-12:
        return Difference(Verdict.TOO_SMALL, unit, (n, m))
    freedom = (a + b) ** 2 / (a * a / (n - 1) + b * b / (m - 1))
    wide = student(freedom) * sqrt(a + b)
    low, high = mean - other - wide, mean - other + wide
    return Difference(_verdict(low, high), unit, (n, m), (mean, other), low, high)


def _verdict(low: float, high: float) -> Verdict:
    return Verdict.NOT_CLEAR if low <= 0 <= high else Verdict.CLEAR


def student(freedom: float) -> float:
    """How many standard errors the interval reaches to each side: Student's t, by halving."""
    low, high = 0.0, 1000.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        outside = _beta(freedom / (freedom + middle * middle), freedom / 2, 0.5)
        low, high = (middle, high) if outside > 1 - LEVEL else (low, middle)
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function (DLMF 8.17.22, its continued fraction after Lentz)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    if x <= 0:
        return 0.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    c, d, value = 1.0, 1 / (1 - (a + b) * x / (a + 1)), 1 / (1 - (a + b) * x / (a + 1))
    for m in range(1, 500):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            c, d = 1 + part / c, 1 / (1 + part * d)
            value *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * value
