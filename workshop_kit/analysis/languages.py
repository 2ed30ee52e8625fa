"""Which language a text is in, where its writer has not said so."""

from collections.abc import Collection
from functools import cache
from threading import Lock
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

KNOWN = ("fi", "sv", "en", "ar", "so", "ru", "uk", "et", "fa", "ckb", "sq", "tr", "vi", "zh", "es")
"""The languages that the kit has neutral sentences for."""
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


def _identifier() -> Any:
    with _LOADING:
        return _load()


@cache
def _load() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE)
