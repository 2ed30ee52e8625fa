"""Catalogues written as HSDS: a JSON list of services, and the tables in a zip file."""

import csv
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from workshop_kit.catalogue import Record, read, starter, write_hsds, write_hsds_package

SCHEMA = Path(__file__).parents[4] / "shared/data/services/hsds/schema"
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
    url="https://example.com/ä?b=1&c=2",
    licence="CC0",
)
PARTNER = Record(
    source="own",
    source_id="1",
    name={"fi": "Naapuripolku ry"},
    classes=("Työhönvalmennus", "Vanhempien kulma"),
    languages=("fi", "so"),
    area="Koivukylä",
    kind="partner",
)
EVERY = (*starter()[:20], FULL, PARTNER, Record("csv", "bare", {"en": "Bare"}))


def schema(name: str) -> Draft202012Validator:
    if not (SCHEMA / name).exists():
        pytest.skip("the HSDS schema is not here")
    parts = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMA.glob("*.json")}
    known = Registry().with_resources((key, DRAFT202012.create_resource(part)) for key, part in parts.items())
    document = json.loads((SCHEMA / name).read_text("utf-8"))
    return Draft202012Validator(document, registry=known, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize(
    "name", ["service.json", "compiled/service_with_definitions.json", "compiled/service_list.json"]
)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_service_fits_the_schemas_of_a_service(name: str, language: str):
    fits = schema(name)
    for service in json.loads(write_hsds(EVERY, language=language)):
        fits.validate(service)


def test_a_service_without_a_status_would_not_fit():
    [service] = json.loads(write_hsds([FULL]))
    del service["status"]
    assert not schema("service.json").is_valid(service)


def test_the_tables_fit_the_schema_of_tables():
    tables = package(write_hsds_package(EVERY))
    document = {name.removesuffix("s.csv"): rows for name, rows in tables.items()}
    assert len(document["service"]) == len(EVERY)
    schema("compiled/tabular.json").validate(document)


def package(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The tables, each row without its empty cells."""
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        texts = {name: zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".csv")}
    return {
        name: [
            {key: cell for key, cell in row.items() if cell} for row in csv.DictReader(StringIO(text, newline=""))
        ]
        for name, text in texts.items()
    }


def test_the_package_describes_its_tables():
    data = write_hsds_package(EVERY)
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        described = json.loads(zipped.read("datapackage.json"))
        for resource in described["resources"]:
            headings = zipped.read(resource["path"]).decode().split("\r\n")[0].split(",")
            assert headings == [field["name"] for field in resource["schema"]["fields"]]


def test_an_organisation_of_many_services_is_in_its_table_once():
    rows = package(write_hsds_package(starter()))["organizations.csv"]
    assert len({row["id"] for row in rows}) == len(rows) < len(starter())


def test_the_package_comes_back_as_the_list_does():
    assert read(write_hsds_package(EVERY, language="fi"), "fi") == read(write_hsds(EVERY, language="fi"), "fi")


def test_hsds_has_organisation_languages_and_address():
    [service] = json.loads(write_hsds([FULL], language="fi"))
    assert service["id"] == FULL.source_id
    assert service["organization"]["name"] == "Naapuripolku ry"
    assert service["organization_id"] == service["organization"]["id"]
    assert [spoken["code"] for spoken in service["languages"]] == ["fi", "ar"]
    assert (service["email"], service["phones"][0]["number"]) == ("neuvonta@example.com", "+358 1 234 5678")
    assert (service["url"], service["status"]) == ("https://example.com/%C3%A4?b=1&c=2", "active")


def test_hsds_comes_back_in_the_language_it_was_written_in():
    [service] = read(write_hsds([FULL], language="fi"), language="fi")
    assert service.name == {"fi": FULL.name["fi"]}
    assert (service.body, service.languages, service.area) == (FULL.body, FULL.languages, FULL.area)
    assert (service.classes, service.target_groups, service.kind) == (FULL.classes, FULL.target_groups, "service")


def test_a_partner_is_a_service_of_its_own_organisation_and_comes_back_as_a_partner():
    [written] = json.loads(write_hsds([PARTNER], language="fi"))
    assert written["organization"]["name"] == written["name"] == "Naapuripolku ry"
    [partner] = read(write_hsds([PARTNER], language="fi"), language="fi")
    assert (partner.kind, partner.name, partner.body) == ("partner", PARTNER.name, PARTNER.name)
    assert (partner.classes, partner.languages, partner.area) == (PARTNER.classes, PARTNER.languages, PARTNER.area)


def test_hsds_ids_are_uuids_that_stay_the_same():
    record = Record(source="csv", source_id="s1", name={"en": "One"})
    first, again = json.loads(write_hsds([record])), json.loads(write_hsds([record], language="fi"))
    assert first[0]["id"] == again[0]["id"] and len(first[0]["id"]) == 36
