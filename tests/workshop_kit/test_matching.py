"""Which services could answer: what people chose goes first, and what cannot answer is not proposed."""

import pytest

from workshop_kit import examples, matching, plan, services, store, themes, workshops


@pytest.fixture
def room(engine, now, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        for name, kind in (("Swimming school", "service"), ("Library", "service"), ("Swimming club", "partner")):
            services.add(db, now=now, kind=kind, name={"en": name})
        theme = room.theme("Swimming for everybody", room.enters("We want to learn swimming"))
        return room.workshop.id, theme.id


def best(engine, workshop_id, theme_id):
    with store.reading(engine) as db:
        match = matching.for_themes(engine, workshop_id, None)[theme_id]
        return [services.by_id(db, int(one.id)).name["en"] for one in match.services]


def test_services_are_proposed_and_partners_are_not(engine, room):
    assert best(engine, *room)[0] == "Swimming school"
    assert "Swimming club" not in best(engine, *room)


def test_what_its_source_has_no_more_is_not_proposed(engine, room, now):
    with store.writing(engine) as db:
        services.listed(db, search="swimming", kind="service")[0].vanished_at = now
    assert "Swimming school" not in best(engine, *room)


def test_a_choice_guides_the_next_proposal(engine, room, now):
    workshop_id, theme_id = room
    with store.writing(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        library = services.listed(db, search="library")[0]
        action = plan.add(db, workshop, title="Swimming for everybody")
        plan.choose_service(db, action, library, now=now)
    assert best(engine, *room)[0] == "Library"


def test_every_idea_gets_its_own_services(engine, room):
    (match,) = matching.for_ideas(engine, room[0], None).values()
    assert match.fits and match.services


def test_without_a_catalogue_there_is_nothing_to_propose(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        room.theme("Clubs", room.enters("A club"))
        id = room.workshop.id
    assert matching.for_themes(engine, id, None) == matching.for_ideas(engine, id, None) == {}


def test_actions_take_over_what_was_chosen_for_their_theme(engine, room, now):
    workshop_id, theme_id = room
    with store.writing(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        theme = themes.by_id(db, workshop, theme_id)
        library = services.listed(db, search="library")[0]
        examples.remember_theme(db, theme, library, "en", now=now)
        drafted = plan.for_theme(db, workshop, theme, day=workshop.day)
        decided = plan.add(db, workshop, title="Decided", theme=theme)
        plan.choose_service(db, decided, None, now=now)
        twin = plan.for_theme(db, workshop, theme, day=workshop.day)
        plan.adopt(db, workshop, [theme_id], now=now)
        assert twin.service_id == library.id, "each action of the theme"
        plan.forget_choice(db, drafted)
        plan.adopt(db, workshop, [theme_id + 1], now=now)
        assert not drafted.service_confirmed, "what is undone stays so when something else is chosen"
        plan.adopt(db, workshop, [theme_id], now=now)
        assert (drafted.service_id, drafted.service_confirmed) == (library.id, True)
        assert plan.is_gap(decided), "her own choice for the action stays"


def test_what_is_known_changes_with_everything_a_proposal_comes_from(engine, room, now):
    workshop_id, theme_id = room

    def state():
        with store.reading(engine) as db:
            return matching.state(db, workshops.by_id(db, workshop_id))

    def relabel(db):
        themes.by_id(db, workshops.by_id(db, workshop_id), theme_id).label = {"en": "Water"}

    def correct(db):
        services.edit(db, services.listed(db)[0], name={"en": "Swimming baths"})

    def vanish(db):
        services.listed(db)[1].vanished_at = now

    def choose(db):
        theme = themes.by_id(db, workshops.by_id(db, workshop_id), theme_id)
        examples.remember_theme(db, theme, None, "en", now=now)

    for change in (relabel, correct, vanish, choose):
        before = state()
        with store.writing(engine) as db:
            change(db)
        assert state() != before, change.__name__
    assert state() == state()
