"""The words that explain why a service was suggested for a need."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from workshop_kit.analysis import centre, learned
from workshop_kit.analysis.embed import Embedder, Vectors
from workshop_kit.analysis.words import base_forms

WORDS = 3
CANDIDATES = 6
"""So many words of a service are looked at where it shares none with the need: each costs about 5 ms."""
COMMON = 0.25
"""A word that more of the services use than this explains nothing."""

Words = tuple[str, ...]


class Explainer:
    """Knows the words of all services. `services` are their texts: language -> name and description."""

    def __init__(self, embedder: Embedder | None, services: Sequence[Mapping[str, str]]) -> None:
        self.embedder = embedder
        self.services = services

    def words(
        self, needs: Sequence[str], languages: Sequence[str], points: Vectors | None, best: list[list[int]]
    ) -> list[list[Words]]:
        """For each need and each of its best services at most three words of the service.

        Words that both use, in a language that both are in; else the words of the service that are nearest to the
        need in meaning. `points` are the needs' vectors without their languages; without them only shared words.
        """
        shared = [
            [self._shared(text, language, number) for number in row]
            for text, language, row in zip(needs, languages, best, strict=True)
        ]
        if self.embedder is None or points is None:
            return shared
        wanting = {
            n for row, found in zip(best, shared, strict=True) for n, w in zip(row, found, strict=True) if not w
        }
        vectors = self._vectors(self.embedder, sorted(wanting))
        return [
            [words or _nearest(point, vectors[number]) for number, words in zip(row, found, strict=True)]
            for point, row, found in zip(points, best, shared, strict=True)
        ]

    def _shared(self, need: str, language: str, number: int) -> Words:
        text = self.services[number].get(language)
        if not text:
            return ()
        asked = {base for _word, base in base_forms(need, language)}
        found = {base: word for word, base in base_forms(text, language) if base in asked}
        rare = [base for base in found if not self._is_common(base)]
        return tuple(found[base] for base in sorted(rare, key=lambda base: self._used[base])[:WORDS])

    def _vectors(self, embedder: Embedder, numbers: list[int]) -> dict[int, dict[str, Vectors]]:
        """For each service its candidate words with their vectors, each word computed once."""
        candidates = {number: self._candidates(number) for number in numbers}
        pairs = sorted({pair for found in candidates.values() for pair in found})
        means = learned.of(embedder).means
        rows = centre.centred(
            embedder.encode([word for word, _code in pairs]), [code for _word, code in pairs], means, np.inf
        )
        place = dict(zip(pairs, rows, strict=True))
        return {number: {pair[0]: place[pair] for pair in found} for number, found in candidates.items()}

    def _candidates(self, number: int) -> list[tuple[str, str]]:
        """The rarest words of the language that comes first in the catalogue, the name's before the others."""
        for code, text in self.services[number].items():
            found: dict[str, tuple[str, str]] = {}
            for word, base in base_forms(text, code):
                found.setdefault(base, (word, code))
            order = sorted(found, key=lambda base: self._used[base])
            return [found[base] for base in order[:CANDIDATES]]
        return []

    def _is_common(self, base: str) -> bool:
        return len(self.services) >= 8 and self._used[base] > COMMON * len(self.services)

    @cached_property
    def _used(self) -> Counter[str]:
        """In how many services each base form is used."""
        used: Counter[str] = Counter()
        for texts in self.services:
            used.update({base for code, text in texts.items() for _word, base in base_forms(text, code)})
        return used


def _nearest(point: Vectors, words: Mapping[str, Vectors]) -> Words:
    ranked = sorted(words, key=lambda word: -float(words[word] @ point))
    return tuple(ranked[:WORDS])
