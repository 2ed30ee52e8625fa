"""Languages in files: codes, names of languages, and which language a text is in when nothing says so."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

from workshop_kit.i18n import LANGUAGES

_THREE = {
    "fin": "fi", "swe": "sv", "eng": "en", "ara": "ar", "som": "so", "rus": "ru", "ukr": "uk", "est": "et",
    "fas": "fa", "per": "fa", "prs": "fa", "sqi": "sq", "alb": "sq", "tur": "tr", "vie": "vi", "zho": "zh",
    "chi": "zh", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
}  # fmt: skip
_SAMPLE = 5000  # letters are enough to tell a language


def code(value: object) -> str:
    """The code of a language given as a code (`fi`, `fi-FI`, `fin`) or by its name in English, Finnish,
    Swedish or itself; empty where it is neither."""
    text = value.strip().casefold() if isinstance(value, str) else ""
    if text in _names():
        return _names()[text]
    if re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", text):
        base = re.split("[-_]", text)[0]
        base = _THREE.get(base, base)
        return base if base in _known() else ""
    return ""


def codes(values: Iterable[object]) -> tuple[str, ...]:
    found = (code(value) for value in values)
    return tuple(dict.fromkeys(one for one in found if one))[:60]


@cache
def _known() -> frozenset[str]:
    return frozenset(Locale("en").languages) | LANGUAGES.keys()


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for reader in ("sv", "fi", "en"):
        for tag, name in Locale(reader).languages.items():
            if re.fullmatch("[a-z]{2,3}", tag):
                names[name.casefold()] = tag
    return names | {language.name.casefold(): language.code for language in LANGUAGES.values()}


def guessed(texts: Iterable[str], otherwise: str = "en") -> str:
    """The language most of these texts are in. It looks at them together: one name alone says too little."""
    sample = ""
    for text in texts:
        sample += f"{text}\n"
        if len(sample) > _SAMPLE:
            break
    if len(sample) < 30:
        return otherwise
    from py3langid import classify  # here, because few files need it and its model takes a moment to load

    found = str(classify(sample[:_SAMPLE])[0])
    return found if found in LANGUAGES else otherwise
