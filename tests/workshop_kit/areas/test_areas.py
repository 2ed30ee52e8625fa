"""Areas and their places: names that stay alike, also in workshops."""

from datetime import date

import pytest

from models import Lesson, LessonKind, Outcome, Population, VenueKind
from workshop_kit import areas, programmes
from workshop_kit.areas import population
from workshop_kit.errors import EmptyText, LongText, NotFound
from workshop_kit.programmes import Draft, NameTaken


def names(db) -> list[str]:
    return [area.name for area in areas.listed(db)]


def test_an_area_is_found_however_its_name_is_written(db):
    area = areas.add(db, "  Länsimäki ")
    assert area.name == "Länsimäki"
    assert areas.by_name(db, "LÄNSIMÄKI ") is area
    assert areas.by_name(db, "Hakunila") is None


@pytest.mark.parametrize(("name", "trouble"), [("länsimäki", NameTaken), (" ", EmptyText), ("x" * 81, LongText)])
def test_a_name_that_is_taken_or_none_is_refused(db, name, trouble):
    areas.add(db, "Länsimäki")
    with pytest.raises(trouble):
        areas.add(db, name)
    assert names(db) == ["Länsimäki"]


def test_the_areas_of_smile_are_added_once_and_without_shapes(db):
    areas.add(db, "hakunila")
    added = areas.add_starter(db)
    assert [area.name for area in added] == ["Martinlaakso", "Koivukylä", "hakunila", "Länsimäki"]
    assert areas.add_starter(db) == added
    assert not any(area.shape for area in added)


def test_a_new_name_goes_into_workshops_and_lessons_too(ann, open_room, now):
    area = areas.add(ann.db, "Hakunila")
    near = open_room(ann.db, area=" hakunila")
    far = open_room(ann.db, area="Koivukylä")
    lesson = Lesson(area="HAKUNILA", kind=LessonKind.WORKED, text="Soup", created_at=now)
    ann.db.add(lesson)
    ann.db.flush()
    before = near.workshop.version
    assert areas.rename(ann.db, area, "Hakunila–Länsimäki") == 1
    assert near.workshop.area == lesson.area == "Hakunila–Länsimäki"
    assert far.workshop.area == "Koivukylä"
    ann.db.refresh(near.workshop)
    assert near.workshop.version > before


def test_a_name_of_another_area_is_refused_and_capital_letters_may_change(db):
    area = areas.add(db, "hakunila")
    areas.add(db, "Länsimäki")
    with pytest.raises(NameTaken):
        areas.rename(db, area, "LÄNSIMÄKI")
    areas.rename(db, area, "Hakunila")
    assert names(db) == ["Hakunila", "Länsimäki"]


def test_an_erased_area_takes_its_places_and_figures_along_and_leaves_counts_without_one(ann, now):
    from models import Indicator

    db, area = ann.db, areas.add(ann.db, "Hakunila")
    ann.workshop.area = "Hakunila"
    areas.add_place(db, area, "Library", VenueKind.LIBRARY)
    population.enter(db, area, 2025, "all", {"": 9000})
    smile = programmes.create(db, Draft("SMILE"), now=now)
    programmes.add_areas(db, smile, [area])
    indicator = Indicator(programme_id=smile.id, position=0, activity="A", name={"en": "N"})
    db.add(indicator)
    db.flush()
    db.add(
        Outcome(uuid="1", indicator_id=indicator.id, area_id=area.id, day=date(2026, 1, 1), count=9, entered_at=now)
    )
    db.flush()
    assert areas.goes_with(db, area) == areas.Erased(places=1, figures=1, counts=1)
    areas.remove(db, area)
    db.expire_all()
    assert programmes.areas(db, smile) == []
    assert ann.workshop.area == "Hakunila"
    assert not db.get(Population, 1) and db.get(Outcome, 1).area_id is None


def test_what_is_not_there_is_told_so(db):
    for look in (lambda: areas.by_id(db, 1), lambda: areas.place_by_id(db, 1)):
        with pytest.raises(NotFound):
            look()


# --- places ---------------------------------------------------------------------------------------------


def test_an_area_has_places_of_kinds_by_name(db):
    area = areas.add(db, "Hakunila")
    areas.add_place(db, area, "School", VenueKind.SCHOOL)
    areas.add_place(db, area, " library ", VenueKind.LIBRARY)
    assert [(one.name, one.kind) for one in areas.places(db, area)] == [
        ("library", VenueKind.LIBRARY),
        ("School", VenueKind.SCHOOL),
    ]


def test_two_places_of_an_area_have_two_names_and_of_two_areas_may_have_one(db):
    hakunila, koivukylä = areas.add(db, "Hakunila"), areas.add(db, "Koivukylä")
    areas.add_place(db, hakunila, "Library", VenueKind.LIBRARY)
    with pytest.raises(NameTaken):
        areas.add_place(db, hakunila, "LIBRARY", VenueKind.OTHER)
    areas.add_place(db, koivukylä, "Library", VenueKind.LIBRARY)
    assert {len(found) for found in areas.places_of(db, [hakunila, koivukylä]).values()} == {1}


def test_a_new_name_of_a_place_goes_into_the_workshops_of_its_area(ann, open_room):
    area = areas.add(ann.db, "Hakunila")
    place = areas.add_place(ann.db, area, "School", VenueKind.SCHOOL)
    there = open_room(ann.db, area="hakunila", venue="school")
    elsewhere = open_room(ann.db, area="Koivukylä", venue="School")
    areas.change_place(ann.db, place, "Hakunila school", VenueKind.OTHER)
    assert there.workshop.venue == "Hakunila school" and place.kind == VenueKind.OTHER
    assert elsewhere.workshop.venue == "School"


def test_a_removed_place_stays_in_workshops(ann, open_room):
    area = areas.add(ann.db, "Hakunila")
    place = areas.add_place(ann.db, area, "School", VenueKind.SCHOOL)
    there = open_room(ann.db, area="Hakunila", venue="School")
    areas.remove_place(ann.db, place)
    assert areas.places(ann.db, area) == [] and there.workshop.venue == "School"
