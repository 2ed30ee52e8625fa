"""Which themes may say the same: what people decided holds, and the machine needs a reason."""

from dataclasses import replace

from workshop_kit.needs_map.joining import ThemeText, joined

SWIM = (("swimming lessons for children", "en"), ("a swimming school", "en"))
BUS = (("more buses in the evening", "en"), ("evening buses", "en"))


def theme(id, workshop, ideas, need_id=None, name=""):
    return ThemeText(id, workshop, name, "en", ideas, need_id)


def together(found):
    return sorted(tuple(sorted(group.theme_ids)) for group in found)


def test_themes_that_say_the_same_meet_across_workshops():
    found = joined([theme(1, 1, SWIM), theme(2, 1, BUS), theme(3, 2, SWIM)], None)
    assert together(found) == [(1, 3), (2,)]


def test_two_themes_of_one_workshop_never_meet():
    assert together(joined([theme(1, 1, SWIM), theme(2, 1, SWIM)], None)) == [(1,), (2,)]


def test_two_needs_of_a_person_never_meet_however_alike():
    found = joined([theme(1, 1, SWIM, need_id=7), theme(2, 2, SWIM, need_id=8)], None)
    assert together(found) == [(1,), (2,)]
    assert {group.need_id for group in found} == {7, 8}


def test_what_a_person_put_together_stays_together_however_different():
    found = joined([theme(1, 1, SWIM, need_id=7), theme(2, 1, BUS, need_id=7), theme(3, 2, SWIM)], None)
    assert together(found) == [(1, 2, 3)]
    assert found[0].need_id == 7


def test_equal_names_of_a_person_bring_themes_together_where_languages_differ():
    ideas = (("uimakoulu lapsille", "fi"),)
    bare = [theme(1, 1, SWIM), theme(2, 2, ideas)]
    assert together(joined(bare, None)) == [(1,), (2,)]
    assert together(joined([replace(one, name="Swimming") for one in bare], None)) == [(1, 2)]


def test_it_says_how_sure_it_is():
    found = joined([theme(1, 1, SWIM), theme(2, 2, SWIM), theme(3, 2, BUS)], None)
    sure = {id: value for group in found for id, value in group.sure.items()}
    assert sure[1] == sure[2] == 1.0 and sure[3] == 1.0
    assert all(0 <= value <= 1 for value in sure.values())


def test_a_theme_of_which_nothing_is_said_stands_alone():
    assert together(joined([theme(1, 1, ()), theme(2, 2, ()), theme(3, 3, SWIM)], None)) == [(1,), (2,), (3,)]


def test_nothing_gives_nothing():
    assert joined([], None) == ()
