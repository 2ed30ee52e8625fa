"""The page of a programme: made, filled, narrowed, and erased after a question."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models import Indicator, Outcome, VenueKind
from pages.parts import database
from workshop_kit import areas, programmes, services, store, workshops
from workshop_kit.areas import population
from workshop_kit.programmes import Draft

PAGE = Path(__file__).parents[3] / "pages" / "insights" / "programme.py"
RING = [[25.0, 60.2], [25.1, 60.2], [25.1, 60.3], [25.0, 60.2]]


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    """The database of this test, not one that an earlier test has left in the memory of the pages."""
    monkeypatch.setattr(database, "engine", lambda: engine)


@pytest.fixture
def smile(engine, now):
    """SMILE in Hakunila."""
    with store.writing(engine) as db:
        made = programmes.create(db, Draft("SMILE", "Together", "AMIF", date(2024, 1, 1)), now=now)
        programmes.add_areas(db, made, [areas.add(db, "Hakunila")])
        return made


def page(**state) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=30)
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown)


def shown(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


# --- a programme ----------------------------------------------------------------------------------------


def test_an_empty_page_leads_to_the_first_programme(engine):
    app = press(page(), "programme_new")
    app.text_input(key="programme_new_name").set_value("SMILE")
    app.text_input(key="programme_new_funder").set_value("AMIF")
    press(app, "programme_save")
    with store.reading(engine) as db:
        assert [(one.name, one.funder) for one in programmes.listed(db)] == [("SMILE", "AMIF")]
    assert app.selectbox(key="programme").value and "AMIF" in said(app)


def test_a_name_that_is_taken_is_refused_in_the_dialog(smile, engine):
    app = press(page(), "programme_new")
    app.text_input(key="programme_new_name").set_value("smile")
    press(app, "programme_save")
    assert "“SMILE” is there already" in app.session_state["trouble"]
    with store.reading(engine) as db:
        assert len(programmes.listed(db)) == 1


def test_a_programme_is_chosen_and_changed(smile, engine, now):
    with store.writing(engine) as db:
        other = programmes.create(db, Draft("Coaching for integration"), now=now)
    app = page()
    app.selectbox(key="programme").set_value(smile.uuid).run()
    assert "Together" in said(app)
    app.selectbox(key="programme").set_value(other.uuid).run()
    press(app, "programme_edit")
    app.text_area(key=f"programme_{other.id}_about").set_value("Profile and needs")
    press(app, "programme_save")
    with store.reading(engine) as db:
        assert [one.about for one in programmes.listed(db)] == ["Profile and needs", "Together"]


def test_a_programme_is_erased_after_a_question(smile, engine):
    app = press(page(), "programme_remove")
    assert "cannot be undone" in said(app)
    press(app, "programme_remove_sure")
    with store.reading(engine) as db:
        assert programmes.listed(db) == [] and len(areas.listed(db)) == 1
    assert "programme_new" in shown(app)


def test_counts_are_erased_only_where_that_is_ticked(smile, engine, now):
    with store.writing(engine) as db:
        indicator = Indicator(programme_id=smile.id, position=0, activity="A", name={"en": "N"})
        db.add(indicator)
        db.flush()
        day = date(2026, 1, 1)
        db.add(Outcome(uuid="1", indicator_id=indicator.id, day=day, count=9, entered_at=now))
    app = press(page(), "programme_remove")
    assert app.button(key="programme_remove_sure").disabled
    app = press(page(**{f"programme_{smile.id}_outcomes": True}), "programme_remove")
    press(app, "programme_remove_sure")
    with store.reading(engine) as db:
        assert programmes.listed(db) == []


# --- areas and places -----------------------------------------------------------------------------------


def test_the_areas_of_smile_come_with_one_press(smile, engine):
    app = press(page(), "programme_area_starter")
    with store.reading(engine) as db:
        names = [area.name for area in programmes.areas(db, smile)]
    assert names == ["Hakunila", "Koivukylä", "Länsimäki", "Martinlaakso"]
    assert "programme_area_starter" not in shown(app)


def test_an_area_that_a_workshop_names_is_offered(smile, engine, open_room):
    with store.writing(engine) as db:
        open_room(db, area="Tikkurila")
    app = page()
    field = app.selectbox(key=f"programme_area_{smile.id}_0")
    assert field.options == ["Tikkurila"]
    field.set_value("Tikkurila").run()
    press(app, "programme_area_add")
    with store.reading(engine) as db:
        assert [area.name for area in programmes.areas(db, smile)] == ["Hakunila", "Tikkurila"]


def test_an_area_is_renamed_and_gets_places(smile, engine, open_room):
    with store.writing(engine) as db:
        open_room(db, area="hakunila")
    app = press(page(), "area_change_1")
    app.text_input(key="area_name_1_Hakunila").set_value("Itä-Hakunila").run()
    app.text_input(key="place_new_1_0").set_value("The library").run()
    app.selectbox(key="place_new_kind_en_1_0").set_value(VenueKind.LIBRARY).run()
    press(app, "place_add_1")
    with store.reading(engine) as db:
        area = areas.by_id(db, 1)
        assert area.name == workshops.listed(db)[0].area == "Itä-Hakunila"
        assert [(one.name, one.kind) for one in areas.places(db, area)] == [("The library", VenueKind.LIBRARY)]
    app.text_input(key="place_name_1_The library").set_value("Hakunila library").run()
    press(app, "place_remove_1")
    with store.reading(engine) as db:
        assert areas.places(db, areas.by_id(db, 1)) == []


def test_a_place_without_a_name_is_refused_with_a_sentence(smile, engine):
    app = press(press(page(), "area_change_1"), "place_add_1")
    assert "Write a few words first." in app.session_state["trouble"]
    with store.reading(engine) as db:
        assert areas.places(db, areas.by_id(db, 1)) == []


def test_an_area_can_be_left_and_it_can_be_erased(smile, engine):
    app = press(press(page(), "area_change_1"), "area_leave_1")
    with store.reading(engine) as db:
        assert programmes.areas(db, smile) == [] and len(areas.listed(db)) == 1
    app.selectbox(key=f"programme_area_{smile.id}_0").set_value("Hakunila").run()
    press(press(app, "programme_area_add"), "area_remove_1")
    with store.reading(engine) as db:
        assert areas.listed(db) == []


# --- workshops and partners -----------------------------------------------------------------------------


def test_workshops_of_its_areas_are_chosen_already_and_put_in(smile, engine, open_room):
    with store.writing(engine) as db:
        near, far = open_room(db, area="HAKUNILA"), open_room(db, area="Koivukylä")
        for _phone in range(3):
            near.joins()
    app = press(page(), "programme_put_in")
    with store.reading(engine) as db:
        assert [one.id for one in programmes.workshops(db, smile)] == [near.workshop.id]
    table = app.dataframe[0].value
    assert list(table["Area"]) == ["HAKUNILA"] and list(table["People"]) == ["fewer than 5"]
    app.multiselect(key="programme_out_1").set_value([near.workshop.id]).run()
    press(app, "programme_take_out")
    with store.reading(engine) as db:
        assert programmes.workshops(db, smile) == [] and len(programmes.without(db)) == 2
    assert far.workshop.programme_id is None


def test_partners_come_from_the_catalogue(smile, engine, now):
    app = page()
    assert "The catalogue has no partners yet" in " ".join(one.body for one in app.get("html"))
    with store.writing(engine) as db:
        club = services.add(db, now=now, kind=services.PARTNER, name={"en": "Club"})
    app = page()
    app.multiselect(key=f"programme_{smile.id}_partners_").set_value([club.id]).run()
    assert not app.exception and "**Club**" in said(app)
    with store.reading(engine) as db:
        assert [one.id for one in programmes.partners(db, smile)] == [club.id]


# --- shapes and figures ---------------------------------------------------------------------------------


def geojson(ring=RING, **facts) -> bytes:
    given = [{"type": "Feature", "properties": facts, "geometry": {"type": "Polygon", "coordinates": [ring]}}]
    return json.dumps({"type": "FeatureCollection", "features": given}).encode()


def test_shapes_are_looked_at_and_taken_with_their_source(smile, engine):
    app = page()
    app.file_uploader(key="area_shapes_0").upload("a.geojson", geojson(nimi="hakunila"), "application/json").run()
    assert not app.exception and "1 area gets its shape" in said(app)
    with store.reading(engine) as db:
        assert not areas.by_id(db, 1).shape, "looking writes nothing"
    source = next(one for one in app.text_input if (one.key or "").startswith("area_shapes_source"))
    source.set_value("City of Vantaa").run()
    press(app, "area_shapes_take")
    with store.reading(engine) as db:
        area = areas.by_id(db, 1)
        assert area.shape["type"] == "Polygon" and area.source == "City of Vantaa"
    press(app, "area_shape_gone_1")
    with store.reading(engine) as db:
        assert not areas.by_id(db, 1).shape


def test_shapes_in_metres_are_refused_with_a_sentence(smile):
    ring = [[25_500_000, 6_687_000], [25_501_000, 6_687_000], [25_501_000, 6_688_000], [25_500_000, 6_687_000]]
    app = page()
    app.file_uploader(key="area_shapes_0").upload("a.geojson", geojson(ring, nimi="A"), "application/json").run()
    assert not app.exception and "ETRS-GK25" in app.error[0].value.replace("\\", "")


def test_figures_are_looked_at_and_taken(smile, engine):
    table = "Alue;Kieli;2024\n402 Hakunila;Yhteensä;9 000\n402 Hakunila;somali;400\nMyyrmäki;somali;many\n"
    app = page()
    app.file_uploader(key="area_file_0").upload("p.csv", table.encode(), "text/csv").run()
    assert not app.exception and "Line 4: “many” is not a number of people" in said(app).replace("\\", "")
    press(app, "area_file_take")
    with store.reading(engine) as db:
        known = population.known(db, areas.by_id(db, 1), 2024)
    assert known == {"all": {"": 9000}, "home_language": {"so": 400}}
    press(app, "area_figures_gone_1_2024")
    with store.reading(engine) as db:
        assert population.years(db) == {}


def test_the_year_is_asked_where_a_file_does_not_say_it(smile, engine):
    app = page()
    app.file_uploader(key="area_file_0").upload("p.csv", b"Alue;Asukkaat\nHakunila;9000\n", "text/csv").run()
    year = next(one for one in app.number_input if (one.key or "").startswith("area_file_year"))
    year.set_value(2023).run()
    press(app, "area_file_take")
    with store.reading(engine) as db:
        assert population.known(db, areas.by_id(db, 1), 2023) == {"all": {"": 9000}}


def test_figures_are_typed_by_hand(smile, engine):
    app = press(page(), "area_type_1")
    year = app.number_input(key="area_typed_year_1").value
    app.number_input(key=f"area_typed_1_{year}_all_").set_value(9000)
    app.number_input(key=f"area_typed_1_{year}_gender_woman").set_value(4600)
    press(app, "area_typed_save")
    with store.reading(engine) as db:
        known = population.known(db, areas.by_id(db, 1), year)
    assert known == {"all": {"": 9000}, "gender": {"woman": 4600}}
