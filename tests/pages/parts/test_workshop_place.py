"""The part of a workshop's form that says where and for what: chosen, so that names stay alike, or typed."""

import pytest
from streamlit.testing.v1 import AppTest

from models import VenueKind
from pages.parts import database
from workshop_kit import areas, programmes, store, workshops
from workshop_kit.programmes import Draft


def form():
    import runpy

    from pages.parts import database

    database.open_workshop(1)
    runpy.run_path("pages/prepare/workshop.py")
    database.tell()


@pytest.fixture(autouse=True)
def own_engine(engine, monkeypatch):
    monkeypatch.setattr(database, "engine", lambda: engine)


@pytest.fixture
def room(engine, open_room):
    with store.writing(engine) as db:
        return open_room(db, area="Koivukylä", venue="Library").workshop


@pytest.fixture
def smile(engine, now):
    """SMILE in Hakunila, with one place there; Koivukylä is another's area."""
    with store.writing(engine) as db:
        made = programmes.create(db, Draft("SMILE"), now=now)
        hakunila = areas.add(db, "Hakunila")
        areas.add(db, "Koivukylä")
        areas.add_place(db, hakunila, "Hakunila NGO house", VenueKind.NGO)
        programmes.add_areas(db, made, [hakunila])
        return made


def opened() -> AppTest:
    app = AppTest.from_function(form, default_timeout=30).run()
    assert not app.exception
    return app


def saved(app: AppTest, engine):
    """Save the form, and what is kept then. The page goes on to the agenda, which is not there in a test."""
    app.button(key="workshop_save").click().run()
    with store.reading(engine) as db:
        return workshops.by_id(db, 1)


def test_without_programmes_and_areas_the_fields_are_plain(room, engine):
    app = opened()
    assert "workshop_1_programme_en" not in {one.key for one in app.selectbox}
    app.text_input(key="workshop_1_area").set_value("Tikkurila").run()
    kept = saved(app, engine)
    assert (kept.area, kept.venue, kept.programme_id) == ("Tikkurila", "Library", None)


def test_areas_and_places_are_those_of_the_programme(room, smile, engine):
    app = opened()
    assert app.selectbox(key="workshop_1_area").options == ["Hakunila", "Koivukylä"]
    app.selectbox(key="workshop_1_programme_en").set_value(smile.id).run()
    assert app.selectbox(key="workshop_1_area").options == ["Hakunila", "Koivukylä"], "its own stays"
    app.selectbox(key="workshop_1_area").set_value("Hakunila").run()
    app.selectbox(key="workshop_1_venue").set_value("Hakunila NGO house").run()
    assert not app.exception
    kept = saved(app, engine)
    assert (kept.programme_id, kept.area, kept.venue) == (smile.id, "Hakunila", "Hakunila NGO house")
    assert kept.venue_kind == VenueKind.NGO, "a place that is known has its kind"


def test_a_programme_is_kept_and_can_be_taken_away(room, smile, engine):
    with store.writing(engine) as db:
        programmes.put_in(db, smile, [1])
    app = opened()
    assert app.selectbox(key="workshop_1_programme_en").value == smile.id
    app.selectbox(key="workshop_1_programme_en").set_value(0).run()
    assert saved(app, engine).programme_id is None
