"""`outcomes`: counts in and out, and what may be told, without a page."""

import json

import pytest

from models import Area
from workshop_kit import programmes, store
from workshop_kit.__main__ import main
from workshop_kit.outcomes import csv_file, indicators

SHEET = """date,area,indicator,count,women,men
2026-03-01,Koivukylä,People coached,9,5,4
2026-03-01,Hakunila,People coached,3,2,1
2026-03-02,Koivukylä,Found employment,6,,
"""


@pytest.fixture
def say(capsys):
    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def file(engine, now, tmp_path):
    with store.writing(engine) as db:
        made = programmes.create(db, programmes.Draft("SMILE"), now=now)
        indicators.add_preset(db, made.id, "job_coaching")
        db.add_all([Area(name="Koivukylä"), Area(name="Hakunila")])
    path = tmp_path / "counts.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_counts_are_taken_in_once(say, file):
    assert say("outcomes", "import", file, "--programme", "smile") == (0, "3 added, 0 there already\n", "")
    assert say("outcomes", "import", file, "--programme", "SMILE") == (0, "0 added, 3 there already\n", "")


def test_a_line_that_cannot_be_taken_stops_it_unless_it_is_to_be_left_out(say, file):
    file.write_text(SHEET + "2026-03-02,Korso,People coached,6,,\n", encoding="utf-8")
    status, out, trouble = say("outcomes", "import", file, "--programme", "SMILE")
    assert (
        (status, out) == (2, "") and trouble.startswith("Line 5 of the file cannot be read") and "Korso" in trouble
    )
    status, out, trouble = say("outcomes", "import", file, "--programme", "SMILE", "--skip-damaged")
    assert (status, out) == (0, "3 added, 0 there already\n") and trouble.startswith("line 5: ")


def test_others_can_write_while_a_file_is_read(say, file, engine, monkeypatch):
    look = csv_file.look

    def meanwhile(*facts, **more):
        with store.writing(engine) as db:
            db.add(Area(name="Rekola"))
        return look(*facts, **more)

    monkeypatch.setattr(csv_file, "look", meanwhile)
    assert say("outcomes", "import", file, "--programme", "SMILE") == (0, "3 added, 0 there already\n", "")


def test_what_may_be_told_is_json(say, file):
    say("outcomes", "import", file, "--programme", "SMILE")
    status, out, _trouble = say("outcomes", "show", "--programme", "SMILE", "--area", "Hakunila", "--year", "2026")
    coached, employment, *_rest = json.loads(out)
    assert status == 0
    assert coached["total"] == {"count": 12, "with_areas": ["Koivukylä"], "with_years": []}
    assert (employment["name"], employment["total"]["count"]) == ("Found employment", 6)


def test_the_register_is_written_and_read_again(say, file, tmp_path):
    say("outcomes", "import", file, "--programme", "SMILE")
    written = tmp_path / "register.csv"
    assert say("outcomes", "export", "--programme", "SMILE", "--to", written) == (0, "", "")
    assert say("outcomes", "import", written, "--programme", "SMILE")[1] == "0 added, 3 there already\n"


@pytest.mark.parametrize("verb", [("show",), ("export", "--to", "x.csv")])
def test_a_programme_that_is_not_there_is_said(say, file, verb):
    status, out, trouble = say("outcomes", *verb, "--programme", "Nobody")
    assert (status, out, trouble) == (2, "", "There is no programme called “Nobody”.\n")
