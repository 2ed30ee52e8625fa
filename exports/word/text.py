"""Runs of text: each knows its language and its direction."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from exports.characters import printable
from exports.word import xml
from exports.word.xml import Element
from workshop_kit.i18n import direction

TAGS = {
    "fi": "fi-FI",
    "sv": "sv-FI",
    "en": "en-GB",
    "ar": "ar-SA",
    "so": "so-SO",
    "ru": "ru-RU",
    "uk": "uk-UA",
    "et": "et-EE",
    "fa": "fa-IR",
    "ckb": "ku-Arab-IQ",
    "sq": "sq-AL",
    "tr": "tr-TR",
    "vi": "vi-VN",
    "zh": "zh-CN",
    "es": "es-ES",
}
NO_LANGUAGE = "x-none"  # Word then checks no spelling

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR = "A-Za-z\u00aa-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\u2dff\u3040-\ud7ff"
_RTL_IN_LTR = re.compile(f"([{_RTL}](?:[^{_LTR}\n]*[{_RTL}])?)")
_LTR_IN_RTL = re.compile(f"([{_LTR}](?:[^{_RTL}\n]*[{_LTR}])?)")

_FIRST_SLOT = 0xE000  # private use: no keyboard writes it
_SLOTS = re.compile("([\ue000-\ue01f])")


class Said(NamedTuple):
    """A text in one language; None is the document's own. `style` is the id of a character style."""

    text: str
    language: str | None = None
    style: str = ""


def slot(position: int) -> str:
    """Stands for a piece in a translated sentence until `weave` puts the piece there."""
    return chr(_FIRST_SLOT + position)


def weave(sentence: str, *pieces: Said) -> tuple[Said, ...]:
    """A sentence of the document with pieces in other languages in its slots, in the order it wants them."""
    woven: list[Said] = []
    for position, part in enumerate(_SLOTS.split(sentence)):
        if position % 2:
            woven.append(pieces[ord(part) - _FIRST_SLOT])
        elif part:
            woven.append(Said(part))
    return tuple(woven)


def tag(language: str) -> str:
    """The language as Word names it."""
    return TAGS.get(language, NO_LANGUAGE)


def is_rtl(language: str) -> bool:
    return direction(language) == "rtl"


def runs(said: Said, document_language: str) -> Iterator[Element]:
    """Word does not run the bidirectional algorithm over a run: stretches of the other direction get their own."""
    language = said.language if said.language is not None else document_language
    rtl = is_rtl(language)
    for stretch, turned in stretches(printable(said.text), rtl):
        named = language if not turned and language != document_language else None
        yield _run(stretch, said.style, rtl != turned, named)


def stretches(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of a text, and whether each runs against the text's own direction."""
    pattern = _LTR_IN_RTL if rtl else _RTL_IN_LTR
    for position, stretch in enumerate(pattern.split(text)):
        if stretch:
            yield stretch, position % 2 == 1


def _run(text: str, style: str, rtl: bool, language: str | None) -> Element:
    facts = [xml.w("rStyle", val=style)] if style else []
    if rtl:
        facts.append(xml.w("rtl"))
    if language is not None:
        facts.append(_language(language, rtl))
    made = xml.w("r", xml.w("rPr", *facts)) if facts else xml.w("r")
    made.extend(_lines(text))
    return made


def _language(language: str, rtl: bool) -> Element:
    if rtl:
        return xml.w("lang", bidi=tag(language))
    if language == "zh":
        return xml.w("lang", eastAsia=tag(language))
    return xml.w("lang", val=tag(language))


def _lines(text: str) -> Iterator[Element]:
    for position, line in enumerate(text.replace("\t", " ").split("\n")):
        if position:
            yield xml.w("br")
        if line:
            yield xml.text(line)
