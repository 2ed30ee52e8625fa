"""Areas in the plane: shapes, holes, places for names, tiles."""

from math import hypot

import pytest

from workshop_kit.needs_map.map import bounds, shapes

SQUARE = [[25.0, 60.0], [25.1, 60.0], [25.1, 60.1], [25.0, 60.1], [25.0, 60.0]]
HOLE = [[25.04, 60.04], [25.06, 60.04], [25.06, 60.06], [25.04, 60.06], [25.04, 60.04]]
HOOK = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [0, 1], [0, 0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def turn(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))


def test_a_shape_is_as_wide_and_high_as_on_the_ground():
    (found,) = shapes({"A": polygon(SQUARE)})
    left, bottom, right, top = bounds([found])
    assert top - bottom == pytest.approx(11.13, abs=0.01)
    assert right - left == pytest.approx(5.56, abs=0.02), (
        "a degree of longitude is half as long at 60 degrees north"
    )


@pytest.mark.parametrize("outer", [SQUARE, SQUARE[::-1]])
@pytest.mark.parametrize("hole", [HOLE, HOLE[::-1]])
def test_outer_rings_turn_left_and_holes_right_however_the_file_has_them(outer, hole):
    (found,) = shapes({"A": polygon(outer, hole)})
    assert turn(found.rings[0]) > 0 > turn(found.rings[1])


def test_a_name_does_not_stand_in_a_hole():
    (found,) = shapes({"A": polygon(SQUARE, HOLE)})
    (left, bottom), (right, top) = found.rings[1][0], found.rings[1][2]
    x, y = found.middle
    assert not (min(left, right) <= x <= max(left, right) and min(bottom, top) <= y <= max(bottom, top))


def test_the_name_of_a_bent_area_stands_inside_it():
    (found,) = shapes({"A": polygon(HOOK)})
    corner = found.rings[0][4]  # the inner corner of the hook; its centroid is near it
    x, y = found.middle
    assert x > corner[0] or y < corner[1]
    assert hypot(x - corner[0], y - corner[1]) > 10


def test_an_area_of_several_parts_has_its_name_in_the_largest():
    small = [[26, 60], [26.01, 60], [26.01, 60.01], [26, 60.01], [26, 60]]
    (found,) = shapes({"A": {"type": "MultiPolygon", "coordinates": [[small], [SQUARE]]}})
    assert len(found.rings) == 2
    assert found.middle[0] < found.rings[0][0][0]


def test_areas_without_shapes_are_equal_tiles_in_reading_order():
    found = shapes({name: {} for name in "ABCDE"})
    assert [shape.name for shape in found] == list("ABCDE") and all(shape.is_tile for shape in found)
    middles = [shape.middle for shape in found]
    assert sorted(middles, key=lambda point: (-point[1], point[0])) == middles
    assert len({round(turn(shape.rings[0]), 9) for shape in found}) == 1


def test_tiles_of_areas_without_a_shape_lie_below_the_map():
    drawn = shapes({"A": polygon(SQUARE), "B": {}, "C": {}})
    assert [(shape.name, shape.is_tile) for shape in drawn] == [("A", False), ("B", True), ("C", True)]
    assert bounds(drawn[1:])[3] < bounds(drawn[:1])[1]


@pytest.mark.parametrize(
    "nothing",
    [{}, {"type": "Point", "coordinates": [1, 2]}, polygon([[1, 1], [2, 2], [1, 1]]), {"type": "Polygon"}],
)
def test_what_has_no_surface_is_a_tile(nothing):
    assert shapes({"A": nothing})[0].is_tile


def test_no_areas_give_no_shapes():
    assert shapes({}) == ()
