"""Real files of each format, where they are at hand."""

from pathlib import Path

import pytest

from workshop_kit.catalogue import read
from workshop_kit.errors import UnknownFormat

DATA = Path(__file__).parents[4] / "shared/data"


def sample(name: str) -> Path:
    if not (DATA / name).exists():
        pytest.skip("the samples are not here")
    return DATA / name


@pytest.mark.parametrize(
    "name",
    [
        "service_full.json",
        "service_list.json",
        "tabular.json",
        "organization_full.json",
        "service_at_location_full.json",
        "service_at_location_list.json",
        "csv/services.csv",
    ],
)
def test_the_examples_of_hsds_give_their_service(name: str):
    [service] = read(sample(f"services/hsds/examples/{name}"))
    assert (service.source, service.name) == ("hsds", {"en": "Community Counselling"})
    assert "Persona" not in str(service)


@pytest.mark.parametrize(
    "name",
    ["location.json", "organization_list.json", "taxonomy_term_list.json", "csv/contacts.csv", "csv/locations.csv"],
)
def test_the_examples_of_hsds_that_are_no_services_are_refused(name: str):
    with pytest.raises(UnknownFormat):
        read(sample(f"services/hsds/examples/{name}"))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("openapi_v11_services_sample.json", "Liperin kunta"),
        ("openapi_service_etalukio.json", "Mikkelin kaupungin liikelaitos Otavia"),
    ],
)
def test_answers_of_suomi_fi_are_read(name: str, body: str):
    [service] = read(sample(f"services/ptv/{name}"))
    assert (service.source, service.body["fi"]) == ("ptv", body)


def test_the_national_descriptions_are_read():
    services = read(sample("services/ptv/general_descriptions_gd.json"))
    assert len(services) == 458 and all("fi" in service.name for service in services)


def test_a_service_channel_is_no_service():
    with pytest.raises(UnknownFormat):
        read(sample("services/ptv/openapi_service_channel_otava.json"))


@pytest.mark.parametrize(
    ("name", "count"), [("unit-41102.json", 1), ("ontology_words.json", 1020), ("ontology_tree.json", 1284)]
)
def test_files_of_the_service_map_are_read(name: str, count: int):
    services = read(sample(f"services/servicemap/{name}"))
    assert len(services) == count and {service.source for service in services} == {"servicemap"}


def test_the_owner_of_a_unit_is_the_city_and_not_its_division():
    [unit] = read(sample("services/servicemap/unit-41102.json"))
    assert unit.body == {"fi": "Helsingin kaupunki", "sv": "Helsingfors stad", "en": "City of Helsinki"}


def test_our_own_services_are_read():
    services = read(sample("ideas/services60.jsonl"))
    assert len(services) == 60 and all(service.body for service in services)
