"""Light cuts of a graph, beside a search through all cuts."""

import random
from itertools import combinations

import pytest

from workshop_kit.profile.light_cuts import light_sides

ANCHOR = "hidden"


def weight(edges, side):
    return sum(n for ends, n in edges.items() if len(side & set(ends)) == 1)


def components(edges):
    left = {end for edge in edges for end in edge}
    while left:
        found, waiting = set(), [min(left)]
        while waiting:
            vertex = waiting.pop()
            found.add(vertex)
            waiting += [end for edge in edges if vertex in edge for end in edge if end not in found]
        left -= found
        yield found


def lightest(edges):
    """By trying every side of every component."""
    cuts = [
        weight(edges, set(side))
        for component in components(edges)
        for size in range(1, len(component))
        for side in combinations(sorted(component), size)
    ]
    return min(cuts, default=None)


def graph(seed):
    rng = random.Random(seed)
    rows, columns = [ANCHOR, "b", "c", "d"][: rng.randint(1, 4)], ["1", "2", "3", "4"][: rng.randint(1, 4)]
    return {(row, column): rng.randint(1, 6) for row in rows for column in columns if rng.random() < 0.6}


@pytest.mark.parametrize("seed", range(200))
def test_a_light_cut_is_found_where_there_is_one_and_only_there(seed):
    edges = graph(seed)
    found = light_sides(edges, 5, ANCHOR)
    least = lightest(edges)
    assert bool(found) == (least is not None and least < 5)
    for side in found:
        assert weight(edges, set(side)) < 5
        assert ANCHOR not in side


def test_a_graph_without_edges_has_no_cut():
    assert light_sides({}, 5, ANCHOR) == []
