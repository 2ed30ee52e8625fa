"""Texts as words: cut, reduced to their base forms, and weighed. What is left when there is no model.

Base forms come from simplemma for the languages it knows; Somali, Sorani, Vietnamese and Chinese keep their words.
"""

import re
import tomllib
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import simplemma

from workshop_kit.analysis.centre import unit
from workshop_kit.analysis.embed import Vectors

WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’-][^\W\d_]+)*")
VOWEL_SIGNS = re.compile(r"[\u064b-\u0652\u0670\u0640]")  # written by some and not by others, in Arabic script
HAN = re.compile(r"[\u3400-\u9fff]{2,}")
LEMMATISED = frozenset({"fi", "sv", "en", "ar", "ru", "uk", "et", "fa", "sq", "tr", "es"})
SHORTEST = 3
WORTH_REDUCING = 5
GRAMS = (3, 4, 5)
COLUMNS = 2**14
"""N-grams share this many columns by their checksum: 1,000 ideas take 65 MB, and few that matter fall together."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, in order. Chinese, which has no spaces, in pairs of signs."""
    text = VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", text))
    return [part for word in WORD.findall(text) for part in _parts(word.casefold())]


def _parts(word: str) -> list[str]:
    if HAN.fullmatch(word):
        return [word[start : start + 2] for start in range(len(word) - 1)]
    return [word]


def base_forms(text: str, language: str, *, reduce: bool = True) -> list[tuple[str, str]]:
    """The words that say something, each with its base form: no function words, none shorter than three letters.

    Without `reduce` words are their own base forms, and no dictionary is opened.
    """
    return [(word, base) for word in words(text) if (base := _base(word, language, reduce))]


def _base(word: str, language: str, reduce: bool) -> str:
    small = function_words(language)
    if word in small or (len(word) < SHORTEST and not HAN.fullmatch(word)):
        return ""
    base = lemma(word, language) if reduce else word
    return "" if base in small else base


def often(languages: Sequence[str]) -> frozenset[str]:
    """The languages of at least five texts, for which opening a dictionary pays (up to two seconds, once)."""
    return frozenset(code for code, times in Counter(languages).items() if times >= WORTH_REDUCING)


def open_dictionaries(languages: Sequence[str]) -> None:
    """Load what `base_forms` will need for texts in these languages: up to two seconds each, once."""
    for code in sorted(often(languages)):
        lemma("a", code)


@lru_cache(maxsize=50_000)
def lemma(word: str, language: str) -> str:
    if language not in LEMMATISED:
        return word
    # The fast dictionaries of nine languages take a gigabyte; these take a tenth.
    return simplemma.lemmatize(word, language, low_memory=True).casefold()


def function_words(language: str) -> frozenset[str]:
    return _function_words().get(language, frozenset())


@cache
def _function_words() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("function_words.toml")
    return {code: frozenset(line.split()) for code, line in tomllib.loads(path.read_text("utf-8")).items()}


def weighed(texts: Sequence[str]) -> Vectors:
    """Unit rows (n × COLUMNS): TF-IDF of the letter 3- to 5-grams inside words. Empty texts are rows of zeros.

    Letters rather than words, because Finnish and Turkish bend every word. IDF as in scikit-learn (smoothed).
    """
    counts: Vectors = np.zeros((len(texts), COLUMNS), np.float32)
    for row, text in enumerate(texts):
        for gram, times in Counter(_grams(text)).items():
            counts[row, zlib.crc32(gram.encode()) % COLUMNS] += times
    used = (counts > 0).sum(axis=0)
    rarity = np.log((1 + len(texts)) / (1 + used)) + 1
    return unit(np.asarray(np.log1p(counts) * rarity, np.float32))


def _grams(text: str) -> Iterator[str]:
    for word in words(text):
        padded = f" {word} "
        for size in GRAMS:
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))
