"""Cuts of a graph that are too light. Pure.

Maximum adjacency orderings as in Stoer and Wagner, "A simple min-cut algorithm" (JACM 44, 1997): the last vertex of
an ordering is one side of a lightest cut between it and the one before. Not only these two are put together then
but, as in Nagamochi and Ibaraki (SIAM J. Discrete Math. 5, 1992), all ends of edges that no light cut can part.
"""

from collections.abc import Hashable, Iterable, Mapping
from heapq import heappop, heappush
from typing import TypeVar

V = TypeVar("V", bound=Hashable)
Near = dict[int, dict[int, int]]
"""Vertex -> neighbour -> weight of the edge, both ways."""


def light_sides(edges: Mapping[tuple[V, V], int], least: int, anchor: V) -> list[frozenset[V]]:
    """One side each of some cuts of the graph's components that weigh less than `least`; not of `anchor`.

    Empty only where there is none: then every cut of a component weighs at least that much. Weights are positive.
    """
    vertices = list(dict.fromkeys([anchor, *(end for edge in edges for end in edge)]))
    place = {vertex: number for number, vertex in enumerate(vertices)}
    near: Near = {number: {} for number in range(len(vertices))}
    for (a, b), weight in edges.items():
        _tie(near, place[a], place[b], weight)
    whole = {number: {number} for number in near}
    found = []
    while near:
        last, cut, pairs = _ordered(near, next(iter(near)), least)
        if not near[last]:  # all of its component is one by now
            del near[last]
            continue
        if cut < least:
            found.append(frozenset(vertices[number] for number in whole[last]))
            pairs.append((max(near[last], key=lambda other: (near[last][other], -other)), last))
        _join(near, whole, pairs)
    return found


def _ordered(near: Near, start: int, least: int) -> tuple[int, int, list[tuple[int, int]]]:
    """The last vertex of an ordering of the component of `start`, the weight that ties it to the others, and pairs
    that no cut lighter than `least` parts."""
    tied = {start: 0}
    waiting = [(0, start)]
    done: set[int] = set()
    pairs, last = [], start
    while waiting:
        weight, vertex = heappop(waiting)
        if vertex in done or -weight != tied[vertex]:
            continue
        done.add(vertex)
        last = vertex
        for other, more in near[vertex].items():
            if other not in done:
                tied[other] = tied.get(other, 0) + more
                heappush(waiting, (-tied[other], other))
                if tied[other] >= least:
                    pairs.append((vertex, other))
    return last, tied[last], pairs


def _join(near: Near, whole: dict[int, set[int]], pairs: Iterable[tuple[int, int]]) -> None:
    """Make one vertex of the two of each pair."""
    now: dict[int, int] = {}

    def root(vertex: int) -> int:
        while vertex in now:
            vertex = now[vertex]
        return vertex

    for a, b in pairs:
        keep, gone = sorted((root(a), root(b)))  # the anchor comes first and stays where an ordering starts
        if keep == gone:
            continue
        now[gone] = keep
        whole[keep] |= whole.pop(gone)
        for other, weight in near.pop(gone).items():
            del near[other][gone]
            if other != keep:
                _tie(near, keep, other, weight)


def _tie(near: Near, a: int, b: int, weight: int) -> None:
    near[a][b] = near[a].get(b, 0) + weight
    near[b][a] = near[b].get(a, 0) + weight
