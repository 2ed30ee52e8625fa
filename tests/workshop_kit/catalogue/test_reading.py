"""Catalogue files of every known format, and files that are none or are damaged."""

import json
from pathlib import Path

import pytest

from workshop_kit.catalogue import read
from workshop_kit.errors import DamagedFile, DamagedLine, UnknownFormat

HSDS = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Community Counselling",
    "description": "Counselling by trained professionals for people with anxiety or depression.",
    "url": "http://example.com/counselling",
    "email": "counselling@example.com",
    "status": "active",
    "organization": {
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
        "name": "City of Vantaa",
        "description": "A city",
    },
    "languages": [{"id": "1", "name": "Urdu", "code": "ur"}, {"id": "2", "name": "Finnish"}],
    "phones": [{"id": "1", "number": "+358 1 234 5678"}],
    "contacts": [{"id": "1", "name": "Ann Persona", "email": "ann@example.com"}],
}
PTV = {
    "id": "6c00d407-d3fd-4c7e-a373-57be9f3b2cff",
    "serviceNames": [
        {"language": "fi", "value": "Vanhempainilta", "type": "AlternativeName"},
        {"language": "fi", "value": "Kodin ja koulun yhteistyö", "type": "Name"},
        {"language": "sv", "value": "Samarbete mellan hem och skola", "type": "Name"},
    ],
    "serviceDescriptions": [
        {"language": "fi", "value": "Pitkä kuvaus.", "type": "Description"},
        {"language": "fi", "value": "Lyhyt kuvaus.", "type": "Summary"},
        {"language": "fi", "value": "Soita koululle.", "type": "UserInstruction"},
    ],
    "languages": ["fi", "sv"],
    "organizations": [
        {"organization": {"id": "b", "name": "Tuottaja Oy"}, "roleType": "Producer"},
        {"organization": {"id": "a", "name": "Vantaan kaupunki"}, "roleType": "Responsible"},
    ],
    "areas": [
        {
            "type": "Municipality",
            "municipalities": [{"code": "092", "name": [{"language": "fi", "value": "Vantaa"}]}],
        }
    ],
    "serviceClasses": [{"code": "P6.2", "name": [{"language": "fi", "value": "Perusopetus"}]}],
    "targetGroups": [{"code": "KR1.2", "name": [{"language": "fi", "value": "Lapset ja lapsiperheet"}]}],
    "publishingStatus": "Published",
}
UNIT = {
    "id": 41102,
    "org_id": 92,
    "displayed_service_owner_fi": "kunnallinen palvelu, Vantaan kaupunki",
    "name_fi": "Hakunilan kirjasto",
    "name_sv": "Håkansböle bibliotek",
    "provided_languages": ["fi", "sv"],
    "short_desc_fi": "Kirjasto ostoskeskuksessa.",
    "desc_fi": "Pitkä kuvaus.",
    "address_city_fi": "Vantaa",
    "www_fi": "https://example.com/kirjasto",
    "connections": [{"section_type": "OTHER", "contact_person": "Ann Persona", "name_fi": "Johtaja"}],
}


def dumped(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def test_an_hsds_service_keeps_its_body_languages_and_contact():
    [service] = read(dumped(HSDS))
    assert (service.source, service.source_id) == ("hsds", HSDS["id"])
    assert service.name == {"en": "Community Counselling"}
    assert service.body["fi"] == "Vantaan kaupunki"
    assert service.languages == ("ur", "fi")
    assert service.contact == "counselling@example.com, +358 1 234 5678"


def test_the_people_in_a_file_are_left_in_the_file():
    assert "Ann" not in str(read(dumped(HSDS))) + str(read(dumped(UNIT)))


def test_an_hsds_page_a_list_and_an_organisation_give_the_same_service():
    one = read(dumped(HSDS))
    assert read(dumped({"total_items": 1, "page_number": 1, "contents": [HSDS]})) == one
    assert read(dumped([HSDS])) == one
    bare = {key: value for key, value in HSDS.items() if key != "organization"}
    assert read(dumped({"id": "1", "name": "City of Vantaa", "services": [bare]})) == one


def test_hsds_tables_are_joined():
    tables = {
        "organizations.csv": [{"id": "o", "name": "City of Vantaa"}],
        "services.csv": [{"id": "s", "organization_id": "o", "name": "Library", "status": "active"}],
        "languages.csv": [{"service_id": "s", "code": "so"}, {"service_id": "other", "code": "ru"}],
        "taxonomy_terms.csv": [{"id": "t", "name": "Culture"}],
        "attributes.csv": [{"link_id": "s", "taxonomy_term_id": "t"}],
    }
    [service] = read(dumped(tables))
    assert (service.body["sv"], service.languages, service.classes) == ("Vanda stad", ("so",), ("Culture",))


def test_a_table_of_hsds_services_is_read_and_its_other_tables_are_refused():
    [service] = read(b"id,organization_id,name,status\na,o,Library,active\nb,o,Closed library,defunct\n")
    assert (service.source, service.source_id) == ("hsds", "a")
    with pytest.raises(UnknownFormat, match="not the one of services"):
        read(b"id,organization_id,name,title\na,o,Ann Persona,Reception Manager\n")


def test_a_closed_hsds_service_is_left_out():
    with pytest.raises(DamagedFile, match="no services"):
        read(dumped([HSDS | {"status": "defunct"}]))


def test_the_language_of_an_hsds_file_is_guessed_or_told():
    finnish = HSDS | {
        "name": "Neuvonta",
        "description": "Neuvontaa asumiseen, työhön ja opiskeluun liittyvissä asioissa.",
    }
    assert set(read(dumped(finnish))[0].name) == {"fi"}
    assert set(read(dumped(finnish), language="et")[0].name) == {"et"}


def test_a_ptv_service_keeps_its_summary_and_the_body_that_is_responsible():
    [service] = read(dumped(PTV))
    assert service.name == {"fi": "Kodin ja koulun yhteistyö", "sv": "Samarbete mellan hem och skola"}
    assert service.description == {"fi": "Lyhyt kuvaus."}
    assert service.body == {"fi": "Vantaan kaupunki", "sv": "Vanda stad", "en": "City of Vantaa"}
    assert (service.area, service.classes, service.target_groups) == (
        "Vantaa",
        ("Perusopetus",),
        ("Lapset ja lapsiperheet",),
    )
    assert "CC BY 4.0" in service.licence


def test_a_ptv_list_a_page_and_a_dict_by_id_give_the_same_service():
    one = read(dumped(PTV))
    assert read(dumped([PTV])) == one
    assert read(dumped({"pageNumber": 1, "pageSize": 100, "itemList": [PTV]})) == one
    assert read(dumped({PTV["id"]: PTV})) == one


def test_a_ptv_page_of_ids_says_what_to_fetch():
    with pytest.raises(UnknownFormat, match="without their texts"):
        read(dumped({"pageNumber": 1, "itemList": [{"id": "a", "name": "Kirjasto"}]}))


def test_a_ptv_draft_is_left_out():
    assert len(read(dumped([PTV, PTV | {"id": "draft", "publishingStatus": "Draft"}]))) == 1


def test_the_body_responsible_by_law_comes_before_the_producer():
    [service] = read(dumped(PTV | {"responsibleSoteOrganization": {"name": "Vantaan ja Keravan hyvinvointialue"}}))
    assert service.body["en"] == "Wellbeing Services County of Vantaa and Kerava"


def test_a_service_map_unit_names_its_owner():
    [unit] = read(dumped(UNIT))
    assert (unit.source_id, unit.body["en"]) == ("unit-41102", "City of Vantaa")
    assert unit.description == {"fi": "Kirjasto ostoskeskuksessa."}
    assert (unit.languages, unit.area, unit.url) == (("fi", "sv"), "Vantaa", "https://example.com/kirjasto")


def test_a_service_map_owner_is_known_by_its_number_too():
    bare = {key: value for key, value in UNIT.items() if key != "displayed_service_owner_fi"}
    assert read(dumped(bare))[0].body["sv"] == "Vanda stad"


def test_service_map_words_and_the_leaves_of_the_tree_are_services():
    [word] = read(dumped([{"id": 7, "ontologyword_fi": "kirjasto", "ontologyword_en": "library"}]))
    assert (word.source_id, word.name) == ("word-7", {"fi": "kirjasto", "en": "library"})
    tree = [
        {"id": 1, "name_fi": "Kulttuuri", "child_ids": [2]},
        {"id": 2, "parent_id": 1, "name_fi": "Kirjastot", "child_ids": []},
    ]
    [leaf] = read(dumped(tree))
    assert (leaf.source_id, leaf.classes) == ("node-2", ("Kulttuuri",))


def test_a_ring_in_the_service_tree_ends():
    ring = [{"id": 1, "parent_id": 2, "name_fi": "a", "child_ids": []}, {"id": 2, "parent_id": 1, "name_fi": "b"}]
    assert len(read(dumped(ring))) == 2


def test_the_interface_of_the_service_map_is_read():
    place = {"id": 5, "name": {"fi": "Kirjasto", "en": "Library"}, "municipality": "vantaa", "location": {}}
    [unit] = read(dumped({"count": 1, "next": None, "results": [place]}))
    assert (unit.source_id, unit.name["en"], unit.area) == ("unit-5", "Library", "Vantaa")


def test_the_last_of_two_services_with_one_id_counts():
    again = PTV | {"serviceNames": [{"language": "fi", "value": "Uusi nimi", "type": "Name"}]}
    [service] = read(dumped([PTV, again]))
    assert service.name == {"fi": "Uusi nimi"}


def test_script_tags_stay_text_and_a_script_address_is_dropped():
    [service] = read(dumped(HSDS | {"name": "<script>alert(1)</script>", "url": "javascript:alert(1)"}))
    assert (service.name["en"], service.url) == ("<script>alert(1)</script>", "")


@pytest.mark.parametrize(
    "address", ["JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://x", "http://", 'https://x/"><b']
)
def test_other_addresses_are_dropped_too(address: str):
    assert read(dumped(HSDS | {"url": address}))[0].url == ""


def test_control_characters_and_turned_directions_are_taken_out():
    [service] = read(dumped(HSDS | {"name": "Li\x00bra\u202ery\x07 \u200fx"}))
    assert service.name == {"en": "Library \u200fx"}


def test_a_lone_surrogate_cannot_reach_the_database():
    [service] = read(json.dumps(HSDS | {"name": "Library \ud800"}).encode())
    assert service.name["en"].encode() == b"Library"


def test_a_very_long_text_is_cut():
    [service] = read(dumped(HSDS | {"description": "x" * 100_000, "name": "y" * 5000}))
    assert len(service.description["en"]) == 4000 and len(service.name["en"]) == 300


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"[]", "no services"),
        (b"{}", "not services"),
        (b"PK\x03\x04", "zip file that is damaged"),
        (b"%PDF-1.4\x00\x00", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
        (b"<html><body>name</body></html>", "web page"),
        (b"color,size\nred,1\n", "no column"),
        (b'{"color": "red"}', "not services"),
        (b'[{"id": 1, "name": "City", "website": "http://example.com"}]', "not services"),
        (b"[1, 2]", "not a service"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b'{"name": ' + b"1" * 5000 + b"}", "not valid JSON"),
        (b"name_fi\n", "no services"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_a_sentence(data: bytes, why: str):
    with pytest.raises(DamagedFile, match=why):
        read(data)


def test_a_cut_json_file_names_the_line():
    whole = json.dumps([HSDS], indent=1).encode()
    with pytest.raises(DamagedLine, match="Line 9 "):
        read(b"\n".join(whole.split(b"\n")[:9])[:-4])


def test_a_service_without_a_name_is_named_by_its_number():
    with pytest.raises(DamagedFile, match="service 2: the service has no name"):
        read(dumped([HSDS, HSDS | {"name": ""}]))


def test_an_id_that_the_database_could_not_hold_is_refused():
    with pytest.raises(DamagedFile, match="id is too long"):
        read(dumped(HSDS | {"id": "x" * 500}))


def test_a_file_that_is_not_there_gives_a_sentence(tmp_path: Path):
    with pytest.raises(DamagedFile, match="cannot be opened"):
        read(tmp_path / "nothing.csv")


def test_a_file_of_more_than_two_gigabytes_is_refused(tmp_path: Path):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(2 * 1024 * 1024 * 1024 + 1)
    with pytest.raises(DamagedFile, match="larger than 2 GB"):
        read(tmp_path / "big.csv")


@pytest.mark.parametrize("broken", [None, 1, True, [], ["x"], {}, {"a": {"b": 1}}, [None], "\x00"])
@pytest.mark.parametrize("service", [HSDS, PTV, UNIT])
def test_a_field_of_the_wrong_kind_gives_a_service_or_a_sentence(service: dict[str, object], broken: object):
    for field in service:
        try:
            read(dumped(service | {field: broken}))
        except DamagedFile as error:
            assert str(error).endswith("Nothing was changed.")
