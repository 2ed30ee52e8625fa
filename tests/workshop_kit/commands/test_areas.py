"""`areas` on the command line."""

import json

import pytest

from workshop_kit import areas, store
from workshop_kit.__main__ import main
from workshop_kit.areas import population

RING = [[25.0, 60.2], [25.1, 60.2], [25.1, 60.3], [25.0, 60.2]]


@pytest.fixture
def run(capsys):
    def said(*arguments):
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out.strip(), captured.err.strip()

    return said


def shapes(path, *facts, ring=RING):
    geometry = {"type": "Polygon", "coordinates": [ring]}
    features = [{"type": "Feature", "properties": one, "geometry": geometry} for one in facts]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_shapes_are_taken_and_written_again(run, engine, tmp_path):
    with store.writing(engine) as db:
        areas.add(db, "Hakunila")
    given = shapes(tmp_path / "a.geojson", {"nimi": "hakunila"}, {"nimi": "Uusi"})
    answer = run("areas", "import", given, "--source", "City", "--licence", "CC BY 4.0")
    assert answer == (0, "shapes: 2, new areas: 1", "")
    assert run("areas", "export", tmp_path / "b.geojson") == (0, "", "")
    written = json.loads((tmp_path / "b.geojson").read_text())
    assert [one["properties"]["name"] for one in written["features"]] == ["Hakunila", "Uusi"]
    assert {one["properties"]["source"] for one in written["features"]} == {"City"}


def test_areas_that_are_not_known_can_be_left_out(run, engine, tmp_path):
    given = shapes(tmp_path / "a.geojson", {"nimi": "Uusi"})
    assert run("areas", "import", given, "--only-known") == (0, "shapes: 0, new areas: 0", "")
    with store.reading(engine) as db:
        assert areas.listed(db) == []


def test_an_unclear_name_is_asked_for(run, database, tmp_path):
    given = shapes(tmp_path / "a.geojson", {"x": "A", "y": "B"}, {"x": "C", "y": "D"})
    status, out, trouble = run("areas", "import", given)
    assert (status, out) == (2, "") and "--name-property" in trouble and "x, y" in trouble
    assert run("areas", "import", given, "--name-property", "y")[1] == "shapes: 2, new areas: 2"


def test_metres_are_refused_in_one_line(run, database, tmp_path):
    ring = [[25_500_000, 6_687_000], [25_501_000, 6_687_000], [25_501_000, 6_688_000], [25_500_000, 6_687_000]]
    status, out, trouble = run("areas", "import", shapes(tmp_path / "a.geojson", {"nimi": "A"}, ring=ring))
    assert (status, out) == (2, "") and "ETRS-GK25" in trouble and len(trouble.splitlines()) == 1


def test_figures_are_taken_and_what_is_not_understood_is_told(run, engine, tmp_path):
    with store.writing(engine) as db:
        areas.add(db, "Hakunila")
    given = tmp_path / "p.csv"
    given.write_text("Alue;2024 Väestö;2024 Naiset\n402 Hakunila;100;many\nMyyrmäki;50;20\n", encoding="utf-8")
    status, out, trouble = run("areas", "population", given, "--source", "City")
    assert (status, out) == (0, "areas: 1, figures read: 3, areas left out: 1")
    assert trouble.splitlines() == [
        "Line 2: “many” is not a number of people. It is left out.",
        "No area is called “Myyrmäki”. It is left out.",
    ]
    assert run("areas", "population", given, "--add")[1] == "areas: 2, figures read: 3, areas left out: 0"
    with store.reading(engine) as db:
        assert population.known(db, areas.by_name(db, "Myyrmäki"), 2024) == {
            "all": {"": 50},
            "gender": {"woman": 20},
        }


def test_a_file_without_a_year_needs_one(run, database, tmp_path):
    given = tmp_path / "p.csv"
    given.write_text("Alue;Väestö\nHakunila;100\n", encoding="utf-8")
    assert run("areas", "population", given)[::2] == (
        2,
        "The file does not say of which year it is. Write the year.",
    )
    assert run("areas", "population", given, "--year", 2024, "--add")[0] == 0
