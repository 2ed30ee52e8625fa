"""The table of ideas."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from exports import EXPORTERS
from exports.csv import harmless
from workshop_kit.report import WorkshopReport


def rows(report: WorkshopReport) -> list[list[str]]:
    return list(csv.reader(StringIO(EXPORTERS["csv"](report, "en").data.decode("utf-8-sig"), newline="")))


def test_excel_sees_that_it_is_utf8(report):
    file = EXPORTERS["csv"](report, "en")
    assert file.data.startswith(b"\xef\xbb\xbf")
    assert (file.name, file.media_type) == ("plan-4821-2026-11-14.csv", "text/csv")


def test_every_idea_is_a_row_as_it_was_written(report):
    head, *ideas = rows(report)
    assert head[:3] == ["Number", "Language", "Idea, as written"]
    assert len(ideas) == len(report.ideas)
    assert ideas[2][:3] == ["3", "العربية", report.ideas[2].text]
    assert ideas[2][4:] == ["computer", "Free clubs after school", "Own phone", ""]


def test_a_picture_is_named(report, photo):
    ideas = (replace(report.ideas[0], text="", photo=photo), replace(report.ideas[1], symbol="bus"))
    head, *found = rows(replace(report, ideas=ideas))
    assert [head[7], *(row[7] for row in found)] == ["Picture", "Photo", "Bus and train"]
    assert found[0][2] == ""


def test_an_empty_workshop_gives_a_header(empty):
    assert len(rows(empty)) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", "\n=", "＝"])
def test_a_cell_never_starts_a_formula(report, start):
    assert harmless(f"{start}cmd|' /C calc'!A0").startswith("'")
    bad = replace(report.ideas[0], text=f"{start}1+1", translation=f"{start}2")
    cells = rows(replace(report, ideas=(bad,)))[1]
    assert not any(cell.strip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)


def test_an_ordinary_cell_stays_as_it_is():
    assert harmless("5 + 5 = 10") == "5 + 5 = 10"


def test_a_text_with_line_breaks_quotes_and_control_characters_is_one_cell(report):
    idea = replace(report.ideas[0], text='one "two", three\r\nfour\x00\x0bfive')
    assert rows(replace(report, ideas=(idea,)))[1][2] == 'one "two", three\nfour\nfive'
