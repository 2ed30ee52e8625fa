"""The tabular data package of HSDS in a zip file, and zip files that are none, damaged or made to swell."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from workshop_kit.catalogue import hsds_package, hsds_tables, inspect, read
from workshop_kit.errors import DamagedFile, DamagedLine, UnknownFormat

EXAMPLES = Path(__file__).parents[4] / "shared/data/services/hsds/examples"
TABLES = {
    "datapackage.json": "{}",
    "organizations.csv": "id,name\no,City of Vantaa\n",
    "services.csv": "id,organization_id,name,status\ns,o,Library,active\nt,o,Clinic,active\nu,o,Closed,defunct\n",
    "languages.csv": "id,service_id,code,name\n1,s,so,\n2,s,,Arabic\n3,elsewhere,ru,\n",
    "service_areas.csv": "id,service_id,name\n1,s,Hakunila\n",
    "phones.csv": "id,service_id,contact_id,number\n1,s,,+358 1 234 5678\n2,s,c,+358 1 999 9999\n",
    "contacts.csv": "id,service_id,name\nc,s,Ann Persona\n",
    "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\n1,s,service,k\n",
    "taxonomy_terms.csv": "id,name,description\nk,Culture,Culture\n",
}


def zipped(tables: dict[str, str], folder: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in tables.items():
            package.writestr(folder + name, text)
    return out.getvalue()


def test_the_tables_are_joined():
    library, clinic = read(zipped(TABLES))
    assert (library.source, library.source_id, library.name) == ("hsds", "s", {"en": "Library"})
    assert (library.body["sv"], library.languages, library.area) == ("Vanda stad", ("so", "ar"), "Hakunila")
    assert (library.classes, library.contact) == (("Culture",), "+358 1 234 5678")
    assert (clinic.languages, clinic.classes, clinic.contact) == ((), (), "")


def test_people_are_left_in_the_package():
    assert "Ann" not in str(read(zipped(TABLES))) and "999" not in str(read(zipped(TABLES)))


@pytest.mark.parametrize("folder", ["data/", "my package/csv/", "/", "../../", "C:\\"])
def test_the_tables_may_lie_in_a_folder_and_nothing_is_written_there(folder: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if folder == "C:\\":
        with pytest.raises(UnknownFormat, match="without a table of services"):
            read(zipped(TABLES, folder))
    else:
        assert len(read(zipped(TABLES, folder))) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_a_mac_adds_is_no_table():
    assert len(read(zipped({"__MACOSX/services.csv": "\0\0", "a/b/services.csv": TABLES["services.csv"]}))) == 2


def test_the_package_of_the_standard_is_read():
    if not EXAMPLES.exists():
        pytest.skip("the samples are not here")
    files = {path.name: path.read_text("utf-8") for path in (EXAMPLES / "csv").iterdir()}
    assert read(zipped(files)) == read(EXAMPLES / "tabular.json")


def test_a_row_that_is_damaged_is_named_by_its_line_in_its_table():
    damaged = TABLES | {"services.csv": TABLES["services.csv"].replace("Library", "")}
    reading = inspect(zipped(damaged))
    assert [service.source_id for service in reading.records] == ["t"]
    assert [(one.line, one.number, one.why) for one in reading.refused] == [(2, 1, "the service has no name")]
    assert reading.left_out == 1
    with pytest.raises(DamagedLine, match="Line 2 "):
        read(zipped(damaged))


def test_a_damaged_row_beside_the_services_is_told_and_takes_nothing_along():
    reading = inspect(zipped(TABLES | {"languages.csv": 'service_id,code\ns,"so\nt,ar\n'}))
    assert [service.languages for service in reading.records] == [(), ("ar",)]
    assert [one.why for one in reading.refused] == ["a row in another table of the package is damaged"]


def test_a_zip_file_of_other_things_is_refused():
    with pytest.raises(UnknownFormat, match="without a table of services"):
        read(zipped({"readme.txt": "x", "organizations.csv": "id,name\n"}))
    with pytest.raises(UnknownFormat, match="save it as CSV"):
        read(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_zip_file_is_refused(share: float):
    data = zipped(TABLES)
    with pytest.raises(DamagedFile, match="zip file that is damaged"):
        read(data[: int(len(data) * share)])


def test_a_zip_file_whose_content_was_changed_is_refused():
    data = bytearray(zipped({"services.csv": TABLES["services.csv"] * 20}))
    data[60] ^= 0xFF
    with pytest.raises(DamagedFile, match="zip file that is damaged"):
        read(bytes(data))


def test_a_zip_file_with_a_password_is_refused():
    data = bytearray(zipped({"services.csv": TABLES["services.csv"]}))
    data[6] |= 1  # in the entry …
    data[data.index(b"PK\x01\x02") + 8] |= 1  # … and in the list of entries
    with pytest.raises(DamagedFile, match="password"):
        read(bytes(data))


def test_a_zip_file_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr(hsds_package, "MOST_UNPACKED", 1_000_000)
    swelling = zipped(TABLES | {"languages.csv": "service_id,code\n" + "s,so\n" * 300_000})
    assert len(swelling) < 10_000
    with pytest.raises(DamagedFile, match="too much in it"):
        read(swelling)


def test_a_zip_file_that_lies_about_its_size_gives_no_more_than_it_says():
    data = bytearray(zipped({"services.csv": TABLES["services.csv"] + "v,o,Long,active\n" * 1000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        data[data.index(mark) + place : data.index(mark) + place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(DamagedFile):
        read(bytes(data))


def test_too_many_entries_and_too_many_rows_are_refused(monkeypatch):
    with pytest.raises(DamagedFile, match="too much in it"):
        read(zipped({f"{n}.csv": "" for n in range(501)}))
    monkeypatch.setattr(hsds_tables, "MOST_ROWS", 5)
    with pytest.raises(DamagedFile, match="too much in it"):
        read(zipped(TABLES))
