"""Which services of a catalogue could answer a need: a suggestion, with the words that explain it.

A service scores by its nearness in meaning, straight and over what is known (see `match_meaning`), and by the
letters that it shares with the need, which find proper names. From this the bar is taken off: what the nearest of
the known services score themselves. A service far below it is not meant, and what is left compares from need to
need. That is score normalisation against the nearest of a cohort (D. Sturim and D. Reynolds, Speaker Adaptive
Cohort Selection for Tnorm, ICASSP 2005). Weights and figures: docs/explanation/matching.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workshop_kit.analysis import learned, match_known, match_meaning
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.explain import Explainer, Words
from workshop_kit.analysis.languages import detect
from workshop_kit.analysis.match_examples import bare, changes
from workshop_kit.analysis.match_letters import likeness
from workshop_kit.analysis.match_meaning import Asked, Known, Offered
from workshop_kit.analysis.match_place import Reach

LEAST = 5
"""So many services are given for each need, or all where there are fewer."""
LETTERS = 1.0
OVER_KNOWN = 0.6
BAR = 0.75
"""How much of the bar is taken off: all of it would punish needs that are common."""
NEAREST_KNOWN = 3
"""The bar is the mean score of so many known services."""
EVEN = -0.04
"""From this score on a service is said to fit; shown as 0.5."""
SOFTNESS = 0.05
"""How fast what is shown goes to 0 and 1."""
FITS_BY_LETTERS = 0.05
"""EVEN where there is no model; scores are shown as they are."""
TIE = 0.02
"""What a service loses that is for another area or lacks a language: enough to settle a tie."""
TIE_BY_LETTERS = 0.002


@dataclass(frozen=True)
class Need:
    id: str
    text: str
    language: str | None = None  # None: found by the machine
    area: str = ""  # where the people live; empty: not known
    wants: tuple[str, ...] = ()  # the languages in which they need to be served


@dataclass(frozen=True)
class ServiceText:
    id: str
    texts: dict[str, str]  # language -> name and description
    languages: tuple[str, ...] = ()  # that it serves in; empty: not known
    area: str = ""  # that it is for; empty: not known


@dataclass(frozen=True)
class Example:
    """What a person chose for an earlier need. None: she said that nothing fits."""

    text: str
    language: str | None
    service: str | None


@dataclass(frozen=True)
class ServiceMatch:
    id: str
    score: float  # 0 to 1
    words: tuple[str, ...]  # at most three, that explain the match
    speaks: bool | None = None  # all languages wanted; None: not known, or none is
    near: bool | None = None  # where the people live; None: not known


@dataclass(frozen=True)
class NeedMatch:
    id: str
    fits: bool  # False: nothing in the catalogue seems to answer this
    services: tuple[ServiceMatch, ...]  # best first


def match(
    needs: Sequence[Need],
    services: Sequence[ServiceText],
    embedder: Embedder | None,
    *,
    most: int = LEAST,
    examples: Sequence[Example] = (),
) -> tuple[NeedMatch, ...]:
    """The `most` (at least five, or all) nearest services of each need. Without an embedder, letters alone.

    Examples of services that are not in the catalogue are passed over.
    """
    if not needs or not services:
        return tuple(NeedMatch(need.id, False, ()) for need in needs)
    room = _Room(needs, [need.language or detect(need.text) for need in needs], services, _of(services, examples))
    judged = _by_meaning(room, embedder) if embedder else _by_letters(room)
    best = np.argsort(-judged.scores, axis=1, kind="stable")[:, : max(most, LEAST)].tolist()
    explainer = Explainer(embedder, [service.texts for service in services])
    words = explainer.words(room.said, room.languages, judged.points, best)
    return tuple(
        NeedMatch(need.id, bool(row.max() >= judged.least), _matches(room, need, judged.likely(row), order, why))
        for need, row, order, why in zip(needs, judged.scores, best, words, strict=True)
    )


def _of(services: Sequence[ServiceText], examples: Sequence[Example]) -> list[Example]:
    ids = {service.id for service in services}
    return [example for example in examples if example.service is None or example.service in ids]


@dataclass(frozen=True)
class _Room:
    """All that a match looks at."""

    needs: Sequence[Need]
    languages: Sequence[str]
    services: Sequence[ServiceText]
    examples: Sequence[Example]

    @property
    def said(self) -> list[str]:
        return [need.text for need in self.needs]

    @cached_property
    def reach(self) -> Reach:
        return Reach([service.area for service in self.services], [service.languages for service in self.services])

    def missed(self) -> Vectors:
        return self.reach.missed([need.area for need in self.needs], [need.wants for need in self.needs])

    def remembered(self, alike: Vectors) -> Vectors:
        """What examples change (needs × services), by how near needs are to them."""
        earlier = np.array([bare(example.text) for example in self.examples])
        alike = np.where(np.array([bare(text) for text in self.said])[:, None] == earlier, 1, alike)
        places = {service.id: number for number, service in enumerate(self.services)}
        chosen = [None if example.service is None else places[example.service] for example in self.examples]
        return changes(alike, chosen, len(self.services))


@dataclass(frozen=True)
class _Judged:
    scores: Vectors  # needs × services
    points: Vectors | None  # needs × d, without their languages; None: judged by letters
    least: float  # from this score on a service fits

    def likely(self, scores: Vectors) -> Vectors:
        """From 0 to 1."""
        if self.points is None:
            return np.clip(scores, 0, 1)
        return np.asarray((1 + np.tanh((scores - EVEN) / (2 * SOFTNESS))) / 2, np.float32)  # the logistic curve


def _matches(
    room: _Room, need: Need, scores: Vectors, order: list[int], why: list[Words]
) -> tuple[ServiceMatch, ...]:
    return tuple(
        ServiceMatch(
            room.services[number].id,
            round(float(scores[number]), 3),
            words,
            room.reach.speaks(number, need.wants),
            room.reach.near(number, need.area),
        )
        for number, words in zip(order, why, strict=True)
    )


def _by_meaning(room: _Room, embedder: Embedder) -> _Judged:
    what = learned.of(embedder)
    asked = match_meaning.asked(room.said, room.languages, embedder, what)
    offered = match_meaning.offered([service.texts for service in room.services], embedder, what)
    known = match_meaning.known(embedder, what)
    letters, known_letters = _letters(room)
    scores = _near(asked, offered, known, letters)
    bar = np.sort(_near(asked, known.services, known, known_letters), axis=1)[:, -NEAREST_KNOWN:]
    scores -= BAR * bar.mean(axis=1, keepdims=True)
    if room.examples:
        earlier = [example.language or detect(example.text) for example in room.examples]
        told = match_meaning.asked([example.text for example in room.examples], earlier, embedder, what)
        scores += room.remembered(asked.alone @ told.alone.T)
    return _Judged(scores - TIE * room.missed(), asked.points, EVEN)


def _near(asked: Asked, offered: Offered, known: Known, letters: Vectors) -> Vectors:
    """The same for the services of the catalogue and for the known ones (needs × services)."""
    ways = match_meaning.over_known(asked, offered, known)
    near: Vectors = match_meaning.nearness(asked, offered) + LETTERS * letters + OVER_KNOWN * ways
    return near


def _by_letters(room: _Room) -> _Judged:
    scores = likeness(room.said, [" ".join(service.texts.values()) for service in room.services])
    if room.examples:
        scores += room.remembered(likeness(room.said, [example.text for example in room.examples]))
    return _Judged(scores - TIE_BY_LETTERS * room.missed(), None, FITS_BY_LETTERS)


def _letters(room: _Room) -> tuple[Vectors, Vectors]:
    """For the services and for the known ones, words weighed by how rare they are in both."""
    catalogue = [" ".join(service.texts.values()) for service in room.services]
    alike = likeness(room.said, [*catalogue, *match_known.read().descriptions()])
    return alike[:, : len(catalogue)], alike[:, len(catalogue) :]
