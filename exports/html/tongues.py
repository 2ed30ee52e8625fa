"""Texts as HTML: each says its language and runs its own way."""

from collections.abc import Sequence

from babel.lists import format_list
from markupsafe import Markup, escape

from exports.characters import printable
from workshop_kit.i18n import LANGUAGES, locale_of

UNKNOWN = Markup('lang="und" dir="auto"')


def tongue(language: str) -> Markup:
    """The attributes of an element that holds a text in this language."""
    known = LANGUAGES.get(language)
    return Markup('lang="{}" dir="{}"').format(known.code, known.direction) if known else UNKNOWN


def said(text: str, language: str) -> Markup:
    """A text of which the report knows the language."""
    return Markup("<span {}>{}</span>").format(tongue(language), printable(text))


def typed(text: str) -> Markup:
    """A text in whichever language, a number, or a code: what stands beside it does not turn it."""
    return Markup("<bdi>{}</bdi>").format(printable(text))


def filled(sentence: str, **pieces: Markup) -> Markup:
    """A translated sentence of ours, `%(name)s` still in it, with pieces that are HTML already."""
    return escape(sentence) % pieces


def joined(pieces: Sequence[Markup], language: str) -> Markup:
    """Such as “a, b and c”, in the document's language."""
    names = [f"%(p{position})s" for position in range(len(pieces))]
    listed = format_list(names, locale=locale_of(language))
    return filled(listed, **{f"p{position}": piece for position, piece in enumerate(pieces)})
