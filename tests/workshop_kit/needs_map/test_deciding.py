"""What a person does with needs, and taking it back."""

import pytest

from models import NeedKind, Source
from workshop_kit import store, workshops
from workshop_kit.errors import EmptyText, NoSuchTheme, NothingToUndo
from workshop_kit.needs_map import deciding, gestures, standing
from workshop_kit.needs_map.standing import NoSuchNeed


def need(id):
    return lambda db: deciding.by_id(db, id)


def undo(city):
    with store.writing(city.engine) as db:
        gestures.undo(db)


def places(city):
    return {theme.id: (theme.need_id, theme.by_person) for theme in city.themes()}


@pytest.fixture
def ran(two):
    two.suggests()
    two.swim, two.parks = two.need_of(two.one["Swimming"]), two.need_of(two.other["Parks"])
    return two


def test_yes_holds_the_theme_and_what_it_was_compared_with(ran):
    ran.does(deciding.confirm, ran.theme(ran.other["Swimming"]))
    assert ran.by(ran.other["Swimming"]) == ran.by(ran.one["Swimming"]) == Source.PERSON


def test_yes_to_a_theme_that_is_in_no_need_any_more_is_refused(two):
    with pytest.raises(NoSuchNeed):
        two.does(deciding.confirm, two.theme(two.one["Swimming"]))


def test_no_makes_a_need_of_its_own_that_has_the_theme_s_name(ran):
    own = ran.does(deciding.refuse, ran.theme(ran.other["Swimming"]))
    assert ran.looks(standing.needs)[own.id].label == {"en": "Swimming"}
    assert ran.need_of(ran.one["Swimming"]) == ran.swim
    assert ran.by(ran.one["Swimming"]) == Source.PERSON, "it was compared with it, so it is another need"


def test_a_theme_moves_into_another_need_and_an_empty_need_is_gone(ran):
    ran.does(deciding.move, lambda db: [deciding.theme_by_id(db, ran.other["Parks"])], need(ran.swim))
    assert ran.need_of(ran.other["Parks"]) == ran.swim
    assert ran.parks not in ran.looks(standing.needs)


def test_splitting_makes_a_named_need_and_leaves_the_others_where_they_are(ran):
    chosen = [ran.other["Swimming"]]
    made = ran.does(deciding.split, lambda db: [deciding.theme_by_id(db, id) for id in chosen], {"en": "Summer"})
    assert ran.need_of(ran.other["Swimming"]) == made.id
    assert ran.looks(standing.needs)[made.id].label == {"en": "Summer"}
    assert ran.by(ran.one["Swimming"]) == Source.PERSON
    ran.suggests()
    assert ran.need_of(ran.one["Swimming"]) == ran.swim


@pytest.mark.parametrize(("chosen", "name", "refusal"), [(["Swimming"], " ", EmptyText), ([], "X", NoSuchTheme)])
def test_a_new_need_has_a_name_and_themes(ran, chosen, name, refusal):
    before = places(ran)
    with pytest.raises(refusal):
        themes = [ran.other[one] for one in chosen]
        ran.does(deciding.split, lambda db: [deciding.theme_by_id(db, id) for id in themes], {"en": name})
    assert places(ran) == before


def test_merging_keeps_the_name_of_the_first(ran):
    ran.does(deciding.merge, need(ran.swim), need(ran.parks))
    assert ran.need_of(ran.other["Parks"]) == ran.swim
    assert list(ran.looks(standing.needs)[ran.swim].label.values()) == ["Swimming"]


def test_a_need_merged_with_itself_stays(ran):
    before = places(ran)
    ran.does(deciding.merge, need(ran.swim), need(ran.swim))
    assert places(ran) == before


def test_a_name_in_one_language_leaves_the_others(ran):
    ran.does(deciding.rename, need(ran.swim), {"fi": "Uiminen"})
    assert ran.looks(standing.needs)[ran.swim].label == {"en": "Swimming", "fi": "Uiminen"}


def test_an_empty_name_is_refused(ran):
    with pytest.raises(EmptyText):
        ran.does(deciding.rename, need(ran.swim), {"en": "  "})


def test_a_need_can_be_a_strength_or_a_barrier(ran):
    ran.does(lambda db, found, now: deciding.set_kind(db, found, NeedKind.STRENGTH, now=now), need(ran.parks))
    assert ran.looks(standing.needs)[ran.parks].kind == NeedKind.STRENGTH
    ran.suggests()
    assert ran.need_of(ran.other["Parks"]) == ran.parks


def test_a_need_or_theme_that_is_not_there_is_refused(ran):
    with pytest.raises(NoSuchNeed):
        ran.looks(lambda db: deciding.by_id(db, 999))
    with pytest.raises(NoSuchTheme):
        ran.looks(lambda db: deciding.theme_by_id(db, 999))


@pytest.mark.parametrize("verb", ["confirm", "refuse", "move", "merge", "rename", "kind"])
def test_undo_takes_the_last_gesture_back_as_a_whole(ran, verb):
    before, labels = places(ran), {id: (n.label, n.kind) for id, n in ran.looks(standing.needs).items()}
    theme = ran.theme(ran.other["Swimming"])
    {
        "confirm": lambda: ran.does(deciding.confirm, theme),
        "refuse": lambda: ran.does(deciding.refuse, theme),
        "move": lambda: ran.does(lambda db, t, n, now: deciding.move(db, [t], n, now=now), theme, need(ran.parks)),
        "merge": lambda: ran.does(deciding.merge, need(ran.swim), need(ran.parks)),
        "rename": lambda: ran.does(deciding.rename, need(ran.swim), {"en": "X"}),
        "kind": lambda: ran.does(deciding.set_kind, need(ran.swim), NeedKind.BARRIER),
    }[verb]()
    assert ran.looks(gestures.last) == verb
    undo(ran)
    assert places(ran) == before
    assert {id: (n.label, n.kind) for id, n in ran.looks(standing.needs).items()} == labels
    assert ran.looks(gestures.last) == "suggest"


def test_gestures_are_taken_back_one_after_the_other_and_then_there_is_nothing_left(ran):
    ran.does(deciding.confirm, ran.theme(ran.other["Swimming"]))
    undo(ran)
    undo(ran)
    assert set(places(ran).values()) == {(None, False)}
    assert ran.looks(standing.needs) == {}
    with pytest.raises(NothingToUndo):
        undo(ran)


def test_undo_leaves_alone_what_was_erased_since(ran):
    ran.does(deciding.confirm, ran.theme(ran.other["Swimming"]))
    with store.writing(ran.engine) as db:
        workshops.delete(db, workshops.by_id(db, ran.rooms[1]))
    undo(ran)
    assert set(places(ran)) == set(ran.one.values())
