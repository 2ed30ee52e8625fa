"""The table of contents, filled in already, and the footer with the page numbers."""

from collections.abc import Iterator
from textwrap import shorten

from exports.word import pages, xml
from exports.word.paper import Block, Paper, block
from exports.word.text import Said, runs, slot, weave
from exports.word.xml import Element

LONGEST_TITLE = 90
"""Letters of the title in the footer: it stays one line."""


def reserve(paper: Paper) -> Element:
    """The page for the contents; `fill` fills it when all chapters are written."""
    paper.ruler.page = 1  # the cover is one page
    paper.ruler.new_page()
    paper.add(Block("Kicker", (Said(paper.w._("What is where")),)))
    heading = paper.paragraph(block("TOCHeading", paper.w._("Contents")))
    paper.put(heading)
    return heading


def fill(paper: Paper, heading: Element) -> None:
    """A TOC field whose entries are real links to the chapters, with a PAGEREF each."""
    later = _extra_pages(paper)
    entries = [_entry(paper, name, title, page + later) for name, title, page in paper.chapters]
    begin, code, separate, end = xml.field(r'TOC \o "1-1" \h \z \u', [])
    for position, run in enumerate((begin, code, separate)):
        entries[0].insert(1 + position, run)
    entries[-1].append(end)
    for entry in reversed(entries):
        heading.addnext(entry)


def footer(paper: Paper, title: str) -> None:
    """The document's title, and the page of all pages. The cover has none."""
    sentence = paper.w._("Page %(page)s of %(pages)s", page=slot(0), pages=slot(1))
    foot(paper, title, sentence, cover=True)


def foot(paper: Paper, title: str, sentence: str, cover: bool = False) -> None:
    """A line under each page: the title, and a sentence with slots for the page and for how many there are."""
    for place in paper.house.footers(cover):
        place.is_linked_to_previous = False
        for old in list(place._element):
            place._element.remove(old)
        place._element.append(_line(paper, title, sentence))
        paper.dress(place._element)


def _line(paper: Paper, title: str, sentence: str) -> Element:
    made = paper.paragraph(Block("Footer", (Said(shorten(title, LONGEST_TITLE, placeholder="…")),)))
    made.append(xml.w("r", xml.w("tab")))
    for said in weave(sentence, Said("PAGE"), Said("NUMPAGES")):
        if said.text in ("PAGE", "NUMPAGES"):
            made.extend(xml.field(said.text, list(runs(Said("1"), paper.language))))
        else:
            made.extend(runs(said, paper.language))
    return made


def _entry(paper: Paper, name: str, title: str, page: int) -> Element:
    made = paper.paragraph(Block("TOC1", ()))
    link = xml.w("hyperlink", anchor=name, history=1)
    link.extend(_link_runs(paper, name, title, page))
    made.append(link)
    return made


def _link_runs(paper: Paper, name: str, title: str, page: int) -> Iterator[Element]:
    yield from runs(Said(title), paper.language)
    yield xml.w("r", xml.w("tab"))
    yield from xml.field(rf"PAGEREF {name} \h", list(runs(Said(str(page)), paper.language)))


def _extra_pages(paper: Paper) -> int:
    """How many pages the contents take beyond the one that was counted."""
    entries = sum(pages.height("TOC1", title, paper.width) + 5 for _name, title, _page in paper.chapters)
    return int((entries + 80) // paper.house.height)
