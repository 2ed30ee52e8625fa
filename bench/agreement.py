"""How well a grouping agrees with the themes that a person made, and what else a grouping could have been."""

from collections import Counter
from collections.abc import Sequence
from math import comb, log
from typing import Any

import numpy as np


def ari(left: Sequence[Any], right: Sequence[Any]) -> float:
    """Adjusted Rand index (L. Hubert and P. Arabie 1985): 1 is the same grouping, 0 is chance."""
    both = _pairs(Counter(zip(left, right, strict=True)))
    a, b = _pairs(Counter(left)), _pairs(Counter(right))
    chance = a * b / comb(len(left), 2)
    return (both - chance) / ((a + b) / 2 - chance) if (a + b) / 2 != chance else 1.0


def _pairs(counts: Counter[Any]) -> int:
    return sum(comb(count, 2) for count in counts.values())


def v_measure(left: Sequence[Any], right: Sequence[Any]) -> float:
    """A. Rosenberg and J. Hirschberg (2007): mutual information over the mean entropy."""
    a, b = _entropy(Counter(left)), _entropy(Counter(right))
    return 2 * (a + b - _entropy(Counter(zip(left, right, strict=True)))) / (a + b) if a + b else 1.0


def _entropy(counts: Counter[Any]) -> float:
    n = counts.total()
    return -sum(count / n * log(count / n) for count in counts.values())


def across_languages(rows: Any, languages: Sequence[str], truth: Sequence[str], nearest: int = 5) -> float:
    """The share of an idea's five nearest in other languages that are on its theme; 0 without rows."""
    if rows is None:
        return 0.0
    near = rows @ rows.T
    codes, themes = np.array(languages), np.array(truth)
    shares = []
    for idea in range(len(near)):
        others = np.flatnonzero(codes != codes[idea])
        best = others[np.argsort(-near[idea, others])[:nearest]]
        shares.append(float((themes[best] == themes[idea]).mean()))
    return float(np.mean(shares))


def k_means(rows: Any, k: int, starts: int = 10) -> list[str]:
    """Lloyd's algorithm from k-means++ starts; the best of ten."""
    rng = np.random.default_rng(1)
    best, least = np.zeros(len(rows), int), np.inf
    for _ in range(starts):
        centres = rows[[int(rng.integers(len(rows)))]]
        while len(centres) < k:
            far = np.maximum(_distances(rows, centres).min(axis=1), 0)
            centres = np.vstack([centres, rows[rng.choice(len(rows), p=far / far.sum())]])
        for _ in range(50):
            found = _distances(rows, centres).argmin(axis=1)
            centres = np.stack([rows[found == c].mean(0) if (found == c).any() else centres[c] for c in range(k)])
        cost = _distances(rows, centres).min(axis=1).sum()
        if cost < least:
            best, least = found, cost
    return [str(c) for c in best]


def _distances(rows: Any, centres: Any) -> Any:
    return (rows**2).sum(1)[:, None] - 2 * rows @ centres.T + (centres**2).sum(1)


def umap_hdbscan(rows: Any) -> list[str] | None:
    """BERTopic's steps with its standard settings; None where umap-learn and scikit-learn are not installed.

    What it leaves out is unplaced, each idea by itself. Source: M. Grootendorst, arXiv:2203.05794.
    """
    try:
        from sklearn.cluster import HDBSCAN
        from umap import UMAP
    except ImportError:
        return None
    neighbours = min(15, len(rows) - 1)
    flat = UMAP(n_neighbors=neighbours, n_components=5, min_dist=0.0, metric="cosine", random_state=1)
    found = HDBSCAN(min_cluster_size=min(10, max(2, len(rows) // 4)), copy=True).fit_predict(
        flat.fit_transform(rows)
    )
    return [str(c) if c >= 0 else f"unplaced {n}" for n, c in enumerate(found)]
