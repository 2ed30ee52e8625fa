"""The styles and settings every Word document starts with, in place of those of python-docx."""

from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Twips

from exports.word import xml
from exports.word.text import is_rtl, tag
from exports.word.xml import Element

TEXT_WIDTH = 9184
"""Between the margins, in twips (1/20 point): A4 less 2.4 cm on both sides."""

PLAN = ("styles.xml",)
SHORT = ("styles.xml", "short.xml")
"""The files of styles of the plan, and of the short papers and of what wears a city's look."""

_MARGINS = {"left_margin": 1361, "right_margin": 1361, "top_margin": 1361, "bottom_margin": 1247}
_LEFTOVERS = ("stylesWithEffects", "customXml", "numbering", "webSettings")


def blank(language: str, sheets: tuple[str, ...] = PLAN) -> Docx:
    """An empty A4 document with our styles, and nothing of the template's own."""
    document = Document()
    _drop_leftovers(document)
    _restyle(document, language, sheets)
    _settings(document, language)
    _page(document, language)
    return document


@cache
def style_elements(sheets: tuple[str, ...] = SHORT) -> tuple[Element, ...]:
    """Copy them before you put them into a document."""
    return tuple(style for sheet in sheets for style in _styles(sheet).iterchildren(qn("w:style")))


def _styles(sheet: str) -> Element:
    return parse_xml((Path(__file__).parent / sheet).read_bytes())


def _drop_leftovers(document: Docx) -> None:
    for relations, endings in (
        (document.part.rels, _LEFTOVERS),
        (document.part.package.rels, ("thumbnail",)),
    ):
        drop(relations, endings)


def drop(relations: Any, endings: tuple[str, ...]) -> None:
    """Parts that are related by one of these kinds go out of the file."""
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(endings)]:
        del relations[key]


def _restyle(document: Docx, language: str, sheets: tuple[str, ...]) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for sheet in sheets:
        styles.extend(list(_styles(sheet)))
    default = styles.find(".//" + qn("w:lang"))
    default.set(qn("w:bidi" if is_rtl(language) else "w:val"), tag(language))


def _settings(document: Docx, language: str) -> None:
    """Compatibility mode 15: without it Word opens the file as one of 2007."""
    settings: Any = document.settings.element
    for child in list(settings):
        settings.remove(child)
    mode = xml.w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    settings.extend(
        [
            xml.w("zoom", percent=100),
            xml.w("defaultTabStop", val=709),
            xml.w("characterSpacingControl", val="doNotCompress"),
            xml.w("compat", mode),
            xml.w("themeFontLang", val="en-GB", bidi=tag(language) if is_rtl(language) else "ar-SA"),
        ]
    )


def _page(document: Docx, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    for side, twips in _MARGINS.items():
        setattr(section, side, Twips(twips))
    section.header_distance = section.footer_distance = Twips(624)
    section.different_first_page_header_footer = True
    if is_rtl(language):
        section._sectPr.find(qn("w:titlePg")).addnext(xml.w("bidi"))
