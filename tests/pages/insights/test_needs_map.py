"""The page of the needs map: suggest, confirm one by one, look at a need, change it."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from models import Area, NeedKind
from pages.parts import database
from workshop_kit import ideas, moderation, store, workshops
from workshop_kit.needs_map import standing

SWIM = ("swimming lessons for children", "swimming school in summer", "cheap swimming for families")
BUS = ("more buses in the evening", "evening buses to the station")
SHAPE = {"type": "Polygon", "coordinates": [[[25, 60], [25.1, 60], [25.1, 60.1], [25, 60.1], [25, 60]]]}


def the_page():
    import runpy

    from pages.parts import database

    runpy.run_path("pages/insights/needs_map.py")
    database.tell()


@pytest.fixture
def city(engine, monkeypatch):
    database.engine.clear()
    monkeypatch.setattr(database, "embedder", lambda: None)
    yield engine
    database.engine.clear()


@pytest.fixture
def held(city, open_room):
    """Opens a workshop with themes."""

    def hold(area, year, **boards):
        with store.writing(city) as db:
            room = open_room(db, area=area, day=date(year, 5, 6))
            for name, texts in boards.items():
                room.theme(name, *[room.enters(text) for text in texts])
            return room.workshop.id

    return hold


@pytest.fixture
def two(held):
    return held("Hakunila", 2025, Swimming=SWIM, Buses=BUS), held("Koivukylä", 2026, Swimming=SWIM)


def opened():
    page = AppTest.from_function(the_page, default_timeout=30).run()
    assert not page.exception
    return page


def suggested():
    page = opened().button(key="needs_map_suggest").click().run()
    assert not page.exception
    return page


def text(page):
    kinds = (page.markdown, page.subheader, page.caption, page.info, page.html if hasattr(page, "html") else [])
    return " ".join(str(one.value if hasattr(one, "value") else one.proto.body) for kind in kinds for one in kind)


def keys(page):
    return [button.key for button in page.button if button.key]


def needs(engine):
    with store.reading(engine) as db:
        return {id: need.label for id, need in standing.needs(db).items()}


def places(engine):
    with store.reading(engine) as db:
        return [(theme.need_id, theme.by_person) for theme in standing.everywhere(db)]


def test_without_themes_the_page_says_where_they_come_from(city):
    page = opened()
    assert "needs_map_suggest" not in keys(page)


def test_before_the_first_run_there_is_one_thing_to_press(two, city):
    page = opened()
    assert [key for key in keys(page) if key.startswith("needs_map")] == ["needs_map_suggest"]
    assert needs(city) == {}


def test_one_workshop_is_said_to_be_one(held):
    held("Hakunila", 2026, Swimming=SWIM, Buses=BUS)
    page = suggested()
    assert "one workshop only" in text(page)
    assert not [key for key in keys(page) if key.startswith("needs_map_yes")]


def test_yes_confirms_and_undo_takes_it_back(two, city):
    page = suggested()
    (yes,) = [key for key in keys(page) if key.startswith("needs_map_yes")]
    page.button(key=yes).click().run()
    assert not page.exception
    assert sum(by for _need, by in places(city)) == 2
    assert not [key for key in keys(page) if key.startswith("needs_map_yes")]
    page.button(key="needs_map_undo").click().run()
    assert sum(by for _need, by in places(city)) == 0


def test_no_makes_another_need_that_the_next_run_leaves_alone(two, city):
    page = suggested()
    (no,) = [key for key in keys(page) if key.startswith("needs_map_no")]
    page.button(key=no).click().run()
    after = places(city)
    page.button(key="needs_map_suggest").click().run()
    assert not page.exception and places(city) == after and len(needs(city)) == 3


def test_what_is_put_off_can_be_asked_again(two):
    page = suggested()
    (later,) = [key for key in keys(page) if key.startswith("needs_map_later")]
    page.button(key=later).click().run()
    assert not [key for key in keys(page) if key.startswith("needs_map_yes")]
    page.button(key="needs_map_again").click().run()
    assert [key for key in keys(page) if key.startswith("needs_map_yes")]


def test_a_theme_can_be_put_into_another_need(two, city):
    page = suggested()
    other = next(box for box in page.selectbox if box.key.startswith("needs_map_other"))
    bus = next(id for id, label in needs(city).items() if "Buses" in label.values())
    other.set_value(bus).run()
    assert not page.exception
    assert [need for need, by in places(city) if by] == [bus]


def test_a_need_is_renamed_and_gets_a_kind(two, city):
    page = suggested()
    name = next(field for field in page.text_input if field.key.startswith("needs_map_name"))
    assert name.value == "Swimming"
    name.set_value("Learning to swim").run()
    assert {"en": "Learning to swim"} in needs(city).values()
    kind = next(one for one in page.segmented_control if "needs_map_kind" in one.key)
    kind.set_value(NeedKind.BARRIER).run()
    assert not page.exception
    with store.reading(city) as db:
        assert NeedKind.BARRIER in {need.kind for need in standing.needs(db).values()}


def test_two_needs_become_one(two, city):
    page = suggested()
    join = next(box for box in page.selectbox if box.key.startswith("needs_map_join"))
    join.set_value(join.options and next(i for i, label in needs(city).items() if "Buses" in label.values())).run()
    assert not page.exception
    assert [list(label.values()) for label in needs(city).values()] == [["Swimming"]]


def test_some_themes_of_a_need_become_a_new_one(two, city):
    page = suggested()
    part = next(box for box in page.multiselect if box.key.startswith("needs_map_part"))
    with store.reading(city) as db:
        theme = next(one for one in standing.everywhere(db) if one.area == "Koivukylä")
    part.set_value([theme.id]).run()
    page.text_input(key=f"{part.key}_name").set_value("Summer").run()
    page.button(key=f"{part.key}_go").click().run()
    assert not page.exception
    assert {"en": "Summer"} in needs(city).values()


def test_the_filter_in_the_address_narrows_the_page(two, city):
    suggested()
    page = AppTest.from_function(the_page, default_timeout=30)
    page.query_params["area"] = "Koivukylä"
    page.run()
    assert not page.exception
    assert "1 workshop · 3 ideas · 1 need" in text(page).replace("\\", "")


def test_a_filter_that_matches_nothing_says_so(two, city):
    suggested()
    page = AppTest.from_function(the_page, default_timeout=30)
    page.query_params["area"], page.query_params["year"] = "Koivukylä", "2025"
    page.run()
    assert not page.exception and not page.subheader


def test_source_and_licence_of_shapes_stand_under_the_map(two, city):
    page = suggested()
    assert "Each area is a square here" in text(page)
    with store.writing(city) as db:
        db.add(Area(name="Hakunila", shape=SHAPE, source="City of Vantaa", licence="CC BY 4.0"))
    page.run()
    assert "City of Vantaa, CC BY 4.0" in text(page).replace("\\", "")
    assert "Each area is a square here" not in text(page)


def test_workshops_that_name_no_area_are_told_and_the_page_stands(held):
    held("", 2026, Swimming=SWIM)
    page = suggested()
    assert not page.get("plotly_chart") or "No area named" in str(page.dataframe[0].value)


def test_the_ideas_of_a_need_open_without_the_hidden_ones(two, city):
    with store.writing(city) as db:
        workshop = workshops.by_id(db, two[0])
        moderation.hide(db, workshop, ideas.shown(db, workshop)[0], now=store.now())
    page = suggested()
    read = next(key for key in keys(page) if key.startswith("needs_map_read"))
    assert page.button(key=read).label == "Read the 5 ideas"
    page.button(key=read).click().run()
    assert not page.exception


def test_another_language_of_the_page_is_no_trouble(two):
    page = suggested()
    page.session_state["language"] = "fi"
    page.run()
    assert not page.exception


def test_the_chosen_need_stays_chosen_when_its_name_changes(two, city):
    page = suggested()
    box = next(box for box in page.selectbox if box.key.startswith("needs_map_need"))
    bus = next(option for option in box.options if "Buses" in option)
    box.select(bus).run()
    name = next(field for field in page.text_input if field.key.startswith("needs_map_name"))
    assert name.value == "Buses"
    name.set_value("Getting home").run()
    assert not page.exception
    box = next(box for box in page.selectbox if box.key.startswith("needs_map_need"))
    assert [option for option in box.options if "Getting home" in option]
    assert (
        next(field for field in page.text_input if field.key.startswith("needs_map_name")).value == "Getting home"
    )


def test_two_needs_of_one_name_are_told_apart(two, city):
    page = suggested()
    (no,) = [key for key in keys(page) if key.startswith("needs_map_no")]
    page.button(key=no).click().run()
    box = next(box for box in page.selectbox if box.key.startswith("needs_map_need"))
    assert len(set(box.options)) == len(box.options) == 3


def test_two_needs_of_one_name_have_a_line_each(two):
    page = suggested()
    (no,) = [key for key in keys(page) if key.startswith("needs_map_no")]
    page.button(key=no).click().run()
    by_year = next(one.value for one in page.dataframe if "2025" in one.value)
    assert sorted(by_year["Need"]) == ["Buses", "Swimming", "Swimming (2)"]
    charts = [json.loads(chart.proto.spec)["data"] for chart in page.get("plotly_chart")]
    names = [{line.get("name") for line in lines} for lines in charts]
    assert {"Buses", "Swimming", "Swimming (2)"} in names


def test_an_area_called_as_a_head_of_the_table_has_its_own_column(held):
    held("All", 2025, Swimming=SWIM)
    held("Need", 2026, Swimming=SWIM, Buses=BUS)
    page = suggested()
    table = next(one.value for one in page.dataframe if "All (2)" in one.value)
    assert set(table["Need"]) == {"Swimming", "Buses"}
    swimming = table[table["Need"] == "Swimming"].iloc[0]
    assert (swimming["All (2)"], swimming["Need (2)"], swimming["All"]) == (3, 3, 6)
