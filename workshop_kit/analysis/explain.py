"""The words that explain why a service was suggested for a need."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from os.path import commonprefix

import numpy as np

from workshop_kit.analysis import centre, learned
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.words import base_forms

WORDS = 3
CANDIDATES = 6
"""So many words of a service are looked at where it shares none with the need."""
MOST_READ = 60
"""So many of them are read by the model, those of the best services first: each takes about 5 ms. A service that
is not reached is explained by its rarest words."""
COMMON = 0.25
"""A word that more of the services use than this explains nothing."""
STEM = 4
"""Two forms of a word begin with so many letters that are the same, and with this share of the shorter form:"""
FORM = 0.5
SAMPLE = 200
"""How common a word is, is seen in so many services, spread over the catalogue."""

Words = tuple[str, ...]
Pair = tuple[str, str]
"""A word and its language."""


class Explainer:
    """Knows the words of all services. `services` are their texts: language -> name and description."""

    def __init__(self, embedder: Embedder | None, services: Sequence[Mapping[str, str]]) -> None:
        self.embedder = embedder
        self.services = services
        self._read: dict[tuple[int, str], list[str]] = {}

    def words(
        self, needs: Sequence[str], languages: Sequence[str], points: Vectors | None, best: list[list[int]]
    ) -> list[list[Words]]:
        """For each need and each of its best services at most three words of the service.

        Words that both use, in a language that both are in; else the words of the service that are nearest to the
        need in meaning. `points` are the needs' vectors without their languages; without them only shared words.
        """
        shared = [
            self._shared(text, language, row) for text, language, row in zip(needs, languages, best, strict=True)
        ]
        if self.embedder is None or points is None:
            return shared
        candidates = {number: self._candidates(number) for number in _wanting(best, shared)}
        vectors = self._vectors(self.embedder, candidates)
        return [
            [
                words or _nearest(point, candidates[number], vectors)
                for number, words in zip(row, found, strict=True)
            ]
            for point, row, found in zip(points, best, shared, strict=True)
        ]

    def _shared(self, need: str, language: str, numbers: list[int]) -> list[Words]:
        asked: defaultdict[str, list[str]] = defaultdict(list)
        for word in _telling(need, language):
            asked[word[:STEM]].append(word)
        return [self._shared_with(asked, number, language) for number in numbers]

    def _shared_with(self, asked: Mapping[str, list[str]], number: int, language: str) -> Words:
        found = [
            word
            for word in self._words_of(number, language)
            if any(_bent(word, other) for other in asked.get(word[:STEM], ()))
        ]
        rare = [word for word in found if not self._is_common(word)]
        return tuple(sorted(rare, key=lambda word: self._used[word])[:WORDS])

    def _words_of(self, number: int, language: str) -> list[str]:
        """The words of a service, looked up once."""
        key = number, language
        if key not in self._read:
            self._read[key] = _telling(self.services[number].get(language, ""), language)
        return self._read[key]

    def _candidates(self, number: int) -> list[Pair]:
        """The rarest words of the language that comes first in the catalogue, the name's before the others."""
        for code in self.services[number]:
            rarest = sorted(self._words_of(number, code), key=lambda word: self._used[word])
            return [(word, code) for word in rarest[:CANDIDATES]]
        return []

    def _vectors(self, embedder: Embedder, candidates: Mapping[int, list[Pair]]) -> dict[Pair, Vectors]:
        """The words of the first services, each read once."""
        pairs: dict[Pair, None] = {}
        for found in candidates.values():
            if len(pairs) + len(found) > MOST_READ:
                break
            pairs |= dict.fromkeys(found)
        means = learned.of(embedder).means
        rows = embedder.encode([word for word, _code in pairs])
        return dict(zip(pairs, centre.centred(rows, [code for _word, code in pairs], means, np.inf), strict=True))

    def _is_common(self, word: str) -> bool:
        return self._sampled >= 8 and self._used[word] > COMMON * self._sampled

    @property
    def _step(self) -> int:
        return -(-len(self.services) // SAMPLE)

    @property
    def _sampled(self) -> int:
        return len(range(0, len(self.services), self._step))

    @cached_property
    def _used(self) -> Counter[str]:
        """In how many services of the sample each word is used."""
        used: Counter[str] = Counter()
        for number in range(0, len(self.services), self._step):
            used.update({word for code in self.services[number] for word in self._words_of(number, code)})
        return used


def _telling(text: str, language: str) -> list[str]:
    """The words that say something, each once. Not in their base forms: the dictionaries take seconds to open."""
    return list(dict.fromkeys(word for word, _base in base_forms(text, language, reduce=False)))


def _bent(word: str, other: str) -> bool:
    """Whether two words that begin alike are likely forms of one: lapsi, lapselle."""
    alike = len(commonprefix((word, other)))
    return word == other or alike >= max(STEM, FORM * min(len(word), len(other)))


def _wanting(best: list[list[int]], shared: list[list[Words]]) -> list[int]:
    """The services that share no word with a need, those that are first for some need before the others."""
    found = [
        (rank, number)
        for row, explained in zip(best, shared, strict=True)
        for rank, (number, words) in enumerate(zip(row, explained, strict=True))
        if not words
    ]
    return list(dict.fromkeys(number for _rank, number in sorted(found, key=lambda pair: pair[0])))


def _nearest(point: Vectors, candidates: Sequence[Pair], vectors: Mapping[Pair, Vectors]) -> Words:
    if all(pair in vectors for pair in candidates):
        candidates = sorted(candidates, key=lambda pair: -float(vectors[pair] @ point))
    return tuple(word for word, _code in candidates[:WORDS])
