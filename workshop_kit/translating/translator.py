"""What a translator is, and the way from one language to another: directly, else through English."""

from collections.abc import Collection, Sequence
from typing import Protocol

Pair = tuple[str, str]
"""Source and target, by the codes of `i18n.LANGUAGES`."""

BETWEEN = "en"


class Translator(Protocol):
    """Knows pairs of languages. It needs no pair that goes through another language: `way` joins them."""

    @property
    def name(self) -> str: ...

    @property
    def pairs(self) -> Collection[Pair]: ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """A translation for each text, in their order; the pair is one of `pairs`."""
        ...


def way(translator: Translator, source: str, target: str) -> tuple[Pair, ...]:
    """The pairs to go through; none where the translator does not get there."""
    for pairs in (((source, target),), ((source, BETWEEN), (BETWEEN, target))):
        if all(pair in translator.pairs for pair in pairs):
            return pairs
    return ()


def translated(translator: Translator, texts: Sequence[str], source: str, target: str) -> list[str]:
    """The texts in another language. There must be a way."""
    pairs = way(translator, source, target)
    assert pairs, (source, target)
    said = list(texts)
    for pair in pairs:
        said = translator.translate(said, *pair)
    return said
