"""CSV and JSON lines with our columns."""

from pathlib import Path

import pytest

from workshop_kit.catalogue import read
from workshop_kit.errors import DamagedFile, DamagedLine, UnknownFormat

ROW = "id,body,name_fi,name_en,languages,url\n1,Vantaan kaupunki,Kirjasto,Library,fi;sv,https://example.com/a\n"


def test_the_documented_columns_are_read():
    [service] = read(ROW.encode())
    assert (service.source, service.source_id) == ("csv", "1")
    assert service.name == {"fi": "Kirjasto", "en": "Library"}
    assert service.body == {"fi": "Vantaan kaupunki", "sv": "Vanda stad", "en": "City of Vantaa"}
    assert (service.languages, service.url) == (("fi", "sv"), "https://example.com/a")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator: str):
    data = f"id{separator}nimi{separator}kuvaus\n1{separator}Kirjasto{separator}Lainaa kirjoja\n"
    [service] = read(data.encode())
    assert (service.name, service.description) == ({"fi": "Kirjasto"}, {"fi": "Lainaa kirjoja"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_what_excel_writes_is_read(encoding: str):
    [service] = read("sep=;\r\nid;nimi\r\n1;Äitien ryhmä\r\n".encode(encoding))
    assert service.name == {"fi": "Äitien ryhmä"}


@pytest.mark.parametrize(
    "heading", ["Name (fi)", "name-fi", "Nimi", "NAME_FI", "name[fi]", "palvelu", "name finnish"]
)
def test_headings_may_be_written_in_several_ways(heading: str):
    [service] = read(f"id,{heading}\n1,Kirjasto\n".encode())
    assert service.name == {"fi": "Kirjasto"}


def test_the_language_of_a_bare_name_is_guessed_or_told():
    data = "name,description\nKirjasto,Lainaa kirjoja ja lehtiä sekä opastaa tietokoneen käytössä.\n".encode()
    assert set(read(data)[0].name) == {"fi"}
    assert set(read(data, language="so")[0].name) == {"so"}


def test_an_organisation_id_is_no_name_of_a_body():
    assert read(b"name_fi,organization_id\nKirjasto,7\n")[0].body == {}


def test_a_row_without_an_id_has_the_same_id_the_next_time():
    [one], [again] = read(b"body,name_fi\nA,Kirjasto\n"), read(b"name_fi,body\nKirjasto,A\n")
    assert one.source_id == again.source_id and one.source_id.startswith("row-")


def test_a_text_over_several_lines_is_one_cell():
    data = b'id,name_fi,description_fi\n1,Kirjasto,"Rivi yksi\nrivi kaksi"\n2,,x\n'
    with pytest.raises(DamagedLine, match="Line 4 .*no name"):
        read(data)


def test_empty_lines_and_short_rows_are_fine():
    assert len(read(b"id,name_fi,area\n\n1,Kirjasto\n,,\n2,Uimahalli,Vantaa\n\n")) == 2


@pytest.mark.parametrize(
    ("rows", "line", "why"),
    [
        ("1,Kirjasto\n2,\n", 3, "no name"),
        ("1,Kirjasto\n2,Uimahalli,extra\n", 3, "more columns"),
        ('1,Kirjasto\n2,"Uimahalli\n3,Kaukalo\n', 3, "quotation mark"),
        ('1,"Kir"jasto\n', 2, "quotation mark"),
        ("1,Kirjasto\n" + "x" * 200 + ",Uimahalli\n", 3, "id is too long"),
        ("1,Kirjasto\n2," + "x" * 200_000 + "\n", 3, "too long"),
    ],
)
def test_a_damaged_row_is_named_by_its_line(rows: str, line: int, why: str):
    with pytest.raises(DamagedLine, match=f"Line {line} .*{why}"):
        read(f"id,name_fi\n{rows}".encode())


def test_damaged_letters_are_named_by_their_line():
    data = "id,name_fi\n1,Äitien ryhmä\n2,Työpaja\n".encode() + b"3,Kirj\xffasto\n"
    with pytest.raises(DamagedLine, match="Line 4 .*letters"):
        read(data)


def test_a_heading_line_of_a_megabyte_is_refused():
    with pytest.raises(UnknownFormat):
        read(b"x" * 1_000_000)


def test_too_many_rows_are_refused():
    with pytest.raises(DamagedFile, match="100,000"):
        read(b"name_fi\n" + b"x\n" * 100_002)


def test_json_lines_with_the_same_columns_are_read():
    first = '{"id":"s1","body":"Naapuripolku ry","name_fi":"Kahvila","languages":["fi","ar"]}'
    one, two = read(f'{first}\n\n{{"id":"s2","name":{{"fi":"Kerho"}}}}\n'.encode())
    assert (one.body, one.languages) == ({"fi": "Naapuripolku ry"}, ("fi", "ar"))
    assert (two.source_id, two.name) == ("s2", {"fi": "Kerho"})


def test_a_json_list_with_our_columns_is_read():
    assert len(read(b'[{"id": 1, "name_fi": "Kahvila"}, {"id": 2, "name_fi": "Kerho"}]')) == 2


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ('{"id":"1","name_fi":"A"}\n{"id":"2","name_fi"\n', 2),
        ('{"id":"1","name_fi"\n{"id":"2","name_fi":"B"}\n', 1),
        ('{"id":"1","name_fi":"A"}\n[]\n', 2),
        ('{"id":"1","name_fi":"A"}\n{"id":"2"}\n', 2),
        ('{"id":"1","name_fi":"A"}\n' + "[" * 50_000 + "\n", 2),
    ],
)
def test_a_damaged_json_line_is_named(lines: str, line: int):
    with pytest.raises(DamagedLine, match=f"Line {line} "):
        read(lines.encode())


def test_twenty_thousand_rows_are_read(tmp_path: Path):
    rows = (f'{n},Vantaan kaupunki,Palvelu {n},Service {n},"Kuvaus {n}, pitkä",fi;en' for n in range(20_000))
    path = tmp_path / "big.csv"
    path.write_text("id,body,name_fi,name_en,description_fi,languages\n" + "\n".join(rows), encoding="utf-8")
    assert len(read(path)) == 20_000
