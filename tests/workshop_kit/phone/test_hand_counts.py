"""Counts for the register from a scribe’s phone, over HTTP: kept once, checked, and taken back by her alone."""

import re
import uuid
from datetime import date, timedelta

import pytest

from models import Area, EntryChannel, Hand, HandRole
from tests.workshop_kit.phone.test_hand import CODE
from workshop_kit import hands, programmes, workshops
from workshop_kit.outcomes import entries, indicators, register
from workshop_kit.store import now, writing


@pytest.fixture
def smile(ann):
    """Ann's workshop belongs to SMILE, which works in Koivukylä and Hakunila and counts as in the preset."""

    def prepare(db, room):
        room.day, room.area = date.today(), " koivukylä"
        programme = programmes.create(db, programmes.Draft("SMILE"), now=now())
        areas = [Area(name=name) for name in ("Hakunila", "Koivukylä")]
        db.add_all(areas)
        db.flush()
        programmes.add_areas(db, programme, areas)
        for preset in indicators.presets():
            indicators.add_preset(db, programme.id, preset.id)
        programmes.put_in(db, programme, [room.id])
        return programme.id

    return ann.sees(prepare)


@pytest.fixture
def linked(ann, phones):
    """A phone that has opened a link."""

    def opened(role=HandRole.SCRIBE, code=CODE):
        with writing(ann.engine) as db:
            token = hands.token(hands.make(db, workshops.by_code(db, code), role, languages=["ar"], now=now()))
        phone = phones()
        assert phone.get(f"/{code}/hand/{token}").status_code == 303
        return phone

    return opened


@pytest.fixture
def scribe(linked, smile):
    return linked()


def indicator(ann, smile, name):
    return ann.sees(lambda db, _room: next(r.id for r in indicators.listed(db, smile) if r.name["en"] == name))


def count(phone, what, number="12", **more):
    fields = {"do": "count", "id": str(uuid.uuid4()), "indicator": str(what), "count": number, **more}
    return phone.post(f"/{CODE}/hand", data=fields)


def page(phone, language="en"):
    return phone.get(f"/{CODE}/hand?language={language}").text


def after(phone, answer):
    assert answer.status_code == 303, answer.text
    return phone.get(answer.headers["location"]).text


def kept(ann, smile):
    return ann.sees(lambda db, _room: register.current(db, smile))


def last(ann, smile):
    (entry,) = ann.sees(lambda db, _room: entries.last(db, smile, most=1))
    return entry


# --- counting ---------------------------------------------------------------------------------------------


def test_a_scribe_of_a_programme_is_asked_what_it_counts(scribe):
    shown = page(scribe)
    assert "Counts for the register" in shown and "SMILE" in shown
    assert all(name in shown for name in ("People coached", "Found employment", "Visits", "Children taking part"))
    assert re.search(r'<option value="\d+" selected>Koivukylä</option>', shown)


def test_nothing_is_asked_by_gender_or_age_that_the_indicator_does_not_want(ann, smile, scribe):
    visits = indicator(ann, smile, "Visits")
    form = page(scribe).split(f'id="count-{visits}"')[1].split("</details>")[0]
    assert "How many visits" in form and "gender_" not in form and "age_" not in form


def test_a_count_arrives_with_the_day_the_area_and_the_workshop(ann, smile, scribe):
    what = indicator(ann, smile, "People coached")
    area = re.search(r'<option value="(\d+)" selected>Koivukylä', page(scribe))[1]
    answer = count(scribe, what, "12", gender_woman="7", gender_man="4", age_18_29="5", area=area)
    shown = after(scribe, answer)
    assert "Arrived. People coached: 12 · Women and girls 7 · Men and boys 4 · 18–29: 5." in shown
    (row,) = kept(ann, smile)
    assert (row.count, row.by_gender, row.by_age) == (12, {"woman": 7, "man": 4}, {"18_29": 5})
    assert (row.area_id, row.channel) == (int(area), EntryChannel.PHONE)
    assert row.workshop_id == ann.sees(lambda _db, room: room.id) and row.hand_id is not None
    assert abs(row.day - date.today()) <= timedelta(days=1)


def test_the_same_form_sent_twice_is_one_count(ann, smile, scribe):
    what, same = indicator(ann, smile, "Visits"), str(uuid.uuid4())
    assert [count(scribe, what, "9", id=same).status_code for _time in range(2)] == [303, 303]
    assert [row.count for row in kept(ann, smile)] == [9]


def test_another_count_with_the_same_form_is_not_lost(ann, smile, scribe):
    what, same = indicator(ann, smile, "Visits"), str(uuid.uuid4())
    count(scribe, what, "9", id=same)
    refused = count(scribe, what, "8", id=same)
    assert refused.status_code == 409 and 'value="8"' in refused.text
    fresh = re.search(
        rf'<details class="more" id="count-{what}" open>.*?name="id" value="([\w-]+)"', refused.text, re.S
    )
    assert fresh[1] != same
    assert count(scribe, what, "8", id=fresh[1]).status_code == 303
    assert sorted(row.count for row in kept(ann, smile)) == [8, 9]


def test_a_count_sent_again_after_it_was_taken_back_is_not_said_to_stand(ann, smile, scribe):
    what, same = indicator(ann, smile, "Visits"), str(uuid.uuid4())
    count(scribe, what, "9", id=same)
    back(scribe, kept(ann, smile)[0])
    assert count(scribe, what, "9", id=same).status_code == 409
    assert kept(ann, smile) == []


def test_another_area_in_the_same_form_is_not_lost(ann, smile, scribe):
    what, same = indicator(ann, smile, "Visits"), str(uuid.uuid4())
    areas = re.search(r'<option value="(\d+)" selected>Koivukylä', page(scribe))[1], ""
    answers = [count(scribe, what, "9", id=same, area=area).status_code for area in areas]
    assert answers == [303, 409]


def test_digits_of_her_script_count(ann, smile, scribe):
    assert count(scribe, indicator(ann, smile, "Visits"), "١٢").status_code == 303
    assert [row.count for row in kept(ann, smile)] == [12]


def test_what_an_indicator_does_not_ask_for_is_not_kept(ann, smile, scribe):
    count(scribe, indicator(ann, smile, "Visits"), "9", gender_woman="9")
    assert kept(ann, smile)[0].by_gender == {}


# --- refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["", "many", "-3", "2.5", "9999999", "1e3", "²"])
def test_what_is_no_number_is_refused_and_stays_in_its_field(ann, smile, scribe, number):
    refused = count(scribe, indicator(ann, smile, "Visits"), number)
    assert refused.status_code == 422 and "Write a whole number from 0 to 100000." in refused.text
    assert f'value="{number}"' in refused.text
    assert kept(ann, smile) == []


def test_parts_that_are_more_than_the_whole_are_refused_with_all_that_was_written(ann, smile, scribe):
    what = indicator(ann, smile, "People coached")
    refused = count(scribe, what, "5", gender_woman="4", gender_man="3")
    assert refused.status_code == 422 and "You counted 5, but the parts add up to 7." in refused.text
    assert 'name="gender_woman" value="4"' in refused.text and f'id="count-{what}" open' in refused.text
    assert kept(ann, smile) == []


def test_an_indicator_of_another_programme_is_unknown_here(ann, smile, scribe):
    def other(db, _room):
        programme = programmes.create(db, programmes.Draft("Another one"), now=now())
        return indicators.add_preset(db, programme.id, "parental_corner")[0].id, programme.id

    foreign, programme = ann.sees(other)
    refused = count(scribe, foreign)
    assert refused.status_code == 404 and "not in the register any more" in refused.text
    assert kept(ann, smile) == [] and kept(ann, programme) == []


def test_an_area_of_elsewhere_is_refused(ann, smile, scribe):
    def elsewhere(db, _room):
        area = Area(name="Espoo")
        db.add(area)
        db.flush()
        return area.id

    refused = count(scribe, indicator(ann, smile, "Visits"), area=str(ann.sees(elsewhere)))
    assert refused.status_code == 422 and kept(ann, smile) == []


@pytest.mark.parametrize("field", [{"id": "x"}, {"id": ""}])
def test_a_form_without_a_good_id_is_refused(ann, smile, scribe, field):
    assert count(scribe, indicator(ann, smile, "Visits"), **field).status_code == 422
    assert kept(ann, smile) == []


@pytest.mark.parametrize("what", ["", "x", "-1", "٣", "9" * 12])
def test_an_indicator_that_is_no_number_is_nonsense(smile, scribe, what):
    assert count(scribe, what).status_code == 400


def test_a_workshop_without_a_programme_counts_nothing(ann, linked):
    phone = linked()
    assert "Counts for the register" not in page(phone)
    assert count(phone, 1).status_code == 404


def test_a_programme_that_counts_nothing_asks_for_nothing(ann, linked):
    def prepare(db, room):
        programmes.put_in(db, programmes.create(db, programmes.Draft("New"), now=now()), [room.id])

    ann.sees(prepare)
    assert "Counts for the register" not in page(linked())


@pytest.mark.parametrize("role", [HandRole.CO_FACILITATOR, HandRole.INTERPRETER, HandRole.HELPER])
def test_no_other_role_counts(ann, smile, linked, role):
    phone = linked(role)
    assert "Counts for the register" not in page(phone)
    assert count(phone, indicator(ann, smile, "Visits")).status_code == 400


def test_a_link_sends_no_more_than_it_may(ann, smile, scribe, monkeypatch):
    monkeypatch.setattr("workshop_kit.phone.roles.counts.MOST_COUNTS", 2)
    what = indicator(ann, smile, "Visits")
    assert [count(scribe, what).status_code for _time in range(3)] == [303, 303, 409]


# --- taking back ------------------------------------------------------------------------------------------


def back(phone, row):
    return phone.post(f"/{CODE}/hand", data={"do": "uncount", "count": row.uuid})


def test_the_last_count_is_taken_back_with_a_trace(ann, smile, scribe):
    count(scribe, indicator(ann, smile, "Visits"), "9")
    (row,) = kept(ann, smile)
    assert row.uuid in page(scribe)
    assert "The count was taken back." in after(scribe, back(scribe, row))
    assert kept(ann, smile) == []
    entry = last(ann, smile)
    assert entry.is_taken_back and entry.row.reason == "taken back on the phone"
    assert [each.count for each in entry.before] == [9]


def test_only_the_last_one_has_a_button(ann, smile, scribe):
    for number in ("9", "8"):
        count(scribe, indicator(ann, smile, "Visits"), number)
    shown = page(scribe)
    assert shown.count('value="uncount"') == 1
    assert next(row.uuid for row in kept(ann, smile) if row.count == 8) in shown


def test_taken_back_twice_is_taken_back_once(ann, smile, scribe):
    for number in ("9", "8"):
        count(scribe, indicator(ann, smile, "Visits"), number)
    newest = next(row for row in kept(ann, smile) if row.count == 8)
    assert [back(scribe, newest).status_code for _time in range(2)] == [303, 303]
    assert [row.count for row in kept(ann, smile)] == [9]


def test_what_the_laptop_corrected_meanwhile_is_not_taken_back(ann, smile, scribe):
    count(scribe, indicator(ann, smile, "Visits"), "9")
    (row,) = kept(ann, smile)

    def correct(db, _room):
        draft = register.Draft(str(uuid.uuid4()), row.indicator_id, row.area_id, row.day, 7, {}, {})
        register.correct(db, register.by_uuid(db, row.uuid), draft, "counted twice", now=now())

    ann.sees(correct)
    assert "Counted last on this phone" not in page(scribe)
    assert back(scribe, row).status_code == 409
    assert [each.count for each in kept(ann, smile)] == [7]


def test_nobody_takes_back_or_sees_the_count_of_another_link(ann, smile, scribe, linked):
    count(scribe, indicator(ann, smile, "Visits"), "9")
    (row,) = kept(ann, smile)
    other = linked()
    assert row.uuid not in page(other)
    assert back(other, row).status_code == 404
    assert len(kept(ann, smile)) == 1


def test_a_new_link_with_the_number_of_a_lost_one_has_none_of_its_counts(ann, smile, scribe, monkeypatch):
    """A database gives the numbers of a deleted workshop and its links again."""
    monkeypatch.setattr("workshop_kit.phone.roles.counts.MOST_COUNTS", 1)
    what, same = indicator(ann, smile, "Visits"), str(uuid.uuid4())
    count(scribe, what, "9", id=same)
    (row,) = kept(ann, smile)

    def made_later(db, _room):
        hand = db.get(Hand, row.hand_id)
        hand.created_at = now()
        db.add(hand)

    ann.sees(made_later)
    assert row.uuid not in page(scribe)
    assert back(scribe, row).status_code == 404
    assert count(scribe, what, "9", id=same).status_code == 422
    assert count(scribe, what, "8").status_code == 303
    assert [each.count for each in kept(ann, smile) if each.uuid != row.uuid] == [8]


# --- words ------------------------------------------------------------------------------------------------


def test_names_come_in_the_scribes_language_or_say_which_they_are_in(ann, smile, scribe):
    def rename(db, _room):
        for row in indicators.listed(db, smile):
            row.name = {"en": "Visits", "ar": "زيارات"} if row.name["en"] == "Visits" else {"en": row.name["en"]}
            db.add(row)

    ann.sees(rename)
    shown = page(scribe, "ar")
    assert "زيارات" in shown
    assert '<bdi lang="en">People coached</bdi>' in shown
