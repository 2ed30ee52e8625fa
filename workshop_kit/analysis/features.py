"""Ideas as points, such that near points are ideas about the same thing.

With a model: the sentence vector without its language, seen along the axes on which topics differ, and beside it
the idea's profile over the topics that people talk about at such evenings. The profile is a soft choice of topic;
it brings together what two people want in different words. Without a model: letter n-grams of base forms.
"""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis.centre import centred, unit
from workshop_kit.analysis.embed import Vectors
from workshop_kit.analysis.learned import Learned
from workshop_kit.analysis.words import base_forms, often, weighed

PROFILE = 0.6
"""How much profiles count beside meaning, which counts 1."""
SOFTNESS = 6.0
"""Temperature of the soft choice: the dimensions of an idea are not as independent as the Gaussian says."""


def by_meaning(vectors: Vectors, languages: Sequence[str], known: Learned) -> tuple[Vectors, Vectors]:
    """Unit rows (n × (axes + topics)), and the profiles alone (n × topics), of sentence vectors (n × d)."""
    points: Vectors = np.asarray((centred(vectors, languages, known.means) - known.middle) @ known.axes, np.float32)
    telling = np.sqrt(known.spread / (1 + known.spread))
    profiles = unit(_profiles(points, known))
    parts = [unit(np.asarray(points * telling, np.float32)), np.sqrt(PROFILE) * profiles]
    return np.asarray(np.concatenate(parts, axis=1) / np.sqrt(1 + PROFILE), np.float32), profiles


def _profiles(points: Vectors, known: Learned) -> Vectors:
    """How likely each topic is for each idea (n × topics)."""
    scaled = points / np.sqrt(known.topic_variance)
    centres = known.topics / np.sqrt(known.topic_variance)
    far = (scaled**2).sum(axis=1, keepdims=True) - 2 * scaled @ centres.T + (centres**2).sum(axis=1)
    likely = -far / (2 * SOFTNESS)
    return np.asarray(np.exp(likely - likely.max(axis=1, keepdims=True)), np.float32)


def by_words(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
    """Unit rows (n × columns) of the letters of the words that say something, in their base forms."""
    spoken = often(languages)
    rows = []
    for text, code in zip(texts, languages, strict=True):
        rows.append(" ".join(base for _word, base in base_forms(text, code, reduce=code in spoken)))
    return weighed(rows)


def similarities(rows: Vectors, languages: Sequence[str] | None = None) -> Vectors:
    """Products of all rows (n × n). With languages, those of different languages are kept apart for good."""
    near = np.asarray(rows @ rows.T, np.float32)
    if languages is not None:
        codes = np.array(languages)
        near[codes[:, None] != codes[None, :]] = -np.inf
    return near
