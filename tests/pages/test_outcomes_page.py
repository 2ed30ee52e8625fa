"""The laptop's page of outcomes: figures that may be told, counts that come in, and what is counted."""

import json
import uuid
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models import Area
from pages.parts import database
from workshop_kit import programmes, store
from workshop_kit.outcomes import csv_file, entries, indicators, register
from workshop_kit.store import now


def outcomes_page():
    import runpy

    from pages.parts import database

    database.tell()
    runpy.run_path("pages/insights/outcomes.py")
    database.tell()


def correcting(uuid):
    """What is in the dialog: AppTest cannot press a button in one."""
    from pages.parts import outcome_entries

    outcome_entries._correct(1, uuid)


def adding():
    from pages.parts import indicator_form

    indicator_form._new(1)


def in_dialog(draw, *facts):
    page = AppTest.from_function(draw, args=facts, default_timeout=60)
    page.session_state["language"] = "en"
    return page.run()


@pytest.fixture
def kit(engine):
    database.engine.clear()
    yield engine
    database.engine.clear()


@pytest.fixture
def smile(kit):
    """SMILE works in Hakunila and Koivukylä, and counts as in the preset; its id."""
    with store.writing(kit) as db:
        programme = programmes.create(db, programmes.Draft("SMILE"), now=now())
        areas = [Area(name=name) for name in ("Hakunila", "Koivukylä")]
        db.add_all(areas)
        db.flush()
        programmes.add_areas(db, programme, areas)
        for preset in indicators.presets():
            indicators.add_preset(db, programme.id, preset.id)
        return programme.id


def opened(view="results", language="en"):
    page = AppTest.from_function(outcomes_page, default_timeout=60)
    page.session_state["language"] = language
    page.run()
    assert not page.exception
    if view != "results":
        page.segmented_control(key=f"outcomes_view_{language}").set_value(view).run()
        assert not page.exception
    return page


def by_key(found, key):
    return next(one for one in found if one.key.startswith(key))


def press(page, key):
    by_key(page.button, key).click().run()
    assert not page.exception
    return page


def texts(page):
    shown = [*page.markdown, *page.subheader, *page.warning, *page.error, *page.toast]
    return " ".join(each.value.replace("\\", "") for each in shown)


def counted(kit, smile, name, number, *, day=date(2026, 5, 3), area=1, **more):
    with store.writing(kit) as db:
        what = next(row.id for row in indicators.listed(db, smile) if row.name["en"] == name)
        groups = {"by_gender": {}, "by_age": {}, **more}
        return register.enter(
            db, register.Draft(str(uuid.uuid4()), what, area, day, number, **groups), now=now()
        ).uuid


def kept(kit, smile):
    with store.reading(kit) as db:
        return register.current(db, smile)


# --- empty ------------------------------------------------------------------------------------------------


def test_without_a_programme_the_page_leads_to_one(kit):
    page = AppTest.from_file(Path("pages/frame.py").absolute(), default_timeout=60)
    page.session_state["language"] = "en"
    page.switch_page("insights/outcomes.py").run()
    assert not page.exception
    assert [each.proto.label for each in page.get("page_link")] == ["Make a programme"]


def test_a_programme_without_indicators_is_led_to_what_is_counted(kit):
    with store.writing(kit) as db:
        programmes.create(db, programmes.Draft("New"), now=now())
    page = press(opened(), "indicators_smile")
    with store.reading(kit) as db:
        names = [row.name["en"] for row in indicators.listed(db, 1)]
    assert names[0] == "People coached" and len(names) == 6
    assert "Added." in texts(page)


def test_nothing_counted_yet_is_said_without_an_empty_chart(smile):
    page = opened()
    assert not page.metric and not page.get("plotly_chart") and not page.code
    assert any("Nothing has been counted yet." in each.proto.body for each in page.get("html"))


def test_of_several_programmes_one_is_chosen(kit, smile):
    with store.writing(kit) as db:
        programmes.create(db, programmes.Draft("Coaching for integration"), now=now())
    counted(kit, smile, "Visits", 685)
    page = opened()
    assert not page.metric
    press(page, f"outcomes_programme_{smile}")
    assert [each.value for each in page.metric if each.label == "Visits"] == ["685"]


# --- figures ----------------------------------------------------------------------------------------------


def test_the_numbers_have_their_shares_parts_and_target(kit, smile):
    counted(kit, smile, "People coached", 100, by_gender={"woman": 54, "man": 40}, by_age={"18_29": 18})
    for name, number in (("Found employment", 20), ("Found education", 15), ("Became self-employed", 6)):
        counted(kit, smile, name, number)
    with store.writing(kit) as db:
        indicators.listed(db, smile)[0].target = 200
    page = opened()
    figures = {each.label.replace("\\", ""): each.value for each in page.metric}
    assert figures["People coached"] == "100" and figures["Found employment"] == "20"
    shown = texts(page)
    assert "54\N{NO-BREAK SPACE}% women" in shown and "not told 6" in shown
    assert "41 of them found work or study (41\N{NO-BREAK SPACE}%)" in shown
    assert "100 of 200, which is 50\N{NO-BREAK SPACE}% of the target" in page.code[0].value


def test_what_is_too_small_is_said_in_a_sentence(kit, smile):
    counted(kit, smile, "Visits", 3)
    page = opened()
    assert "Visits" not in [each.label for each in page.metric]
    assert "Fewer than five, or so few that others could be found out. They are not told." in texts(page)
    assert "Parental corner – Visits: too few to tell a number." in page.code[0].value


def test_areas_that_are_told_together_are_named_together(kit, smile):
    counted(kit, smile, "Visits", 40, area=1)
    counted(kit, smile, "Visits", 3, area=2)
    page = opened()
    (figure, *_others) = page.get("plotly_chart")
    (label,) = json.loads(figure.proto.spec)["layout"]["yaxis"]["ticktext"]
    assert label.replace("<br>", " ") == "Hakunila and Koivukylä together"
    assert "What would be too few to tell alone is told together." in texts(page)


def test_the_text_for_a_form_can_be_had_in_finnish(kit, smile):
    counted(kit, smile, "Visits", 685)
    page = opened()
    page.segmented_control(key="outcomes_language").set_value("fi").run()
    assert not page.exception and "685" in page.code[0].value


# --- entering ---------------------------------------------------------------------------------------------


def fill(page, number, **groups):
    by_key([each for each in page.number_input if each.key.endswith("_count")], "outcome_").set_value(number)
    for name, value in groups.items():
        next(each for each in page.number_input if each.key.endswith(f"_{name}")).set_value(value)
    return page.run()


def test_a_count_is_kept_and_the_form_is_empty_again(kit, smile):
    page = fill(opened("enter"), 12, gender_woman=7, gender_man=3)
    assert "Not told: 2" in texts(page)
    press(page, "outcome_save")
    (row,) = kept(kit, smile)
    assert (row.count, row.by_gender, row.area_id) == (12, {"woman": 7, "man": 3}, 1)
    assert "Saved: 12." in texts(page)
    assert [each.value for each in page.number_input] == [None] * len(page.number_input)


def test_parts_that_are_too_many_are_told_and_nothing_is_kept(kit, smile):
    page = fill(opened("enter"), 5, gender_woman=4, gender_man=3)
    assert "These add up to 7, but you counted 5." in texts(page)
    press(page, "outcome_save")
    assert kept(kit, smile) == []
    assert "the parts add up to 7" in texts(page)
    assert 5 in [each.value for each in page.number_input]


def test_a_form_without_a_number_is_not_kept(kit, smile):
    page = press(opened("enter"), "outcome_save")
    assert kept(kit, smile) == [] and "Write a whole number" in texts(page)


def test_a_workshop_fills_in_its_day_and_area(kit, smile, open_room):
    with store.writing(kit) as db:
        room = open_room(db).workshop
        room.day, room.area = date(2026, 11, 14), "koivukylä "
        programmes.put_in(db, programmes.by_id(db, smile), [room.id])
        workshop_id = room.id
    page = opened("enter")
    by_key(page.selectbox, f"outcome_workshop_{smile}").set_value(workshop_id).run()
    press(fill(page, 9), "outcome_save")
    (row,) = kept(kit, smile)
    assert (row.day, row.area_id, row.workshop_id) == (date(2026, 11, 14), 2, workshop_id)


# --- entries ----------------------------------------------------------------------------------------------


def test_single_entries_are_behind_a_press(kit, smile):
    counted(kit, smile, "Visits", 3)
    page = opened("enter")
    assert not [each for each in page.button if each.key.startswith("entry_")]
    assert "Single entries may be about fewer than five people." in texts(page)
    page.toggle(key=f"outcome_entries_{smile}").set_value(True).run()
    assert "Parental corner – Visits: 3" in texts(page)


def test_a_count_is_taken_back_with_a_reason_that_stays(kit, smile):
    row = counted(kit, smile, "Visits", 12)
    page = opened("enter")
    page.toggle(key=f"outcome_entries_{smile}").set_value(True).run()
    press(page, "entry_back_")
    assert len(kept(kit, smile)) == 1  # no reason, no change
    page.text_input(key=f"entry_why_{row}").set_value("counted twice").run()
    press(page, "entry_back_")
    assert kept(kit, smile) == []
    assert "was 12, taken back: counted twice" in texts(page)


def test_a_correction_shows_what_was_there_before(kit, smile):
    row = counted(kit, smile, "Visits", 12)
    page = in_dialog(correcting, row)
    page.number_input(key=f"entry_new_{row}_count").set_value(11)
    page.text_input(key=f"entry_new_{row}_reason").set_value("counted twice")
    press(page, "entry_save")
    assert [each.count for each in kept(kit, smile)] == [11]
    with store.reading(kit) as db:
        (entry,) = entries.last(db, smile, most=5)
    assert [each.count for each in entry.before] == [12] and entry.row.reason == "counted twice"
    page = opened("enter")
    page.toggle(key=f"outcome_entries_{smile}").set_value(True).run()
    assert "was 12, now 11: counted twice" in texts(page)


# --- what is counted --------------------------------------------------------------------------------------


def test_the_same_preset_twice_adds_nothing_twice(kit, smile):
    press(opened("indicators"), "indicators_smile")
    with store.reading(kit) as db:
        assert len(indicators.listed(db, smile)) == 6


def test_what_has_counts_cannot_be_removed_and_the_rest_can(kit, smile):
    counted(kit, smile, "Visits", 12)
    page = opened("indicators")
    with store.reading(kit) as db:
        ids = {row.name["en"]: row.id for row in indicators.listed(db, smile)}
    assert by_key(page.button, f"indicator_remove_{ids['Visits']}").disabled
    press(page, f"indicator_remove_{ids['Children taking part']}")
    with store.reading(kit) as db:
        assert "Children taking part" not in [row.name["en"] for row in indicators.listed(db, smile)]


def test_something_of_ones_own_is_counted(kit, smile):
    page = in_dialog(adding)
    page.selectbox(key="indicator_new_activity").set_value("Parental corner")
    page.text_input(key="indicator_new_name_en").set_value("Families visited")
    page.number_input(key="indicator_new_target").set_value(50)
    press(page, "indicator_save")
    with store.reading(kit) as db:
        added = next(row for row in indicators.listed(db, smile) if row.name.get("en") == "Families visited")
    assert (added.activity, added.target) == ("Parental corner", 50)


def test_an_activity_that_comes_again_later_stands_once(kit, smile):
    with store.writing(kit) as db:
        indicators.add(db, smile, indicators.Draft("Job coaching", {"en": "Calls"}))
    page = opened("indicators")
    assert [each.value for each in page.subheader].count("Job coaching") == 1
    with store.reading(kit) as db:
        named = {row.name["en"]: row.id for row in indicators.listed(db, smile)}
    press(page, f"indicator_up_{named['Visits']}")
    with store.reading(kit) as db:
        assert [row.name["en"] for row in indicators.listed(db, smile)][:3] == [
            "Visits",
            "People coached",
            "Found employment",
        ]


def test_an_indicator_without_a_name_is_refused_in_the_dialog(kit, smile):
    page = press(in_dialog(adding), "indicator_save")
    assert page.error
    with store.reading(kit) as db:
        assert len(indicators.listed(db, smile)) == 6


def test_the_order_can_be_changed(kit, smile):
    with store.reading(kit) as db:
        last = indicators.listed(db, smile)[-1].id
    press(opened("indicators"), f"indicator_up_{last}")
    with store.reading(kit) as db:
        assert [row.name["en"] for row in indicators.listed(db, smile)][-2:] == ["Children taking part", "Visits"]


# --- files ------------------------------------------------------------------------------------------------


FILE = b"date;area;indicator;count\n2026-05-03;Hakunila;Visits;12\n2026-05-04;Nowhere;Visits;7\n"


def test_a_file_is_looked_at_first_and_then_taken(kit, smile):
    page = opened("files")
    page.get("file_uploader")[0].set_value(("counts.csv", FILE, "text/csv")).run()
    assert not page.exception
    assert "1 line cannot be taken." in texts(page) and "“Nowhere”" in texts(page)
    assert kept(kit, smile) == []
    press(page, "outcome_take")
    assert [row.count for row in kept(kit, smile)] == [12]
    assert "1 count was brought in." in texts(page)


def test_a_file_is_looked_at_again_only_where_something_has_changed(kit, smile, monkeypatch):
    looks, look = [], csv_file.look
    monkeypatch.setattr(csv_file, "look", lambda *facts, **more: looks.append(1) or look(*facts, **more))
    page = opened("files")
    page.get("file_uploader")[0].set_value(("counts.csv", FILE, "text/csv")).run()
    page.run()
    assert len(looks) == 1
    with store.writing(kit) as db:
        db.add(Area(name="Nowhere"))
    page.run()
    assert len(looks) == 2 and "cannot be taken" not in texts(page)
