"""Languages: their names and directions, gettext catalogues, and texts written in several languages.

Catalogues are read from the `.po` files at the first use, so that nothing needs to be compiled. There are
two per language: `phone` (what participants read) and `desk` (the facilitator's pages and the documents).
"""

from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from models import Texts

LOCALE = Path(__file__).parent / "locale"
CATALOGUES = ("phone", "desk")


class Language(NamedTuple):
    code: str
    name: str  # in its own script
    direction: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("fi", "Suomi"),
        Language("sv", "Svenska"),
        Language("en", "English"),
        Language("ar", "العربية", "rtl"),
        Language("so", "Soomaali"),
        Language("ru", "Русский"),
        Language("uk", "Українська"),
        Language("et", "Eesti"),
        Language("fa", "فارسی", "rtl"),
        Language("ckb", "کوردی", "rtl"),
        Language("sq", "Shqip"),
        Language("tr", "Türkçe"),
        Language("vi", "Tiếng Việt"),
        Language("zh", "中文"),
        Language("es", "Español"),
    )
}
UNKNOWN = Language("und", "…")


def language_of(code: str) -> Language:
    return LANGUAGES.get(code, UNKNOWN)


def direction(code: str) -> str:
    return language_of(code).direction


def locale_of(code: str) -> str:
    """The locale for dates and numbers: English as it is written in Europe."""
    return "en_GB" if code == "en" else code


@cache
def offered(catalogue: str = "phone") -> tuple[str, ...]:
    """The languages in which a catalogue is complete: those that have a file, and English."""
    have = {path.parts[-3] for path in LOCALE.glob(f"*/LC_MESSAGES/{catalogue}.po")} | {"en"}
    return tuple(code for code in LANGUAGES if code in have)


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue, to be translated later."""
    return sentence


@dataclass(frozen=True)
class Words:
    """The sentences of one language. Named placeholders only: `_("%(n)s ideas", n=3)`."""

    language: str
    catalogue: NullTranslations

    def _(self, sentence: str, /, **facts: Any) -> str:
        return _filled(self.catalogue.gettext(sentence), facts)

    def n(self, one: str, many: str, n: int, /, **facts: Any) -> str:
        return _filled(self.catalogue.ngettext(one, many, n), {"n": n, **facts})


def _filled(sentence: str, facts: dict[str, Any]) -> str:
    return sentence % facts if facts else sentence


@cache
def words(language: str) -> Words:
    """The sentences of a language; English where a sentence has no translation."""
    merged: NullTranslations = NullTranslations()
    for name in CATALOGUES:
        path = LOCALE / language / "LC_MESSAGES" / f"{name}.po"
        if path.exists():
            read = _read(path, language)
            read.add_fallback(merged)
            merged = read
    return Words(language, merged)


def everywhere(sentence: str) -> Texts:
    """One of our own sentences in every language of the phones."""
    return {code: words(code)._(sentence) for code in offered()}


def _read(path: Path, language: str) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


@dataclass(frozen=True)
class Chosen:
    """A text picked for a reader: the words, the language they are in, and whether it is the one asked for."""

    text: str
    language: str
    asked: bool

    @property
    def direction(self) -> str:
        return direction(self.language)


def pick(texts: Texts, language: str, *fallbacks: str) -> Chosen:
    """The text in the reader's language, else in the first fallback that has it, else in any."""
    for code in (language, *fallbacks, "en", "fi", *texts):
        if texts.get(code):
            return Chosen(texts[code], code, code == language)
    return Chosen("", language, True)


def preferred(accept_language: str, among: tuple[str, ...] | list[str]) -> str:
    """The first language of an Accept-Language header (RFC 9110) that is offered, else the first offered."""
    wishes = []
    for order, part in enumerate(accept_language.split(",")):
        tag, _sep, weight = "".join(part.split()).lower().partition(";q=")
        try:
            quality = float(weight or 1)
        except ValueError:
            continue
        if not quality <= 0:  # zero says: not this one
            wishes.append((-quality, order, tag))
    for _weight, _order, tag in sorted(wishes):
        for code in (tag, tag.split("-")[0]):
            if _ALIASES.get(code, code) in among:
                return _ALIASES.get(code, code)
    return among[0]


_ALIASES = {"prs": "fa", "ku": "ckb", "ku-arab": "ckb", "sdh": "ckb", "cmn": "zh"}
