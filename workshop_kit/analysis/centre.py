"""Takes the language out of sentence vectors, so that ideas meet by what they say.

A multilingual model puts texts of one language near each other whatever they say. Subtracting the mean of each
language mends it (Z. Yang et al., A Simple and Effective Method To Eliminate the Self Language Bias in
Multilingual Representations, EMNLP 2021, do the same with directions). In a small room the mean of three ideas is
mostly what the three ideas say, so it is shrunk towards the mean of neutral sentences: with n ideas it is
(k·reference + n·mean) / (k + n).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from workshop_kit.analysis.embed import Vectors

PRIOR = 8
"""k: how many ideas the neutral sentences weigh."""


def centred(
    vectors: Vectors, languages: Sequence[str], means: Mapping[str, Vectors], prior: float = PRIOR
) -> Vectors:
    """Unit rows (n × d) without their languages. A language without a reference gets the mean of all of them."""
    out = vectors.astype(np.float32, copy=True)
    for language in set(languages):
        rows = [row for row, code in enumerate(languages) if code == language]
        out[rows] -= _mean(vectors[rows], means.get(language, _of_all(means)), prior)
    return unit(out)


def _mean(own: Vectors, reference: Vectors | None, prior: float) -> Vectors:
    if reference is None:
        return np.asarray(own.mean(axis=0), np.float32)
    share = prior / (prior + len(own)) if np.isfinite(prior) else 1.0
    return np.asarray(share * reference + (1 - share) * own.mean(axis=0), np.float32)


def _of_all(means: Mapping[str, Vectors]) -> Vectors | None:
    return np.asarray(np.mean(list(means.values()), axis=0), np.float32) if means else None


def unit(rows: Vectors) -> Vectors:
    """Rows scaled to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 1e-9, lengths, 1), np.float32)
