"""Average linkage under constraints, tried on points that need no model."""

from itertools import combinations

import numpy as np
import pytest

from workshop_kit.analysis.cluster import MOST_THEMES, Tree, tree
from workshop_kit.analysis.links import Link, constraints


def _points(centres: int, each: int, seed: int = 1, spread: float = 0.3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    middles = np.linalg.qr(rng.normal(size=(64, centres)))[0].T
    points = np.repeat(middles, each, axis=0) + spread / 8 * rng.normal(size=(centres * each, 64))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def _tree(points: np.ndarray, kept: tuple = (), links: tuple = ()) -> Tree:
    ids = [str(number) for number in range(len(points))]
    return tree(points @ points.T, constraints(ids, kept, links))


def _groups(merged: Tree, themes: int | None = None) -> set[tuple[int, ...]]:
    return set(merged.groups(merged.cut() if themes is None else merged.cut_for(themes)))


def test_clear_groups_are_found_without_saying_how_many() -> None:
    assert _groups(_tree(_points(4, 5))) == {tuple(range(start, start + 5)) for start in range(0, 20, 5)}


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
    groups = _groups(_tree(_points(4, 5), links=(Link("0", "19", True),)))
    assert any({0, 19} <= set(group) for group in groups)


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
    merged = _tree(_points(30, 3))
    assert merged.themes[merged.cut()] <= MOST_THEMES


@pytest.mark.parametrize("wanted", [1, 2, 3, 4])
def test_as_many_themes_as_asked_for(wanted: int) -> None:
    merged = _tree(_points(4, 5))
    assert merged.themes[merged.cut_for(wanted)] == wanted


@pytest.mark.parametrize("wanted", [6, 9, 20])
def test_single_ideas_count_where_pairs_do_not_suffice(wanted: int) -> None:
    assert len(_groups(_tree(_points(4, 5)), wanted)) == wanted


def test_a_thousand_ideas_are_all_grouped() -> None:
    merged = _tree(_points(40, 25, spread=2.0))
    assert sum(map(len, merged.groups(merged.cut()))) == 1000


def test_random_constraints_are_never_broken() -> None:
    rng = np.random.default_rng(7)
    for seed in range(10):
        points = _points(5, 6, seed=seed, spread=2.0)
        order = [str(n) for n in rng.permutation(30)]
        kept = (tuple(order[:4]), tuple(order[4:7]), (order[7],))
        links = tuple(Link(*rng.choice(order, 2, replace=False).tolist(), False) for _ in range(6))
        merged = _tree(points, kept, links)
        for done in (merged.cut(), len(merged.merges), merged.cut_for(4)):
            _hold(merged.groups(done), kept, links)


def _hold(groups: tuple[tuple[int, ...], ...], kept: tuple, links: tuple) -> None:
    where = {str(idea): number for number, group in enumerate(groups) for idea in group}
    assert sorted(where, key=int) == [str(n) for n in range(30)]
    homes = [{where[idea] for idea in group} for group in kept]
    assert all(len(home) == 1 for home in homes)
    assert len(set().union(*homes)) == len(kept)
    together = [{a, b} <= set(group) for a, b, _same in links for group in kept]
    if not any(together):
        assert all(where[a] != where[b] for a, b, _same in links)
