"""The Word plan, read back with python-docx and as raw XML."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports import EXPORTERS, word
from exports.word import brief, leaflet
from exports.word.styles import style_elements
from workshop_kit.report import Line, WorkshopReport


def written(report: WorkshopReport, language: str = "en") -> bytes:
    return EXPORTERS["docx"](report, language).data


def opened(report: WorkshopReport, language: str = "en") -> Any:
    return Document(BytesIO(written(report, language)))


def text_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p")))


def headings(document: Any) -> list[tuple[int, str]]:
    return [(int(p.style.name[-1]), p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]


def runs_with(document: Any, words: str) -> list[Any]:
    return [
        r for r in document.element.iter(qn("w:r")) if words in "".join(t.text or "" for t in r.iter(qn("w:t")))
    ]


def with_texts(report: WorkshopReport, *texts: str) -> WorkshopReport:
    lines = tuple(
        Line(number, text, "en", "phone", False, None, False, None) for number, text in enumerate(texts, 1)
    )
    return replace(report, ideas=lines, question=texts[0])


def test_the_file_is_named_after_code_and_day(report):
    file = EXPORTERS["docx"](report, "en")
    assert file.name == "plan-4821-2026-11-14.docx"
    assert file.media_type.endswith("wordprocessingml.document")


def test_headings_never_skip_a_level_and_start_with_the_summary(report):
    found = headings(opened(report))
    assert found[0] == (1, "In one minute")
    levels = [level for level, _text in found]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_each_action_has_its_own_page_with_facts_before_voices(report):
    texts = [text for _level, text in headings(opened(report))]
    start = texts.index("1. A free club twice a week in Koivukylä school")
    assert texts[start + 1] == "What people said"
    assert texts[start + 2].startswith("2. "), "an action that is full of facts quotes fewer, and stays one page"
    words = text_of(opened(report))
    page = words[words.rindex("1. A free club") :]
    assert page.index("Youth coordinator") < page.index("What people said")


def test_the_contents_list_every_chapter_with_a_link_and_a_page_number(report):
    document = opened(report)
    codes = [(code.text or "").strip() for code in document.element.iter(qn("w:instrText"))]
    assert r'TOC \o "1-1" \h \z \u' in codes
    chapters = [text for level, text in headings(document) if level == 1]
    entries = [p for p in document.element.iter(qn("w:p")) if _style(p) == "TOC1"]
    listed = ["".join(t.text for t in p.iter(qn("w:t"))) for p in entries]
    assert [re.sub(r"\d+$", "", text) for text in listed] == chapters
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for p in entries for link in p.iter(qn("w:hyperlink"))} == bookmarks


def _style(paragraph: Any) -> str:
    return str(paragraph.pPr.pStyle.get(qn("w:val")))


def test_fields_open_and_close_in_pairs(report):
    kinds = [mark.get(qn("w:fldCharType")) for mark in opened(report).element.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_word_is_not_told_to_update_fields_because_it_would_ask(report):
    with ZipFile(BytesIO(written(report))) as package:
        assert b"updateFields" not in package.read("word/settings.xml")
        assert b"dirty" not in package.read("word/document.xml")


def test_every_table_repeats_its_header_row_and_splits_no_row(report):
    for table in opened(report).element.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def test_every_drawing_says_what_it_shows_and_has_its_own_number(report):
    shown = list(opened(report).element.iter(qn("wp:docPr")))
    assert len(shown) > 10
    assert all(each.get("descr") for each in shown)
    assert len({each.get("id") for each in shown}) == len(shown)


@pytest.mark.parametrize(
    ("words", "tag"), [("أنشطة", "ar-SA"), ("پیام", "fa-IR"), ("پەیامەکانی", "ku-Arab-IQ")], ids=["ar", "fa", "ckb"]
)
def test_arabic_persian_and_sorani_run_from_right_to_left(report, words, tag):
    found = runs_with(opened(report), words)
    assert found
    for run in found:
        assert run.rPr.find(qn("w:rtl")) is not None
        assert run.rPr.find(qn("w:lang")).get(qn("w:bidi")) == tag
        assert run.getparent().pPr.find(qn("w:bidi")) is not None


def test_latin_words_inside_arabic_run_from_left_to_right(report):
    original = [run for run in runs_with(opened(report), "YouTube") if _rtl_paragraph(run)]
    assert original
    assert all(run.rPr is None or run.rPr.find(qn("w:rtl")) is None for run in original)


def _rtl_paragraph(run: Any) -> bool:
    return run.getparent().pPr.find(qn("w:bidi")) is not None


@pytest.mark.parametrize(("words", "tag"), [("Maksuttomia", "fi-FI"), ("Koorsooyin", "so-SO"), ("Курсы", "ru-RU")])
def test_ideas_carry_their_language_for_the_spell_checker(report, words, tag):
    for run in runs_with(opened(report), words):
        assert run.rPr.find(qn("w:lang")).get(qn("w:val")) == tag


def test_services_and_their_bodies_are_named(report):
    words = text_of(opened(report))
    for action in report.actions:
        assert action.service.name in words
        assert action.service.body in words


def test_a_suggested_service_stands_in_a_dashed_box_and_not_among_the_facts(report):
    document = opened(report)
    boxes = [p.text for p in document.paragraphs if p.style.name == "Suggested"]
    assert any("Interpreting and translation centre" in box and "it matched" in box for box in boxes)
    assert "Not confirmed yet, see the suggestion below" in text_of(document)


def test_no_run_has_a_font_size_or_colour_of_its_own(report):
    for run in opened(report).element.iter(qn("w:rPr")):
        assert {child.tag for child in run} <= {qn("w:rStyle"), qn("w:rtl"), qn("w:lang")}


def test_only_our_styles_are_used_and_all_of_them_exist(report):
    known = {style.get(qn("w:styleId")) for style in style_elements()}
    for kind in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        assert {used.get(qn("w:val")) for used in opened(report).element.iter(qn(kind))} <= known


def test_a_translation_says_who_made_it(report):
    words = text_of(opened(report))
    assert "translated by the computer" in words
    assert "translated by a person" in words


@pytest.mark.parametrize("count", [None, 0, 1, 4])
def test_no_number_of_people_below_five_is_told(report, count):
    took_part = replace(report.participation, joined=count)
    vote = replace(report.votes[0], voters=count)
    words = text_of(opened(replace(report, participation=took_part, votes=(vote,))))
    assert "fewer than five" in words
    assert not re.search(r"\b[0-4] (people|voters)\b", words)


def test_dots_of_a_very_small_vote_stay_untold_because_they_give_the_voters_away(report):
    options = tuple(replace(option, value=0.0, cells=("", "")) for option in report.votes[0].options)
    actions = tuple(replace(action, got="") for action in report.actions)
    small = replace(
        report, votes=(replace(report.votes[0], voters=None, columns=(), options=options),), actions=actions
    )
    data = written(small)
    assert not re.search(r"(?<!have )\d+ dots|\b84\b", text_of(Document(BytesIO(data))))
    assert not [name for name in ZipFile(BytesIO(data)).namelist() if "chart" in name]


def test_a_very_small_channel_is_not_told_and_cannot_be_computed(report):
    words = text_of(opened(report))
    assert "Ways in: Own phone and Paper card." in words
    assert "139" not in words
    told = replace(report.participation, ideas_by_channel=(("phone", 130), ("paper", 20)))
    assert "130" in text_of(opened(replace(report, participation=told)))


def test_a_very_long_idea_is_quoted_by_its_start_and_printed_whole_in_the_annex(report):
    long = replace(report.ideas[0], text="word " * 380 + "end of it")
    theme = replace(report.themes[0], quotes=(long,))
    whole = replace(report, themes=(theme,), ideas=(long,), actions=(replace(report.actions[0], theme=theme),))
    words = text_of(opened(whole))
    assert words.count("word …") == 2
    assert words.count("end of it") == 1


def test_the_chart_is_a_word_chart_with_its_numbers_and_its_workbook(report):
    with ZipFile(BytesIO(written(report))) as package:
        drawn = package.read("word/charts/chart1.xml").decode()
        assert [int(n) for n in re.findall(r"<c:v>(\d+)</c:v>", drawn)] == [84, 61, 42, 18]
        assert drawn.count("E3DDCF") == 1  # one choice has no action
        assert package.read("word/embeddings/chart1.xlsx").startswith(b"PK")


def test_two_votes_have_two_charts(report):
    with ZipFile(BytesIO(written(replace(report, votes=report.votes * 2)))) as package:
        assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= set(package.namelist())


def test_what_is_still_open_is_listed(report):
    words = text_of(opened(report))
    opening = words[words.rindex("What is still open") :]
    for gap in ("Service not confirmed", "No date yet", "No action yet", "A place to meet on Saturdays (1 idea)"):
        assert gap in opening


def test_an_empty_workshop_gives_a_plan_that_says_what_is_missing(empty):
    words = text_of(opened(empty))
    for sentence in ("No actions have been agreed yet.", "Nobody has written an idea yet.", "There was none."):
        assert sentence in words


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x0bc\x1f",
        "line\r\nline\u2028line",
        "x" * 2000,
        "<script>alert('&')</script> ]]>",
        "👩‍👩‍👧 🇫🇮",
        "hello مرحبا hello ١٢٣ \u202e reversed",
        "%(name)s %s %",
        "\ud800 lone",
        "\ue000 private",
        "",
    ],
)
def test_no_text_that_people_type_breaks_the_file(report, text):
    assert "All ideas, as written" in text_of(opened(with_texts(report, text)))


def test_a_hostile_name_of_the_workshop_breaks_nothing(report):
    assert opened(replace(report, title='"><&\x00 %(n)s ' + "long " * 200)).core_properties.title


def test_a_theme_that_starts_like_a_formula_is_text_in_the_charts_workbook(report):
    from openpyxl import load_workbook

    vote = report.votes[0]
    options = (replace(vote.options[0], label="=1+1"), *vote.options[1:])
    data = written(replace(report, votes=(replace(vote, options=options),)))
    book = load_workbook(BytesIO(ZipFile(BytesIO(data)).read("word/embeddings/chart1.xlsx")))
    assert book.active["A2"].data_type == "s"


def test_a_whole_document_can_run_from_right_to_left(report):
    document = opened(replace(report, language="ar"), "ar")
    assert all(t.tblPr.find(qn("w:bidiVisual")) is not None for t in document.element.iter(qn("w:tbl")))
    assert document.element.body.sectPr.find(qn("w:bidi")) is not None
    summary = next(p for p in document.paragraphs if p.style.name == "Heading 1")
    assert summary._p.pPr.find(qn("w:bidi")) is not None
    english = runs_with(document, "Homework help")[0].getparent()
    assert english.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"


def test_properties_name_the_kit_and_no_person(report):
    about = opened(report, "fi").core_properties
    assert about.title == "Koivukylä school evening: toimenpidesuunnitelma"
    assert (about.author, about.last_modified_by, about.language) == ("Workshop kit", "Workshop kit", "fi-FI")


def test_the_footer_has_the_title_and_the_page_numbers(report):
    foot = opened(report).sections[0].footer._element
    codes = [(code.text or "").strip() for code in foot.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "Koivukylä school evening: action plan" in "".join(t.text or "" for t in foot.iter(qn("w:t")))


def test_three_hundred_ideas_are_written(report):
    ideas = tuple(replace(report.ideas[number % 10], number=number + 1) for number in range(300))
    assert len(written(replace(report, ideas=ideas))) > len(written(report))


def test_a_very_long_contents_list_moves_the_chapters_on(report):
    many = tuple(replace(report.actions[0], number=number) for number in range(1, 61))
    document = opened(replace(report, actions=many))
    first = next(p for p in document.element.iter(qn("w:p")) if _style(p) == "TOC1")
    assert int("".join(t.text for t in first.iter(qn("w:t"))).removeprefix("In one minute")) > 3


# --- pictures -------------------------------------------------------------------------------------------


def drawings(document: Any, words: str) -> list[Any]:
    return [d for d in document.element.iter(qn("wp:inline")) if words in d.find(qn("wp:docPr")).get("descr")]


def test_a_photo_is_where_its_idea_is_and_says_whose_it_is(pictured):
    document = opened(pictured)
    counts = {number: len(drawings(document, f"Photo of idea {number}")) for number in (1, 3)}
    assert min(counts.values()) >= 2, "the theme and the annex have all photos"
    assert max(counts.values()) == 3, "the action's page has those that fit"
    assert "Photo of idea 2" not in "".join(d.find(qn("wp:docPr")).get("descr") for d in drawings(document, ""))


def test_a_photo_says_so_in_the_document_s_language(pictured):
    assert drawings(opened(replace(pictured, language="fi"), "fi"), "Idean 1 valokuva")
    assert drawings(opened(replace(pictured, language="ar"), "ar"), "1")


def test_a_photo_is_at_most_seven_centimetres_and_keeps_its_shape(pictured):
    for number, shape in ((1, 960 / 1280), (3, 1280 / 720)):
        for drawing in drawings(opened(pictured), f"Photo of idea {number}"):
            extent = drawing.find(qn("wp:extent"))
            wide, high = int(extent.get("cx")), int(extent.get("cy"))
            assert max(wide, high) <= 7 * 360_000
            assert high / wide == pytest.approx(shape, rel=0.01)


def test_a_photo_stands_in_the_direction_of_its_idea(pictured):
    photos = drawings(opened(pictured), "Photo of idea 3")
    assert all(photo.getparent().getparent().getparent().pPr.find(qn("w:bidi")) is not None for photo in photos)


def test_a_hundred_photos_can_be_mailed_in_one_document(pictured):
    lines = tuple(
        replace(pictured.ideas[0], number=n, photo=replace(pictured.ideas[0].photo, content=jpeg(n)))
        for n in range(100)
    )
    assert len(written(replace(pictured, ideas=lines))) < 10_000_000


def jpeg(seed: int) -> bytes:
    from PIL import Image

    file = BytesIO()
    Image.effect_noise((1280, 960), 20 + seed / 10).convert("RGB").save(file, "JPEG", quality=78)
    return file.getvalue()


def test_a_symbol_is_drawn_beside_its_words_and_beside_the_mark_of_a_theme(pictured):
    document = opened(pictured)
    assert "Leikki" in text_of(document)
    assert len(drawings(document, "Playing")) >= 4
    assert drawings(document, "A place to meet")


def test_the_same_photo_is_in_the_file_once(pictured):
    with ZipFile(BytesIO(written(pictured))) as package:
        assert len([name for name in package.namelist() if name.endswith((".jpg", ".jpeg"))]) == 2


def test_what_is_too_close_to_call_is_said_under_the_vote(report: WorkshopReport) -> None:
    sentence = "Places 1 to 3 are too close to call"
    close = replace(report, votes=tuple(replace(vote, close=3) for vote in report.votes))
    clear = replace(report, votes=tuple(replace(vote, close=0) for vote in report.votes))
    assert sentence in text_of(opened(close)) and sentence not in text_of(opened(clear))
    assert "Sijat 1–3 ovat niin lähellä toisiaan" in text_of(opened(close, "fi"))


# --- what an action says --------------------------------------------------------------------------------


def test_the_first_step_the_measure_and_the_risks_stand_on_the_action_s_page(report):
    words = text_of(opened(report))
    for said in (
        "Ask the caretaker for the key of the hall, by 10 December 2026",
        "Children taking part each month: from 12 to 40",
        "Somali, Arabic",
        "The hall is booked twice",
        "People who want to help: fewer than five",
        "20 Nov 2026: The hall is ours on Tuesdays.",
    ):
        assert said in words


def test_what_nobody_filled_in_is_left_out_or_said_to_be_open(report):
    bare = replace(report.actions[0], languages=(), risks="", wanting=0, since=(), baseline="", first_step="")
    words = text_of(opened(replace(report, actions=(bare,))))
    for heading in ("Languages needed", "What could go wrong", "want to help"):
        assert heading not in words
    assert "Not decided yet" in words and "Children taking part each month: 40" in words


def test_a_need_that_no_service_answers_is_listed_as_a_gap(report):
    gap = replace(report.actions[0], service=None)
    words = text_of(opened(replace(report, actions=(gap, *report.actions[1:]))))
    assert gap.title in words[words.index("Needs without a service") :]
    assert "No service fits: a gap" in words, "the summary says so, too"
    assert "Needs without a service" not in text_of(opened(report))


def test_a_service_that_is_gone_is_among_what_is_open(report):
    gone = replace(report.actions[0], service=replace(report.actions[0].service, vanished=True))
    assert "no longer in the catalogue" in text_of(opened(replace(report, actions=(gone,))))
    assert "no longer in the catalogue" not in text_of(opened(report))


# --- markup ---------------------------------------------------------------------------------------------

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
    "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins bordersDoNotSurroundHeader "
    "attachedTemplate trackRevisions documentProtection defaultTabStop evenAndOddHeaders characterSpacingControl "
    "footnotePr endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}
"""Of ISO/IEC 29500-1, annex A.1. Word refuses a file whose elements stand in another order."""


def papers(report: WorkshopReport) -> dict[str, bytes]:
    """All that can be written, in both directions, in our look and in that of a template."""
    leads = report.actions[0].service.id
    template = BytesIO()
    Document().save(template)
    made = {}
    for language in ("en", "ar"):
        told = replace(report, language=language)
        made[f"plan {language}"] = word.export(told, language).data
        made[f"brief {language}"] = brief.export(told, language, leads).data
        made[f"leaflet {language}"] = leaflet.export(told, language).data
        made[f"plan in a template {language}"] = word.export(told, language, template.getvalue()).data
    return made


def roots(data: bytes) -> list[Any]:
    document = Document(BytesIO(data))
    section = document.sections[0]
    return [document.element, document.styles.element, document.settings.element, section.footer._element]


def test_elements_stand_in_the_order_of_the_standard(pictured):
    for name, data in papers(pictured).items():
        for root in roots(data):
            for kind, order in ORDER.items():
                places = {qn(f"w:{each}"): place for place, each in enumerate(order.split())}
                for element in root.iter(qn(f"w:{kind}")):
                    found = [places[child.tag] for child in element if child.tag in places]
                    assert found == sorted(found), (name, kind, [child.tag for child in element])


def test_a_validator_finds_nothing_against_the_schemas(pictured, tmp_path):
    openxml_audit = pytest.importorskip("openxml_audit")
    validator = openxml_audit.OpenXmlValidator(file_format=openxml_audit.FileFormat.MICROSOFT_365)
    for name, data in papers(pictured).items():
        file = tmp_path / "paper.docx"
        file.write_bytes(data)
        found = [f"{error.part_uri}: {error.description}" for error in validator.validate(str(file)).errors]
        assert found == [], name


def test_a_theme_for_which_nothing_fits_is_a_gap_until_an_action_answers_it(report):
    last = replace(report.themes[-1], is_gap=True)
    words = text_of(opened(replace(report, themes=(*report.themes[:-1], last))))
    assert last.label in words[words.index("Needs without a service") :]
    first = replace(report.themes[0], is_gap=True)
    assert "Needs without a service" not in text_of(opened(replace(report, themes=(first, *report.themes[1:]))))
