"""Average linkage under constraints, tried on points that need no model."""

from itertools import combinations

import numpy as np
import pytest

from workshop_kit.analysis.cluster import MOST_THEMES, Tree, tree
from workshop_kit.analysis.grouping import BY_MEANING, groups, natural
from workshop_kit.analysis.links import Link, constraints


def _points(centres: int, each: int, seed: int = 1, spread: float = 0.3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    middles = np.linalg.qr(rng.normal(size=(64, centres)))[0].T
    points = np.repeat(middles, each, axis=0) + spread / 8 * rng.normal(size=(centres * each, 64))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def _tree(points: np.ndarray, kept: tuple = (), links: tuple = ()) -> Tree:
    ids = [str(number) for number in range(len(points))]
    return tree(points @ points.T, constraints(ids, kept, links))


def _found(points: np.ndarray, themes: int | None = None, kept: tuple = (), links: tuple = ()) -> list:
    return groups(points @ points.T, _tree(points, kept, links), BY_MEANING, themes)


def test_clear_groups_are_found_without_saying_how_many() -> None:
    assert set(_found(_points(4, 5))) == {tuple(range(start, start + 5)) for start in range(0, 20, 5)}


def test_merges_go_from_near_to_far_and_are_the_true_means() -> None:
    points = _points(3, 6, spread=1.5)
    merged = _tree(points)
    near = [merge.similarity for merge in merged.merges]
    assert near == sorted(near, reverse=True)
    for merge in merged.merges:
        assert merge.similarity == pytest.approx(
            (points[list(merge.left)] @ points[list(merge.right)].T).mean(), abs=1e-5
        )


def test_each_merge_is_the_best_one_there_is() -> None:
    points = _points(3, 4, spread=2.0)
    merged = _tree(points)
    for done, merge in enumerate(merged.merges):
        pairs = combinations(merged.groups(done), 2)
        best = max((points[list(a)] @ points[list(b)].T).mean() for a, b in pairs)
        assert merge.similarity == pytest.approx(best, abs=1e-5)


def test_ideas_that_a_person_parted_stay_apart_whatever_else_is_merged() -> None:
    merged = _tree(_points(1, 12), links=(Link("0", "1", False),))
    for group in merged.groups(len(merged.merges)):
        assert not {0, 1} <= set(group)


def test_ideas_that_a_person_put_together_stay_together() -> None:
    found = _found(_points(4, 5), links=(Link("0", "19", True),))
    assert any({0, 19} <= set(group) for group in found)


def test_the_last_answer_about_a_pair_counts() -> None:
    said = constraints(["a", "b"], links=[Link("a", "b", False), Link("b", "a", True)])
    assert said.blocks == ((0, 1),) and not said.apart


def test_an_answer_does_not_merge_two_kept_groups_even_through_a_third_idea() -> None:
    links = [Link("a", "c", True), Link("c", "b", True)]
    said = constraints(["a", "b", "c"], kept=[["a"], ["b"]], links=links)
    assert said.blocks == ((0, 2), (1,)) and said.apart == {(0, 1)}


def test_different_holds_against_a_chain_of_same() -> None:
    links = [Link("a", "b", True), Link("b", "c", True), Link("a", "c", False)]
    said = constraints(["a", "b", "c"], links=links)
    assert said.blocks == ((0, 1), (2,)) and said.apart == {(0, 1)}


def test_links_to_ideas_that_are_gone_are_passed_over() -> None:
    said = constraints(["a"], kept=[["a", "gone"]], links=[Link("a", "gone", True), Link("x", "y", False)])
    assert said.blocks == ((0,),) and not said.apart


def test_there_are_never_more_themes_than_fit_on_the_wall() -> None:
    found = _found(_points(30, 3))
    assert len(found) <= MOST_THEMES and all(len(group) > 1 for group in found)


@pytest.mark.parametrize("wanted", [1, 2, 3, 4, 6, 9, 20])
def test_as_many_themes_as_asked_for_single_ideas_among_them_where_pairs_do_not_suffice(wanted: int) -> None:
    assert len(_found(_points(4, 5), wanted)) == wanted


@pytest.mark.parametrize(("ideas", "themes"), [(1, 2), (5, 3), (30, 6), (120, 11), (1000, 12)])
def test_the_more_ideas_the_more_themes_up_to_what_fits_on_the_wall(ideas: int, themes: int) -> None:
    assert natural(ideas) == themes


def test_a_thousand_ideas_are_all_somewhere_once() -> None:
    found = _found(_points(40, 25, spread=2.0))
    placed = [idea for group in found for idea in group]
    assert len(placed) == len(set(placed)) >= 900 and len(found) == MOST_THEMES


def test_what_is_like_nothing_else_is_not_placed() -> None:
    points = _points(4, 5)
    alone = np.zeros((1, 64), np.float32)
    alone[0] = np.linalg.svd(points)[2][-1]  # at right angles to all the others
    found = _found(np.concatenate([points, alone]))
    assert 20 not in {idea for group in found for idea in group} and sum(map(len, found)) == 20


def test_an_idea_that_the_tree_put_wrong_moves_to_the_nearer_group() -> None:
    points = _points(3, 8, spread=3.0)
    found = _found(points, 3)
    near = points @ points.T
    for group in found:
        for idea in group:
            own = near[idea, [other for other in group if other != idea]].mean()
            assert own >= max(near[idea, list(other)].mean() for other in found if other != group) - 1e-5


def test_random_constraints_are_never_broken() -> None:
    rng = np.random.default_rng(7)
    for seed in range(10):
        points = _points(5, 6, seed=seed, spread=2.0)
        order = [str(n) for n in rng.permutation(30)]
        kept = (tuple(order[:4]), tuple(order[4:7]), (order[7],))
        links = tuple(Link(*rng.choice(order, 2, replace=False).tolist(), False) for _ in range(6))
        merged = _tree(points, kept, links)
        _hold(merged.groups(len(merged.merges)), kept, links)
        for wanted in (None, 4, 9):
            found = _found(points, wanted, kept, links)
            placed = {idea for group in found for idea in group}
            _hold((*found, *((n,) for n in range(30) if n not in placed)), kept, links)


def _hold(groups: tuple[tuple[int, ...], ...], kept: tuple, links: tuple) -> None:
    where = {str(idea): number for number, group in enumerate(groups) for idea in group}
    assert sorted(where, key=int) == [str(n) for n in range(30)]
    homes = [{where[idea] for idea in group} for group in kept]
    assert all(len(home) == 1 for home in homes)
    assert len(set().union(*homes)) == len(kept)
    together = [{a, b} <= set(group) for a, b, _same in links for group in kept]
    if not any(together):
        assert all(where[a] != where[b] for a, b, _same in links)
