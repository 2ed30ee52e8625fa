"""What an answer about two ideas says about their neighbours.

Who says that two ideas belong together says it, more quietly, of the ideas that are near to them. Source: Z. Lu and
H. Ip, Constrained Spectral Clustering via Exhaustive and Efficient Constraint Propagation (ECCV 2010): answers
(+1 same, -1 different) spread along the rows and then along the columns of a graph of near neighbours.
"""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis.embed import Vectors

NEIGHBOURS = 8
REACH = 0.3
"""α of the source: how far answers spread; 0 is not at all."""
WEIGHT = 1.25
"""How much a full answer changes a similarity, which goes from -1 to 1."""

Answer = tuple[int, int, bool]
"""Two ideas by their numbers, and whether they belong together."""


def taught(near: Vectors, answers: Sequence[Answer]) -> Vectors:
    """Similarities (n × n) after answers. Ideas that are kept apart for good (minus infinity) stay apart."""
    if not answers:
        return near
    finite = np.where(np.isneginf(near), near[~np.isneginf(near)].min(), near)
    said = np.zeros(near.shape, np.float32)
    for a, b, same in answers:
        said[a, b] = said[b, a] = 1 if same else -1
    spread = _spread(finite)
    return np.asarray(near + WEIGHT * (spread @ said @ spread), np.float32)


def _spread(near: Vectors) -> Vectors:
    """(1 - α)(I - αL)⁻¹ with L the normalised graph of nearest neighbours."""
    graph = near - near.min()
    np.fill_diagonal(graph, 0)
    size = len(graph)
    least = np.sort(graph, axis=1)[:, -min(NEIGHBOURS, size)][:, None]
    graph = np.where(graph >= least, graph, 0)
    graph = np.maximum(graph, graph.T)
    degrees = np.maximum(graph.sum(axis=1), 1e-9)
    graph /= np.sqrt(np.outer(degrees, degrees))
    return np.asarray((1 - REACH) * np.linalg.inv(np.eye(size) - REACH * graph), np.float32)
