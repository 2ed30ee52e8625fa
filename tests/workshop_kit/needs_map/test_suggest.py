"""A run of the machine: it proposes, and never touches what a person chose."""

from models import Source
from workshop_kit import ideas, moderation, store, workshops
from workshop_kit.needs_map import deciding, gestures, joining, standing, suggest

SWIM = ("swimming lessons for children", "swimming school in summer")
BUS = ("more buses in the evening", "evening buses to the station")
PARK = ("benches in the park", "lights in the park")


def test_themes_that_say_the_same_are_put_into_one_need(two):
    ran = two.suggests()
    assert (ran.themes, ran.needs) == (4, 3)
    assert two.need_of(two.one["Swimming"]) == two.need_of(two.other["Swimming"])
    assert two.need_of(two.one["Buses"]) != two.need_of(two.other["Parks"])
    assert two.by(two.one["Buses"]) == Source.MACHINE


def test_a_second_run_changes_nothing_and_is_no_gesture(two):
    two.suggests()
    before = [(theme.id, theme.need_id) for theme in two.themes()]
    two.suggests()
    assert [(theme.id, theme.need_id) for theme in two.themes()] == before
    two.does(lambda db, now: gestures.undo(db))
    assert {theme.need_id for theme in two.themes()} == {None}


def test_a_person_s_choice_survives_the_next_run(two):
    two.suggests()
    own = two.does(deciding.refuse, two.theme(two.other["Swimming"]))
    two.suggests()
    assert two.need_of(two.other["Swimming"]) == own.id
    assert two.need_of(two.one["Swimming"]) != own.id


def test_what_a_person_joined_stays_joined_after_the_next_run(two):
    two.suggests()
    swim, parks = two.need_of(two.one["Swimming"]), two.need_of(two.other["Parks"])
    two.does(deciding.merge, lambda db: deciding.by_id(db, swim), lambda db: deciding.by_id(db, parks))
    two.suggests()
    assert two.need_of(two.other["Parks"]) == swim


def test_a_name_of_a_person_survives_the_next_run(two):
    two.suggests()
    swim = two.need_of(two.one["Swimming"])
    two.does(deciding.rename, lambda db: deciding.by_id(db, swim), {"en": "Learning to swim"})
    two.holds("Hakunila", 2026, Swimming=SWIM)
    two.suggests()
    assert two.looks(standing.needs)[swim].label["en"] == "Learning to swim"


def test_new_themes_come_to_what_a_person_confirmed(two):
    two.suggests()
    two.does(deciding.confirm, two.theme(two.other["Swimming"]))
    swim = two.need_of(two.one["Swimming"])
    third = two.holds("Länsimäki", 2026, Swimming=SWIM)
    assert two.looks(lambda db: suggest.new_themes(standing.everywhere(db))) == 1
    two.suggests()
    assert two.need_of(third["Swimming"]) == swim
    assert two.by(third["Swimming"]) == Source.MACHINE


def test_a_choice_made_while_the_machine_was_thinking_holds(two):
    found = [joining.Joined(None, (two.one["Swimming"], two.other["Swimming"]), {})]
    own = two.does(deciding.refuse, two.theme(two.other["Swimming"]))
    with store.writing(two.engine) as db:
        suggest.accept(db, found, now=store.now())
    assert two.need_of(two.other["Swimming"]) == own.id
    assert two.need_of(two.one["Swimming"]) != own.id


def test_hidden_and_withdrawn_ideas_are_never_read(two):
    read = two.looks(lambda db: suggest._texts(db, standing.everywhere(db)))
    assert "more buses in the evening" in str(read)
    with store.writing(two.engine) as db:
        workshop = workshops.by_id(db, two.rooms[0])
        for number in (4, 5, 6):
            found = next(i for i in ideas.shown(db, workshop) if i.number == number)
            moderation.hide(db, workshop, found, now=store.now())
    read = two.looks(lambda db: suggest._texts(db, standing.everywhere(db)))
    assert "buses" not in str(read)
    assert two.one["Buses"] not in [theme.id for theme in two.themes()]


def test_removed_themes_are_in_no_need_s_numbers(two):
    two.suggests()
    two.removes(two.one["Buses"])
    assert two.one["Buses"] not in [theme.id for theme in two.themes()]
    assert two.suggests().themes == 3


def test_the_demo_is_looked_at_only_where_there_is_nothing_else(city):
    demo = city.holds("Hakunila", 2026, demo=True, Parks=PARK)
    city.suggests()
    assert city.need_of(demo["Parks"]) is not None
    city.holds("Hakunila", 2026, Buses=BUS)
    city.suggests()
    assert city.need_of(demo["Parks"]) is None


def test_where_all_workshops_were_erased_nothing_is_left(two):
    two.suggests()
    with store.writing(two.engine) as db:
        for id in two.rooms:
            workshops.delete(db, workshops.by_id(db, id))
    assert two.suggests() == suggest.Ran(0, 0)
    assert two.looks(standing.needs) == {}
