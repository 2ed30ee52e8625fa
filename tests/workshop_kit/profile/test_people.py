"""Who takes part, counted from the database."""

from datetime import date

from sqlmodel import select

from models import Participant, Programme
from workshop_kit.insights import Filter
from workshop_kit.profile import people
from workshop_kit.profile.facts import LANGUAGE

EVERYBODY = Filter()


def groups(asked):
    return {group.answer: group.people for group in asked.groups}


def test_languages_of_five_people_or_more_are_told(db, holds, today):
    holds({"fi": 9, "ar": 6, "so": 5})
    told = people.of(db, EVERYBODY, today=today)
    assert told.people == 20
    assert groups(told.question(LANGUAGE)) == {"fi": 9, "ar": 6, "so": 5}
    assert told.question(LANGUAGE).others == 0


def test_a_small_language_takes_another_with_it_into_the_others(db, holds, today):
    holds({"fi": 9, "ar": 6, "so": 3})
    asked = people.of(db, EVERYBODY, today=today).question(LANGUAGE)
    assert groups(asked) == {"fi": 9}
    assert asked.others == 9


def test_a_language_that_is_small_in_each_workshop_is_told_of_all_of_them(db, holds, today):
    for area in ("Hakunila", "Koivukylä", "Martinlaakso"):
        holds({"fi": 9, "ar": 8, "so": 3, "ru": 4}, area=area)
    asked = people.of(db, EVERYBODY, today=today).question(LANGUAGE)
    assert groups(asked) == {"fi": 27, "ar": 24, "ru": 12, "so": 9}
    assert not any(group.at_least for group in asked.groups)
    assert people.of(db, Filter(area="Hakunila"), today=today).question(LANGUAGE).others == 7


def test_a_workshop_of_fewer_than_five_is_left_out_and_said(db, holds, today):
    holds({"fi": 9})
    holds({"so": 3})
    told = people.of(db, EVERYBODY, today=today)
    assert (told.people, told.workshops, told.small) == (9, 1, 1)


def test_a_workshop_that_is_not_over_is_not_counted_yet(db, holds, today):
    workshop = holds({"fi": 9}, day=today)
    workshop.ended_at = None
    db.add(workshop)
    told = people.of(db, EVERYBODY, today=today)
    assert (told.people, told.running, told.questions) == (0, 1, ())
    assert people.of(db, EVERYBODY, today=date(2026, 11, 23)).people == 9


def test_who_did_not_say_is_told_where_five_did_not(db, holds, today):
    holds({"fi": 20}, [{"gender": "woman"}] * 8 + [{"gender": "man"}] * 6)
    asked = people.of(db, EVERYBODY, today=today).question("gender")
    assert groups(asked) == {"woman": 8, "man": 6}
    assert (asked.people, asked.answered, asked.silent, asked.others) == (20, 14, 6, 0)


def test_who_did_not_say_is_among_the_others_where_fewer_did_not(db, holds, today):
    """Twenty joined and eighteen answered: the two would be known by subtraction."""
    holds({"fi": 20}, [{"gender": "woman"}] * 12 + [{"gender": "man"}] * 6)
    asked = people.of(db, EVERYBODY, today=today).question("gender")
    assert groups(asked) == {"woman": 12}
    assert (asked.others, asked.silent, asked.silent_partly, asked.answered) == (8, 0, True, None)


def test_a_workshop_that_did_not_ask_is_in_no_share(db, holds, today):
    holds({"fi": 10}, [{"age": "30_44"}] * 10)
    holds({"fi": 30})
    told = people.of(db, EVERYBODY, today=today)
    assert told.question("age").people == 10
    assert told.unasked == 1


def test_nothing_is_told_about_children(db, holds, today):
    holds({"fi": 10}, [{"age": "under_18"}] * 10, for_children=True)
    assert [asked.id for asked in people.of(db, EVERYBODY, today=today).questions] == [LANGUAGE]


def test_an_area_is_one_however_it_is_written(db, holds, today):
    holds({"fi": 7}, [{"area": "Hakunila"}] * 7, area="hakunila ", areas=["Hakunila"])
    holds({"fi": 8}, [{"area": "HAKUNILA"}] * 8, areas=["HAKUNILA"])
    told = people.of(db, Filter(area="Hakunila"), today=today)
    assert told.people == 15
    assert groups(told.question("area")) == {"Hakunila": 15}


def test_a_filter_by_programme_and_year_tells_only_theirs(db, holds, today, now):
    programme = Programme(name="SMILE", created_at=now)
    db.add(programme)
    db.flush()
    first, second = holds({"fi": 7}), holds({"fi": 11}, day=date(2025, 3, 1))
    first.programme_id = second.programme_id = programme.id
    db.add_all((first, second))
    holds({"fi": 40})
    assert people.of(db, Filter(programme.id), today=today).people == 18
    assert people.of(db, Filter(programme.id, year=2025), today=today).people == 11


def test_people_that_a_file_brought_in_as_a_sum_are_others(db, holds, today):
    holds({"fi": 9, "en": 6})
    workshop = holds({"en": 12})
    brought = list(db.exec(select(Participant).where(Participant.workshop_id == workshop.id)))[:6]
    for participant in brought:
        participant.language = "und"
        db.add(participant)
    asked = people.of(db, EVERYBODY, today=today).question(LANGUAGE)
    assert groups(asked) == {"fi": 9, "en": 12}
    assert asked.others == 6
