"""The paper that the chapters are written on: blocks, tables, pictures, and the contents at the front."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from exports import marks, photos, symbols
from exports.names import mark_name, symbol_name
from exports.word import adopting, chart, house, picture, xml
from exports.word.pages import Ruler
from exports.word.styles import PLAN
from exports.word.text import Said, is_rtl, runs
from exports.word.xml import Element
from workshop_kit.i18n import Words, words
from workshop_kit.pictures import Photo

INK = "#12282D"


class Mark(NamedTuple):
    """The picture of a theme or of the room sign, `size` points high and wide."""

    name: str
    colour: str
    size: float = 15
    alt: str | None = None  # None: what it is called; empty: the words beside it say all


class Symbol(NamedTuple):
    """The picture of one of the kit's symbols, `size` points high and wide."""

    name: str
    size: float = 15
    silent: bool = False  # the words beside it say all


class Photograph(NamedTuple):
    """The photo of an idea, at most `side` points wide and high."""

    number: int  # of the idea
    photo: Photo
    side: float = 198  # 7 cm

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, in points."""
        scale = self.side / max(self.photo.width, self.photo.height)
        return self.photo.width * scale, self.photo.height * scale


class Link(NamedTuple):
    text: str
    url: str


Drawn = Mark | Symbol | Photograph
Piece = Said | Link | Drawn


class Block(NamedTuple):
    """One paragraph: a paragraph style, its pieces, and the language that gives it its direction."""

    style: str
    pieces: tuple[Piece, ...]
    language: str | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Said | Link))

    @property
    def high(self) -> float:
        """What a picture adds to the height, in points; one as high as a line of text adds nothing."""
        photos = [piece.size[1] for piece in self.pieces if isinstance(piece, Photograph)]
        return max([*photos, *(piece.size - 15 for piece in self.pieces if isinstance(piece, Symbol)), 0.0])


Cell = tuple[Block, ...]


class Table(NamedTuple):
    """A table. `widths` are shares of the page's width; `numbers` the columns that align like numbers."""

    caption: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    widths: tuple[float, ...]
    style: str = "KitTable"
    head_style: str = "TableHead"
    numbers: tuple[int, ...] = ()
    together: bool = False  # on one page, if it fits


def block(style: str, *pieces: Piece | str, language: str | None = None) -> Block:
    """A paragraph; plain strings are in the paragraph's language."""
    whole = tuple(Said(piece, language) if isinstance(piece, str) else piece for piece in pieces)
    return Block(style, whole, language)


class Paper:
    """A document in one language that grows from front to back, in our look or in that of a template."""

    def __init__(self, language: str, template: bytes | None = None, sheets: tuple[str, ...] = PLAN) -> None:
        self.language = language
        self.rtl = is_rtl(language)
        self.w: Words = words(language)
        self.house = house.own(language, sheets) if template is None else house.of_template(template, language)
        self.document = self.house.document
        self.part = self.document.part
        self.ruler = Ruler(self.house.height)
        self.chapters: list[tuple[str, str, int]] = []  # bookmark, title, page
        self._drawings = self.house.drawings
        self._pictures: dict[Drawn, str] = {}
        self._end = self.document.element.body.sectPr

    @property
    def width(self) -> float:
        """Between the margins, in points."""
        return self.house.width / 20

    def dress(self, written: Element) -> None:
        """What has been written takes the styles of the template; ours stay as they are."""
        if self.house.is_template:
            adopting.rename([written], self.house.ids)

    def add(self, *blocks: Block) -> None:
        for each in blocks:
            self.ruler.block(each.style, each.text, self.width, each.high)
            self.put(self.paragraph(each))

    def put(self, element: Element) -> None:
        self._end.addprevious(element)

    def chapter(self, kicker: Sequence[Piece | str], *title: Said) -> None:
        """A new page with its heading, which the contents list."""
        self.ruler.new_page()
        self.add(block("Kicker", *kicker))
        heading = Block("Heading1", title)
        self.ruler.block(heading.style, heading.text, self.width)
        number = len(self.chapters) + 1
        name = f"_Toc{number:06d}"
        self.chapters.append((name, heading.text, self.ruler.page))
        made = self.paragraph(heading)
        made.insert(1, xml.w("bookmarkStart", id=number, name=name))
        made.append(xml.w("bookmarkEnd", id=number))
        self.put(made)

    def paragraph(self, each: Block, keep_with_next: bool = False) -> Element:
        facts = [xml.w("pStyle", val=each.style)]
        if keep_with_next:
            facts.append(xml.w("keepNext"))
        if each.style == "Heading1" and self.house.heading_breaks:
            facts.append(xml.w("pageBreakBefore", val=0))  # the line above it has started the page
        if each.style in self.house.tabs:
            facts.append(
                xml.w("tabs", *(xml.w("tab", val=kind, pos=at) for kind, at in self.house.tabs[each.style]))
            )
        if is_rtl(each.language or self.language):
            facts.append(xml.w("bidi"))
        elif self.rtl:
            facts.append(xml.w("bidi", val=0))
        made = xml.w("p", xml.w("pPr", *facts))
        for piece in each.pieces:
            made.extend(self._piece(piece))
        return made

    def chart(self, bars: Sequence[chart.Bar], unit: str, alt: str, *, close: bool = False) -> None:
        """A bar chart over the width of the page, with what it shows in words. `close`: lower bars."""
        part = chart.add_part(self.part.package, bars, unit, self.rtl)
        relation = self.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        each = 32.0 if any(len(bar.label) > 30 for bar in bars) else 27.0
        high = 12 + (20.0 if close else each) * len(bars)
        drawing = picture.chart(self._number(), relation, alt, self.width, high)
        self.ruler.block("Normal", "", self.width, high)
        made = self.paragraph(Block("Normal", (), "en"))  # LibreOffice mirrors the letters in an RTL paragraph
        made.append(drawing)
        self.put(made)

    def holds(self, table: Table) -> bool:
        """Whether a table still fits this page."""
        rows = [_texts(row) for row in (self._head(table), *table.rows)]
        return self.ruler.holds(rows, [n / 20 for n in self._twips(table)])

    def table(self, table: Table) -> None:
        twips, head = self._twips(table), self._head(table)
        made = xml.w("tbl", self._table_facts(table), xml.w("tblGrid", *(xml.w("gridCol", w=n) for n in twips)))
        if table.together:
            self.ruler.together([_texts(row) for row in (head, *table.rows)], [n / 20 for n in twips])
        made.append(self._row(head, twips, table.together, xml.w("cantSplit"), xml.w("tblHeader")))
        for position, row in enumerate(table.rows, 1):
            keep = table.together and position < len(table.rows)
            made.append(self._row(row, twips, keep, xml.w("cantSplit")))
        self.put(made)

    def _table_facts(self, table: Table) -> Element:
        facts = [xml.w("tblStyle", val=table.style)]
        if self.rtl:
            facts.append(xml.w("bidiVisual"))
        look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
        return xml.w(
            "tblPr",
            *facts,
            xml.w("tblW", w=self.house.width, type="dxa"),
            xml.w("tblLayout", type="fixed"),
            xml.w("tblLook", val="0620", **look),
            xml.w("tblCaption", val=table.caption),
        )

    def _head(self, table: Table) -> tuple[Cell, ...]:
        return tuple((block(self._head_style(table, n), name),) for n, name in enumerate(table.head))

    def _head_style(self, table: Table, column: int) -> str:
        return f"{table.head_style}Number" if column in table.numbers else table.head_style

    def _row(self, cells: tuple[Cell, ...], twips: Sequence[int], keep: bool, *facts: Element) -> Element:
        self.ruler.row(_texts(cells), [n / 20 for n in twips])
        made = xml.w("tr", xml.w("trPr", *facts))
        for cell, width in zip(cells, twips, strict=True):
            paragraphs = (self.paragraph(each, keep) for each in cell)
            made.append(xml.w("tc", xml.w("tcPr", xml.w("tcW", w=width, type="dxa")), *paragraphs))
        return made

    def _piece(self, piece: Piece) -> Iterator[Element]:
        if isinstance(piece, Drawn):
            yield self._drawn(piece)
        elif isinstance(piece, Link):
            target = self.part.relate_to(piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            yield hyperlink(runs(Said(piece.text, None, "Hyperlink"), self.language), target)
        else:
            yield from runs(piece, self.language)

    def _drawn(self, drawn: Drawn) -> Element:
        if drawn not in self._pictures:
            self._pictures[drawn] = self.part.get_or_add_image(BytesIO(_file(drawn)))[0]
        wide, high = drawn.size if isinstance(drawn, Photograph) else (drawn.size, drawn.size)
        return picture.picture(self._number(), self._pictures[drawn], self._alt(drawn), wide, high)

    def _alt(self, drawn: Drawn) -> str:
        if isinstance(drawn, Mark):
            if drawn.alt is not None:
                return drawn.alt
            return self.w._("Mark: %(mark)s", mark=mark_name(drawn.name, self.language))
        if isinstance(drawn, Symbol):
            return "" if drawn.silent else symbol_name(drawn.name, self.language)
        return self.w._("Photo of idea %(number)s", number=drawn.number)

    def _twips(self, table: Table) -> list[int]:
        return [round(share / sum(table.widths) * self.house.width) for share in table.widths]

    def _number(self) -> int:
        self._drawings += 1
        return self._drawings


def _texts(cells: tuple[Cell, ...]) -> list[list[tuple[str, str, float]]]:
    return [[(each.style, each.text, each.high) for each in cell] for cell in cells]


def _file(drawn: Drawn) -> bytes:
    if isinstance(drawn, Mark):
        return marks.png(drawn.name, drawn.colour)
    return symbols.png(drawn.name, INK) if isinstance(drawn, Symbol) else photos.jpeg(drawn.photo)


def hyperlink(inside: Iterator[Element], relation: str) -> Element:
    made = xml.w("hyperlink", *inside)
    made.set(qn("r:id"), relation)
    return made
