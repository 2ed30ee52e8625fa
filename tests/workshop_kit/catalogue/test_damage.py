"""Whatever is done to a file: it is read, or there is a sentence. Never anything else."""

import csv
import json
import re
import zipfile
from copy import deepcopy
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_kit.catalogue import Record, headings, inspect, read, starter, write_csv, write_hsds_package
from workshop_kit.errors import WorkshopError

DATA = Path(__file__).parents[4] / "shared/data/services"
REAL = (
    "hsds/examples/service_full.json",
    "hsds/examples/service_list.json",
    "hsds/examples/organization_full.json",
    "hsds/examples/tabular.json",
    "ptv/openapi_v11_services_sample.json",
    "ptv/openapi_service_etalukio.json",
    "servicemap/unit-41102.json",
)
HSDS = {
    "id": "a",
    "name": "Library",
    "description": "Books",
    "status": "active",
    "organization": {"id": "o", "name": "City"},
    "languages": [{"id": "l", "code": "fi", "name": "Finnish"}],
    "phones": [{"id": "p", "number": "1"}],
    "service_areas": [{"id": "r", "name": "Vantaa"}],
    "attributes": [{"id": "t", "link_type": "class", "taxonomy_term": {"id": "k", "name": "Culture"}}],
}
PTV = {
    "id": "b",
    "serviceNames": [{"language": "fi", "value": "Kirjasto", "type": "Name"}],
    "serviceDescriptions": [{"language": "fi", "value": "Kirjoja", "type": "Summary"}],
    "organizations": [{"organization": {"id": "o", "name": "Vantaa"}, "roleType": "Responsible"}],
    "areas": [{"type": "Municipality", "municipalities": [{"code": "092", "name": []}]}],
    "publishingStatus": "Published",
}
UNIT = {"id": 1, "org_id": 92, "name_fi": "Kirjasto", "child_ids": [], "parent_id": 2, "provided_languages": ["fi"]}
TABLES = {
    "services.csv": [{"id": "s", "organization_id": "o", "name": "Library", "status": "active"}],
    "organizations.csv": [{"id": "o", "name": "City"}],
    "attributes.csv": [{"link_id": "s", "taxonomy_term_id": "t"}],
    "taxonomy_terms.csv": [{"id": "t", "name": "Culture"}],
    "languages.csv": [{"service_id": "s", "code": "fi"}],
}
OWN = {"id": "c", "name_fi": "Kerho", "body": "Naapuripolku ry", "languages": ["fi"], "kind": "partner"}
DOCUMENTS: list[Any] = [
    [HSDS, HSDS | {"id": "a2"}],
    {"contents": [HSDS], "total_items": 1},
    {"id": "o", "name": "City", "services": [HSDS]},
    [PTV, PTV | {"id": "b2"}],
    {"b": PTV, "b2": PTV | {"id": "b2"}},
    {"itemList": [PTV]},
    [UNIT, UNIT | {"id": 2}],
    {"results": [{"id": 5, "name": {"fi": "Kirjasto"}, "municipality": "vantaa"}]},
    TABLES,
    [OWN],
]
STRANGE = st.sampled_from(
    [
        *(
            None,
            True,
            -1,
            0,
            1.5,
            1e400,
            10**30,
            "",
            " ",
            "\x00",
            "\u2028",
            "\ufeff",
            "<b>x</b>",
            "=1+1",
            "x" * 5000,
        ),
        *(
            "\ud800",
            "\u202e",
            "http://[",
            "www.",
            [],
            {},
            [[]],
            [{}],
            [None],
            {"": ""},
            {"id": {}},
            {"name": {"fi": []}},
        ),
        *(json.loads("[" * 300 + "]" * 300), ["fi", 1, None, {}]),
    ]
)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def places(node: Any) -> list[tuple[Any, Any]]:
    """Every place in a document, as the container and the key."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    return [place for key in keys for place in [(node, key), *places(node[key])]]


@st.composite
def mutated(draw: st.DrawFn, document: Any) -> Any:
    """The document with a few places changed, taken out, doubled or renamed."""
    copy = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, 4))):
        where = places(copy)
        if not where:
            break
        container, key = draw(st.sampled_from(where))
        what = draw(st.sampled_from(["change", "change", "drop", "double", "rename"]))
        if what == "change":
            container[key] = deepcopy(draw(STRANGE))  # or the next example would begin with this one's changes
        elif what == "drop":
            del container[key]
        elif isinstance(container, list):
            container.append(container[key])
        elif what == "rename":
            container[draw(st.text(max_size=5))] = container.pop(key)
    return copy


@st.composite
def scratched(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with a few places cut out, overwritten or repeated, or with their end cut off."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 10, 100])))
        what = draw(
            st.sampled_from(
                [b"", b'"', b"{", b"}", b"[", b"]", b",", b"\\", b"\n", b"\0", b"\xff", b";", b"\xe2\x80\xa8"]
            )
        )
        data = data[:start] + what + draw(st.sampled_from([data[end:], data[start:], b""]))
    return draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf", b"\xff\xfe"])) + data


def dumped(document: Any, indent: int | None = None) -> bytes:
    return json.dumps(document, indent=indent).encode()


def survives(data: bytes) -> None:
    """Reading gives clean records and refusals, or an error of ours; `read` and `inspect` agree."""
    try:
        reading = inspect(data)
    except WorkshopError as error:
        assert str(error).endswith("Nothing was changed.")
        return
    for record in reading.records:
        clean(record)
    assert all(one.in_language("fi") and one.number >= 0 for one in reading.refused)
    if reading.refused:
        with pytest.raises(WorkshopError):
            read(data)
    else:
        assert read(data) == list(reading.records)


def clean(record: Record) -> None:
    assert record.name and record.kind in ("service", "partner") and 0 < len(record.source_id) <= 120
    text = json.dumps(
        [record.name, record.description, record.body, record.area, record.contact], ensure_ascii=False
    )
    assert not re.search("[\x00-\x08\u202a-\u202e\ud800-\udfff]", text)
    assert max(map(len, [*record.name.values(), *record.body.values(), record.area, record.contact])) <= 300
    assert max(map(len, [*record.description.values(), ""])) <= 4000


@CALM
@given(st.data())
def test_wrong_types_missing_keys_and_strange_values(data: st.DataObject):
    document = data.draw(st.sampled_from(DOCUMENTS))
    survives(dumped(data.draw(mutated(document)), data.draw(st.sampled_from([None, 1]))))


@CALM
@given(st.data())
def test_json_that_was_cut_and_scratched(data: st.DataObject):
    document = data.draw(st.sampled_from(DOCUMENTS))
    survives(data.draw(scratched(dumped(document, data.draw(st.sampled_from([None, 1]))))))


@CALM
@given(st.data())
def test_json_lines_that_were_cut_and_scratched(data: st.DataObject):
    survives(data.draw(scratched(b"\n".join(dumped(item) for item in (OWN, OWN | {"id": "d"}, HSDS)))))


@CALM
@given(st.data())
def test_csv_that_was_cut_and_scratched(data: st.DataObject):
    encoding = data.draw(st.sampled_from(["utf-8", "utf-16", "cp1252"]))
    text = write_csv(starter()[:3], excel=data.draw(st.booleans())).decode("utf-8-sig")
    damaged = data.draw(scratched(text.encode(encoding, "replace")))
    survives(damaged)
    try:
        headings(damaged)
    except WorkshopError as error:
        assert str(error).endswith("Nothing was changed.")


@CALM
@given(st.lists(st.lists(st.text(max_size=20), max_size=5), max_size=5), st.sampled_from(",;\t"))
def test_any_table(rows: list[list[str]], separator: str):
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows([["nimi", "kuvaus"], *rows])
    survives(out.getvalue().encode("utf-8", "surrogatepass"))


@CALM
@given(st.data())
def test_a_zip_file_that_was_cut_and_scratched(data: st.DataObject):
    survives(data.draw(scratched(write_hsds_package(starter()[:3]))))


@CALM
@given(st.data())
def test_a_package_whose_tables_were_scratched(data: st.DataObject):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(write_hsds_package(starter()[:3]))) as whole, zipfile.ZipFile(out, "w") as package:
        hurt = data.draw(st.sampled_from(whole.namelist()))
        for name in whole.namelist():
            package.writestr(name, data.draw(scratched(whole.read(name))) if name == hurt else whole.read(name))
    survives(out.getvalue())


@CALM
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes):
    survives(data)


@settings(CALM, max_examples=100)
@given(st.data())
def test_real_files_with_damage_of_both_kinds(data: st.DataObject):
    path = DATA / data.draw(st.sampled_from(REAL))
    if not path.exists():
        pytest.skip("the samples are not here")
    document = data.draw(mutated(json.loads(path.read_text("utf-8"))))
    survives(data.draw(scratched(dumped(document, 1))) if data.draw(st.booleans()) else dumped(document))


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'[{"a":' * 50_000,
        b'{"contents":[' + b'{"id":"1","name":' * 30_000,
        b'[{"id": "a", "id": "b", "name": "x", "name": "y", "status": "active", "status": "active"}]',
        b'[{"id": 7, "name": "\\u2028x", "status": "active", "description": "' + b"y" * 200_000 + b'"}]',
        b'\xef\xbb\xbf\xef\xbb\xbf[{"id": "1", "name_fi": "A"}]',
        b'{"id":"1","name_fi":"A\xe2\x80\xa8B"}\n{"id":"2","name_fi":"C"}\n',
        b'id,name_fi\n1,"' + b"x" * 3_000_000,
        b"id,name_fi\n" + b'1,"x\n' * 3000,
        b"id,name_fi\n1," + b"x;" * 1_500_000 + b"\n2,B\n",
    ],
)
def test_files_made_to_hurt(data: bytes):
    survives(data)
