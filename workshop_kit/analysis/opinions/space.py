"""Where each participant stands: two principal components of the votes, and the groups in that plane.

The method of Polis (C. Small et al., Polis: Scaling deliberation by mapping high dimensional opinion spaces,
Recerca 26(2), 2021, doi:10.6035/recerca.5516): a vote that is missing counts as the statement's mean, and who voted
on few statements is moved outward by √(statements / votes): want of votes should not put her in the middle.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

COMPONENTS = 2
ROUNDS = 300
STILL = 1e-4
"""A round of k-means that moves the centres less than this share of the points' variance is the last."""
CHUNK = 1000


def project(votes: Array) -> Array:
    """The points of the participants, n × 2, from votes with NaN where somebody has not voted.

    The sign of an axis says nothing; the statement that weighs most on it is on the positive side.
    """
    voted = ~np.isnan(votes)
    seen = np.maximum(voted.sum(axis=0), 1)
    mean = np.where(voted, votes, 0).sum(axis=0) / seen
    centred = np.where(voted, votes, mean)
    centred = centred - centred.mean(axis=0)
    axes = _axes(centred)
    scale = np.sqrt(votes.shape[1] / np.maximum(voted.sum(axis=1), 1))
    points: Array = (centred @ axes.T) * scale[:, None]
    return points


def _axes(centred: Array) -> Array:
    """The first two principal components, 2 × statements, the heaviest weight of each positive."""
    rows, columns = centred.shape
    if columns <= rows:
        _values, vectors = np.linalg.eigh(centred.T @ centred)
        found = vectors[:, ::-1].T[:COMPONENTS]
    else:
        found = np.linalg.svd(centred, full_matrices=False)[2][:COMPONENTS]
    heaviest = np.abs(found).argmax(axis=1)
    signed = found * np.sign(found[np.arange(len(found)), heaviest])[:, None]
    axes: Array = np.zeros((COMPONENTS, columns))
    axes[: len(signed)] = signed
    return axes


def groups(points: Array, most: int) -> tuple[NDArray[np.intp], float]:
    """The group of each point, and how well the groups are told apart (mean silhouette, -1 to 1).

    K-means for two to `most` groups; the number with the best silhouette wins, the smaller of equals. It begins
    with the points at one end of the first axis, as red-dwarf does: the same votes always give the same groups. The
    largest group is 0. Where all points are one there is one group, with silhouette 0.
    """
    distinct = np.unique(points, axis=0)
    tried = [_k_means(points, distinct[:k]) for k in range(2, min(most, len(distinct), len(points) - 1) + 1)]
    tried = [labels for labels in tried if len(np.unique(labels)) > 1]
    if not tried:
        return np.zeros(len(points), np.intp), 0.0
    scores = _silhouettes(points, tried)
    best = int(np.argmax(scores))
    return _largest_first(tried[best]), scores[best]


def _k_means(points: Array, start: Array) -> NDArray[np.intp]:
    centres = start.copy()
    enough = STILL * points.var(axis=0).mean()
    labels = _nearest(points, centres)
    for _round in range(ROUNDS):
        fresh = centres.copy()
        for k in range(len(centres)):
            if (labels == k).any():
                fresh[k] = points[labels == k].mean(axis=0)
        moved = ((fresh - centres) ** 2).sum()
        centres, before = fresh, labels
        labels = _nearest(points, centres)
        if moved <= enough or (labels == before).all():
            break
    return labels


def _nearest(points: Array, centres: Array) -> NDArray[np.intp]:
    labels: NDArray[np.intp] = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
    return labels


def _silhouettes(points: Array, divisions: list[NDArray[np.intp]]) -> list[float]:
    """The mean silhouette of each division (P. J. Rousseeuw, 1987, doi:10.1016/0377-0427(87)90125-7).

    All at once, a thousand points at a time: the distances are the slow part, and they are the same for all.
    """
    members = [np.eye(labels.max() + 1)[labels] for labels in divisions]
    every = np.concatenate(members, axis=1)
    squares = (points**2).sum(axis=1)
    sums = np.zeros(len(divisions))
    for first in range(0, len(points), CHUNK):
        part = slice(first, first + CHUNK)
        apart = squares[part, None] + squares[None] - 2 * points[part] @ points.T
        to_each = np.sqrt(np.maximum(apart, 0)) @ every
        column = 0
        for number, own in enumerate(members):
            width = own.shape[1]
            sums[number] += _of_part(to_each[:, column : column + width], own.sum(axis=0), divisions[number][part])
            column += width
    return [float(total / len(points)) for total in sums]


def _of_part(to_each: Array, sizes: Array, labels: NDArray[np.intp]) -> float:
    """The sum of the silhouettes of some points, from the sums of their distances to the members of each group."""
    here = np.arange(len(labels))
    own_size = sizes[labels]
    within = to_each[here, labels] / np.maximum(own_size - 1, 1)
    others = to_each / np.maximum(sizes, 1)
    others[here, labels] = np.inf
    others[:, sizes == 0] = np.inf
    between = others.min(axis=1)
    longer = np.maximum(within, between)
    value = np.where((own_size > 1) & (longer > 0), (between - within) / np.where(longer > 0, longer, 1), 0.0)
    return float(value.sum())


def _largest_first(labels: NDArray[np.intp]) -> NDArray[np.intp]:
    found, counts = np.unique(labels, return_counts=True)
    order = found[np.argsort(-counts, kind="stable")]
    place = np.empty(labels.max() + 1, np.intp)
    place[order] = np.arange(len(order))
    numbered: NDArray[np.intp] = place[labels]
    return numbered
