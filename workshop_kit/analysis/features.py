"""Ideas as points, such that near points are ideas about the same thing.

With a model: the sentence vector without its language, and beside it the idea's profile over the topics that
people talk about at such evenings. The profile is a soft choice of topic; it brings together what two people want
in different words. Without a model: letter n-grams of base forms.
"""

from collections.abc import Sequence

import numpy as np

from workshop_kit.analysis.centre import unit
from workshop_kit.analysis.embed import Vectors
from workshop_kit.analysis.words import base_forms, often, weighed

PROFILE_SHARE = 1 / 3
"""How much of the similarity of two ideas comes from their profiles."""
SHARPNESS = 0.05
"""Temperature of the soft choice of topic: smaller is more decided."""


def by_meaning(meaning: Vectors, topics: Vectors) -> Vectors:
    """Unit rows (n × (d + topics)) whose products are two thirds meaning and one third profile.

    `meaning` are sentence vectors without their languages (see `centre`), `topics` unit rows of the same kind.
    """
    profiles = _profiles(meaning, topics)
    parts = [np.sqrt(1 - PROFILE_SHARE) * meaning, np.sqrt(PROFILE_SHARE) * profiles]
    return np.asarray(np.concatenate(parts, axis=1), np.float32)


def _profiles(meaning: Vectors, topics: Vectors) -> Vectors:
    near = meaning @ topics.T
    return unit(np.exp((near - near.max(axis=1, keepdims=True)) / np.float32(SHARPNESS)))


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
