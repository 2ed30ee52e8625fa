"""Shapes of areas: GeoJSON geometries (RFC 7946) made light enough for a page.

Pure: no database. A ring is an array of positions, longitude and latitude in degrees, its first one repeated last.
"""

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_POINTS = 300
"""Of a shape: an outline of five kilometres is then true to some ten metres."""
_MOST_PARTS = 60  # of a shape; more are islets that nobody sees
_READ = 20_000  # points of a ring that are looked at
_FEW = 60  # points up to which plain Python is quicker than an array
_DIGITS = 6  # a tenth of a metre

Ring = NDArray[np.float64]
Part = list[Ring]
"""A polygon: the outer ring, then its holes."""


class NoArea(ValueError):
    """A geometry that has no area, or is damaged."""


def parts(geometry: Any) -> list[Part]:
    """The polygons of a geometry; rings that were left open are closed. Raises NoArea."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    given = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        given = [given]
    elif kind != "MultiPolygon":
        raise NoArea()
    if not isinstance(given, list) or not given:
        raise NoArea()
    found = [_part(rings) for rings in given]
    if not any(_area(part[0]) for part in found):
        raise NoArea()
    return found


def _part(rings: Any) -> Part:
    if not isinstance(rings, list) or not rings:
        raise NoArea()
    return [_ring(ring) for ring in rings]


def _ring(positions: Any) -> Ring:
    if not isinstance(positions, list) or not all(_is_position(one) for one in positions):
        raise NoArea()
    try:
        ring = np.array([one[:2] for one in positions], dtype=np.float64)
    except OverflowError as error:  # a whole number of hundreds of digits
        raise NoArea() from error
    if len(ring) and not np.array_equal(ring[0], ring[-1]):
        ring = np.vstack([ring, ring[:1]])
    if len(ring) < 4 or not np.isfinite(ring).all():
        raise NoArea()
    return ring


def _is_position(one: Any) -> bool:
    return (
        isinstance(one, list) and len(one) >= 2 and all(type(number) in (int, float) for number in one[:2])
    )  # a boolean is no number


def points(shape: Iterable[Part]) -> int:
    return sum(len(ring) for part in shape for ring in part)


def largest(shape: Iterable[Part]) -> tuple[float, float]:
    """How far from zero the coordinates go, east and north."""
    rings = [ring for part in shape for ring in part]
    return max(float(np.abs(r[:, 0]).max()) for r in rings), max(float(np.abs(r[:, 1]).max()) for r in rings)


def centre(shape: Sequence[Part]) -> tuple[float, float]:
    """The middle of the box around it."""
    every = np.vstack([part[0] for part in shape])
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    return float(middle[0]), float(middle[1])


def light(shape: Sequence[Part], most: int = MOST_POINTS) -> list[Part]:
    """The shape with at most so many points, those that its outline cannot do without.

    Douglas and Peucker (1973): every point has the distance at which it would be dropped, and those that would be
    dropped last are kept. Holes and islets that come out as a line are left out; the largest part never is.
    """
    solid = sorted((part for part in shape if _area(part[0])), key=lambda part: -abs(_area(part[0])))
    ranked = [[_ranked(ring, is_hole=at > 0) for at, ring in enumerate(part)] for part in solid[:_MOST_PARTS]]
    bar = _bar([rank for part in ranked for _ring, rank in part], most)
    found = []
    for part in ranked:
        kept = [ring[rank > bar] for ring, rank in part]
        found.append([_closed(ring) for ring in kept if len(ring) >= 3])
    return found


def _bar(ranks: Sequence[NDArray[np.float64]], most: int) -> float:
    """What a point must be worth more than to be kept. Points on a straight line are worth nothing."""
    worth = np.concatenate([[0.0], *ranks])
    bars = np.unique(worth[np.isfinite(worth)])
    low, high = 0, len(bars) - 1
    while low < high:
        middle = (low + high) // 2
        if _kept(ranks, float(bars[middle])) <= most:
            high = middle
        else:
            low = middle + 1
    return float(bars[low])


def _kept(ranks: Sequence[NDArray[np.float64]], bar: float) -> int:
    """How many points are left, with those that close a ring."""
    left = [int((rank > bar).sum()) for rank in ranks]
    return sum(number + 1 for number in left if number >= 3)


def _ranked(ring: Ring, *, is_hole: bool) -> tuple[Ring, NDArray[np.float64]]:
    """The ring without its last point, and what each point is worth: three of an outer ring are always kept."""
    ring = ring[:: max(1, len(ring) // _READ)]
    if not np.array_equal(ring[0], ring[-1]):
        ring = np.vstack([ring, ring[:1]])
    flat = ring * [np.cos(np.radians(float(ring[:, 1].mean()))), 1.0]
    pairs: list[list[float]] = flat.tolist()
    rank = np.zeros(len(ring))
    far = int(np.argmax(np.hypot(*(flat - flat[0]).T)))
    waiting = [(0, far, np.inf), (far, len(ring) - 1, np.inf)]
    while waiting:
        first, last, above = waiting.pop()
        if last - first < 2:
            continue
        few = last - first < _FEW
        at, away = _farthest(pairs[first : last + 1]) if few else _farthest_of_many(flat[first : last + 1])
        rank[first + at] = worth = min(away, above)
        waiting += [(first, first + at, worth), (first + at, last, worth)]
    third = int(np.argmax(rank))
    rank[[0, far, third]] = rank[third] if is_hole else np.inf
    return ring[:-1], rank[:-1]


def _farthest_of_many(line: Ring) -> tuple[int, float]:
    """Which point between the ends of a line is farthest from it, and how far it is."""
    off, along = line[1:-1] - line[0], line[-1] - line[0]
    length = float(np.hypot(*along))
    away = np.abs(off[:, 0] * along[1] - off[:, 1] * along[0]) / length if length else np.hypot(*off.T)
    at = int(np.argmax(away))
    return at + 1, float(away[at])


def _farthest(line: Sequence[Sequence[float]]) -> tuple[int, float]:
    """The same, quicker for few points."""
    (x, y), (right, up) = line[0], line[-1]
    right, up = right - x, up - y
    length = hypot(right, up)
    if length:
        away = [abs((a - x) * up - (b - y) * right) / length for a, b in line[1:-1]]
    else:
        away = [hypot(a - x, b - y) for a, b in line[1:-1]]
    most = max(away)
    return away.index(most) + 1, most


def _closed(ring: Ring) -> Ring:
    return np.vstack([ring, ring[:1]])


def _area(ring: Ring) -> float:
    """In square degrees; above zero for a ring that turns to the left."""
    x, y = (ring - ring[0]).T
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def geometry(shape: Sequence[Part]) -> dict[str, Any]:
    """As GeoJSON: outer rings turn to the left, holes to the right, as RFC 7946 asks."""
    written = [[_written(ring, to_left=at == 0) for at, ring in enumerate(part)] for part in shape]
    if len(written) == 1:
        return {"type": "Polygon", "coordinates": written[0]}
    return {"type": "MultiPolygon", "coordinates": written}


def _written(ring: Ring, *, to_left: bool) -> list[list[float]]:
    turned = ring if (_area(ring) > 0) == to_left else ring[::-1]
    return [[round(float(x), _DIGITS), round(float(y), _DIGITS)] for x, y in turned]
