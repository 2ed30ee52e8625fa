"""The brief for one service, read back with python-docx, and laid out by LibreOffice."""

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from exports.word import brief
from workshop_kit.errors import NotFound
from workshop_kit.report import WorkshopReport

LEISURE, SCHOOLS, YOUTH = 1, 2, 7


@pytest.fixture
def report(report: WorkshopReport) -> WorkshopReport:
    """Leisure leads the first action, adult education the second with youth work, and the third is a suggestion."""
    first, second, third = report.actions
    schools = replace(second.service, id=SCHOOLS)
    youth = replace(second.service, id=YOUTH, name="Youth work", body="City of Kerava", url="")
    county = replace(third.service, id=3)
    actions = (first, replace(second, service=schools, partners=(youth,)), replace(third, service=county))
    return replace(report, actions=actions)


def opened(report: WorkshopReport, language: str = "en", service: int | None = LEISURE, body: str = "") -> Any:
    return Document(BytesIO(brief.export(report, language, service, body).data))


def text_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p")))


def headings(document: Any) -> list[tuple[int, str]]:
    return [(int(p.style.name[-1]), p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]


def test_a_service_reads_its_own_actions_and_no_other(report):
    words = text_of(opened(report))
    assert "A free club twice a week" in words and "City of Vantaa" in words and "+358 9 000 000" in words
    assert "A morning course in Finnish" not in words and "Interpreting" not in words


def test_the_brief_says_what_the_workshop_was(report):
    words = text_of(opened(report))
    assert f"We asked: {report.question} 41 people. 8 languages. 150 ideas. 3 actions." in words
    assert "Koivukylä school evening · 14 November 2026" in words


def test_fewer_than_five_people_stay_untold(report):
    few = replace(report, participation=replace(report.participation, joined=None))
    assert "People: fewer than five. 8 languages." in text_of(opened(few))


def test_the_table_says_what_by_when_and_how_it_is_measured(report):
    table = opened(report).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Action",
        "First step",
        "By when",
        "Measured by",
        "Status",
    ]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1. A free club twice a week in Koivukylä school",
        "Ask the caretaker for the key of the hall, by 10 December 2026",
        "15 Jan 2027",
        "Children taking part each month: from 12 to 40",
        "Agreed",
    ]


def test_an_action_says_what_changes_in_which_languages_and_what_could_go_wrong(report):
    words = text_of(opened(report))
    for said in (
        "Children choose the club themselves.",
        "Partner: Parents’ association, two migrant-led NGOs",
        "Languages needed: Somali, Arabic",
        "What could go wrong: The hall is booked twice",
        "People who want to help: fewer than five",
    ):
        assert said in words


def test_two_people_are_quoted_and_it_says_who_translated_them(report):
    document = opened(report)
    quoted = [p for p in document.paragraphs if p.style.name == "Brief Voice"]
    meanings = [p.text for p in document.paragraphs if p.style.name == "Brief Meaning"]
    assert len(quoted) == 2
    assert quoted[0]._p.pPr.find(qn("w:bidi")) is not None, "Arabic comes first, from right to left"
    assert meanings[0].endswith("العربية · translated by the computer") and meanings[1] == "English"
    assert "translated by a person" in text_of(opened(report, service=3))


def test_a_partner_is_told_that_it_is_one_and_who_is_responsible(report):
    words = text_of(opened(report, service=YOUTH))
    assert "Youth work" in words and "You are a partner. Responsible: Adult education" in words
    assert "A free club" not in words


def test_a_suggestion_is_not_told_as_if_somebody_had_decided_it(report):
    assert "Suggested by the computer, not yet confirmed" in text_of(opened(report, service=3))
    third = replace(report.actions[2], partners=(replace(report.actions[0].service, id=9),))
    words = text_of(opened(replace(report, actions=(third,)), service=9))
    assert "You are a partner. Nobody is responsible yet." in words and "Interpreting" not in words


def test_a_body_reads_the_actions_of_all_its_services(report):
    document = opened(report, service=None, body="city of vantaa ")
    assert headings(document)[0] == (1, "City of Vantaa")
    words = text_of(document)
    assert "A free club" in words and "A morning course" in words and "School messages that" not in words
    assert "Adult education, Finnish for parents" in words, "each action names the service"


@pytest.mark.parametrize(("service", "body"), [(99, ""), (None, "Nobody"), (None, ""), (None, "  ")])
def test_who_has_no_action_gets_no_brief(report, service, body):
    with pytest.raises(NotFound):
        brief.export(report, "en", service, body)


def test_it_ends_with_how_to_answer_in_one_of_five_words(report):
    document = opened(report)
    answers = document.tables[-1]
    words = [row.cells[0].text for row in answers.rows]
    assert words == ["Status", "Proposed", "Agreed", "Under way", "Done", "Not possible"]
    assert "amber columns of the Excel workbook" in text_of(document)


def test_it_can_be_read_aloud_in_order(report):
    document = opened(report)
    levels = [level for level, _text in headings(document)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    for table in document.element.iter(qn("w:tbl")):
        assert table.find(qn("w:tr")).find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    shown = list(document.element.iter(qn("wp:docPr")))
    assert shown[0].get("descr") == "4821", "the room sign is the join code"
    assert all(each.get("descr") or list(each.iter("{*}decorative")) for each in shown)


def test_there_is_no_cover_and_no_contents_and_every_page_has_its_number(report):
    document = opened(report)
    foot = document.sections[0].footer._element
    assert [(code.text or "").strip() for code in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert not document.sections[0].different_first_page_header_footer
    assert not [p for p in document.paragraphs if p.style.name.startswith(("toc", "Cover"))]


def test_its_name_is_plain_letters(report):
    named = replace(report.actions[0].service, name="Äitien & lasten neuvola")
    action = replace(report.actions[0], service=named)
    assert brief.export(report, "en", LEISURE).name.startswith("brief-4821-2026-11-14-leisure-services")
    assert brief.export(replace(report, actions=(action,)), "fi", 1).name.endswith("-aitien-lasten-neuvola.docx")
    foreign = replace(action, service=replace(named, name="خدمات"))
    assert brief.export(replace(report, actions=(foreign,)), "en", 1).name == "brief-4821-2026-11-14-1.docx"


def test_properties_name_the_kit_and_no_person(report):
    about = opened(report, "fi").core_properties
    assert (about.author, about.last_modified_by, about.language) == ("Workshop kit", "Workshop kit", "fi-FI")
    assert "Leisure services" in about.title


def test_a_whole_brief_can_run_from_right_to_left(report):
    document = opened(replace(report, language="ar"), "ar")
    assert document.element.body.sectPr.find(qn("w:bidi")) is not None
    assert all(t.tblPr.find(qn("w:bidiVisual")) is not None for t in document.element.iter(qn("w:tbl")))
    number = next(
        r for r in document.element.iter(qn("w:r")) if "+358" in "".join(t.text for t in r.iter(qn("w:t")))
    )
    assert number.rPr is None or number.rPr.find(qn("w:rtl")) is None, "a telephone number is not turned round"


def wordy(report: WorkshopReport) -> WorkshopReport:
    """Three actions of one service, with all the letters that the kit takes."""
    many = "a longer sentence about afternoons in this neighbourhood " * 40
    actions = []
    for action in report.actions:
        quotes = tuple(replace(line, text=many, translation=many) for line in action.theme.quotes)
        theme = replace(action.theme, quotes=quotes)
        facts = {"what": many, "risks": many[:500], "resources": many[:500], "partner": many[:300]}
        titled = replace(action, title=many[:200], indicator=many[:200], first_step=many[:200], **facts)
        actions.append(replace(titled, theme=theme, service=report.actions[0].service))
    return replace(report, actions=tuple(actions))


@pytest.mark.browser
def test_three_actions_are_two_pages_however_much_they_say(report, tmp_path):
    same = tuple(replace(action, service=report.actions[0].service) for action in report.actions)
    for number, each in enumerate((replace(report, actions=same), wordy(report))):
        texts = laid_out(brief.export(each, "en", LEISURE).data, tmp_path / str(number))
        assert len(texts) == 2
        assert "How to answer" in texts[1]


def laid_out(document: bytes, folder: Path) -> list[str]:
    """The texts of its pages."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice (soffice) is missing")
        pytest.skip("LibreOffice (soffice) is not installed")
    folder.mkdir()
    (folder / "brief.docx").write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), folder / "brief.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    reader = PdfReader(BytesIO((folder / "brief.pdf").read_bytes()))
    return [page.extract_text() for page in reader.pages]
