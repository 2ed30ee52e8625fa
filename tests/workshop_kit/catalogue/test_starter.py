"""The catalogue that comes with the kit."""

import json
from pathlib import Path

import pytest

from workshop_kit.catalogue import SOURCES, starter

PTV = Path(__file__).parents[4] / "shared/data/services/ptv/general_descriptions_gd.json"
TREE = Path(__file__).parents[4] / "shared/data/services/servicemap/ontology_tree.json"


def test_every_service_has_a_name_a_description_and_a_body_in_finnish_and_english():
    for service in starter():
        assert {"fi", "en"} <= service.name.keys(), service.source_id
        assert {"fi", "en"} <= service.description.keys(), service.source_id
        assert {"fi", "sv", "en"} <= service.body.keys(), service.source_id


def test_there_are_sixty_to_ninety_and_each_id_is_there_once():
    assert 60 <= len(starter()) <= 90
    assert len({service.source_id for service in starter()}) == len(starter())


def test_every_service_says_where_it_is_from_and_invents_no_address():
    for service in starter():
        assert service.source == "starter" and "starter" in SOURCES
        assert (service.licence == "CC0") == service.source_id.startswith("kit-")
        assert service.licence.startswith("CC") and service.area == "Vantaa"
        assert (service.url, service.contact, service.languages) == ("", "", ())


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Basic education", "City of Vantaa"),
        ("Integration training", "City of Vantaa"),
        ("Employment services for jobseekers", "City of Vantaa"),
        ("Maternity clinic services", "Wellbeing Services County of Vantaa and Kerava"),
        ("School social worker", "Wellbeing Services County of Vantaa and Kerava"),
        ("Mental health services", "Wellbeing Services County of Vantaa and Kerava"),
    ],
)
def test_the_body_is_the_one_responsible_today(name: str, body: str):
    [service] = [service for service in starter() if service.name["en"] == name]
    assert service.body["en"] == body


def test_records_taken_over_exist_in_their_source():
    if not PTV.exists():
        pytest.skip("the sources are not here")
    known = {entry["Id"] for entry in json.loads(PTV.read_text())}
    known |= {f"servicemap-node-{node['id']}" for node in json.loads(TREE.read_text())}
    assert {one.source_id for one in starter() if not one.source_id.startswith("kit-")} <= known
