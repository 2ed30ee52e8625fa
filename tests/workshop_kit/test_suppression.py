"""Which sums of small counts may be told: blocks of cells, groups of categories."""

from collections.abc import Mapping

import pytest

from workshop_kit.suppression import REST, UNTOLD, Family, People, blocks, categories, plan, totals

M, K, H = (2026, "Martinlaakso"), (2026, "Koivukylä"), (2026, "Hakunila")
OLD_M, OLDEST_M = (2025, "Martinlaakso"), (2022, "Martinlaakso")


def block(*cells):
    return frozenset(cells)


def people(told: Mapping[tuple[int, str], Mapping[str, int]]) -> People:
    """By gender as given; nobody told an age."""
    return People(told, {cell: {UNTOLD: sum(counts.values())} for cell, counts in told.items()})


# --- totals ------------------------------------------------------------------------------------------------


def test_cells_of_five_stand_alone():
    assert set(totals({M: 5, K: 9})) == {block(M), block(K)}


def test_a_small_cell_is_joined_with_the_smallest_other_one_of_its_year():
    assert set(totals({M: 20, K: 9, H: 2, OLD_M: 5})) == {block(M), block(K, H), block(OLD_M)}


def test_a_small_year_is_joined_with_the_one_beside_it():
    assert set(totals({M: 4, OLD_M: 20, OLDEST_M: 5})) == {block(M, OLD_M), block(OLDEST_M)}


def test_nothing_is_told_of_fewer_than_five():
    assert totals({M: 2, K: 2}) is None


def test_a_block_in_which_each_cell_must_have_one_is_not_told():
    cells = {(2026, str(n)): 1 for n in range(5)}
    assert totals(cells) is None
    assert totals({**cells, M: 2}) == (frozenset({*cells, M}),)


def test_nobody_is_told_as_nobody():
    assert totals({}) == ()
    assert set(totals({M: 0, K: 7})) == {block(M), block(K)}


def test_the_same_counts_give_the_same_blocks_in_any_order():
    counts = {M: 3, K: 3, H: 3, OLD_M: 2}
    assert totals(counts) == totals(dict(reversed(counts.items())))


def test_blocks_that_cross_others_are_joined_until_they_do_not():
    assert blocks.comparable((block(M, K), block(H)), (block(M), block(K, H))) == (block(M, K, H),)
    assert set(blocks.comparable((block(M), block(K), block(H)), (block(M, K, H),))) == {
        block(M),
        block(K),
        block(H),
    }


# --- categories --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ({"woman": 9, "man": 8}, {("woman",), ("man",), ("other",), (UNTOLD,)}),
        ({"woman": 9, "man": 8, "other": 2, UNTOLD: 4}, {("woman",), ("man",), ("other", UNTOLD)}),
        ({"woman": 9, "man": 8, "other": 2}, {("woman",), ("man", "other", UNTOLD)}),
        ({"woman": 9, "man": 2}, None),
        ({UNTOLD: 30}, None),
    ],
)
def test_few_of_a_gender_are_told_with_those_who_did_not_tell(counts, groups):
    found = categories.genders(counts)
    assert (set(found) if found else None) == groups


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ((2, 9, 9, 9, 9, 0), [("under_18", "18_29"), ("30_44",), ("45_64",), ("65_up",)]),
        ((9, 2, 9, 9, 9, 0), [("under_18", "18_29"), ("30_44",), ("45_64",), ("65_up",)]),
        ((9, 9, 2, 9, 9, 0), [("under_18",), ("18_29",), ("30_44", "45_64"), ("65_up",)]),
        ((9, 9, 9, 9, 2, 0), [("under_18",), ("18_29",), ("30_44",), ("45_64", "65_up")]),
        ((2, 1, 9, 9, 9, 0), [("under_18", "18_29", "30_44"), ("45_64",), ("65_up",)]),
    ],
)
def test_few_of_an_age_are_told_with_the_band_beside_it(counts, groups):
    keys = ("under_18", "18_29", "30_44", "45_64", "65_up", UNTOLD)
    assert [*categories.ages(dict(zip(keys, counts, strict=True)))][:-1] == groups


def test_few_who_did_not_tell_their_age_are_told_with_the_smallest_group():
    found = categories.ages({"under_18": 9, "18_29": 9, "30_44": 9, "45_64": 9, "65_up": 5, UNTOLD: 1})
    assert ("65_up", UNTOLD) in found


def test_small_parts_are_told_together_and_a_small_rest_keeps_the_smallest_part_back():
    assert set(categories.parts({2: 9, 3: 3, 4: 2, REST: 9})) == {(2,), (3, 4), (REST,)}
    assert set(categories.parts({2: 9, 3: 7, REST: 1})) == {(2,), (3, REST)}
    assert categories.parts({2: 9, REST: 1}) is None


# --- plans -------------------------------------------------------------------------------------------------


def test_gender_is_told_in_blocks_in_which_no_group_is_small():
    told = plan(Family(people({M: {"woman": 9, "man": 2}, K: {"woman": 9, "man": 8}, H: {"woman": 9, "man": 9}})))
    assert set(told.totals) == {block(M), block(K), block(H)}
    assert set(told.gender.blocks) == {block(M, K), block(H)}


def test_a_part_is_told_where_neither_it_nor_the_rest_is_small():
    whole = people({M: {"woman": 20}, K: {"woman": 20}, H: {"woman": 20}})
    part = people({M: {"woman": 18}, K: {"woman": 3}, H: {"woman": 9}})
    told = plan(Family(whole, {2: part}))
    assert len(told.totals) == 3 and set(told.parts.blocks) == {block(M, K), block(H)}


def test_who_found_work_later_than_she_was_coached_is_told_with_the_years_beside():
    told = plan(Family(people({OLD_M: {"woman": 30}}), {2: people({OLD_M: {"woman": 5}, M: {"woman": 6}})}))
    assert told.parts.blocks == (block(OLD_M, M),) and not told.is_loose


def test_parts_that_are_larger_than_their_whole_are_told_in_one_sum():
    told = plan(Family(people({M: {"woman": 6}, K: {"woman": 6}}), {2: people({M: {"woman": 9}, K: {"woman": 8}})}))
    assert told.is_loose and told.parts.blocks == (block(M, K),)
    assert told.gender_of_parts is None


def test_nothing_is_told_of_parts_of_a_whole_that_is_not_told():
    told = plan(Family(people({M: {"woman": 3}}), {2: people({M: {"woman": 9}})}))
    assert told.totals is None and told.parts is None


def test_gender_of_parts_is_told_together_where_each_part_is_small():
    whole = people({M: {"woman": 60, "man": 60}})
    parts = {2: people({M: {"woman": 9, "man": 9}}), 3: people({M: {"woman": 7, "man": 2}})}
    told = plan(Family(whole, parts))
    assert told.parts.groups == ((2,), (3,))
    assert [set(group) for group in told.gender_of_parts.parts] == [{2, 3}]
