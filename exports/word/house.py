"""What the paper is laid on: our own look, or the template of a city."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any, NamedTuple

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

from exports.word import adopting, xml
from exports.word.opening import opened, readable
from exports.word.pages import PAGE
from exports.word.styles import SHORT, TEXT_WIDTH, blank, drop
from exports.word.text import is_rtl
from exports.word.xml import Element

NARROWEST = 4_000
"""Twips: a template whose margins leave less than 7 cm is laid out as if they left so much."""

_THEIRS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people")
_OUTDATED = ("/stylesWithEffects",)  # of Word 2010: the styles once more, without those that we add
_STEERING = (
    "writeProtection",
    "attachedTemplate",
    "linkStyles",
    "trackRevisions",
    "documentProtection",
    "mailMerge",
    "updateFields",
)
_AFTER_BIDI = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


class House(NamedTuple):
    """An empty document, and what it asks of those who write on it."""

    document: Docx
    width: int = TEXT_WIDTH  # between the margins, in twips
    height: float = PAGE  # between the margins, in points
    ids: Mapping[str, str] = {}  # by our id of a style, the id it has here; empty: the same
    tabs: Mapping[str, tuple[tuple[str, int], ...]] = {}  # by our id of a style, what its line needs
    heading_breaks: bool = False  # a heading starts a page by itself
    dark_cover: bool = True
    drawings: int = 0  # the highest number of a drawing in its header and footer

    @property
    def is_template(self) -> bool:
        return bool(self.ids)

    def footers(self, cover: bool) -> Iterator[Any]:
        """Where the page numbers go: a cover has none, and what a template says in its footer stays."""
        section = self.document.sections[0]
        if not self.is_template:
            section.different_first_page_header_footer = cover
        feet = [section.footer]
        if self.document.settings.odd_and_even_pages_header_footer:
            feet.append(section.even_page_footer)
        if section.different_first_page_header_footer and not cover:
            feet.append(section.first_page_footer)
        return (foot for foot in feet if not self.is_template or _is_empty(foot))


def own(language: str, sheets: tuple[str, ...]) -> House:
    return House(blank(language, sheets))


def of_template(content: bytes, language: str) -> House:
    """The template, emptied. Raises UnknownFormat or DamagedFile."""
    document = opened(content)
    with readable():
        _empty(document)
        _tidy(document)
        _turn(document, language)
        adopting.speak(document, language)
        dark = adopting.has(document, "Cover Title")  # it was made from a plan of ours
        ids = adopting.adopt(document, SHORT)
        width, height = _room(document)
        tabs = {ours: adopting.tabs(document, ids[ours], width) for ours in ("TOC1", "Footer")}
        breaks = adopting.starts_a_page(document, ids["Heading1"])
        found = House(document, width, height, ids, tabs, breaks, dark, _drawings(document))
        _try_out(found)
    return found


def _try_out(found: House) -> None:
    """What a damaged part breaks only later is broken now, while there is a sentence for it."""
    list(found.footers(cover=False))
    found.document.core_properties.title = ""
    found.document.save(BytesIO())


def _empty(document: Docx) -> None:
    """Only the last section stays; headers and footers that it takes from those before it become its own."""
    body: Any = document.element.body
    last = body.get_or_add_sectPr()
    for earlier in reversed([each for each in body.iter(qn("w:sectPr")) if each is not last]):
        _inherit(last, earlier)
    for child in list(body):
        if child is not last:
            body.remove(child)
    columns = last.find(qn("w:cols"))
    if columns is not None and columns.get(qn("w:num"), "1") != "1":
        last.remove(columns)


def _inherit(last: Element, earlier: Element) -> None:
    for reference in earlier.xpath("./w:headerReference | ./w:footerReference"):
        have = {(each.tag, each.get(qn("w:type"))) for each in last}
        if (reference.tag, reference.get(qn("w:type"))) not in have:
            last.insert(0, deepcopy(reference))


def _tidy(document: Docx) -> None:
    """Out goes what names people, what would lock the plan, and what makes Word ask or look elsewhere."""
    drop(document.part.rels, (*_THEIRS, *_OUTDATED))
    drop(document.part.package.rels, ("thumbnail",))
    drop(document.part._settings_part.rels, ("/attachedTemplate", "/mailMergeSource", "/mailMergeHeaderSource"))
    settings: Any = document.settings.element
    for name in _STEERING:
        for found in settings.findall(qn(f"w:{name}")):
            settings.remove(found)


def _turn(document: Docx, language: str) -> None:
    section: Any = document.element.body.sectPr
    for old in section.findall(qn("w:bidi")):
        section.remove(old)
    if is_rtl(language):
        section.insert_element_before(xml.w("bidi"), *_AFTER_BIDI)


def _room(document: Docx) -> tuple[int, float]:
    """Between the margins: the width in twips, the height in points."""
    page, none = document.sections[0], Emu(0)
    sides = sum(side or none for side in (page.left_margin, page.right_margin, page.gutter))
    ends = sum(abs(end or none) for end in (page.top_margin, page.bottom_margin))
    width = ((page.page_width or Pt(595)) - sides) / Pt(1) * 20
    height = ((page.page_height or Pt(842)) - ends) / Pt(1)
    return max(round(width), NARROWEST), max(height, NARROWEST / 20)


def _drawings(document: Docx) -> int:
    parts = [relation.target_part for relation in document.part.rels.values() if not relation.is_external]
    roots = [part.element for part in parts if hasattr(part, "element")]
    numbers = [each.get("id", "") for root in roots for each in root.iter(qn("wp:docPr"))]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _is_empty(footer: Any) -> bool:
    """No word, no picture, no field."""
    if footer.is_linked_to_previous:
        return True
    shown = footer._element.xpath(".//w:drawing | .//w:pict | .//w:object | .//w:fldChar | .//w:fldSimple")
    return not shown and not any((text.text or "").strip() for text in footer._element.iter(qn("w:t")))
