"""The results box of a funder's report: SMILE's figures, the same in words, table and chart, on one page."""

import os
import re
import shutil
import subprocess
import uuid
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from exports import results, results_table
from exports.word import results as paper
from models import Area
from workshop_kit import programmes
from workshop_kit.outcomes import indicators, register
from workshop_kit.outcomes import results as outcome_results

PLACES = ("Martinlaakso", "Koivukylä", "Hakunila")
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def smile(db, now):
    """A programme whose register adds up to what SMILE told: its id."""
    programme = programmes.create(
        db, programmes.Draft("SMILE", funder="AMIF", starts=date(2023, 1, 1), ends=date(2025, 12, 31)), now=now
    )
    areas = [Area(name=name) for name in PLACES]
    db.add_all(areas)
    db.flush()
    programmes.add_areas(db, programme, areas)
    rows = [row for each in indicators.presets() for row in indicators.add_preset(db, programme.id, each.id)]
    coached, employed, studying, own, visits, children = rows
    whole = {
        "by_gender": {"woman": 82, "man": 68},
        "by_age": {"under_18": 7, "18_29": 20, "30_44": 80, "45_64": 40},
    }
    rest = {"by_gender": {"man": 6}, "by_age": {"18_29": 1, "30_44": 5}}
    for year, area in enumerate(areas):
        day = date(2023 + year, 5, 3)
        _enter(db, now, coached, area, day, 150, **whole)
        for row, number in ((employed, 36), (studying, 20), (own, 6), (visits, 228), (children, 207)):
            _enter(db, now, row, area, day, number)
    _enter(db, now, coached, areas[0], date(2023, 6, 1), 6, **rest)
    _enter(db, now, visits, areas[0], date(2023, 6, 1), 1)
    coached.target, coached.target_by = 400, date(2025, 12, 31)
    return programme.id


def _enter(db, now, row, area, day, number, by_gender=(), by_age=()):
    draft = register.Draft(str(uuid.uuid4()), row.id, area.id, day, number, dict(by_gender), dict(by_age))
    register.enter(db, draft, now=now)


@pytest.fixture
def found(db, smile):
    return outcome_results.of(db, smile, today=date(2026, 11, 14))


def document(found, language="en"):
    return Document(BytesIO(paper.export(found, language).data))


def everything(found, language="en"):
    read = document(found, language)
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in read.paragraphs), *cells])


def bars(found):
    """Label -> value in the workbook of the chart."""
    read = document(found)
    (part,) = [each for each in read.part.package.iter_parts() if str(each.partname).endswith(".xlsx")]
    sheet = load_workbook(BytesIO(part.blob)).worksheets[0]
    return {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}


def test_the_box_says_what_smile_achieved(found):
    said = results.text(found, "en")
    assert f"456 people were coached: 54{SPACE}% women, 18{SPACE}% under 30." in said
    assert "186 of them found work or study." in said
    assert "685 visits to parental corners." in said
    assert "621 children in activities." in said


def test_the_box_speaks_finnish(found):
    said = [each.text for each in results.of(found, "fi").box]
    assert said[0] == f"456 ihmistä sai valmennusta: 54{SPACE}% naisia, 18{SPACE}% alle 30-vuotiaita."
    assert said[1:] == [
        "Heistä 186 pääsi töihin tai opiskelemaan.",
        "685 käyntiä vanhempainnurkissa.",
        "621 lasta mukana toiminnassa.",
    ]


def test_the_word_page_says_the_same(found):
    said = everything(found)
    for number, words in (
        ("456", f"people were coached: 54{SPACE}% women, 18{SPACE}% under 30."),
        ("186", "of them found work or study."),
        ("685", "visits to parental corners."),
        ("621", "children in activities."),
    ):
        assert number in said and words in said
    assert "Funder: AMIF" in said and "1 January 2023 – 31 December 2025" in said


def test_box_table_and_chart_reconcile(found):
    lines = {line.label: line for line in results_table.lines(found, "en")}
    whole = lines["Job coaching – People coached"]
    assert (whole.count, lines["of them women"].count, lines["of them under 30"].count) == (456, 246, 82)
    parts = [lines[name].count for name in ("Found employment", "Found education", "Became self-employed")]
    assert sum(parts) == lines["These parts together"].count == 186
    assert (
        lines["Parental corner – Visits"].count,
        lines["Activities for children – Children taking part"].count,
    ) == (
        685,
        621,
    )
    assert bars(found) == {
        "People coached": 456,
        "of them women": 246,
        "of them under 30": 82,
        "of them found work or study": 186,
        "Visits": 685,
        "Children taking part": 621,
    }


def test_the_groups_of_a_table_add_up_to_the_whole(found):
    lines = results_table.lines(found, "en")
    end = next(n for n, line in enumerate(lines) if line.label == "Found employment")
    ages = [line.count for line in lines[:end] if "aged" in line.label or line.label == "age not told"]
    genders = [line.count for line in lines[:end] if line.label in ("of them women", "of them men")]
    assert sum(ages) == sum(genders) == 456


def test_the_table_of_the_page_has_the_numbers_of_the_table(found):
    (table,) = [each for each in document(found).tables if each.rows[0].cells[0].text == "What was counted"]
    told = {row.cells[0].text.strip(): row.cells[1].text for row in table.rows[1:]}
    known = {line.label: str(line.count) for line in results_table.lines(found, "en")}
    assert told and told.items() <= known.items()


def test_the_target_is_told_with_how_much_of_it_is_reached(found):
    assert f"400 (114{SPACE}%)" in everything(found)
    said = f"456 of 400 by 31 December 2025, which is 114{SPACE}% of the target."
    assert f"People coached: {said}" in results.text(found, "en")


def test_what_is_too_small_is_said_in_words(db, now):
    programme = programmes.create(db, programmes.Draft("Small"), now=now)
    (visits,) = indicators.add_preset(db, programme.id, "parental_corner")
    area = Area(name="Hakunila")
    db.add(area)
    db.flush()
    _enter(db, now, visits, area, date(2026, 5, 3), 3)
    small = outcome_results.of(db, programme.id, today=date(2026, 11, 14))
    said = everything(small)
    assert "Parental corner – Visits: too few to tell a number." in said and "too few to tell" in said
    assert not re.search(r"\b3\b", said.replace("1 / 1", ""))


def test_a_share_is_named_only_where_most_told_and_what_nobody_counted_is_no_large_nought(db, now):
    programme = programmes.create(db, programmes.Draft("New"), now=now)
    area = Area(name="Hakunila")
    db.add(area)
    db.flush()
    coached, *_results, _visits = (
        row for id in ("job_coaching", "parental_corner") for row in indicators.add_preset(db, programme.id, id)
    )
    _enter(db, now, coached, area, date(2026, 3, 1), 20, by_gender={"woman": 6})
    found = outcome_results.of(db, programme.id, today=date(2026, 11, 22))
    said = results.of(found, "en")
    assert [each.text for each in said.box] == ["20 people were coached."]
    assert [bar.value for bar in said.bars] == [20]
    _enter(db, now, coached, area, date(2026, 3, 2), 60, by_gender={"woman": 40, "man": 20})
    said = results.of(outcome_results.of(db, programme.id, today=date(2026, 11, 22)), "en")
    assert said.box[0].text.startswith("80 people were coached: 58")


def test_a_filter_that_cuts_names_what_it_is_told_with(db, now, smile):
    area = Area(name="Länsimäki")
    db.add(area)
    db.flush()
    visits = next(row for row in indicators.listed(db, smile) if row.name["en"] == "Visits")
    _enter(db, now, visits, area, date(2024, 5, 3), 2)
    told = results.text(outcome_results.of(db, smile, area="Länsimäki", today=date(2026, 11, 14)), "en")
    assert "This is together with Koivukylä: alone it would be too few to tell." in told
    assert "Area: Länsimäki" in told


def test_an_indicator_of_ones_own_is_told_by_its_name(db, now, smile):
    row = indicators.add(
        db, smile, indicators.Draft("Parental corner", {"en": "Families visited", "fi": "Perheitä"})
    )
    area = next(iter(programmes.areas(db, programmes.by_id(db, smile))))
    _enter(db, now, row, area, date(2024, 5, 3), 20, by_gender={"woman": 10, "man": 10})
    found = outcome_results.of(db, smile, today=date(2026, 11, 14))
    assert f"20 Parental corner – Families visited: 50{SPACE}% women." in results.text(found, "en")
    assert "Perheitä" in results.text(found, "fi")


def test_the_file_is_named_after_the_programme_and_describes_itself(found):
    made = paper.export(found, "fi")
    assert made.name == "results-smile-2026-11-14-fi.docx"
    about = Document(BytesIO(made.data)).core_properties
    assert about.author == "Workshop kit" and about.language == "fi-FI"


def test_the_chart_has_words_for_those_who_do_not_see_it(found):
    (drawing,) = document(found).element.xpath("//wp:docPr")
    assert "People coached: 456" in drawing.get("descr") and "Visits: 685" in drawing.get("descr")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "fi"])
def test_it_is_one_page(found, tmp_path, language):
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice (soffice) is missing")
        pytest.skip("LibreOffice (soffice) is not installed")
    source = tmp_path / "results.docx"
    source.write_bytes(paper.export(found, language).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (page,) = PdfReader(BytesIO((tmp_path / "results.pdf").read_bytes())).pages
    assert all(number in page.extract_text() for number in ("456", "186", "685", "621"))


def test_the_command_line_writes_the_page_and_prints_the_text(tmp_path, engine, now, capsys):
    from workshop_kit.__main__ import main
    from workshop_kit.store import writing

    with writing(engine) as db:
        programme = programmes.create(db, programmes.Draft("SMILE"), now=now)
        indicators.add_preset(db, programme.id, "parental_corner")
    file = tmp_path / "box.docx"
    assert main(["outcomes", "report", "--programme", "smile", "--to", str(file)]) == 0
    assert "Results: SMILE" in capsys.readouterr().out
    assert "Results: SMILE" in [each.text for each in Document(file).paragraphs]
    assert main(["outcomes", "report", "--programme", "smile", "--to", str(tmp_path / "box.pdf")]) == 2
    assert main(["outcomes", "report", "--programme", "Emil", "--to", str(file)]) == 2
