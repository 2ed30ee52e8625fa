"""Counts come into the register, are corrected, and leave a trace."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from models import Area, EntryChannel, Programme
from workshop_kit.errors import BadId, EmptyText, LongText
from workshop_kit.outcomes import figures, indicators, register
from workshop_kit.outcomes.register import (
    CorrectedMeanwhile,
    Draft,
    NoSuchIndicator,
    NoSuchOutcome,
    TooManyTold,
    UnknownArea,
    WrongDay,
    WrongNumber,
)


@pytest.fixture
def programme(db, now):
    made = Programme(name="SMILE", created_at=now)
    db.add(made)
    db.flush()
    return made


@pytest.fixture
def koivu(db):
    area = Area(name="Koivukylä")
    db.add(area)
    db.flush()
    return area


@pytest.fixture
def coached(db, programme):
    return indicators.add_preset(db, programme.id, "job_coaching")[0]


@pytest.fixture
def draft(coached, koivu):
    def made(**facts):
        told = {"uuid": str(uuid4()), "indicator_id": coached.id, "area_id": koivu.id, "day": date(2026, 11, 10)}
        return Draft(**{**told, "count": 7, "by_gender": {"woman": 4}, "by_age": {"18_29": 2}, **facts})

    return made


def test_a_count_is_kept_as_it_was_entered(db, draft, now):
    row = register.enter(db, draft(channel=EntryChannel.PHONE, hand_id=3), now=now)
    assert (row.count, row.by_gender, row.by_age) == (7, {"woman": 4}, {"18_29": 2})
    assert (row.channel, row.hand_id, row.replaces_id) == (EntryChannel.PHONE, 3, None)


def test_the_same_count_sent_twice_is_one(db, programme, draft, now):
    sent = draft()
    assert register.enter(db, sent, now=now).id == register.enter(db, replace(sent, count=9), now=now).id
    assert [row.count for row in register.current(db, programme.id)] == [7]


def test_an_id_of_another_indicator_s_count_is_refused(db, programme, draft, now):
    sent = draft()
    register.enter(db, sent, now=now)
    other = indicators.listed(db, programme.id)[1]
    with pytest.raises(BadId):
        register.enter(db, replace(sent, indicator_id=other.id), now=now)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"count": -1}, WrongNumber),
        ({"count": 100_001}, WrongNumber),
        ({"count": True}, WrongNumber),
        ({"by_gender": {"woman": -1}}, WrongNumber),
        ({"by_gender": {"woman": 4, "man": 4}}, TooManyTold),
        ({"by_age": {"65_up": 8}}, TooManyTold),
        ({"by_gender": {"mother": 1}}, BadId),
        ({"by_age": {"woman": 1}}, BadId),
        ({"uuid": "x"}, BadId),
        ({"day": date(1989, 12, 31)}, WrongDay),
        ({"day": date(2026, 11, 16)}, WrongDay),
        ({"area_id": 99}, UnknownArea),
        ({"indicator_id": 99}, NoSuchIndicator),
        ({"workshop_id": 99}, BadId),
    ],
)
def test_a_count_that_cannot_be_right_is_refused(db, programme, draft, now, facts, error):
    with pytest.raises(error):
        register.enter(db, draft(**facts), now=now)
    assert register.current(db, programme.id) == []


def test_nobody_and_a_hundred_thousand_may_have_come_without_a_named_area(db, programme, draft, now):
    for count in (0, 100_000):
        register.enter(db, draft(count=count, by_gender={}, by_age={}, area_id=None), now=now)
    assert len(register.current(db, programme.id)) == 2


def test_a_correction_replaces_and_leaves_a_trace(db, programme, draft, now):
    first = register.enter(db, draft(), now=now)
    second = register.correct(db, first, draft(count=8), " Counted again ", now=now + timedelta(hours=1))
    assert [row.id for row in register.current(db, programme.id)] == [second.id]
    assert (second.replaces_id, second.reason, first.count) == (first.id, "Counted again", 7)
    assert register.history(db, first) == register.history(db, second) == [first, second]


def test_a_correction_of_what_was_corrected_meanwhile_is_refused(db, draft, now):
    first = register.enter(db, draft(), now=now)
    register.correct(db, first, draft(count=8), "Counted again", now=now)
    with pytest.raises(CorrectedMeanwhile):
        register.correct(db, first, draft(count=9), "Me too", now=now)
    with pytest.raises(CorrectedMeanwhile):
        register.take_back(db, first, "By mistake", now=now)


def test_the_same_correction_sent_twice_is_one(db, draft, now):
    first, sent = register.enter(db, draft(), now=now), draft(count=8)
    once = register.correct(db, first, sent, "Counted again", now=now)
    assert register.correct(db, first, sent, "Counted again", now=now).id == once.id


@pytest.mark.parametrize(("reason", "error"), [("  ", EmptyText), ("x" * 201, LongText)])
def test_a_correction_says_why(db, draft, now, reason, error):
    first = register.enter(db, draft(), now=now)
    with pytest.raises(error):
        register.correct(db, first, draft(count=8), reason, now=now)
    with pytest.raises(error):
        register.take_back(db, first, reason, now=now)


def test_a_correction_stays_in_its_programme(db, draft, now):
    first = register.enter(db, draft(), now=now)
    other = Programme(name="Another", created_at=now)
    db.add(other)
    db.flush()
    children = indicators.add_preset(db, other.id, "children")[0]
    with pytest.raises(NoSuchIndicator):
        register.correct(db, first, draft(indicator_id=children.id), "Wrong list", now=now)


def test_what_was_taken_back_counts_no_more_and_can_still_be_seen(db, programme, draft, now):
    first = register.enter(db, draft(), now=now)
    gone = register.take_back(db, first, "Entered by mistake", now=now)
    assert register.take_back(db, first, "Again", now=now).id == gone.id
    assert register.current(db, programme.id) == []
    assert register.current(db, programme.id, taken_back=True) == [gone]
    assert register.history(db, gone) == [first, gone]
    assert figures.told(db, programme.id)[0].total.count == 0


def test_counts_are_listed_by_day_area_year_and_indicator(db, programme, draft, koivu, coached, now):
    old = register.enter(db, draft(day=date(2025, 3, 1)), now=now)
    new = register.enter(db, draft(area_id=None), now=now)
    assert register.current(db, programme.id) == [new, old]
    assert register.current(db, programme.id, year=2025) == [old]
    assert register.current(db, programme.id, area_id=koivu.id) == [old]
    assert register.current(db, programme.id, indicator_id=coached.id) == [new, old]
    assert register.current(db, programme.id, indicator_id=99) == []


def test_a_count_is_found_by_its_id(db, draft, now):
    row = register.enter(db, draft(), now=now)
    assert register.by_uuid(db, row.uuid) == row
    with pytest.raises(NoSuchOutcome):
        register.by_uuid(db, str(uuid4()))


# --- indicators --------------------------------------------------------------------------------------------


def names(db, programme):
    return [row.name["en"] for row in indicators.listed(db, programme.id)]


def wanted(**facts):
    return indicators.Draft(**{"activity": "Sewing café", "name": {"en": "Guests"}, **facts})


def test_a_preset_comes_once_with_its_parts(db, programme, coached):
    assert indicators.add_preset(db, programme.id, "job_coaching")[0] == coached
    assert names(db, programme) == ["People coached", "Found employment", "Found education", "Became self-employed"]
    assert {row.part_of_id for row in indicators.listed(db, programme.id)[1:]} == {coached.id}


def test_a_preset_is_written_in_the_facilitator_s_language(db, programme):
    (visits,) = indicators.add_preset(db, programme.id, "parental_corner", "fi")
    assert visits.name["en"] == "Visits" and visits.counted == "visits"
    with pytest.raises(BadId):
        indicators.add_preset(db, programme.id, "astrology")


def test_a_preset_comes_once_whatever_the_language_is_meanwhile(db, programme):
    finnish = indicators.add_preset(db, programme.id, "job_coaching", "fi")
    assert finnish[0].activity != "Job coaching"
    indicators.remove(db, finnish[-1])
    added = indicators.add_preset(db, programme.id, "job_coaching", "en")
    assert added[:-1] == finnish[:-1]
    assert {row.activity for row in indicators.listed(db, programme.id)} == {finnish[0].activity}


def test_an_indicator_can_be_changed_and_has_a_target(db, programme):
    row = indicators.add(db, programme.id, wanted())
    indicators.change(db, row, wanted(name={"fi": " Vieraita ", "sv": ""}, target=40, target_by=date(2026, 12, 31)))
    assert (row.name, row.target, row.target_by) == ({"fi": "Vieraita"}, 40, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"activity": " "}, EmptyText),
        ({"name": {"en": " "}}, EmptyText),
        ({"name": {"xx": "Guests"}}, EmptyText),
        ({"name": {"en": "x" * 81}}, LongText),
        ({"target": 0}, WrongNumber),
        ({"part_of_id": 99}, NoSuchIndicator),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(db, programme, facts, error):
    with pytest.raises(error):
        indicators.add(db, programme.id, wanted(**facts))


def test_a_part_has_no_parts_and_is_counted_like_its_whole(db, programme, coached):
    part = indicators.listed(db, programme.id)[1]
    for facts in ({"part_of_id": part.id}, {"part_of_id": coached.id, "counted": "visits"}):
        with pytest.raises(indicators.WrongPart):
            indicators.add(db, programme.id, wanted(**facts))
    with pytest.raises(indicators.WrongPart):
        indicators.change(db, coached, wanted(part_of_id=coached.id))


def test_what_has_counts_is_neither_removed_nor_made_another_thing(db, draft, coached, programme, now):
    register.take_back(db, register.enter(db, draft(), now=now), "By mistake", now=now)
    with pytest.raises(indicators.IndicatorInUse):
        indicators.remove(db, coached)
    with pytest.raises(indicators.IndicatorInUse):
        indicators.change(db, coached, wanted(counted="visits"))
    indicators.change(db, coached, wanted(name={"en": "Coached"}))
    assert names(db, programme)[0] == "Coached"


def test_a_whole_is_counted_like_its_parts(db, programme, draft, coached, now):
    with pytest.raises(indicators.WrongPart):
        indicators.change(db, coached, wanted(counted="visits"))
    employment = indicators.listed(db, programme.id)[1]
    register.enter(db, draft(indicator_id=employment.id), now=now)
    with pytest.raises(indicators.IndicatorInUse):
        indicators.change(db, coached, wanted(counted="visits"))
    assert coached.counted == "people"


def test_a_whole_goes_with_its_parts(db, programme, coached):
    indicators.remove(db, coached)
    assert indicators.listed(db, programme.id) == []


def test_an_activity_is_together_and_moves_as_one(db, programme, coached):
    indicators.add(db, programme.id, wanted())
    indicators.add(db, programme.id, wanted(activity="Job coaching", name={"en": "Calls"}))
    calls = "People coached", "Found employment", "Found education", "Became self-employed", "Calls"
    assert names(db, programme) == [*calls, "Guests"]
    indicators.move(db, indicators.listed(db, programme.id)[-1], -1)
    assert names(db, programme) == ["Guests", *calls]
    indicators.move(db, indicators.listed(db, programme.id)[0], 1)
    assert names(db, programme) == [*calls, "Guests"]


def test_an_indicator_moves_among_its_like(db, programme, coached):
    indicators.add(db, programme.id, wanted())
    indicators.move(db, indicators.listed(db, programme.id)[-1], -1)
    indicators.move(db, indicators.listed(db, programme.id)[2], -5)
    assert names(db, programme)[:3] == ["Guests", "People coached", "Found employment"]
    employment = indicators.listed(db, programme.id)[2]
    indicators.move(db, employment, 1)
    assert names(db, programme)[2:4] == ["Found education", "Found employment"]
