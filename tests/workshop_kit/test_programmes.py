"""Programmes: made, changed, erased, and what belongs to them."""

from datetime import date

import pytest
from sqlmodel import select

from models import Indicator, Outcome, Programme, Service, Workshop
from workshop_kit import areas, programmes, services, workshops
from workshop_kit.errors import EmptyText, LongText, NotFound
from workshop_kit.programmes import Draft, NameTaken, StillCounted, WrongDays


@pytest.fixture
def smile(db, now) -> Programme:
    return programmes.create(db, Draft("SMILE", "Together", "AMIF", date(2024, 1, 1), date(2026, 12, 31)), now=now)


def counted(db, programme, now) -> Outcome:
    indicator = Indicator(programme_id=programme.id, position=0, activity="Coaching", name={"en": "People"})
    db.add(indicator)
    db.flush()
    outcome = Outcome(uuid="1", indicator_id=indicator.id, day=date(2026, 1, 1), count=9, entered_at=now)
    db.add(outcome)
    db.flush()
    return outcome


# --- the programme itself -------------------------------------------------------------------------------


def test_a_programme_keeps_what_was_filled_in(db, smile):
    found = programmes.by_uuid(db, smile.uuid)
    assert (found.name, found.about, found.funder) == ("SMILE", "Together", "AMIF")
    assert (found.starts, found.ends) == (date(2024, 1, 1), date(2026, 12, 31))


def test_a_name_is_trimmed_and_stands_on_one_line(db, now):
    assert (
        programmes.create(db, Draft("  Coaching \n for  integration "), now=now).name == "Coaching for integration"
    )


@pytest.mark.parametrize("name", ["smile", " Smile ", "SMILE"])
def test_two_programmes_cannot_be_called_the_same(db, smile, now, name):
    with pytest.raises(NameTaken, match="SMILE"):
        programmes.create(db, Draft(name), now=now)


def test_capital_letters_of_finnish_are_the_same_letters(db, now):
    programmes.create(db, Draft("Äidit"), now=now)
    with pytest.raises(NameTaken):
        programmes.create(db, Draft("ÄIDIT"), now=now)


def test_a_programme_can_keep_its_own_name_when_it_is_changed(db, smile):
    programmes.revise(db, smile, Draft("Smile", "More"))
    assert (smile.name, smile.about, smile.funder, smile.starts) == ("Smile", "More", "", None)


@pytest.mark.parametrize(
    ("draft", "trouble"),
    [
        (Draft(" \n"), EmptyText),
        (Draft("x" * 81), LongText),
        (Draft("A", about="x" * 2001), LongText),
        (Draft("A", starts=date(2026, 2, 1), ends=date(2026, 1, 1)), WrongDays),
    ],
)
def test_what_cannot_be_a_programme_is_refused(db, now, draft, trouble):
    with pytest.raises(trouble):
        programmes.create(db, draft, now=now)
    assert programmes.listed(db) == []


def test_what_is_not_there_is_told_so(db):
    for look in (lambda: programmes.by_id(db, 7), lambda: programmes.by_uuid(db, "none")):
        with pytest.raises(NotFound):
            look()


# --- its workshops --------------------------------------------------------------------------------------


def test_workshops_are_put_in_and_taken_out(ann, smile):
    assert programmes.of(ann.db, ann.workshop) is None
    programmes.put_in(ann.db, smile, [ann.workshop.id])
    assert programmes.of(ann.db, ann.workshop).id == smile.id
    assert [one.id for one in programmes.workshops(ann.db, smile)] == [ann.workshop.id]
    assert programmes.without(ann.db) == []
    programmes.take_out(ann.db, [ann.workshop.id])
    assert programmes.of(ann.db, ann.workshop) is None
    assert [one.id for one in programmes.without(ann.db)] == [ann.workshop.id]


def test_a_workshop_belongs_to_one_programme(ann, smile, now):
    other = programmes.create(ann.db, Draft("Coaching"), now=now)
    programmes.put_in(ann.db, smile, [ann.workshop.id])
    programmes.put_in(ann.db, other, [ann.workshop.id])
    assert programmes.workshops(ann.db, smile) == []


def test_a_demo_is_not_offered_to_a_programme(db, open_room):
    open_room(db, demo=True)
    assert programmes.without(db) == []


def test_a_programme_is_chosen_when_a_workshop_is_made(db, drafted, smile, now):
    workshop = workshops.create(db, drafted(programme_id=smile.id), now=now)
    assert programmes.of(db, workshop).name == "SMILE"
    workshops.revise(db, workshop, drafted())
    assert workshop.programme_id is None


def test_a_programme_that_is_gone_is_refused_before_anything_changes(db, drafted, smile, now):
    workshop = workshops.create(db, drafted(), now=now)
    for attempt in (
        lambda: workshops.create(db, drafted(programme_id=99), now=now),
        lambda: workshops.revise(db, workshop, drafted(programme_id=99, area="Elsewhere")),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert workshop.area == "" and len(workshops.listed(db)) == 1


def test_joined_counts_phones_of_each_workshop(ann, smile):
    programmes.put_in(ann.db, smile, [ann.workshop.id])
    assert programmes.joined(ann.db, smile) == {}
    for _phone in range(6):
        ann.joins()
    assert programmes.joined(ann.db, smile) == {ann.workshop.id: 6}


# --- erasing --------------------------------------------------------------------------------------------


def test_an_erased_programme_leaves_its_workshops_areas_and_partners(ann, smile):
    area = areas.add(ann.db, "Hakunila")
    programmes.add_areas(ann.db, smile, [area])
    programmes.put_in(ann.db, smile, [ann.workshop.id])
    programmes.remove(ann.db, smile)
    ann.db.expire_all()
    assert programmes.listed(ann.db) == []
    assert ann.db.get(Workshop, ann.workshop.id).programme_id is None
    assert [one.name for one in areas.listed(ann.db)] == ["Hakunila"]


def test_a_programme_with_counts_is_not_erased_unasked(db, smile, now):
    counted(db, smile, now)
    assert programmes.outcomes(db, smile) == 1
    with pytest.raises(StillCounted):
        programmes.remove(db, smile)
    assert programmes.listed(db) == [smile]
    programmes.remove(db, smile, with_outcomes=True)
    assert programmes.listed(db) == [] and not db.exec(select(Outcome)).all()


# --- its areas and partners -----------------------------------------------------------------------------


def test_an_area_is_added_once_and_can_be_left(db, smile):
    hakunila, länsimäki = areas.add(db, "Hakunila"), areas.add(db, "Länsimäki")
    programmes.add_areas(db, smile, [länsimäki, hakunila])
    programmes.add_areas(db, smile, [hakunila, hakunila])
    assert [area.name for area in programmes.areas(db, smile)] == ["Hakunila", "Länsimäki"]
    programmes.leave_area(db, smile, hakunila)
    programmes.leave_area(db, smile, hakunila)
    assert [area.name for area in programmes.areas(db, smile)] == ["Länsimäki"]
    assert areas.by_name(db, "hakunila") is not None


def add_record(db, now, kind: str, name: str) -> Service:
    return services.add(db, now=now, kind=kind, name={"en": name})


def test_partners_are_those_that_were_chosen_last(db, smile, now):
    club, parish = (add_record(db, now, services.PARTNER, name) for name in ("Club", "Parish"))
    programmes.set_partners(db, smile, [club.id, parish.id, club.id])
    assert [one.id for one in programmes.partners(db, smile)] == [club.id, parish.id]
    programmes.set_partners(db, smile, [parish.id])
    assert [one.id for one in programmes.partners(db, smile)] == [parish.id]


def test_a_service_of_the_city_is_no_partner(db, smile, now):
    library = add_record(db, now, services.SERVICE, "Library")
    for id in (library.id, 12345):
        with pytest.raises(NotFound):
            programmes.set_partners(db, smile, [id])
