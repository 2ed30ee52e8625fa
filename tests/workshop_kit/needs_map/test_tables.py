"""Needs by area, year and language; gaps; and the ideas behind a number."""

from sqlalchemy import event

from models import Action, Area, NeedKind, Service, Theme
from workshop_kit import examples, ideas, moderation, services, store, workshops
from workshop_kit.needs_map import deciding, said
from workshop_kit.needs_map.tables import Cell


def row(tables, name):
    return next(row for row in tables.needs if name in row.label.values())


def test_a_need_is_counted_by_area_and_by_year(two):
    two.suggests()
    swim = row(two.tables(), "Swimming")
    assert swim.total == Cell(6, 2)
    assert swim.areas == {"Hakunila": Cell(3, 1), "Koivukylä": Cell(3, 1)}
    assert swim.years == {2025: Cell(3, 1), 2026: Cell(3, 1)}
    assert two.tables().held == {"Hakunila": 1, "Koivukylä": 1}
    assert two.tables().years == (2025, 2026)


def test_the_needs_with_most_ideas_come_first(two):
    two.suggests()
    assert [list(row.label.values())[0] for row in two.tables().needs][0] == "Swimming"


def test_a_filter_counts_its_workshops_only(two):
    two.suggests()
    found = two.tables(area="koivukylä ", year=2026)
    assert row(found, "Swimming").total == Cell(3, 1)
    assert not [row for row in found.needs if "Buses" in row.label.values()]
    assert two.tables(year=2019).needs == ()


def test_an_area_is_one_however_it_is_written_and_shown_as_it_is_known(city):
    with store.writing(city.engine) as db:
        db.add(Area(name="Hakunila"))
    city.holds("hakunila ", Parks=("benches in the park",))
    city.holds("HAKUNILA", Parks=("benches in the park",))
    city.suggests()
    assert city.tables().areas == ("Hakunila",)
    assert row(city.tables(), "Parks").areas == {"Hakunila": Cell(2, 2)}


def test_workshops_without_an_area_are_told_apart_and_last(city):
    city.holds("", Parks=("benches in the park",))
    city.holds("Hakunila", Parks=("benches in the park",))
    city.suggests()
    assert city.tables().areas == ("Hakunila", "")
    assert row(city.tables(), "Parks").areas[""] == Cell(1, 1)


def test_a_language_is_named_from_five_ideas_on(city):
    city.holds(Parks=[("puistoon penkkejä", "fi")] * 6 + [("park benches", "en")] * 5 + [("مقاعد", "ar")] * 2)
    city.suggests()
    spoken = row(city.tables(), "Parks").languages
    assert dict(spoken.shown) == {"fi": 6}, "with two of another language, one that is shown joins them"
    assert spoken.other == 7


def test_of_fewer_than_five_ideas_no_language_is_named(city):
    city.holds(Parks=[("puistoon penkkejä", "fi")] * 4)
    city.suggests()
    spoken = row(city.tables(), "Parks").languages
    assert spoken.shown == () and spoken.other is None


def test_hidden_and_withdrawn_ideas_never_appear(two):
    two.suggests()
    with store.writing(two.engine) as db:
        workshop = workshops.by_id(db, two.rooms[0])
        hidden = ideas.shown(db, workshop)[0]
        moderation.hide(db, workshop, hidden, now=store.now())
    swim = row(two.tables(), "Swimming")
    assert swim.total == Cell(5, 2)
    quotes, more = two.looks(lambda db: said.ideas(db, swim.need_id, two.rooms, "fi", most=9))
    assert len(quotes) == 5 and more == 0 and hidden.id not in [quote.idea.id for quote in quotes]
    of_theme = two.looks(lambda db: said.of_theme(db, two.one["Swimming"], 9))
    assert len(of_theme) == 2


def test_the_ideas_of_a_cell_come_with_translations_where_there_are_any(two):
    two.suggests()
    swim = row(two.tables(), "Swimming")
    with store.writing(two.engine) as db:
        first = ideas.shown(db, workshops.by_id(db, two.rooms[0]))[0]
        ideas.translate(db, first, "fi", "uintitunteja lapsille")
    quotes, more = two.looks(lambda db: said.ideas(db, swim.need_id, two.rooms[:1], "fi", most=9))
    assert len(quotes) == 3 and more == 0
    assert [quote.translation.text for quote in quotes if quote.translation] == ["uintitunteja lapsille"]
    quotes, _more = two.looks(lambda db: said.ideas(db, swim.need_id, two.rooms, "en", most=9))
    assert not [quote for quote in quotes if quote.translation]


def test_of_many_ideas_the_newest_are_read_in_three_questions_and_the_others_counted(two):
    two.suggests()
    swim, asked = row(two.tables(), "Swimming"), []
    event.listen(two.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    quotes, more = two.looks(lambda db: said.ideas(db, swim.need_id, two.rooms, "fi", most=4))
    assert more == 2 and [quote.workshop.area for quote in quotes] == ["Koivukylä"] * 3 + ["Hakunila"]
    assert len([query for query in asked if query.startswith("SELECT")]) == 3


# --- gaps -----------------------------------------------------------------------------------------------


def answers(city, theme_id, *, service=True, confirmed=True):
    """An action of a plan that names a service for a theme, or that none fits."""
    with store.writing(city.engine) as db:
        services.ensure_starter(db, store.now())
        found = db.get(Service, 1) if service else None
        theme = db.get(Theme, theme_id)
        facts = {"workshop_id": theme.workshop_id, "theme_id": theme_id, "position": 1, "title": "A"}
        db.add(Action(**facts, service_id=found.id if found else None, service_confirmed=confirmed))


def names(rows):
    return [list(row.label.values())[0] for row in rows]


def test_what_no_plan_answers_is_a_gap_and_what_a_person_said_comes_first(two):
    two.suggests()
    assert names(two.tables().gaps)[0] == "Swimming"
    two.does(lambda db, t, now: examples.remember_theme(db, t, None, "en", now=now), two.theme(two.other["Parks"]))
    assert names(two.tables().gaps)[0] == "Parks"
    assert two.tables().gaps[0].no_service == 1


def test_a_service_that_an_action_names_in_any_workshop_closes_the_gap(two):
    two.suggests()
    answers(two, two.one["Swimming"])
    assert "Swimming" not in names(two.tables().gaps)


def test_a_service_that_the_machine_only_suggests_closes_nothing(two):
    two.suggests()
    answers(two, two.one["Swimming"], confirmed=False)
    assert "Swimming" in names(two.tables().gaps)


def test_a_plan_that_says_no_service_fits_says_so_for_the_need(two):
    two.suggests()
    answers(two, two.one["Swimming"], service=False)
    assert row(two.tables(), "Swimming").no_service == 1


def test_a_need_that_one_place_answers_and_another_cannot_is_a_gap_still(two):
    two.suggests()
    answers(two, two.one["Swimming"])
    answers(two, two.other["Swimming"], service=False)
    gap = row(two.tables(), "Swimming")
    assert gap.is_gap and gap.services == {1}


def test_a_strength_needs_no_service(two):
    two.suggests()
    parks = two.need_of(two.other["Parks"])
    two.does(deciding.set_kind, lambda db: deciding.by_id(db, parks), NeedKind.STRENGTH)
    assert "Parks" not in names(two.tables().gaps)
