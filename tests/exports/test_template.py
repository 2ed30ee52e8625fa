"""A city's own template: its look counts, ours fills the gaps, and what cannot be used says why."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips
from PIL import Image

from exports import word
from exports.word import brief, leaflet, opening, template
from exports.word.styles import PLAN, TEXT_WIDTH, style_elements
from workshop_kit.errors import DamagedFile, UnknownFormat
from workshop_kit.report import WorkshopReport

FINNISH = {"Heading1": "Otsikko1", "Heading2": "Otsikko2", "Title": "Otsikko", "Normal": "Normaali"}


def saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def city(shape: Callable[[Any], None] = lambda document: None) -> bytes:
    """A template in Georgia with words of its own and a logo in the header."""
    document = Document()
    document.add_heading("Text of the template", 1)
    document.styles["Normal"].font.name = "Georgia"
    logo = BytesIO()
    Image.new("RGB", (300, 90), "#B0003A").save(logo, "PNG")
    logo.seek(0)
    document.sections[0].header.paragraphs[0].add_run().add_picture(logo, width=Cm(3))
    shape(document)
    return saved(document)


def rewritten(content: bytes, change: Callable[[str, bytes], bytes], leave_out: str = "-") -> bytes:
    """The package with its parts changed."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if leave_out not in name:
                new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def finnish() -> bytes:
    """As a Finnish Word saves it: ids in Finnish, names in English."""

    def change(name: str, data: bytes) -> bytes:
        text = data if not name.endswith(".xml") else re.sub(rb'styleId="(\w+)"|Style w:val="(\w+)"', _in, data)
        return re.sub(rb'<w:(basedOn|next) w:val="(\w+)"', _on, text)

    return rewritten(city(), change)


def _in(found: re.Match[bytes]) -> bytes:
    name = (found[1] or found[2]).decode()
    return found[0].replace(name.encode(), FINNISH.get(name, name).encode())


def _on(found: re.Match[bytes]) -> bytes:
    name = found[2].decode()
    return b'<w:%s w:val="%s"' % (found[1], FINNISH.get(name, name).encode())


def planned(report: WorkshopReport, content: bytes, language: str = "en") -> Any:
    return Document(BytesIO(word.export(replace(report, language=language), language, content).data))


def styles_of(document: Any) -> dict[str, str]:
    """Names by id."""
    return {style.style_id: style.name for style in document.styles}


def used(document: Any) -> set[str]:
    kinds = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    return {each.get(qn("w:val")) for each in document.element.body.iter(*kinds)}


def text_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p")))


# --- the look of the city -------------------------------------------------------------------------------


def test_the_city_s_styles_count_and_those_it_lacks_are_ours(report):
    document = planned(report, city())
    assert document.styles["Normal"].font.name == "Georgia"
    assert (
        document.styles["Heading 1"].font.color.rgb is None
        or str(document.styles["Heading 1"].font.color.rgb) != "0B5560"
    )
    assert str(document.styles["Lead"].font.size.pt) == "13.0", "ours"
    assert used(document) <= set(styles_of(document)), "every style that is used exists"


def test_the_template_s_own_words_go_and_its_header_stays(report):
    document = planned(report, city())
    assert "Text of the template" not in text_of(document)
    assert "In one minute" in text_of(document)
    assert list(document.sections[0].header._element.iter(qn("w:drawing")))


def test_styles_are_known_by_name_where_word_speaks_finnish(report):
    document = planned(report, finnish())
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings and {p.style.style_id for p in headings} == {"Otsikko1"}
    assert "Heading1" not in styles_of(document), "ours is not added beside it"
    kicker = next(style for style in document.styles if style.name == "Kicker")
    assert kicker.base_style.style_id == "Normaali"
    assert used(document) <= set(styles_of(document))


def test_an_id_that_is_taken_by_another_style_is_not_used_twice(report):
    def shape(document: Any) -> None:
        document.styles.add_style("Something else", 1).element.set(qn("w:styleId"), "Lead")

    document = planned(report, city(shape))
    ids = [style.style_id for style in document.styles]
    assert len(ids) == len(set(ids))
    assert {p.style.name for p in document.paragraphs if p.text.startswith("Most ideas")} == {"Lead"}


def test_white_words_stay_on_our_dark_row(report):
    def shape(document: Any) -> None:
        document.styles.add_style("Table Head", 1)

    document = planned(report, city(shape))
    head = next(p for p in document.element.iter(qn("w:p")) if text(p) == "Responsible")
    style = next(style for style in document.styles if style.style_id == head.pPr.pStyle.val)
    assert style.name == "Kit Table Head" and str(style.font.color.rgb) == "FFFFFF"


def text(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def test_a_landscape_page_is_filled_by_tables_and_charts(report):
    def shape(document: Any) -> None:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Twips(16838), Twips(11906)
        section.left_margin = section.right_margin = Twips(1000)

    document = planned(report, city(shape))
    for table in document.element.iter(qn("w:tbl")):
        assert table.tblPr.find(qn("w:tblW")).get(qn("w:w")) == "14838"
        assert abs(sum(int(column.get(qn("w:w"))) for column in table.tblGrid) - 14838) < 5
    chart = next(e for e in document.element.iter(qn("wp:extent")) if int(e.get("cx")) > 7_000_000)
    assert int(chart.get("cx")) == Twips(14838)


def test_a_footer_with_words_stays_and_an_empty_one_gets_the_page_numbers(report):
    def shape(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = "Asematie 7, Vantaa"

    assert planned(report, city(shape)).sections[0].footer.paragraphs[0].text == "Asematie 7, Vantaa"
    foot = planned(report, city()).sections[0].footer._element
    assert [(code.text or "").strip() for code in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_lines_reach_the_margin_whatever_tabs_the_template_has(report):
    def shape(document: Any) -> None:
        document.styles["footer"].paragraph_format.tab_stops.add_tab_stop(Twips(4513))

    line = planned(report, city(shape)).sections[0].footer.paragraphs[0]._p
    tabs = [(tab.get(qn("w:val")), int(tab.get(qn("w:pos")))) for tab in line.pPr.find(qn("w:tabs"))]
    assert ("clear", 4513) in tabs
    assert [kind for kind, at in tabs if at == 8640] == ["right"]


def test_a_header_of_an_earlier_section_is_taken_along(report):
    def shape(document: Any) -> None:
        document.add_section(WD_SECTION.NEW_PAGE)

    document = planned(report, city(shape))
    assert len(document.sections) == 1
    assert list(document.sections[0].header._element.iter(qn("w:drawing")))


def test_a_heading_that_starts_a_page_by_itself_does_not_leave_its_kicker_alone(report):
    def shape(document: Any) -> None:
        document.styles["Heading 1"].paragraph_format.page_break_before = True

    document = planned(report, city(shape))
    assert all(
        p._p.pPr.find(qn("w:pageBreakBefore")).get(qn("w:val")) == "0"
        for p in document.paragraphs
        if p.style.name == "Heading 1"
    )


def test_the_cover_is_light_and_a_plan_of_ours_is_a_template_that_keeps_its_own(report):
    assert {"Title", "Subtitle"} <= {p.style.name for p in planned(report, city()).paragraphs}
    ours = planned(report, word.export(report, "en").data)
    assert "Cover Title" in {p.style.name for p in ours.paragraphs}
    assert text_of(ours) == text_of(Document(BytesIO(word.export(report, "en").data)))


def test_what_names_people_or_locks_the_file_or_makes_word_ask_is_left_out(report):
    def shape(document: Any) -> None:
        document.add_comment(document.paragraphs[0].runs, text="Check this", author="Emil")
        for name in ("documentProtection", "attachedTemplate"):
            document.settings.element.append(OxmlElement(f"w:{name}"))

    data = word.export(report, "en", city(shape)).data
    with ZipFile(BytesIO(data)) as package:
        assert "word/comments.xml" not in package.namelist()
        settings = package.read("word/settings.xml")
    assert b"documentProtection" not in settings and b"attachedTemplate" not in settings


def test_a_template_can_run_from_right_to_left_and_says_its_language(report):
    document = planned(report, city(), "ar")
    assert document.element.body.sectPr.find(qn("w:bidi")) is not None
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:bidi")) == "ar-SA"


def test_the_short_papers_wear_the_city_s_look_too(report):
    for file in (brief.export(report, "en", 1, template=finnish()), leaflet.export(report, "en", finnish())):
        document = Document(BytesIO(file.data))
        assert "Otsikko1" in used(document) <= set(styles_of(document))


def test_drawings_of_the_header_and_ours_have_numbers_of_their_own(report):
    document = planned(report, city())
    roots = (document.element, document.sections[0].header._element)
    numbers = [each.get("id") for root in roots for each in root.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers)) > 10


def test_without_a_template_the_look_is_ours_as_before(report):
    document = Document(BytesIO(word.export(report, "en").data))
    assert [style.style_id for style in document.styles] == [e.get(qn("w:styleId")) for e in style_elements(PLAN)]
    widths = {table.tblPr.find(qn("w:tblW")).get(qn("w:w")) for table in document.element.iter(qn("w:tbl"))}
    assert widths == {str(TEXT_WIDTH)}
    assert document.paragraphs[0].style.name == "Cover Sign"
    assert not list(document.element.body.iter(qn("w:tabs")))


# --- what a template says of itself ---------------------------------------------------------------------


def test_a_template_is_told_by_its_font(report):
    assert template.check(city()) == "Georgia"
    assert template.check(saved(Document())) == "Cambria", "the theme's, where no style names one"


def test_a_template_file_of_word_is_taken_as_well(report):
    document, template_type = "document.main+xml", "template.main+xml"
    dotx = rewritten(city(), lambda _name, data: data.replace(document.encode(), template_type.encode()))
    assert template.check(dotx) == "Georgia"
    with ZipFile(BytesIO(word.export(report, "en", dotx).data)) as package:
        assert template_type.encode() not in package.read("[Content_Types].xml")


def old_word() -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


def locked() -> bytes:
    return old_word() + "EncryptedPackage".encode("utf-16-le")


def with_macros() -> bytes:
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return rewritten(city(), lambda _name, data: data.replace(plain, macros))


def workbook() -> bytes:
    from openpyxl import Workbook

    return saved(Workbook())


def bomb() -> bytes:
    return rewritten(city(), lambda name, data: b"\0" * (opening.UNPACKED + 1) if name.endswith(".png") else data)


def strict() -> bytes:
    ordinary, iso = (
        b"http://schemas.openxmlformats.org/officeDocument/2006",
        b"http://purl.oclc.org/ooxml/officeDocument",
    )
    return rewritten(city(), lambda name, data: data.replace(ordinary, iso) if name == "_rels/.rels" else data)


@pytest.mark.parametrize(
    ("content", "error", "why"),
    [
        (lambda: b"", UnknownFormat, "it is not a Word document"),
        (lambda: b"%PDF-1.7", UnknownFormat, "it is not a Word document"),
        (workbook, UnknownFormat, "it is not a Word document"),
        (old_word, UnknownFormat, "it is from an old Word"),
        (locked, UnknownFormat, "it is locked with a password"),
        (with_macros, UnknownFormat, "it has macros"),
        (strict, UnknownFormat, "it is a strict Open XML document"),
        (lambda: b"PK" + b"\0" * opening.LARGEST, UnknownFormat, "it is larger than 20 MB"),
        (bomb, DamagedFile, "it unpacks to far more than a document needs"),
        (lambda: rewritten(city(), lambda _name, data: data, "styles.xml"), DamagedFile, "it is not a whole"),
        (lambda: city()[:-2000], DamagedFile, "it is not a whole Word document"),
        (lambda: rewritten(city(), lambda name, data: data[: len(data) // 2]), DamagedFile, "it is not a whole"),
    ],
    ids=["nothing", "pdf", "xlsx", "doc", "locked", "macros", "strict", "big", "bomb", "partless", "cut", "halves"],
)
def test_what_cannot_be_used_says_why(report, content, error, why):
    data = content()
    for use in (template.check, lambda data: word.export(report, "en", data)):
        with pytest.raises(error) as told:
            use(data)
        assert type(told.value) is error and why in str(told.value)


def test_a_template_without_styles_says_so():
    styles = b"officeDocument/2006/relationships/styles"

    def change(name: str, data: bytes) -> bytes:
        return data.replace(styles, styles + b"Gone") if name.endswith("document.xml.rels") else data

    with pytest.raises(DamagedFile, match="it has no styles"):
        template.check(rewritten(city(), change))


@pytest.mark.parametrize(
    "part", ["settings.xml", "footer1.xml", "header1.xml", "core.xml", "fontTable.xml", "theme1.xml"]
)
@pytest.mark.parametrize("damage", [b"", b"<x/>"], ids=["empty", "other"])
def test_what_the_check_accepts_can_be_written_on(report, part, damage):
    def shape(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = "Asematie 7, Vantaa"

    damaged = rewritten(city(shape), lambda name, data: damage if name.endswith(part) else data)
    try:
        template.check(damaged)
    except DamagedFile:
        return
    assert planned(report, damaged)


def test_a_broken_margin_or_a_circle_of_styles_is_no_endless_wait(report):
    def shape(document: Any) -> None:
        document.sections[0].left_margin = document.sections[0].right_margin = Pt(400)
        heading = document.styles["Heading 1"].element
        heading.find(qn("w:basedOn")).set(qn("w:val"), "Heading1")

    document = planned(report, city(shape))
    assert next(document.element.iter(qn("w:tblW"))).get(qn("w:w")) == "4000"
