"""A template's styles and ours in one document: its own win, and those it lacks are added.

Styles are known by their names, as Word itself knows them: the id of "heading 1" is Heading1 in an English Word and
Otsikko1 in a Finnish one.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx.document import Document as Docx
from docx.oxml.ns import qn

from exports.word import xml
from exports.word.styles import style_elements
from exports.word.text import is_rtl, tag
from exports.word.xml import Element

_USES = ("w:pStyle", "w:rStyle", "w:tblStyle")
_REFERENCES = ("w:basedOn", "w:next", "w:link")
_ON_OUR_TABLES = {"table head": "kit table", "table head number": "kit table"}
"""White words that need our dark row: a style of that name counts only beside a table style of ours."""

_BEFORE_LANGUAGE = ("w:eastAsianLayout", "w:specVanish", "w:oMath", "w:rPrChange")


def adopt(document: Docx, sheets: tuple[str, ...]) -> dict[str, str]:
    """Adds our styles that the document lacks. By our id, the id each has in it."""
    root: Any = document.styles.element
    theirs = dict(_named(root))
    taken = {style.get(qn("w:styleId")) for style in root.iterchildren(qn("w:style"))}
    names = {name for _kind, name in theirs}
    ids, lacking = {}, []
    for style in style_elements(sheets):
        ours = style.get(qn("w:styleId"))
        found = _theirs(style, theirs, names)
        ids[ours] = found or _free(ours, taken)
        if found is None:
            taken.add(ids[ours])
            lacking.append(style)
    root.extend([_copied(style, ids, names) for style in lacking])
    return ids


def rename(roots: Iterable[Element], ids: Mapping[str, str]) -> None:
    """What is written with our ids of styles uses those of the document from now on."""
    for root in roots:
        for used in root.iter(*map(qn, _USES)):
            used.set(qn("w:val"), ids[used.get(qn("w:val"))])


def speak(document: Docx, language: str) -> None:
    """The language of what says nothing else, so that it is spelled and read aloud right."""
    root: Any = document.styles.element
    which = qn("w:bidi" if is_rtl(language) else "w:val")
    _default_language(root).set(which, tag(language))
    for lang in root.xpath("./w:style[@w:type='paragraph' and (@w:default='1' or @w:default='true')]/w:rPr/w:lang"):
        lang.set(which, tag(language))


def has(document: Docx, name: str) -> bool:
    return any(found == name.lower() for (_kind, found), _id in _named(document.styles.element))


def tabs(document: Docx, style_id: str, width: int) -> tuple[tuple[str, int], ...]:
    """The tabs by which a line of this style reaches the right margin, whatever tabs the style has itself."""
    positions = {
        round(float(tab.get(qn("w:pos"), "0")))
        for style in lineage(document, style_id)
        for tab in style.findall("/".join(map(qn, ("w:pPr", "w:tabs", "w:tab"))))
    }
    cleared = (("clear", position) for position in sorted(positions - {width}))
    return tuple(sorted((*cleared, ("right", width)), key=lambda tab: tab[1]))


def starts_a_page(document: Docx, style_id: str) -> bool:
    for style in lineage(document, style_id):
        found = style.find("/".join(map(qn, ("w:pPr", "w:pageBreakBefore"))))
        if found is not None:
            return found.get(qn("w:val"), "1") in ("1", "true", "on")
    return False


def lineage(document: Docx, style_id: str | None) -> Iterator[Element]:
    """A style, and those it is based on; a circle of a damaged file ends."""
    styles = {each.get(qn("w:styleId")): each for each in document.styles.element.iterchildren(qn("w:style"))}
    while style_id in styles:
        style = styles.pop(style_id)
        yield style
        based = style.find(qn("w:basedOn"))
        style_id = based.get(qn("w:val")) if based is not None else None


def _named(root: Element) -> Iterator[tuple[tuple[str, str], str]]:
    """((type, name), id) of each style; the standard one of each type also without a name."""
    for style in root.iterchildren(qn("w:style")):
        key = style.get(qn("w:styleId"))
        kind = style.get(qn("w:type"), "paragraph")
        if key and style.get(qn("w:default")) in ("1", "true", "on"):
            yield (kind, ""), key
        if key and (name := _name(style)):
            yield (kind, name), key


def _name(style: Element) -> str:
    """In small letters; what follows a comma is another name for the same."""
    found = style.find(qn("w:name"))
    return found.get(qn("w:val"), "").split(",")[0].strip().lower() if found is not None else ""


def _theirs(style: Element, theirs: Mapping[tuple[str, str], str], names: set[str]) -> str | None:
    kind, name = style.get(qn("w:type")), _name(style)
    if name in _ON_OUR_TABLES and _ON_OUR_TABLES[name] not in names:
        return None
    standard = theirs.get((kind, "")) if style.get(qn("w:default")) else None
    return standard or theirs.get((kind, name))


def _free(ours: str, taken: set[str]) -> str:
    return next(name for n in range(len(taken) + 2) if (name := f"{ours}{'Kit' * n}") not in taken)


def _copied(style: Element, ids: Mapping[str, str], names: set[str]) -> Element:
    made = deepcopy(style)
    made.set(qn("w:styleId"), ids[style.get(qn("w:styleId"))])
    for reference in made.iterchildren(*map(qn, _REFERENCES)):
        reference.set(qn("w:val"), ids[reference.get(qn("w:val"))])
    if _name(style) in names:
        found = made.find(qn("w:name"))
        found.set(qn("w:val"), f"Kit {found.get(qn('w:val'))}")
    return made


def _default_language(root: Element) -> Element:
    here = root
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = here.find(qn(f"w:{name}"))
        if found is None:
            found = xml.w(name)
            here.insert(0, found)
        here = found
    language = here.find(qn("w:lang"))
    if language is None:
        language = xml.w("lang")
        after = next((each for each in here if each.tag in map(qn, _BEFORE_LANGUAGE)), None)
        here.append(language) if after is None else after.addprevious(language)
    return language
