"""The columns of a CSV file that a person says the meaning of."""

import json
from pathlib import Path

import pytest

from workshop_kit.catalogue import CHOICES, headings, inspect, read, starter, write_csv, write_hsds
from workshop_kit.errors import DamagedFile, UnknownFormat

STRANGE = "Otsikko;Selite;Kielitaito;Muuta\nKirjasto;Lainaa kirjoja;fi, ar;x\nKerho;Pelaa ja leiki;so;\n"
MEANT = {"Otsikko": "name_fi", "Selite": "description_fi", "Kielitaito": "languages"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_columns_are_told_with_what_they_are_taken_for(encoding: str):
    found = headings("sep=;\r\nid;nimi;Kuvaus;Väri\r\n1;Äitien ryhmä;Kahvia;\r\n".encode(encoding))
    assert found.separator == ";"
    assert [(one.name, one.field, one.samples) for one in found.columns] == [
        ("id", "id", ("1",)),
        ("nimi", "name_fi", ("Äitien ryhmä",)),
        ("Kuvaus", "description_fi", ("Kahvia",)),
        ("Väri", "", ()),
    ]


def test_headings_that_mean_nothing_are_told_too():
    found = headings(STRANGE.encode())
    assert [one.name for one in found.columns] == ["Otsikko", "Selite", "Kielitaito", "Muuta"]
    assert {one.field for one in found.columns} == {""}
    assert found.columns[0].samples == ("Kirjasto", "Kerho")


def test_at_most_three_samples_are_given_and_they_are_short():
    cells = "\n".join(["name_fi", "A", "A", "", "B", "C" * 500, "D"])
    [column] = headings(cells.encode()).columns
    assert column.samples[:2] == ("A", "B") and len(column.samples) == 3 and len(column.samples[2]) == 80


def test_a_file_whose_headings_mean_nothing_is_read_when_a_person_says_what_they_mean():
    with pytest.raises(UnknownFormat, match="no column is called"):
        read(STRANGE.encode())
    library, club = read(STRANGE.encode(), columns=MEANT)
    assert (library.name, library.description) == ({"fi": "Kirjasto"}, {"fi": "Lainaa kirjoja"})
    assert (library.languages, club.languages) == (("fi", "ar"), ("so",))


def test_what_a_person_says_goes_before_what_is_guessed():
    data = b"nimi,tunnus,alue\nKirjasto,1,Hakunila\n"
    [service] = read(data, columns={"nimi": "name_sv", "alue": ""})
    assert (service.name, service.area, service.source_id) == ({"sv": "Kirjasto"}, "", "1")


def test_a_name_without_a_language_is_in_the_language_told():
    assert read(STRANGE.encode(), "et", {"Otsikko": "name"})[0].name == {"et": "Kirjasto"}


def test_columns_with_the_same_heading_or_none_are_told_apart():
    data = b"Nimi,,Nimi\nKirjasto,x,Bibliotek\n"
    assert [one.name for one in headings(data).columns] == ["Nimi", "#2", "Nimi #3"]
    [service] = read(data, columns={"Nimi #3": "name_sv", "#2": "area"})
    assert (service.name, service.area) == ({"fi": "Kirjasto", "sv": "Bibliotek"}, "x")


def test_a_table_of_hsds_is_read_as_ours_when_a_person_says_so():
    data = b"id,organization_id,name,status\na,o,Library,active\n"
    assert read(data)[0].source == "hsds"
    assert read(data, columns={"name": "name_en"})[0].source == "csv"


def test_every_choice_is_a_meaning():
    for choice in CHOICES:
        reading = inspect(b"N,X\nKirjasto,x\n", columns={"N": "name_fi", "X": choice})
        assert len(reading.records) == 1
    assert {"name_fi", "name", "description_en", "languages", "area", "kind"} <= set(CHOICES)


def test_what_is_left_without_a_name_is_refused():
    with pytest.raises(UnknownFormat, match="no column is called"):
        read(b"nimi,alue\nKirjasto,Vantaa\n", columns={"nimi": ""})


def test_a_meaning_that_does_not_exist_is_refused():
    with pytest.raises(UnknownFormat, match="a meaning that does not exist"):
        read(STRANGE.encode(), columns={"Otsikko": "colour"})


@pytest.mark.parametrize(
    "data", [json.dumps([{"id": 1}]).encode(), write_hsds(starter()[:1]), b"<html>", b"PK\3\4"]
)
def test_what_is_no_table_has_no_headings(data: bytes):
    with pytest.raises(UnknownFormat, match="not a table"):
        headings(data)


def test_an_empty_file_has_no_headings():
    with pytest.raises(DamagedFile, match="empty"):
        headings(b"\n\n")


def test_our_own_columns_are_all_known(tmp_path: Path):
    (tmp_path / "services.csv").write_bytes(write_csv(starter()))
    assert [one.name for one in headings(tmp_path / "services.csv").columns if one.name != one.field] == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("partner", "partner"),
        ("Kumppani", "partner"),
        ("samarbetspartner", "partner"),
        ("palvelu", "service"),
        ("tjänst", "service"),
        ("", "service"),
        ("hevonen", "service"),
    ],
)
def test_a_partner_is_told_from_a_service_by_its_word(word: str, kind: str):
    [record] = read(f"laji,nimi\n{word},Naapuripolku ry\n".encode())
    assert record.kind == kind


def test_a_record_that_a_facilitator_wrote_keeps_that_source():
    assert read(b"id,name_fi,source\n1,Kerho,own\n")[0].source == "own"
