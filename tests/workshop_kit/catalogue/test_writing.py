"""Catalogues written as CSV."""

import csv
from io import StringIO

import pytest

from workshop_kit.catalogue import Record, read, write_csv

FULL = Record(
    source="ptv",
    source_id="6c00d407-d3fd-4c7e-a373-57be9f3b2cff",
    name={"fi": "Neuvonta; ja ohjaus", "ar": "المشورة", "ckb": "ڕاوێژ"},
    description={"fi": 'Kaksi\nriviä, "lainaus"', "en": "Two lines"},
    body={"fi": "Naapuripolku ry"},
    classes=("Sosiaalipalvelut", "Neuvonta"),
    target_groups=("Perheet",),
    languages=("fi", "ar"),
    area="Hakunila",
    contact="neuvonta@example.com, +358 1 234 5678",
    url="https://example.com/a?b=1&c=2",
    licence="CC0",
)


@pytest.mark.parametrize("excel", [False, True])
def test_csv_gives_the_same_records_back(excel: bool):
    plain = Record(source="csv", source_id="2", name={"en": "Plain"})
    assert read(write_csv([FULL, plain], excel=excel)) == [FULL, plain]


def test_csv_begins_with_the_documented_columns():
    headings = next(csv.reader(StringIO(write_csv([FULL]).decode())))
    assert headings[:5] == ["id", "body", "name_fi", "name_ar", "name_ckb"]
    assert {"description_fi", "languages", "area", "url", "licence", "source", "kind", "body_fi"} <= set(headings)


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "'=1", "''+1", "＝1", "'quoted'", "don't"]
)
def test_no_cell_is_a_formula_and_the_text_comes_back(text: str):
    record = Record(source="csv", source_id=text, name={"fi": text}, area=text)
    written = write_csv([record])
    cells = [cell for row in csv.reader(StringIO(written.decode())) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "＝")]
    assert read(written) == [record]


def test_an_empty_catalogue_is_a_line_of_headings():
    assert write_csv([]).startswith(b"id,body,name_en,")


def test_a_partner_comes_back_as_a_partner():
    partner = Record("own", "3", {"fi": "Naapuripolku ry"}, classes=("Työhönvalmennus",), kind="partner")
    assert read(write_csv([partner])) == [partner]
