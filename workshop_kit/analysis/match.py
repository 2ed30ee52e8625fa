"""Which services of a catalogue could answer a need: a suggestion, with the words that explain it.

The score is the mean nearness in meaning over the languages that a service is described in, plus a part of how
near the two are as ideas (see `features`), plus half the likeness of the letters, which finds proper names and
words that the two share. It orders services well and says less about whether any of them fits at all: a person
confirms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workshop_kit.analysis import centre, features, learned
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.explain import Explainer
from workshop_kit.analysis.languages import detect
from workshop_kit.analysis.words import weighed

LEAST = 5
"""So many services are given for each need, or all where there are fewer."""
IDEAS_SHARE = 0.6
LETTERS_SHARE = 0.5
FITS = 0.33
"""From this score on a service is said to fit: low, because a true match that is hidden costs more."""
FITS_BY_LETTERS = 0.05
"""The same where there is no model."""


@dataclass(frozen=True)
class Need:
    id: str
    text: str
    language: str | None = None  # None: found by the machine


@dataclass(frozen=True)
class ServiceText:
    id: str
    texts: dict[str, str]  # language -> name and description


@dataclass(frozen=True)
class ServiceMatch:
    id: str
    score: float  # 0 to 1
    words: tuple[str, ...]  # at most three, that explain the match


@dataclass(frozen=True)
class NeedMatch:
    id: str
    fits: bool  # False: nothing in the catalogue seems to answer this
    services: tuple[ServiceMatch, ...]  # best first


def match(
    needs: Sequence[Need], services: Sequence[ServiceText], embedder: Embedder | None, *, most: int = LEAST
) -> tuple[NeedMatch, ...]:
    """The `most` (at least five, or all) nearest services of each need. Without an embedder, letters alone."""
    if not needs or not services:
        return tuple(NeedMatch(need.id, False, ()) for need in needs)
    languages = [need.language or detect(need.text) for need in needs]
    meaning = _by_meaning(needs, languages, services, embedder) if embedder else None
    letters = _by_letters(needs, services)
    scores = letters if meaning is None else meaning.scores + LETTERS_SHARE * letters
    best = np.argsort(-scores, axis=1, kind="stable")[:, : max(most, LEAST)]
    explainer = Explainer(embedder, [service.texts for service in services])
    vectors = None if meaning is None else meaning.needs
    words = explainer.words([need.text for need in needs], languages, vectors, best.tolist())
    least = FITS_BY_LETTERS if embedder is None else FITS
    return tuple(
        NeedMatch(need.id, bool(row.max() >= least), _matches(services, row, order, why))
        for need, row, order, why in zip(needs, scores, best.tolist(), words, strict=True)
    )


def _matches(
    services: Sequence[ServiceText], scores: Vectors, order: list[int], why: list[tuple[str, ...]]
) -> tuple[ServiceMatch, ...]:
    return tuple(
        ServiceMatch(services[number].id, round(min(1.0, max(0.0, float(scores[number]))), 3), words)
        for number, words in zip(order, why, strict=True)
    )


@dataclass(frozen=True)
class _Meaning:
    needs: Vectors  # needs × d, without their languages
    scores: Vectors  # needs × services


def _by_meaning(
    needs: Sequence[Need], languages: Sequence[str], services: Sequence[ServiceText], embedder: Embedder
) -> _Meaning:
    known = learned.of(embedder)
    asked = embedder.encode([need.text for need in needs])
    owners = [(number, code) for number, service in enumerate(services) for code in service.texts]
    texts = embedder.encode([services[number].texts[code] for number, code in owners])
    spoken = [code for _number, code in owners]
    points = centre.centred(asked, languages, known.means)
    near = points @ centre.centred(texts, spoken, known.means).T
    near += IDEAS_SHARE * (
        features.by_meaning(asked, languages, known)[0] @ features.by_meaning(texts, spoken, known)[0].T
    )
    scores: Vectors = np.zeros((len(needs), len(services)), np.float32)
    for column, (number, _code) in enumerate(owners):
        scores[:, number] += near[:, column] / len(services[number].texts)
    return _Meaning(points, scores)


def _by_letters(needs: Sequence[Need], services: Sequence[ServiceText]) -> Vectors:
    texts = [*(need.text for need in needs), *(" ".join(service.texts.values()) for service in services)]
    rows = weighed(texts)
    return np.asarray(rows[: len(needs)] @ rows[len(needs) :].T, np.float32)
