"""Damaged files: all that can be read is read, and each row or service that cannot is told with its line."""

import json
from typing import Any

import pytest

from workshop_kit.catalogue import Reading, inspect, read
from workshop_kit.errors import DamagedFile, UnknownFormat

Item = dict[str, Any]


def hsds(n: int) -> Item:
    return {
        "id": f"s{n}",
        "name": f"Service {n}",
        "description": "It helps.",
        "status": "active",
        "organization": {"id": "o", "name": "City", "description": "A city", "website": "http://example.com"},
        "contacts": [{"id": "c", "name": "Ann Persona", "organization_id": "o"}],
    }


def ptv(n: int) -> Item:
    names = [{"language": "fi", "value": f"Palvelu {n}", "type": "Name"}]
    return {"id": f"s{n}", "serviceNames": names, "languages": ["fi"], "publishingStatus": "Published"}


def unit(n: int) -> Item:
    connections = [{"section_type": "LINK", "name_fi": "Johtaja"}]
    return {"id": f"s{n}", "org_id": 92, "name_fi": f"Palvelu {n}", "connections": connections}


def own(n: int) -> Item:
    return {"id": f"s{n}", "name_fi": f"Palvelu {n}", "area": "Vantaa"}


KINDS = pytest.mark.parametrize("of", [hsds, ptv, unit, own])


def dumped(document: object, indent: int | None = 1) -> bytes:
    return json.dumps(document, indent=indent).encode()


def ids(reading: Reading) -> list[str]:
    return [record.source_id.removeprefix("unit-") for record in reading.records]


def told(reading: Reading) -> list[tuple[int | None, int, str]]:
    return [(one.line, one.number, one.why) for one in reading.refused]


def line_of(data: bytes, what: str) -> int:
    return data[: data.index(what.encode())].count(b"\n") + 1


@KINDS
def test_a_whole_file_has_nothing_to_tell(of):
    reading = inspect(dumped([of(n) for n in range(5)]))
    assert ids(reading) == ["s0", "s1", "s2", "s3", "s4"]
    assert (reading.refused, reading.refusals, reading.twice, reading.left_out) == ((), 0, 0, 0)
    assert list(reading.records) == read(dumped([of(n) for n in range(5)]))


@KINDS
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("bad", [0, 2, 4])
def test_a_service_whose_json_is_damaged_takes_no_other_along(of, indent: int | None, bad: int):
    data = dumped([of(n) for n in range(5)], indent).replace(f'"s{bad}"'.encode(), f'"s{bad}'.encode())
    reading = inspect(data)
    assert ids(reading) == [f"s{n}" for n in range(5) if n != bad]
    assert told(reading) == [(line_of(data, f'"s{bad}'), bad + 1, "it is not valid JSON")]


@KINDS
def test_a_missing_bracket_takes_no_other_along(of):
    data = dumped([of(n) for n in range(5)]).replace(b"\n },", b"\n ,", 1)
    assert ids(inspect(data)) == ["s1", "s2", "s3", "s4"] and inspect(data).refusals == 1


@KINDS
def test_services_by_their_ids_are_found_again_after_a_damaged_one(of):
    data = dumped({f"s{n}": of(n) for n in range(5)}).replace(b'"id": "s2"', b'"id": "s2')
    reading = inspect(data)
    assert ids(reading) == ["s0", "s1", "s3", "s4"] and reading.refusals == 1


@KINDS
@pytest.mark.parametrize("indent", [None, 1])
def test_of_a_file_that_is_cut_off_the_whole_services_are_kept(of, indent: int | None):
    data = dumped({"contents": [of(n) for n in range(5)]}, indent)
    cut = data.index(b'"s3"') + 2
    reading = inspect(data[:cut])
    assert ids(reading) == ["s0", "s1", "s2"]
    assert [(one.number, one.why) for one in reading.refused] == [(4, "the file ends in the middle")]


def test_a_file_that_is_cut_at_any_place_is_read_up_to_there():
    data = dumped([hsds(n) for n in range(3)])
    whole = [data.index(b"\n }", data.index(f'"s{n}"'.encode())) + 3 for n in range(3)]
    for cut in range(2, len(data) - 1):
        reading = inspect(data[:cut])
        assert len(reading.records) == sum(end <= cut for end in whole), cut
        assert reading.refusals == 1, cut


def test_a_service_without_a_name_is_told_with_the_line_on_which_it_begins():
    data = dumped([hsds(0), hsds(1) | {"name": None}, hsds(2)])
    assert told(inspect(data)) == [(line_of(data, '"s1"') - 1, 2, "the service has no name")]


def test_what_is_no_service_is_told():
    reading = inspect(dumped([ptv(0), None, 7, "x", [], ptv(1)]))
    assert ids(reading) == ["s0", "s1"]
    assert [(number, why) for _line, number, why in told(reading)] == [
        (n, "it is not a service") for n in (2, 3, 4, 5)
    ]


def test_a_damaged_first_service_does_not_hide_the_format():
    assert ids(inspect(dumped([ptv(0) | {"serviceNames": None}, ptv(1)]))) == ["s1"]
    assert ids(inspect(dumped([{}, unit(1), unit(2)]))) == ["s1", "s2"]


def test_text_after_the_end_is_told():
    reading = inspect(dumped([own(0)]) + b" and more")
    assert ids(reading) == ["s0"] and reading.refusals == 1


def test_damaged_letters_cost_only_their_service():
    data = dumped([hsds(n) for n in range(3)]).replace(b"Service 1", b"Service \xff1")
    reading = inspect(data)
    assert ids(reading) == ["s0", "s2"] and told(reading)[0][2] == "its letters are damaged"


def test_tables_in_json_lose_only_the_damaged_rows():
    services = [{"id": f"s{n}", "organization_id": "o", "name": f"S {n}", "status": "active"} for n in range(4)]
    languages = [{"id": f"l{n}", "service_id": f"s{n}", "code": "fi"} for n in range(4)]
    data = dumped({"services.csv": services, "languages.csv": languages})
    reading = inspect(data.replace(b'"S 1"', b'"S 1').replace(b'"l2"', b'"l2'))
    assert [(record.source_id, record.languages) for record in reading.records] == [
        ("s0", ("fi",)),
        ("s2", ()),
        ("s3", ("fi",)),
    ]
    assert {why for _line, _number, why in told(reading)} == {
        "it is not valid JSON",
        "a row in another table of the package is damaged",
    }


def test_json_lines_lose_only_the_damaged_lines():
    data = b"\n".join(dumped(own(n), None) for n in range(4)).replace(b'"s1"', b'"s1')
    reading = inspect(data + b"\n[]\n")
    assert ids(reading) == ["s0", "s2", "s3"]
    assert told(reading) == [(2, 2, "it is not valid JSON"), (5, 5, "it is not a service")]


def test_csv_rows_lose_only_themselves():
    rows = ["1;A;x", '2;"B;x', "3;C;x", "4;;x", '5;"D"d;x', "6;E;x;y", '7;"F\nf";x', "8;\xff;x", "9;G;x"]
    reading = inspect("\n".join(["id;name_fi;area", *rows, ""]).encode("utf-8", "surrogateescape"))
    assert ids(reading) == ["1", "3", "7", "8", "9"]
    assert [(line, why) for line, _number, why in told(reading)] == [
        (3, "a quotation mark is missing, or a field is too long"),
        (5, "the service has no name"),
        (6, "a quotation mark is missing, or a field is too long"),
        (7, "it has more columns than the first line"),
    ]


def test_csv_that_is_cut_off_is_told():
    reading = inspect(b"id,name_fi,area\n1,Kirjasto,Vantaa\n2,Uima")
    assert (ids(reading), told(reading)) == (["1"], [(3, 2, "the file ends in the middle")])


def test_csv_with_damaged_letters_loses_only_their_rows():
    data = "id,name_fi\n1,Äitien ryhmä\n2,Työpaja\n".encode() + b"3,Kirj\xffasto\n4,Kerho\n"
    assert (ids(inspect(data)), inspect(data).refused[0].line) == (["1", "2", "4"], 4)


def test_the_last_of_two_counts_and_the_others_are_counted():
    reading = inspect(b"id,name_fi\n1,Vanha\n2,Kerho\n1,Uusi\n1,Uusin\n")
    assert ids(reading) == ["1", "2"] and reading.twice == 2
    assert reading.records[0].name == {"fi": "Uusin"}


def test_drafts_and_closed_services_are_counted():
    assert inspect(dumped([ptv(0), ptv(1) | {"publishingStatus": "Draft"}])).left_out == 1
    assert inspect(dumped([hsds(0), hsds(1) | {"status": "defunct"}])).left_out == 1


def test_the_first_thousand_refusals_are_told_and_all_are_counted():
    reading = inspect(b"id,name_fi\n0,A\n" + b"1,\n" * 1500)
    assert (len(reading.refused), reading.refusals) == (1000, 1500)


def test_a_file_of_nothing_but_damaged_services_is_told_service_by_service():
    reading = inspect(dumped([hsds(0) | {"name": 7.5}, hsds(1) | {"id": None}, hsds(2) | {"name": {}}]))
    assert [record.name for record in reading.records] == [{"en": "7.5"}] and reading.refusals == 2


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DamagedFile),
        (b"[]", DamagedFile),
        (b'{"color": "red"}', UnknownFormat),
        (b"%PDF-1.4\x00", UnknownFormat),
        (b"color,size\nred,1\n", UnknownFormat),
    ],
)
def test_what_is_no_catalogue_is_still_refused_as_a_whole(data: bytes, error: type[DamagedFile]):
    with pytest.raises(error):
        inspect(data)


def test_an_object_of_anything_is_not_kept_for_ever():
    with pytest.raises(UnknownFormat):
        inspect(dumped({f"k{n}": n for n in range(5000)}))


def test_a_refusal_is_a_sentence_that_says_where():
    pretty, flat = (inspect(dumped([own(0), own(1) | {"name_fi": ""}], indent)) for indent in (1, None))
    assert pretty.refused[0].in_language("en") == "line 7: the service has no name"
    assert flat.refused[0].in_language("en") == "service 2: the service has no name"
    assert "the service" not in pretty.refused[0].in_language("fi")


@KINDS
def test_hundreds_of_services_are_read_in_every_shape(of):
    services = [of(n) for n in range(300)]
    lines = b"\n".join(dumped(service, None) for service in services)
    for data in (
        dumped(services),
        dumped({"results": services, "count": 300}),
        dumped({service["id"]: service for service in services}),
        lines,
    ):
        assert (len(inspect(data).records), inspect(data).refusals) == (300, 0)


def test_a_value_longer_than_what_is_read_at_once_is_whole():
    long = own(0) | {"description_fi": "x" * 700_000}
    reading = inspect(dumped([long, own(1), long | {"id": "s2"}], None))
    assert ids(reading) == ["s0", "s1", "s2"] and reading.refusals == 0
