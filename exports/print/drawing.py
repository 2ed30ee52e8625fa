"""Templates, style and QR codes of the print kit."""

from functools import cache, lru_cache
from pathlib import Path

import segno
from markupsafe import Markup

from exports import photos
from exports.html import tongues
from exports.html.environment import Environment, environment
from exports.html.style import sprite_of, tokens
from exports.print.kit import PrintKit
from workshop_kit.i18n import language_of, words

_FOLDER = Path(__file__).parent


def page(language: str, **facts: object) -> str:
    return _environment().get_template("page.html").render(language=language_of(language), **facts)


def piece(name: str, kit: PrintKit, language: str, **facts: object) -> Markup:
    """The inside of one sheet in one language."""
    w = words(language)
    drawn = _environment().get_template(f"{name}.html")
    return Markup(drawn.render(_=w._, n=w.n, kit=kit, language=language_of(language), **facts))


@lru_cache(maxsize=200)
def qr(text: str) -> Markup:
    """A QR code as SVG, as large as its box: error correction M, quiet zone of four modules, black on white."""
    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(border=4, dark="#000000", light="#FFFFFF", omitsize=True))


@cache
def style() -> Markup:
    """Drawn by us, nothing of it comes from outside."""
    return Markup(tokens() + (_FOLDER / "print.css").read_text(encoding="utf-8"))


def sprite(kit: PrintKit) -> Markup:
    """The marks, and the symbols that this kit shows, once in the file."""
    named = (one.symbol for told in kit.leaflets.values() for one in told.named)
    return sprite_of(name for name in (*(choice.symbol for choice in kit.vote.choices), *named) if name)


@cache
def _environment() -> Environment:
    faces = {"tongue": tongues.tongue, "said": tongues.said, "language_of": language_of, "qr": qr,
             "photo_of": photos.data_address}  # fmt: skip
    return environment(_FOLDER / "templates", faces)
