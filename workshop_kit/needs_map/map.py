"""Areas on a plane: shapes as rings, a place for each name, tiles where no shape is known. Pure geometry.

Shapes come as GeoJSON geometries (RFC 7946: longitude and latitude in degrees). The plane is equirectangular at the
middle latitude, in kilometres: over a city it is true to less than one in a thousand. North is up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, cos, radians, sqrt
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""Closed: the last point is the first."""

KM_A_DEGREE = 111.32
GRID = 24
"""In how many lines and columns the best place for a name is looked for."""


@dataclass(frozen=True)
class Shape:
    """An area in the plane. Outer rings turn left (against the clock), holes turn right."""

    name: str
    rings: tuple[Ring, ...]
    middle: Point  # inside the area, far from its edge: the place for its name
    is_tile: bool = False


def shapes(areas: Mapping[str, Mapping[str, Any]]) -> tuple[Shape, ...]:
    """Name -> geometry (empty where none is known), in the order given.

    Areas without a shape are equal tiles in reading order, below the others where those have shapes.
    """
    turned = {name: _polygons(geometry) for name, geometry in areas.items()}
    latitudes = [y for rings in turned.values() for ring in rings for _x, y in ring]
    narrow = cos(radians((min(latitudes) + max(latitudes)) / 2)) if latitudes else 1.0
    drawn = [_shape(name, [_flat(ring, narrow) for ring in rings]) for name, rings in turned.items() if rings]
    bare = [name for name, rings in turned.items() if not rings]
    return (*drawn, *_tiles(bare, below=drawn))


def bounds(drawn: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of all of them."""
    points = [point for shape in drawn for ring in shape.rings for point in ring]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


# --- tiles ----------------------------------------------------------------------------------------------


def _tiles(names: Sequence[str], *, below: Sequence[Shape]) -> list[Shape]:
    if not names:
        return []
    if not below:
        return _in_rows(names, left=0.0, top=0.0, side=1.0, across=ceil(sqrt(len(names) * 1.6)))
    left, bottom, right, _top = bounds(below)
    across = max(4, min(8, len(names)))
    side = (right - left) / across
    return _in_rows(names, left=left, top=bottom - side * 0.4, side=side, across=across)


def _in_rows(names: Sequence[str], *, left: float, top: float, side: float, across: int) -> list[Shape]:
    found = []
    for number, name in enumerate(names):
        row, column = divmod(number, across)
        x, y, edge = left + column * side, top - row * side, side * 0.94
        corners = ((x, y - edge), (x + edge, y - edge), (x + edge, y), (x, y), (x, y - edge))
        found.append(Shape(name, (corners,), (x + edge / 2, y - edge / 2), is_tile=True))
    return found


# --- shapes ---------------------------------------------------------------------------------------------


def _polygons(geometry: Mapping[str, Any]) -> list[Ring]:
    """All rings of a Polygon or MultiPolygon, turned as `Shape` says; none where there is no area in it."""
    kind, parts = geometry.get("type"), geometry.get("coordinates") or []
    polygons = parts if kind == "MultiPolygon" else [parts] if kind == "Polygon" else []
    found = []
    for polygon in polygons:
        for number, points in enumerate(polygon):
            ring = _closed((float(point[0]), float(point[1])) for point in points)
            if len(ring) >= 4 and _area(ring):
                found.append(_turned(ring, left=number == 0))
    return found


def _closed(points: Iterable[Point]) -> Ring:
    ring = tuple(points)
    return ring if not ring or ring[0] == ring[-1] else (*ring, ring[0])


def _turned(ring: Ring, *, left: bool) -> Ring:
    return ring if (_area(ring) > 0) == left else ring[::-1]


def _flat(ring: Ring, narrow: float) -> Ring:
    return tuple((x * KM_A_DEGREE * narrow, y * KM_A_DEGREE) for x, y in ring)


def _shape(name: str, rings: Sequence[Ring]) -> Shape:
    shape = Shape(name, tuple(rings), (0.0, 0.0))
    outer = max(rings, key=_area)  # holes count less than nothing
    middle = _centroid(outer)
    if not _inside(middle, rings) or _to_edge(middle, rings) < 0.25 * sqrt(_area(outer)) / 2:
        middle = _widest(outer, rings, middle)
    return replace(shape, middle=middle)


def _area(ring: Ring) -> float:
    """Twice this is the sum of the cross products; positive where the ring turns left."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False)) / 2


def _centroid(ring: Ring) -> Point:
    """Of the surface. Reckoned from the first point: far from zero, digits would be lost."""
    x0, y0 = ring[0]
    near = [(x - x0, y - y0) for x, y in ring]
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(near, near[1:], strict=False)]
    total = 3 * sum(cross for _a, _b, cross in crosses) or 1.0
    x = sum((a[0] + b[0]) * cross for a, b, cross in crosses) / total
    y = sum((a[1] + b[1]) * cross for a, b, cross in crosses) / total
    return x0 + x, y0 + y


def _widest(outer: Ring, rings: Sequence[Ring], otherwise: Point) -> Point:
    """The point of a grid that is inside and furthest from the edge."""
    xs, ys = [x for x, _y in outer], [y for _x, y in outer]
    grid = [
        (min(xs) + (column + 0.5) / GRID * (max(xs) - min(xs)), min(ys) + (row + 0.5) / GRID * (max(ys) - min(ys)))
        for row in range(GRID)
        for column in range(GRID)
    ]
    inside = [point for point in grid if _inside(point, rings)]
    return max(inside, key=lambda point: _to_edge(point, rings), default=otherwise)


def _inside(point: Point, rings: Sequence[Ring]) -> bool:
    """By how often a ray to the right crosses a ring: an odd number is inside; holes count themselves."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossed += 1
    return crossed % 2 == 1


def _to_edge(point: Point, rings: Sequence[Ring]) -> float:
    return min(_to_line(point, a, b) for ring in rings for a, b in zip(ring, ring[1:], strict=False))


def _to_line(point: Point, a: Point, b: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return float(sqrt((px - ax - share * dx) ** 2 + (py - ay - share * dy) ** 2))
