"""The print kit: what an evening needs on paper, in each language, as one page that the browser prints.

One file that asks for nothing: style, pictures and QR codes are inside it, its letters are those of the system,
and its only script prints. Its own Content-Security-Policy forbids the rest.
"""

from collections import Counter

from markupsafe import Markup

from exports.file import ExportFile
from exports.html.style import policy
from exports.print import pieces
from exports.print.drawing import page, sprite, style
from exports.print.kit import CARDS_A_SHEET, PrintKit, Wish
from exports.print.pieces import Sheet
from exports.print_names import KIT, PIECES, PRINT
from workshop_kit.errors import UnknownFormat
from workshop_kit.i18n import offered, pick, words

MEDIA_TYPE = "text/html; charset=utf-8"

_SCRIPT = """const press = document.querySelector(".bar button");
press.hidden = false;
press.addEventListener("click", () => print());"""


def export(kit: PrintKit, wish: Wish, language: str) -> ExportFile:
    """The pieces that are wished for. `language` is that of the one who prints. Raises UnknownFormat."""
    checked(wish)
    w, sheets = words(language), drawn(kit, wish)
    name, title = w._(KIT), pick(kit.title, language, kit.language).text
    html = page(
        language,
        title=f"{name} · {title}",
        press=w._(PRINT),
        sheets=sheets,
        sprite=sprite(kit),
        style=style(),
        policy=policy(style(), _SCRIPT),
        script=Markup(_SCRIPT),
    )
    return ExportFile(f"print-{kit.code}-{kit.day.isoformat()}.html", MEDIA_TYPE, html.encode())


def drawn(kit: PrintKit, wish: Wish) -> list[Sheet]:
    """The sheets of all pieces, in the order in which pieces are named."""
    return [sheet for piece in PIECES if piece in wish.pieces for sheet in pieces.DRAWN[piece](kit, wish)]


def sheets(kit: PrintKit, wish: Wish) -> Counter[str]:
    """How many sheets each piece takes; a long ballot, leaflet or set of rules may take one more."""
    return Counter(sheet.piece for sheet in drawn(kit, wish))


def checked(wish: Wish) -> Wish:
    """Raises UnknownFormat where a piece or a language is not known, or none is named."""
    unknown = [piece for piece in wish.pieces if piece not in PIECES]
    foreign = [code for code in wish.languages if code not in offered()]
    if unknown or not wish.pieces:
        raise UnknownFormat(why=f"the piece “{', '.join(unknown)}”; pieces are {', '.join(PIECES)}")
    if foreign or not wish.languages:
        raise UnknownFormat(why=f"the language “{', '.join(foreign)}”; languages are {', '.join(offered())}")
    return wish


__all__ = [
    "CARDS_A_SHEET",
    "MEDIA_TYPE",
    "PIECES",
    "PrintKit",
    "Sheet",
    "Wish",
    "checked",
    "drawn",
    "export",
    "sheets",
]
