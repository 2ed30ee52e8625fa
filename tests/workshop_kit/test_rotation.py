"""Where people go from round to round: nobody twice to a table, equally full tables, nobody parted from hers."""

from collections import Counter
from itertools import combinations

import pytest

from workshop_kit.rotation import rotation


def names(count):
    return [str(number) for number in range(1, count + 1)]


def met_again(plan, rounds):
    """How often two groups meet that have met before."""
    groups = [(name, half) for name in plan.names for half in range(plan.halves(name))]
    meetings = Counter()
    for round in range(rounds):
        at = {}
        for name, half in groups:
            at.setdefault(plan.table(name, half, round), []).append((name, half))
        meetings.update(pair for those in at.values() for pair in combinations(those, 2))
    return sum(times - 1 for times in meetings.values())


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8, 12, 40])
@pytest.mark.parametrize("shared", [0, 1, 3])
def test_nobody_comes_to_a_table_twice_and_all_tables_stay_equally_full(count, shared):
    plan = rotation(names(count), names(count)[:shared], count)
    for half in range(len(plan.paths)):
        for round in range(count):
            assert sorted(plan.table(name, half, round) for name in plan.names) == sorted(plan.names)
        for name in plan.names:
            assert plan.table(name, half, 0) == name
            assert len({plan.table(name, half, round) for round in range(count)}) == count


@pytest.mark.parametrize("count", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 40])
def test_in_three_rounds_nobody_meets_the_same_people_twice(count):
    assert met_again(rotation(names(count), [], 3), 3) == 0


@pytest.mark.parametrize("count", [3, 5, 7, 9, 11])
def test_with_an_odd_number_of_tables_they_never_meet_twice_in_as_many_rounds(count):
    assert met_again(rotation(names(count), [], count), count) == 0


def test_those_who_share_a_language_are_never_parted():
    plan = rotation(names(6), ["2", "5"], 4)
    for name in ("2", "5"):
        assert plan.halves(name) == 1
        assert all(plan.table(name, 0, round) == plan.table(name, 1, round) for round in range(6))
    assert plan.halves("1") == 2
    assert plan.paths[0] != plan.paths[1]


def test_of_two_tables_all_change_together():
    plan = rotation(["A", "B"], [], 2)
    assert [plan.table("A", person, 1) for person in (0, 1)] == ["B", "B"]
    assert plan.halves("A") == 1


def test_with_more_rounds_than_tables_the_plan_begins_again():
    plan = rotation(names(3), [], 5)
    assert plan.table("2", 1, 3) == plan.table("2", 1, 0) == "2"


@pytest.mark.parametrize("person", [0, 1, 8, 13])
def test_who_sits_at_a_table_in_a_round_began_at_one_table(person):
    plan = rotation(names(7), ["3"], 4)
    for name in plan.names:
        for round in range(4):
            assert plan.first(plan.table(name, person, round), person, round) == name


def test_the_same_tables_always_give_the_same_plan():
    assert rotation(names(8), ["1"], 3).paths == rotation(names(8), ["1"], 3).paths


def test_forty_tables_with_shared_languages_are_planned_too():
    plan = rotation(names(40), names(40)[::7], 3)
    assert len(plan.paths[1]) == 40
