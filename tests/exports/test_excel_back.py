"""A workbook that comes back: what is read, what is refused, and that nothing in it is trusted."""

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from exports import excel
from exports.excel import dates, opening, reasons
from exports.excel.reading import Returned, ReturnedRow, read_back
from workshop_kit.errors import DamagedFile, UnknownFormat
from workshop_kit.i18n import locale_of
from workshop_kit.report import WorkshopReport


class Returning:
    """Emil's copy of the workbook: he types into it and sends it back."""

    def __init__(self, report: WorkshopReport, language: str = "en") -> None:
        content = excel.export(replace(report, language=language), language).data
        self.book: Any = load_workbook(BytesIO(content))
        self.plan: Any = self.book.worksheets[1]

    def place(self, heading: str) -> int:
        return next(cell.column for cell in self.plan[1] if cell.value == heading)

    def type(self, heading: str, value: Any, line: int = 2, style: str = "General") -> "Returning":
        cell = self.plan.cell(line, self.place(heading))
        cell.value, cell.number_format = value, style
        return self

    def content(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def read(self) -> Returned:
        return read_back(self.content())


def changed(row: ReturnedRow) -> dict[str, Any]:
    assert row.base is not None
    return {name: value for name, value in row.given.items() if value != row.base[name]}


def packed(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("language", ["en", "fi", "ar", "ckb", "sv", "zh"])
def test_a_workbook_that_nobody_touched_changes_nothing(report, language):
    found = read_back(excel.export(replace(report, language=language), language).data)
    assert (found.code, found.language, found.refused) == ("4821", language, ())
    assert [row.uuid for row in found.rows] == [action.uuid for action in report.actions]
    assert [row.line for row in found.rows] == [2, 3, 4]
    assert all(row.given == row.base for row in found.rows)
    assert found.rows[0].given["deadline"] == date(2027, 1, 15) and found.rows[0].given["target"] == "40"


TYPED = st.one_of(
    st.text(max_size=80), st.sampled_from(["=1+1", "40", "40.0", "-3", "1e5", "_x0041_", "a\r\nb", "\t@"])
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.lists(TYPED, min_size=7, max_size=7), day=st.none() | st.dates(dates.FIRST, dates.LAST))
def test_whatever_was_written_in_the_plan_comes_back_as_it_was(report, typed, day):
    names = ("role", "first_step", "indicator", "baseline", "target", "resources", "risks")
    action = replace(report.actions[0], **dict(zip(names, typed, strict=True)), deadline=day)
    found = read_back(excel.export(replace(report, actions=(action,)), "en").data)
    assert found.refused == () and found.rows[0].given == found.rows[0].base


def test_what_was_filled_in_is_found(report):
    copy = Returning(report).type("Person in charge", "Youth worker").type("Status", "under WAY ")
    copy.type("Done by", datetime(2027, 3, 1)).type("Target", 55.0).type("What has happened since", "Started.")
    first, *others = copy.read().rows
    news = {"news": "Started.", "target": "55", "deadline": date(2027, 3, 1)}
    assert changed(first) == {"role": "Youth worker", "status": "in_progress", **news}
    assert [changed(row) for row in others] == [{}, {}]


def test_what_was_emptied_is_empty(report):
    row = Returning(report).type("Person in charge", None).type("Done by", "  ").read().rows[0]
    assert changed(row) == {"role": "", "deadline": None}


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [(40.0, "General", "40"), (3.5, "0.00", "3.5"), (0.4, "0%", "40 %"), (True, "General", "TRUE")],
)
def test_a_number_is_read_as_people_see_it(report, value, style, text):
    assert Returning(report).type("Target", value, style=style).read().rows[0].given["target"] == text


def test_words_that_a_program_took_for_a_day_are_written_as_one(report):
    row = Returning(report, "fi").type("Tavoite", datetime(2027, 5, 12), style="d.m.yyyy").read().rows[0]
    assert row.given["target"] == "12.5.2027"


@pytest.mark.parametrize(
    "written",
    [
        "2027-01-15",
        "2027-01-15 00:00:00",
        "15.1.2027",
        "15.01.27",
        " 15. 1. 2027 ",
        "pe 15.1.2027",
        "15/01/2027",
        "15 January 2027",
        "15th of January, 2027",
        "January 15, 2027",
        "15. tammikuuta 2027",
        "15 januari 2027",
        "fredag den 15 januari 2027",
        "15\u200f/1\u200f/2027",
        "2027年1月15日",
        46402,
        46402.0,
    ],
)
def test_a_day_is_read_in_the_usual_writings(report, written):
    assert Returning(report).type("Done by", written).read().rows[0].given["deadline"] == date(2027, 1, 15)


@given(
    st.dates(dates.FIRST, dates.LAST),
    st.sampled_from(["fi", "en", "sv"]),
    st.sampled_from(["short", "medium", "long", "full"]),
)
def test_a_day_is_read_as_the_languages_of_the_desk_write_it(day, language, form):
    assert dates.read(format_date(day, form, locale_of(language))) == day


@given(st.text(max_size=70))
def test_no_text_breaks_the_reading_of_days(text):
    assert dates.read(text) is None or dates.FIRST <= dates.read(text) <= dates.LAST


@pytest.mark.parametrize(
    "written", ["spring", "31.2.2027", "1/2027", 2027, 15.5, "15.1.1927", "1.1.20270", -3, 10**12]
)
def test_a_day_that_is_none_is_told_and_the_rest_counts(report, written):
    found = Returning(report).type("Done by", written).type("Person in charge", "Ann").read()
    assert [(cell.line, cell.column, cell.why) for cell in found.refused] == [(2, "Done by", reasons.NO_DAY)]
    assert "deadline" not in found.rows[0].given and found.rows[0].given["role"] == "Ann"


@pytest.mark.parametrize(
    ("heading", "value", "why"),
    [
        ("Status", "perhaps", reasons.NO_STATUS),
        ("Status", None, reasons.NO_STATUS),
        ("What has happened since", "x" * 2001, reasons.TOO_LONG),
        ("Target", "=40+2", reasons.FORMULA),
        ("Target", "#REF!", reasons.ERROR),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(report, heading, value, why):
    found = Returning(report).type(heading, value).read()
    assert [(cell.line, cell.column, cell.why) for cell in found.refused] == [(2, heading, why)]
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Valmis", "done"),
        ("KÄYNNISSÄ", "in_progress"),
        ("In progress", "in_progress"),
        ("not_possible", "not_possible"),
    ],
)
def test_a_status_is_read_in_any_language(report, word, status):
    assert Returning(report).type("Status", word).read().rows[0].given["status"] == status


def test_rows_may_be_sorted_and_columns_moved(report):
    copy = Returning(report)
    rows = [[cell.value for cell in row] for row in copy.plan.iter_rows()]
    styles = [[cell.number_format for cell in row] for row in copy.plan.iter_rows()]
    order = [0, 3, 1, 2]
    for line, source in enumerate(order, 1):
        for place, (value, style) in enumerate(
            zip(reversed(rows[source]), reversed(styles[source]), strict=True), 1
        ):
            copy.plan.cell(line, place).value = value
            copy.plan.cell(line, place).number_format = style
    found = copy.read()
    assert [row.uuid[-1] for row in found.rows] == ["3", "1", "2"]
    assert all(row.given == row.base for row in found.rows)


def test_a_renamed_sheet_with_a_title_above_and_notes_beside_is_read(report):
    copy = Returning(report)
    copy.plan.title = "Meeting 3 December"
    copy.plan.cell(1, 30).value, copy.plan.cell(3, 30).value = "My notes", "ask Ben"
    copy.plan.insert_rows(1, 3)
    copy.plan["A1"] = "For Tuesday"
    found = copy.read()
    assert [row.line for row in found.rows] == [5, 6, 7] and found.refused == ()
    assert all(row.given == row.base for row in found.rows)


def test_a_column_that_was_deleted_says_nothing(report):
    copy = Returning(report)
    copy.plan.delete_cols(copy.place("Target"))
    rows = copy.read().rows
    assert "target" not in rows[0].given and len(rows[0].given) == 10


def test_a_column_that_is_there_twice_is_told_and_the_first_counts(report):
    copy = Returning(report)
    copy.plan.cell(1, 30).value, copy.plan.cell(2, 30).value = "Target", "99"
    found = copy.read()
    assert [(cell.line, cell.column, cell.why) for cell in found.refused] == [(1, "Target", reasons.COLUMN_TWICE)]
    assert found.rows[0].given["target"] == "40"


def test_headings_of_another_language_are_known(report):
    copy = Returning(report)
    for english, finnish in (
        ("Person in charge", " vastuuhenkilö\n"),
        ("Status", "TILANNE"),
        ("Measured by", "Mittari"),
    ):
        copy.plan.cell(1, copy.place(english)).value = finnish
    row = copy.read().rows[0]
    assert row.given == row.base


def test_a_row_without_its_key_is_told_and_an_empty_one_is_not(report):
    copy = Returning(report).type("Person in charge", "Ann", line=5).type("Person in charge", "  ", line=6)
    copy.type("Key", "lost", line=7)
    found = copy.read()
    assert [(row.line, row.column, row.why) for row in found.refused] == [
        (5, "", reasons.NO_KEY),
        (7, "", reasons.WRONG_KEY),
    ]
    assert len(found.rows) == 3


def test_an_action_in_two_rows_is_refused_in_both(report):
    copy = Returning(report).type("Key", report.actions[0].uuid, line=3)
    found = copy.read()
    assert [row.line for row in found.rows] == [4]
    assert [(row.line, row.why) for row in found.refused] == [(2, reasons.TWICE), (3, reasons.TWICE)]


def test_without_the_hidden_sheet_there_is_nothing_to_compare_with(report):
    copy = Returning(report)
    del copy.book["kit"]
    found = copy.read()
    assert (found.code, found.language) == ("", "")
    assert found.rows[0].base is None and found.rows[0].given["status"] == "accepted"


def test_a_workbook_of_a_newer_version_is_refused(report):
    copy = Returning(report)
    copy.book["kit"]["B1"] = "2"
    with pytest.raises(UnknownFormat, match="newer version"):
        copy.read()


def test_a_hidden_sheet_that_was_damaged_is_refused(report):
    copy = Returning(report)
    copy.book["kit"].delete_rows(2, 10)
    with pytest.raises(DamagedFile):
        copy.read()


def test_a_workbook_with_two_plans_is_refused(report):
    copy = Returning(report)
    copy.book.copy_worksheet(copy.plan)
    with pytest.raises(UnknownFormat, match="two sheets of the plan"):
        copy.read()


def test_a_plan_without_its_keys_and_a_foreign_workbook_are_refused(report):
    copy = Returning(report)
    copy.plan.delete_cols(copy.place("Key"))
    file = BytesIO()
    Workbook().save(file)
    for content in (copy.content(), file.getvalue()):
        with pytest.raises(UnknownFormat, match="no sheet of the plan"):
            read_back(content)


def test_days_counted_from_1904_are_read(report):
    copy = Returning(report)
    copy.book.epoch = datetime(1904, 1, 1)
    assert all(row.given == row.base for row in copy.read().rows)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", reasons.NO_WORKBOOK),
        (b"No.;Action\r\n1;A club", reasons.NO_WORKBOOK),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, reasons.LOCKED),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), reasons.NO_WORKBOOK),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(content, why):
    with pytest.raises(UnknownFormat) as refusal:
        read_back(content)
    assert refusal.value.facts["why"] == why


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.floats(0, 1), cut=st.booleans(), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(report, place, cut, byte):
    content = bytearray(excel.export(report, "en").data)
    at = min(int(place * len(content)), len(content) - 1)
    content[at] = byte
    with suppress(DamagedFile):
        read_back(bytes(content[:at] if cut else content))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_workbook_whose_parts_are_damaged_is_read_or_refused(report, data):
    parts = parts_of(excel.export(report, "en").data)
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    end = data.draw(st.integers(start, min(len(parts[name]), start + 200)))
    parts[name] = parts[name][:start] + data.draw(st.binary(max_size=20)) + parts[name][end:]
    with suppress(DamagedFile):
        read_back(packed(parts))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY file SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(report, part, letters):
    parts = parts_of(excel.export(report, "en").data)
    whole = (BOMB + parts[part].split(b"?>")[-1]).decode()
    parts[part] = whole.replace('"1.0"', f'"1.0" encoding="{letters}"').encode(letters)
    with pytest.raises(DamagedFile):
        read_back(packed(parts))


def test_a_part_that_swells_is_refused(report):
    parts = parts_of(excel.export(report, "en").data)
    with pytest.raises(DamagedFile) as refusal:
        read_back(packed(parts | {"xl/media/image1.png": b"\0" * (opening.MOST_UNPACKED + 1)}))
    assert refusal.value.facts["why"] == reasons.TOO_MUCH


def test_more_elements_and_more_parts_than_can_be_meant_are_refused(report, monkeypatch):
    parts = parts_of(excel.export(report, "en").data)
    with pytest.raises(DamagedFile) as refusal:
        read_back(packed(parts | {f"xl/{number}.bin": b"" for number in range(opening.MOST_PARTS)}))
    assert refusal.value.facts["why"] == reasons.TOO_MUCH
    monkeypatch.setattr(opening, "MOST_ELEMENTS", 1_000)
    with pytest.raises(DamagedFile) as refusal:
        read_back(packed(parts))
    assert refusal.value.facts["why"] == reasons.TOO_MUCH


def test_rows_and_columns_beyond_all_reason_are_not_read(report):
    copy = Returning(report)
    copy.plan["A1000000"], copy.plan["XFD3"] = "far below", "far away"
    found = copy.read()
    assert len(found.rows) == 3 and found.refused == ()


def test_a_part_with_a_password_is_refused(report):
    content = bytearray(excel.export(report, "en").data)
    at = content.index(b"PK\x01\x02")  # the first entry of the directory; its flags stand eight bytes on
    content[at + 8] |= 1
    with pytest.raises(UnknownFormat) as refusal:
        read_back(bytes(content))
    assert refusal.value.facts["why"] == reasons.LOCKED


def test_every_reason_is_a_sentence_in_the_readers_language(report):
    error = UnknownFormat(why=reasons.NO_WORKBOOK)
    assert error.in_language("en").startswith("This kind of file is not known here: it is not an Excel workbook")


Convert = Callable[[bytes], bytes]


@pytest.fixture
def resaved(tmp_path: Path) -> Convert:
    """The workbook as LibreOffice Calc saves it."""

    def convert(content: bytes) -> bytes:
        office = shutil.which("soffice")
        if office is None:
            return missing("LibreOffice (soffice) is not installed")
        source, out = tmp_path / "plan.xlsx", tmp_path / "out"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        if not (out / "plan.xlsx").exists():
            return missing("LibreOffice has no Calc (package libreoffice-calc)")
        return (out / "plan.xlsx").read_bytes()

    def missing(why: str) -> bytes:
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)

    return convert


@pytest.mark.browser
def test_a_workbook_saved_by_libreoffice_changes_nothing(resaved, report):
    odd = {
        "role": "=1+1",
        "risks": "_x0041_ and\nmore",
        "resources": "+358 9",
        "baseline": "4,200",
        "target": "3.5",
    }
    actions = (replace(report.actions[0], **odd), *report.actions[1:])
    found = read_back(resaved(excel.export(replace(report, actions=actions), "en").data))
    assert (found.code, found.language, found.refused) == ("4821", "en", ())
    assert all(row.given == row.base for row in found.rows)
    assert found.rows[0].given["role"] == "=1+1"


@pytest.mark.browser
def test_what_was_filled_in_is_found_in_a_workbook_saved_by_libreoffice(resaved, report):
    copy = (
        Returning(report, "ar")
        .type("Done by", datetime(2027, 3, 1), style="d.m.yyyy")
        .type("Target", 0.4, style="0%")
    )
    first, *others = read_back(resaved(copy.content())).rows
    assert changed(first) == {"deadline": date(2027, 3, 1), "target": "40 %"}
    assert [changed(row) for row in others] == [{}, {}]


def test_the_columns_that_are_read_are_far_within_the_bound(report):
    assert Returning(report).place("Key") == 22 and get_column_letter(22) == "V"
