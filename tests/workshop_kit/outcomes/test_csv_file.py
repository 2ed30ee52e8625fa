"""Counts come in from a file that was looked at first, and the whole register goes out."""

import csv
from datetime import date
from io import StringIO

import pytest
from sqlalchemy import event
from sqlmodel import delete

from models import Area, Indicator, Programme
from workshop_kit.errors import DamagedFile, NotFound
from workshop_kit.outcomes import csv_file, csv_rows, indicators, register
from workshop_kit.outcomes.csv_file import Taken
from workshop_kit.outcomes.register import NoSuchIndicator, UnknownArea


@pytest.fixture
def programme(db, now):
    made = Programme(name="SMILE", created_at=now)
    db.add_all([made, Area(name="Koivukylä"), Area(name="Hakunila")])
    db.flush()
    for preset in indicators.presets():
        indicators.add_preset(db, made.id, preset.id)
    return made


@pytest.fixture
def look(db, programme, now):
    return lambda text: csv_file.look(db, programme.id, text if isinstance(text, bytes) else text.encode(), now=now)


@pytest.fixture
def take(db, look, now):
    return lambda text: csv_file.take(db, look(text), now=now)


WIDE = """date,area,indicator,count,women,men,under_18,18-29,65+
2026-03-01,Koivukylä,People coached,9,5,4,1,2,3
14.11.2026,hakunila ,people COACHED,"1 234",,,,,
"""


def told(sheet):
    return [(row.day, row.count, dict(row.by_gender), dict(row.by_age)) for row in sheet.rows]


def test_a_wide_table_has_a_column_for_each_group(look):
    assert told(look(WIDE)) == [
        (date(2026, 3, 1), 9, {"woman": 5, "man": 4}, {"under_18": 1, "18_29": 2, "65_up": 3}),
        (date(2026, 11, 14), 1234, {}, {}),
    ]


def test_a_long_table_has_a_row_for_each_group(look):
    sheet = look(
        "date;area;indicator;gender;age_band;count\n"
        "2026-03-01;Koivukylä;People coached;woman;;5\n"
        "2026-03-01;Koivukylä;People coached;men;;4\n"
        "2026-03-01;Koivukylä;People coached;;18–29;2\n"
        "2026-03-01;Koivukylä;People coached;;unknown;7\n"
        "2026-03-02;Koivukylä;People coached;woman;65+;3\n"
        "2026-03-02;Koivukylä;People coached;;;6\n"
    )
    assert told(sheet) == [
        (date(2026, 3, 1), 9, {"woman": 5, "man": 4}, {"18_29": 2}),
        (date(2026, 3, 2), 6, {"woman": 3}, {"65_up": 3}),
    ]


def test_headings_may_be_in_finnish(look):
    sheet = look("Päivämäärä;Alue;Mittari;Lukumäärä;Naiset;Miehet;Alle 18\n1.3.2026;Koivukylä;Visits;9;5;;2\n")
    assert told(sheet) == [(date(2026, 3, 1), 9, {"woman": 5}, {"under_18": 2})]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_however_it_was_saved(look, separator, encoding):
    text = "date,alue,indicator,määrä\r\n2026-03-01,Koivukylä,Visits,9\r\n".replace(",", separator)
    sheet = look(text.encode(encoding))
    assert (len(sheet.rows), sheet.problems) == (1, ())
    assert sheet.rows[0].area_id is not None


def test_lines_that_cannot_be_taken_are_named_with_the_reason(look):
    sheet = look(
        "date,area,indicator,count,women\n"
        "yesterday,Koivukylä,Visits,9,\n"
        "2026-02-30,Koivukylä,Visits,9,\n"
        "2026-03-01,Korso,Visits,9,\n"
        "2026-03-01,Koivukylä,Dances,9,\n"
        "2026-03-01,Koivukylä,Visits,many,\n"
        "2026-03-01,Koivukylä,Visits,9,10\n"
        "2030-03-01,Koivukylä,Visits,9,\n"
        "2026-03-01,Koivukylä,Visits,9,,,more\n"
        "2026-03-01,Koivukylä,Visits,-1,\n"
        "2026-03-01,Koivukylä,Visits,9,5\n"
    )
    assert [problem.line for problem in sheet.problems] == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert len(sheet.rows) == 1
    said = [problem.in_language("en") for problem in sheet.problems]
    assert said[0] == "line 2: “yesterday” is not a date. Write it like 2026-11-14 or 14.11.2026"
    assert "Korso" in said[2] and "Dances" in said[3] and "many" in said[4]
    assert said[5] == "line 7: You counted 9, but the parts add up to 10. Look at the numbers again"
    assert str(sheet.problems[5].error()).startswith("Line 7 of the file cannot be read: You counted 9")


def test_groups_that_nobody_knows_are_problems_of_a_long_table(look):
    sheet = look("date,indicator,gender,age,count\n2026-03-01,Visits,lady,,3\n2026-03-01,Visits,,old,3\n")
    assert [problem.line for problem in sheet.problems] == [2, 3] and sheet.rows == ()


def test_a_name_in_two_activities_needs_the_activity(db, programme, look):
    indicators.add(db, programme.id, indicators.Draft("Café", {"en": "Visits"}))
    line = "2026-03-01,Visits,9"
    assert "several activities" in look(f"date,indicator,count\n{line}\n").problems[0].in_language("en")
    assert len(look(f"date,indicator,count,activity\n{line},café\n").rows) == 1


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\x01\x02", b"date,count\n2026-01-01,5\n"])
def test_what_is_no_table_of_counts_is_refused(look, content):
    with pytest.raises(DamagedFile):
        look(content)


def test_a_file_that_is_too_large_is_refused(look):
    with pytest.raises(DamagedFile):
        look(b" " * (csv_rows.MOST_BYTES + 1))
    with pytest.raises(DamagedFile):
        look("date,indicator,count\n" + "2026-03-01,Visits,9\n" * (csv_rows.MOST_LINES + 1))


def test_a_programme_that_is_gone_is_refused(db, now):
    with pytest.raises(NotFound):
        csv_file.look(db, 99, WIDE.encode(), now=now)


def test_nothing_is_written_until_a_person_says_so(db, programme, look):
    look(WIDE)
    assert register.current(db, programme.id) == []


def test_the_same_file_twice_adds_nothing_twice(db, programme, look, take):
    assert take(WIDE) == Taken(2, 0)
    assert (look(WIDE).known, take(WIDE)) == (2, Taken(0, 2))
    more = WIDE + "2026-04-01,Koivukylä,Visits,12,,,,,\n"
    assert take(more) == Taken(1, 2)
    assert len(register.current(db, programme.id)) == 3


def test_two_equal_rows_of_one_file_are_two_counts(take):
    twice = "date,indicator,count\n2026-03-01,Visits,9\n2026-03-01,Visits,9\n"
    assert (take(twice), take(twice)) == (Taken(2, 0), Taken(0, 2))


def test_what_was_corrected_here_does_not_come_again(db, programme, take, now):
    take(WIDE)
    register.take_back(db, register.current(db, programme.id)[0], "Not ours", now=now)
    assert take(WIDE) == Taken(0, 2)
    assert len(register.current(db, programme.id)) == 1


# --- out ---------------------------------------------------------------------------------------------------


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_whole_register_goes_out_with_the_trace_of_corrections(db, programme, take, now):
    take(WIDE)
    later, first = register.current(db, programme.id)
    register.take_back(db, later, "Counted twice", now=now)
    out = rows(csv_file.write(db, programme.id))
    assert [row["count"] for row in out] == ["9", "1234", "0"]
    assert (out[0]["date"], out[0]["area"], out[0]["woman"], out[0]["18_29"]) == (
        "2026-03-01",
        "Koivukylä",
        "5",
        "2",
    )
    assert out[1]["replaced_by"] == out[2]["id"] and out[2]["replaces"] == out[1]["id"] == later.uuid
    assert (out[2]["reason"], out[0]["channel"]) == ("Counted twice", "file")


def test_what_was_written_is_read_again_without_what_was_corrected(db, programme, look, take, now):
    take(WIDE)
    register.take_back(db, register.current(db, programme.id)[0], "Counted twice", now=now)
    sheet = look(csv_file.write(db, programme.id))
    assert (len(sheet.rows), sheet.known, sheet.left, sheet.problems) == (1, 1, 2, ())


def test_nothing_in_it_is_run_by_a_spreadsheet(db, programme, take, now):
    indicators.add(db, programme.id, indicators.Draft("=1+1", {"en": "@SUM(A1)"}))
    take("date,activity,indicator,count\n2026-03-01,'=1+1,'@SUM(A1),9\n")
    row = register.current(db, programme.id)[0]
    register.take_back(db, row, "-2+3", now=now)
    out = rows(csv_file.write(db, programme.id))[1]
    assert (out["activity"], out["indicator"], out["reason"]) == ("'=1+1", "'@SUM(A1)", "'-2+3")


def test_an_empty_register_is_a_line_of_headings(db, programme):
    assert csv_file.write(db, programme.id).decode("utf-8-sig").strip() == ",".join(csv_file.COLUMNS)


# --- large files -------------------------------------------------------------------------------------------


def test_a_large_file_is_taken_with_a_few_statements(db, look, now):
    lines = "".join(f"2026-03-01,Koivukylä,People coached,{n},,,,,\n" for n in range(1, 201))
    sheet, said = look(WIDE.splitlines()[0] + "\n" + lines), []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *facts: said.append(facts[2]))
    assert csv_file.take(db, sheet, now=now) == Taken(added=200, known=0)
    assert len(said) < 20


@pytest.mark.parametrize(("gone", "error"), [(Area, UnknownArea), (Indicator, NoSuchIndicator)])
def test_what_was_removed_after_the_look_is_said(db, look, now, gone, error):
    sheet = look(WIDE)
    db.exec(delete(gone))
    with pytest.raises(error):
        csv_file.take(db, sheet, now=now)


def test_what_a_file_is_compared_with_has_a_fingerprint(db, programme, take):
    seen = [csv_file.fingerprint(db, programme.id)]
    db.add(Area(name="Korso"))
    seen.append(csv_file.fingerprint(db, programme.id))
    take(WIDE)
    seen.append(csv_file.fingerprint(db, programme.id))
    assert len(set(seen)) == 3 and csv_file.fingerprint(db, programme.id) == seen[-1]
