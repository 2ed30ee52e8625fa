"""Shapes of areas: out of GeoJSON files of all kinds, or refused with a sentence."""

import json
import math
import random

import numpy as np
import pytest

from workshop_kit import areas, programmes
from workshop_kit.areas import geojson, shapes
from workshop_kit.errors import DamagedFile, LongText, UnknownFormat
from workshop_kit.programmes import Draft

SQUARE = [[25.0, 60.2], [25.1, 60.2], [25.1, 60.3], [25.0, 60.3], [25.0, 60.2]]
HOLE = [[25.02, 60.22], [25.02, 60.28], [25.08, 60.28], [25.08, 60.22], [25.02, 60.22]]


def feature(name: object = "Hakunila", rings: object = None, **facts: object) -> dict:
    geometry = {"type": "Polygon", "coordinates": rings or [SQUARE]}
    return {"type": "Feature", "properties": {"nimi": name, **facts}, "geometry": geometry}


def file(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def circle(points: int, x: float = 25.0, y: float = 60.2, size: float = 0.05) -> list[list[float]]:
    dice = random.Random(points)
    turns = [2 * math.pi * at / points for at in range(points)]
    far = [size * (1 + 0.05 * dice.random()) for _turn in turns]
    ring = [[x + f * math.cos(t), y + f * math.sin(t) / 2] for t, f in zip(turns, far, strict=True)]
    return [*ring, ring[0]]


# --- looking --------------------------------------------------------------------------------------------


def test_a_file_is_looked_at_and_nothing_is_written(db):
    found = geojson.look(file(feature("Länsimäki", tunnus="94"), feature("Hakunila", tunnus=93)))
    assert [(one.name, one.code, one.points) for one in found.features] == [
        ("Hakunila", "93", 5),
        ("Länsimäki", "94", 5),
    ]
    assert found.name_property == "nimi" and not found.troubles
    assert areas.listed(db) == []


def test_a_mark_at_the_beginning_and_one_feature_alone_are_no_trouble():
    assert geojson.look(b"\xef\xbb\xbf" + json.dumps(feature()).encode()).features[0].name == "Hakunila"


def test_where_the_name_is_unclear_a_person_chooses():
    content = file(*({**feature(), "properties": {"a": f"A{n}", "b": f"B{n}"}} for n in range(3)))
    found = geojson.look(content)
    assert (found.name_property, found.features) == ("", ())
    assert [(one.name, one.samples) for one in found.properties] == [
        ("a", ("A0", "A1", "A2")),
        ("b", ("B0", "B1", "B2")),
    ]
    assert [one.name for one in geojson.look(content, "b").features] == ["B0", "B1", "B2"]


def test_the_only_property_with_different_words_is_the_name():
    content = file(*({**feature(), "properties": {"x": f"A{n}", "year": 2026}} for n in range(3)))
    assert geojson.look(content).name_property == "x"


def test_a_name_that_no_shape_has_is_refused():
    with pytest.raises(UnknownFormat, match="property"):
        geojson.look(file(feature()), "namn")


def test_shapes_of_one_name_are_put_together():
    other = [[x + 1, y] for x, y in SQUARE]
    found = geojson.look(file(feature("Hakunila", tunnus=1), feature("hakunila", [other], tunnus=2)))
    assert [(one.name, one.code, one.geometry["type"]) for one in found.features] == [
        ("Hakunila", "", "MultiPolygon")
    ]


def test_what_is_no_area_is_left_out_and_told():
    line = {**feature("Line"), "geometry": {"type": "LineString", "coordinates": SQUARE}}
    nothing = {**feature("Nothing"), "geometry": None}
    flat = feature("Flat", [[[25, 60], [25.1, 60], [25.2, 60], [25, 60]]])
    odd = feature("Odd", [[["25", 60], [True, 60], [25.2], [25, 60]]])
    found = geojson.look(file(line, feature(), nothing, flat, odd, 7, feature(""), feature("x" * 81)))
    assert [one.name for one in found.features] == ["Hakunila"]
    told = [trouble.in_language("en") for trouble in found.troubles]
    assert [line.split()[1] for line in told if "point" in line] == ["1", "3", "4", "5", "6"]
    assert "Shape 7 has no name. It is left out." in told
    assert "The name of shape 8 is longer than 80 letters. It is left out." in told


@pytest.mark.parametrize(
    ("corner", "named"),
    [
        ((25_503_000, 6_687_000), "ETRS-GK25 (EPSG:3879)"),
        ((6_687_000, 25_503_000), "ETRS-GK25 (EPSG:3879)"),
        ((392_000, 6_687_000), "ETRS-TM35FIN (EPSG:3067)"),
        ((2_783_000, 8_460_000), "Web Mercator (EPSG:3857)"),
        ((560_000, 180_000), "metres of a map"),
    ],
)
def test_metres_of_a_map_are_known_by_their_size(corner, named):
    x, y = corner
    ring = [[x, y], [x + 900, y], [x + 900, y + 900], [x, y]]
    with pytest.raises(DamagedFile) as refusal:
        geojson.look(file(feature(rings=[ring])))
    assert named in str(refusal.value) and "WGS 84" in str(refusal.value)


def test_a_coordinate_system_that_is_named_is_believed():
    def crs(name):
        return {"type": "name", "properties": {"name": name}}

    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"):
        assert geojson.look(file(feature(), crs=crs(name))).features
    with pytest.raises(DamagedFile, match="ETRS-GK25"):
        geojson.look(file(feature(), crs=crs("urn:ogc:def:crs:EPSG::3879")))


def test_degrees_that_are_not_on_the_earth_are_refused():
    with pytest.raises(DamagedFile, match="Earth"):
        geojson.look(file(feature(rings=[[[200, 60], [201, 60], [201, 61], [200, 60]]])))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"7",
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"features": [NaN]}',
        b"[" * 200_000,
        b'{"features": [' + b"9" * 5000 + b"]}",
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(content):
    with pytest.raises(DamagedFile) as refusal:
        geojson.look(content)
    assert "Nothing was changed" in str(refusal.value)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(DamagedFile, match="20 MB"):
        geojson.look(b" " * (geojson.MOST_BYTES + 1))
    with pytest.raises(DamagedFile, match="2,000"):
        geojson.look(file(*[feature()] * 2001))


def test_a_name_with_letters_that_no_database_keeps_is_cleaned():
    content = file(feature("Haku\\u0000nila\\ud800")).replace(b"\\\\u", b"\\u")
    assert geojson.look(content).features[0].name == "Hakunila"


# --- simplifying ----------------------------------------------------------------------------------------


def test_a_shape_is_kept_with_300_points_that_follow_its_outline():
    [one] = geojson.look(file(feature(rings=[circle(9000)]))).features
    assert one.before == 9001 and 290 < one.points <= 300
    ring = one.geometry["coordinates"][0]
    assert ring[0] == ring[-1]
    xs, ys = np.array(ring).T
    before = np.array(circle(9000))
    assert abs(xs.max() - before[:, 0].max()) < 0.003 and abs(ys.min() - before[:, 1].min()) < 0.003


def test_points_on_a_straight_line_are_dropped():
    ring = [[25 + n / 100, 60] for n in range(50)] + [[25.49, 61], [25, 61], [25, 60]]
    [one] = geojson.look(file(feature(rings=[ring]))).features
    assert one.points == 5


def test_many_islets_and_holes_come_down_to_300_points_and_the_largest_stays():
    islets = [[circle(40, 25 + n / 50, 60.2, 0.004)] for n in range(200)]
    main = [circle(2000, 24, 61, 0.4), *[circle(30, 24 + n / 500, 61, 0.0005) for n in range(100)]]
    given = {
        "type": "Feature",
        "properties": {"nimi": "Saaristo"},
        "geometry": {"type": "MultiPolygon", "coordinates": [*islets, main]},
    }
    [one] = geojson.look(file(given)).features
    assert one.points <= 300
    assert one.geometry["coordinates"][0][0][0][0] < 24.5, "the largest part comes first"


def test_a_hole_stays_a_hole_and_turns_the_other_way():
    [one] = geojson.look(file(feature(rings=[SQUARE[::-1], HOLE]))).features
    outer, hole = one.geometry["coordinates"]

    def area(ring):
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))

    assert area(outer) > 0 > area(hole)


def test_a_ring_that_was_left_open_is_closed():
    [one] = geojson.look(file(feature(rings=[SQUARE[:-1]]))).features
    assert one.geometry["coordinates"][0][0] == one.geometry["coordinates"][0][-1]


def test_every_ring_of_random_shapes_is_closed_and_light():
    for seed in range(12):
        dice = random.Random(seed)
        rings = [
            [circle(dice.randrange(3, 400), dice.random() * 30, 60, 0.1)] for _n in range(dice.randrange(1, 90))
        ]
        shape = shapes.parts({"type": "MultiPolygon", "coordinates": rings})
        light = shapes.light(shape)
        assert shapes.points(light) <= shapes.MOST_POINTS
        assert all(len(ring) >= 4 and (ring[0] == ring[-1]).all() for part in light for ring in part)


# --- taking and giving ----------------------------------------------------------------------------------


def test_areas_get_their_shapes_and_new_ones_are_added(db, now):
    known = areas.add(db, "HAKUNILA")
    smile = programmes.create(db, Draft("SMILE"), now=now)
    found = geojson.look(file(feature("Hakunila", kosa="93"), feature("Uusi")))
    assert geojson.known(db, found.features) == {"Hakunila": "HAKUNILA"}
    geojson.take(db, found.features, source=" City of Vantaa ", licence="CC BY 4.0", programme=smile)
    assert (known.name, known.code, known.source, known.licence) == (
        "HAKUNILA",
        "93",
        "City of Vantaa",
        "CC BY 4.0",
    )
    assert known.shape["type"] == "Polygon"
    assert [area.name for area in programmes.areas(db, smile)] == ["HAKUNILA", "Uusi"]


def test_only_what_was_chosen_is_taken(db):
    found = geojson.look(file(feature("Hakunila"), feature("Uusi")))
    geojson.take(db, found.features[:1], source="", licence="")
    assert [area.name for area in areas.listed(db)] == ["Hakunila"]


def test_a_source_that_is_a_whole_book_is_refused(db):
    with pytest.raises(LongText):
        geojson.take(db, geojson.look(file(feature())).features, source="x" * 201, licence="")


def test_shapes_go_out_as_they_came_in(db):
    areas.add(db, "Without a shape")
    geojson.take(db, geojson.look(file(feature(rings=[SQUARE, HOLE]))).features, source="S", licence="L")
    written = geojson.write(areas.listed(db))
    told = json.loads(written)["features"][0]["properties"]
    assert told == {"name": "Hakunila", "code": "", "source": "S", "licence": "L"}
    again = geojson.look(written)
    assert [dict(one.geometry) for one in again.features] == [areas.by_name(db, "Hakunila").shape]


def test_a_shape_is_erased_with_where_it_came_from(db):
    [area] = geojson.take(db, geojson.look(file(feature())).features, source="S", licence="L")
    geojson.forget(db, area)
    assert (area.shape, area.source, area.licence) == ({}, "", "")
