"""No number is given for fewer than five people."""

from collections import Counter
from itertools import product

import pytest

from workshop_kit.privacy import SMALL, grouped, people


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (1000, 1000)])
def test_a_small_number_of_people_is_not_told(count, shown):
    assert people(count) == shown


def test_languages_of_few_are_added_up():
    counts = grouped(Counter(fi=20, en=8, ar=3, so=4))
    assert (counts.shown, counts.other) == ((("fi", 20), ("en", 8)), 7)


def test_a_lone_small_remainder_takes_the_smallest_group_along():
    counts = grouped(Counter(fi=20, en=8, ar=3))
    assert (counts.shown, counts.other) == ((("fi", 20),), 11)


def test_a_lone_small_remainder_takes_the_only_group_along():
    counts = grouped(Counter(fi=20, ar=1))
    assert (counts.shown, counts.other) == ((), 21)


def test_where_all_groups_are_large_nothing_is_hidden():
    counts = grouped(Counter(fi=5, en=5))
    assert (dict(counts.shown), counts.other) == ({"fi": 5, "en": 5}, 0)


def test_nobody_is_nobody():
    assert grouped(Counter()) == grouped(Counter(fi=0))
    assert grouped(Counter()).other == 0


ROOMS = [Counter(dict(zip(("fi", "en", "ar", "so"), sizes, strict=True))) for sizes in product(range(9), repeat=4)]


def test_in_no_room_is_a_small_group_told_or_left_over():
    for room in ROOMS:
        counts = grouped(room)
        assert all(number >= SMALL for _code, number in counts.shown)
        if counts.other is None:
            assert 0 < room.total() < SMALL and not counts.shown, room
        else:
            assert sum(number for _code, number in counts.shown) + counts.other == room.total()
            assert counts.other == 0 or counts.other >= SMALL, room


def test_from_what_is_told_no_small_group_can_be_worked_out():
    """Whoever knows the rule still finds two ways in which the rest may be made up, but where all have four."""
    ways: dict[object, set[tuple[int, ...]]] = {}
    for room in ROOMS:
        counts = grouped(room)
        hidden = tuple(room[code] for code in sorted(room.keys() - dict(counts.shown).keys()))
        ways.setdefault((frozenset(counts.shown), counts.other), set()).add(hidden)
    for (_shown, other), found in ways.items():
        hidden = len(next(iter(found)))
        if other is not None and hidden > 1 and SMALL <= other < (SMALL - 1) * hidden:
            assert len(found) > 1, (_shown, other, found)


def test_a_room_of_fewer_than_five_is_not_told_either():
    assert all(grouped(room).other in (0, None) for room in ROOMS if 0 < room.total() < SMALL)
