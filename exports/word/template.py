"""A city's own template: may it be used, and how does it look?"""

from typing import Any

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from exports.word import adopting, house
from exports.word.opening import readable

_WORDS_OWN = "Times New Roman"
"""The font of a document that names none (ISO/IEC 29500-1, 17.3.2.26, leaves it to the program; this is Word's)."""


def check(content: bytes) -> str:
    """The font of the template's text. Raises UnknownFormat or DamagedFile where the template cannot be used."""
    found = house.of_template(content, "en")
    with readable():
        return _font(found.document, found.ids["Normal"])


def _font(document: Docx, normal: str) -> str:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    places = [style.find(qn("w:rPr")) for style in adopting.lineage(document, normal)]
    places.append(defaults.find("/".join(map(qn, ("w:rPrDefault", "w:rPr")))) if defaults is not None else None)
    for place in places:
        fonts = place.find(qn("w:rFonts")) if place is not None else None
        if fonts is not None and (name := _named(document, fonts)):
            return name
    return _WORDS_OWN


def _named(document: Docx, fonts: Any) -> str:
    """A font of the theme counts before one that is named beside it."""
    asked = fonts.get(qn("w:asciiTheme"), "")
    if asked:
        kind = "majorFont" if asked.startswith("major") else "minorFont"
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.THEME:
                theme: Any = parse_xml(relation.target_part.blob)
                found = theme.find(f".//{qn('a:' + kind)}/{qn('a:latin')}")
                return str(found.get("typeface", "")) if found is not None else ""
    return str(fonts.get(qn("w:ascii"), ""))
