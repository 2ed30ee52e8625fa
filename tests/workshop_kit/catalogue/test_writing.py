"""Catalogues written as CSV and as HSDS."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from workshop_kit.catalogue import Record, read, starter, write_csv, write_hsds

SCHEMA = Path(__file__).parents[4] / "shared/data/services/hsds/schema/compiled/service_with_definitions.json"
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
    assert {"description_fi", "languages", "area", "url", "licence", "source", "body_fi"} <= set(headings)


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


def test_hsds_has_organisation_languages_and_address():
    [service] = json.loads(write_hsds([FULL], language="fi"))
    assert service["id"] == FULL.source_id
    assert service["organization"]["name"] == "Naapuripolku ry"
    assert service["organization_id"] == service["organization"]["id"]
    assert [spoken["code"] for spoken in service["languages"]] == ["fi", "ar"]
    assert (service["email"], service["phones"][0]["number"]) == ("neuvonta@example.com", "+358 1 234 5678")
    assert (service["url"], service["status"]) == (FULL.url, "active")


def test_hsds_comes_back_in_the_language_it_was_written_in():
    [service] = read(write_hsds([FULL], language="fi"), language="fi")
    assert service.name == {"fi": FULL.name["fi"]}
    assert (service.body, service.languages, service.classes) == (FULL.body, FULL.languages, FULL.classes)


def test_hsds_ids_are_uuids_that_stay_the_same():
    record = Record(source="csv", source_id="s1", name={"en": "One"})
    first, again = json.loads(write_hsds([record])), json.loads(write_hsds([record], language="fi"))
    assert first[0]["id"] == again[0]["id"] and len(first[0]["id"]) == 36


def test_hsds_fits_its_schema():
    jsonschema = pytest.importorskip("jsonschema")
    if not SCHEMA.exists():
        pytest.skip("the HSDS schema is not here")
    schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    for service in json.loads(write_hsds([*starter()[:20], FULL])):
        schema.validate(service)
