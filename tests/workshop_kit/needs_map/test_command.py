"""The command `needs`: the tables as JSON, and trouble in one line."""

import json

from models import Programme
from workshop_kit import store
from workshop_kit.__main__ import main


def told(capsys, *arguments):
    assert main(["needs", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_tables_are_written_as_json(two, capsys):
    two.suggests()
    found = told(capsys)
    assert (found["workshops"], found["themes_without_need"], found["years"]) == (2, 0, [2025, 2026])
    swim = next(need for need in found["needs"] if need["label"] == {"en": "Swimming"})
    assert (swim["ideas"], swim["workshops"], swim["to_confirm"]) == (6, 2, 2)
    assert swim["by_area"][0] == {"area": "Hakunila", "ideas": 3, "workshops": 1}
    assert swim["by_language"] == {"en": 6} and swim["other_languages"] == 0
    assert swim["id"] in found["gaps"]


def test_area_year_and_programme_narrow_it(two, capsys):
    two.suggests()
    with store.writing(two.engine) as db:
        db.add(Programme(name="SMILE", created_at=store.now()))
    assert told(capsys, "--area", "koivukylä")["workshops"] == 1
    assert told(capsys, "--year", "2025")["workshops"] == 1
    assert told(capsys, "--programme", "smile")["workshops"] == 0


def test_before_the_first_run_themes_are_told_to_be_without_a_need(two, capsys):
    assert told(capsys)["themes_without_need"] == 4


def test_a_programme_that_is_not_known_is_refused_in_one_line(two, capsys):
    assert main(["needs", "--programme", "Nobody"]) == 2
    trouble = capsys.readouterr()
    assert trouble.out == "" and trouble.err.count("\n") == 1 and "Nobody" in trouble.err
