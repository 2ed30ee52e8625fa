"""Which language a text is in, where its writer has not said so."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from math import exp, inf
from threading import Lock
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

KNOWN = ("fi", "sv", "en", "ar", "so", "ru", "uk", "et", "fa", "ckb", "sq", "tr", "vi", "zh", "es")
"""The languages of the phones."""
READ = (*KNOWN, "fr", "pl")
"""The languages that our corpus has ideas in."""
RARE = 0.01
"""How likely a language is that nobody else in the room speaks."""
SURE = 4.0
"""The likelihoods of letters are not as independent as the method says: so far they are flattened."""
_ALIASES = {"sdh": "ckb"}
"""Sorani is taken for Southern Kurdish, which nobody offers."""
_LOADING = Lock()


def detect(text: str, among: Collection[str] = KNOWN, default: str = "und") -> str:
    """The likeliest of the languages offered; `default` where there are no letters or nothing offered is known.

    A word or two are often not enough to tell: ask the writer where you can. Method: M. Lui and T. Baldwin,
    langid.py (ACL 2012), in the model of py3langid.
    """
    if not any(letter.isalpha() for letter in text):
        return default
    ranked = (_ALIASES.get(code, code) for code, _score in _identifier().rank(text))
    return next((code for code in ranked if code in among), default)


def of_room(texts: Sequence[str], default: str = "und") -> list[str]:
    """The language of each of many texts, given what the others show to be spoken in the room.

    One short text is easily taken for a neighbouring language; so a language counts by how much of the room it has.
    """
    likely = [_likely(text) for text in texts]
    spoken = Counter[str]()
    for scores in likely:
        spoken.update(scores)
    return [
        max(scores, key=lambda code: scores[code] * (spoken[code] / len(texts) + RARE)) if scores else default
        for scores in likely
    ]


def _likely(text: str) -> dict[str, float]:
    """How likely each language is for a text, adding up to 1; empty where there are no letters."""
    if not any(letter.isalpha() for letter in text):
        return {}
    best: dict[str, float] = {}
    for name, score in _identifier().rank(text):
        code = _ALIASES.get(name, name)
        if code in READ:
            best[code] = max(best.get(code, -inf), score)
    top = max(best.values())
    weights = {code: exp(max(score - top, -100) / SURE) for code, score in best.items()}
    return {code: weight / sum(weights.values()) for code, weight in weights.items()}


def _identifier() -> Any:
    with _LOADING:
        return _load()


@cache
def _load() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE)
