"""Services in the database: imported, renewed, searched, removed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from datetime import time as clock

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from models import Action, Service, StepKind, Workshop
from workshop_kit import examples, services, store
from workshop_kit.catalogue import Record, read, starter, write_csv
from workshop_kit.errors import EmptyText, NotFound, UnknownLanguage
from workshop_kit.evaluation import questions
from workshop_kit.services.editing import ServiceAskedAbout, ServiceInUse, WrongLink

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, tzinfo=UTC)
LIBRARY = Record(
    "csv", "1", {"fi": "Kirjasto", "ar": "مكتبة"}, {"fi": "Lainaa kirjoja"}, {"fi": "Vantaan kaupunki"}
)
CLINIC = Record("csv", "2", {"fi": "Äitiysneuvola"}, body={"fi": "Hyvinvointialue"}, languages=("fi", "so"))


@pytest.fixture
def engine(tmp_path):
    engine = store.open_engine(f"sqlite:///{tmp_path}/t.sqlite3")
    yield engine
    engine.dispose()


def imported(engine: Engine, *records: Record, now: datetime = NOW) -> services.Imported:
    with store.writing(engine) as db:
        return services.import_records(db, records, now=now)


def test_records_are_added_once(engine):
    assert imported(engine, LIBRARY, CLINIC) == services.Imported(added=2, updated=0, unchanged=0)
    assert imported(engine, LIBRARY, CLINIC) == services.Imported(added=0, updated=0, unchanged=2)
    with store.reading(engine) as db:
        assert services.as_records(services.listed(db)) == [LIBRARY, CLINIC]


def test_a_second_import_renews_and_does_not_duplicate(engine):
    imported(engine, LIBRARY, CLINIC)
    renamed = replace(LIBRARY, name={"fi": "Pääkirjasto"})
    assert imported(engine, renamed, CLINIC, now=LATER) == services.Imported(0, 1, 1)
    with store.reading(engine) as db:
        first, second = services.listed(db)
        assert first.name == {"fi": "Pääkirjasto"}
        assert first.refreshed_at == second.refreshed_at == LATER


def test_the_same_id_from_another_source_is_another_service(engine):
    assert imported(engine, LIBRARY, replace(LIBRARY, source="ptv")).added == 2


def test_one_id_twice_in_one_import_is_one_service(engine):
    assert imported(engine, LIBRARY, replace(LIBRARY, area="Hakunila")).added == 1


def test_the_catalogue_goes_out_as_csv_and_comes_back_unchanged(engine):
    with store.writing(engine) as db:
        services.ensure_starter(db, NOW)
        written = write_csv(services.as_records(services.listed(db)))
        assert services.import_records(db, read(written), now=LATER).unchanged == len(starter())


@pytest.mark.parametrize("search", ["kirja", "KIRJASTO", "مكتبة", "lainaa kirjasto", "ÄITIYS"])
def test_search_looks_in_all_languages_and_texts(engine, search):
    imported(engine, LIBRARY, CLINIC)
    with store.reading(engine) as db:
        assert len(services.listed(db, search=search)) == 1


def test_search_for_what_is_not_there_finds_nothing(engine):
    imported(engine, LIBRARY, CLINIC)
    with store.reading(engine) as db:
        assert services.listed(db, search="uimahalli") == []
        assert services.listed(db, search="kirjasto", body="Hyvinvointialue") == []


def test_services_of_a_body_are_found_by_its_name_in_any_language(engine):
    with store.writing(engine) as db:
        services.ensure_starter(db, NOW)
        city = services.listed(db, body="Vanda stad")
        assert city and city == services.listed(db, body="city of vantaa")


def test_bodies_are_listed_once_even_when_named_in_fewer_languages(engine):
    with store.writing(engine) as db:
        services.ensure_starter(db, NOW)
        before = services.bodies(db)
        services.import_records(db, [LIBRARY], now=NOW)
        assert services.bodies(db) == before
        assert before[0] == {"fi": "Vantaan kaupunki", "sv": "Vanda stad", "en": "City of Vantaa"}


def test_the_starter_is_put_in_only_where_there_is_nothing(engine):
    with store.writing(engine) as db:
        assert services.ensure_starter(db, NOW).added == len(starter())
        assert services.ensure_starter(db, LATER) == services.Imported(0, 0, 0)


def test_own_services_keep_the_starter_out(engine):
    imported(engine, LIBRARY)
    with store.writing(engine) as db:
        assert services.ensure_starter(db, NOW) == services.Imported(0, 0, 0)


def test_the_starter_can_be_taken_away(engine):
    imported(engine, LIBRARY)
    with store.writing(engine) as db:
        services.import_records(db, starter(), now=NOW)
        assert services.remove_source(db, "starter") == services.Removed(removed=len(starter()), kept=0)
        assert [service.source_id for service in services.listed(db)] == ["1"]


def test_a_service_that_an_action_names_is_kept(engine):
    imported(engine, LIBRARY, CLINIC)
    with store.writing(engine) as db:
        planned(db, services.listed(db)[0])
        assert services.remove_source(db, "csv") == services.Removed(removed=1, kept=1)
    with store.reading(engine) as db:
        assert db.exec(select(Action)).one().service_id == services.listed(db)[0].id


def planned(db: Session, service: Service) -> None:
    workshop = Workshop(
        code="1234",
        language="en",
        languages=["fi"],
        title={"en": "Evening"},
        question={"en": "What next?"},
        method="evening",
        day=date(2026, 3, 1),
        starts=clock(17),
        created_at=NOW,
    )
    db.add(workshop)
    db.flush()
    db.add(Action(workshop_id=workshop.id, position=1, title="Open longer", service_id=service.id))
    db.flush()


def test_a_service_is_found_by_its_id_and_a_stranger_is_not(engine):
    imported(engine, LIBRARY)
    with store.reading(engine) as db:
        service = services.listed(db)[0]
        assert services.by_id(db, service.id) is service
        with pytest.raises(NotFound):
            services.by_id(db, 999)


def test_texts_are_given_in_the_readers_language_or_another(engine):
    imported(engine, LIBRARY, replace(CLINIC, body={}))
    with store.reading(engine) as db:
        library, clinic = services.listed(db)
        assert services.name(library, "ar").direction == "rtl"
        assert services.name(clinic, "ar").asked is False
        assert services.description(library, "en").text == "Lainaa kirjoja"
        assert services.body_name(library, "sv").text == "Vantaan kaupunki"
        assert services.body_name(clinic, "fi").text == ""


def test_nothing_is_kept_when_the_import_fails(engine):
    with pytest.raises(RuntimeError), store.writing(engine) as db:
        services.import_records(db, [LIBRARY], now=NOW)
        raise RuntimeError
    with store.reading(engine) as db:
        assert services.listed(db) == []


def test_twenty_thousand_services_are_imported(engine):
    many = [replace(LIBRARY, source_id=str(n)) for n in range(20_000)]
    assert imported(engine, *many).added == 20_000
    assert imported(engine, *many).unchanged == 20_000


# --- a file that comes again ----------------------------------------------------------------------------


def by_name(db: Session, fi: str) -> Service:
    return next(service for service in services.listed(db) if service.name.get("fi") == fi)


def test_a_service_that_its_source_has_no_more_is_marked_and_stays(engine):
    imported(engine, LIBRARY, CLINIC)
    assert imported(engine, LIBRARY, now=LATER) == services.Imported(0, 0, 1, vanished=1)
    with store.reading(engine) as db:
        assert by_name(db, "Äitiysneuvola").vanished_at == LATER
        assert by_name(db, "Kirjasto").vanished_at is None


def test_a_service_that_comes_back_is_marked_no_more(engine):
    imported(engine, LIBRARY, CLINIC)
    imported(engine, LIBRARY)
    imported(engine, LIBRARY, CLINIC, now=LATER)
    with store.reading(engine) as db:
        assert by_name(db, "Äitiysneuvola").vanished_at is None


def test_a_file_with_a_small_part_of_its_source_takes_nothing_away(engine):
    third = replace(CLINIC, source_id="3")
    imported(engine, LIBRARY, CLINIC, third)
    assert imported(engine, LIBRARY).vanished == 0


def test_who_says_that_a_file_is_whole_or_a_part_is_believed(engine):
    third = replace(CLINIC, source_id="3")
    imported(engine, LIBRARY, CLINIC, third)
    with store.writing(engine) as db:
        assert services.import_records(db, [LIBRARY, CLINIC], now=LATER, whole=False).vanished == 0
        assert services.import_records(db, [LIBRARY], now=LATER, whole=True).vanished == 2


def test_another_source_loses_nothing(engine):
    imported(engine, LIBRARY, replace(CLINIC, source="ptv"))
    assert imported(engine, LIBRARY).vanished == 0


def test_a_preview_says_what_would_happen_and_changes_nothing(engine):
    imported(engine, LIBRARY, CLINIC)
    wanted = [replace(LIBRARY, area="Hakunila"), replace(CLINIC, source_id="9")]
    with store.reading(engine) as db:
        before = services.as_records(services.listed(db))
        found = services.preview(db, wanted)
        said = found.whole
        assert (found.looks_whole, found.others) == (True, 0)
        assert said == services.Imported(added=1, updated=1, unchanged=0, vanished=1)
        assert found.part == replace(said, vanished=0)
        assert services.as_records(services.listed(db)) == before
    assert imported(engine, *wanted) == said


def test_the_actions_of_a_service_that_is_gone_are_listed(engine):
    imported(engine, LIBRARY, CLINIC)
    with store.writing(engine) as db:
        planned(db, by_name(db, "Äitiysneuvola"))
        assert services.vanished_in_use(db) == []
    imported(engine, LIBRARY)
    with store.reading(engine) as db:
        (use,) = services.vanished_in_use(db)
        assert (use.service.name["fi"], use.action.title, use.workshop.code) == (
            "Äitiysneuvola",
            "Open longer",
            "1234",
        )


# --- what a person writes -------------------------------------------------------------------------------


def test_what_a_person_corrected_stays_when_the_file_comes_again(engine):
    imported(engine, LIBRARY)
    with store.writing(engine) as db:
        services.edit(db, by_name(db, "Kirjasto"), contact="+358 9 123", area="Hakunila")
    assert imported(engine, replace(LIBRARY, area="Tikkurila", description={"fi": "Lue"})).updated == 1
    with store.reading(engine) as db:
        service = by_name(db, "Kirjasto")
        assert (service.contact, service.area, service.description) == ("+358 9 123", "Hakunila", {"fi": "Lue"})


def test_what_is_written_as_it_was_is_not_taken_for_a_correction(engine):
    imported(engine, LIBRARY)
    with store.writing(engine) as db:
        services.edit(db, by_name(db, "Kirjasto"), name=dict(LIBRARY.name), url="")
        assert by_name(db, "Kirjasto").edited == []


def test_a_corrected_name_is_found(engine):
    imported(engine, LIBRARY)
    with store.writing(engine) as db:
        services.edit(db, by_name(db, "Kirjasto"), name={"fi": "Lukusali"})
        assert [len(services.listed(db, search=word)) for word in ("lukusali", "kirjasto")] == [1, 0]


def test_a_partner_is_a_record_of_one_s_own(engine):
    with store.writing(engine) as db:
        partner = services.add(
            db, now=NOW, kind=services.PARTNER, name={"fi": "Naapuripolku ry"}, classes=["Job coaching"],
            languages=["so", "ar"], area="Hakunila",
        )  # fmt: skip
        assert (partner.source, partner.kind, partner.languages) == ("own", "partner", ["so", "ar"])
        assert services.listed(db, kind=services.PARTNER, search="coaching") == [partner]
        assert services.listed(db, kind=services.SERVICE) == []


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"name": {"fi": "  "}}, EmptyText),
        ({"name": {}}, EmptyText),
        ({"name": {"fi": "A"}, "languages": ["tlh"]}, UnknownLanguage),
        ({"name": {"fi": "A"}, "url": "javascript:alert(1)"}, WrongLink),
    ],
)
def test_a_record_that_cannot_be_kept_is_refused(engine, given, error):
    with store.writing(engine) as db, pytest.raises(error):
        services.add(db, now=NOW, **given)
    with store.reading(engine) as db:
        assert services.listed(db) == []


def test_a_record_that_a_plan_names_is_not_taken_out(engine):
    imported(engine, LIBRARY, CLINIC)
    with store.writing(engine) as db:
        planned(db, by_name(db, "Kirjasto"))
        with pytest.raises(ServiceInUse) as refusal:
            services.remove(db, by_name(db, "Kirjasto"))
        assert "Open longer" in str(refusal.value)
        services.remove(db, by_name(db, "Äitiysneuvola"))
        assert len(services.listed(db)) == 1


def test_where_records_come_from_is_told_with_licence_and_day(engine):
    imported(engine, LIBRARY, replace(CLINIC, source="ptv", licence="CC BY 4.0"))
    with store.reading(engine) as db:
        found = {origin.source: origin for origin in services.origins(db)}
        assert (found["ptv"].licence, found["ptv"].records, found["ptv"].refreshed_at) == ("CC BY 4.0", 1, NOW)
        assert found["csv"].vanished == 0


def test_search_counts_without_reading_everything(engine):
    imported(engine, LIBRARY, CLINIC, replace(CLINIC, source_id="3"))
    with store.reading(engine) as db:
        assert services.count(db, search="neuvola") == 2
        assert len(services.listed(db, search="neuvola", most=1)) == 1
        assert services.count(db, search="100%") == services.count(db, search="_") == 0, (
            "signs stand for themselves"
        )


def test_each_source_of_a_file_is_judged_by_itself(engine):
    ptv = [replace(CLINIC, source="ptv", source_id=str(n)) for n in range(10)]
    csv = [replace(LIBRARY, source_id=str(n)) for n in range(10)]
    imported(engine, *ptv, *csv)
    assert imported(engine, *csv[:9], ptv[0]).vanished == 1, "one of the table, none of Suomi.fi"


def test_another_table_with_the_same_ids_is_noticed(engine):
    imported(engine, LIBRARY, CLINIC)
    strange = [Record("csv", "1", {"fi": "Seura X"}, body={"fi": "Seura X ry"}), CLINIC]
    with store.reading(engine) as db:
        assert services.preview(db, strange).others == 1
        assert services.preview(db, [replace(LIBRARY, name={"fi": "Pääkirjasto"})]).others == 0


def test_what_was_chosen_for_a_theme_is_not_taken_away(engine, open_room):
    with store.writing(engine) as db:
        services.import_records(db, [LIBRARY, CLINIC], now=NOW)
        room = open_room(db)
        theme = room.theme("Books", room.enters("Read"))
        examples.remember_theme(db, theme, by_name(db, "Kirjasto"), "en", now=NOW)
        assert services.remove_source(db, "csv") == services.Removed(removed=1, kept=1)
        assert examples.of_themes(db, [theme.id])[theme.id].service_id is not None


def test_what_a_feedback_step_asks_about_is_not_taken_away(engine, open_room):
    """Its answers would be those of the next service with its number."""
    imported(engine, LIBRARY, CLINIC)
    with store.writing(engine) as db:
        room = open_room(db)
        library = by_name(db, "Kirjasto")
        questions.choose(db, room.workshop, room.step(StepKind.FEEDBACK), [], [library.id])
        with pytest.raises(ServiceAskedAbout, match=room.workshop.title["en"]):
            services.remove(db, library)
        assert services.remove_source(db, "csv") == services.Removed(removed=1, kept=1)
        assert by_name(db, "Kirjasto") == library


def test_many_bodies_are_listed_from_one_question(engine):
    records = [replace(LIBRARY, source_id=str(n), body={"fi": f"Seura {n}"}) for n in range(300)]
    imported(engine, *records, replace(LIBRARY, source_id="x", body={"fi": "SEURA 7", "sv": "Förening 7"}))
    with store.reading(engine) as db:
        found = services.bodies(db)
        assert len(found) == 300
        assert {"fi": "Seura 7", "sv": "Förening 7"} in found


def test_what_its_source_has_no_more_is_not_handed_on(engine):
    imported(engine, LIBRARY, CLINIC)
    imported(engine, LIBRARY)
    with store.reading(engine) as db:
        assert services.still_there(db) == [LIBRARY]
