"""The community profile: what it says in words, and its two pages in Word."""

import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from exports import profile as words_of
from exports.word import profile as paper
from workshop_kit.i18n import words
from workshop_kit.insights import Filter
from workshop_kit.profile.facts import (
    LANGUAGE,
    Asked,
    Beside,
    Compared,
    Comparison,
    Content,
    Count,
    Group,
    People,
    Point,
    Profile,
    ServiceKnown,
    Verdict,
)

LANGUAGES = ("fi", "ar", "so", "ru", "en", "fa", "sq", "et", "uk", "vi", "ckb", "tr", "zh", "es", "sv")


def asked(id: str, *answers: str, **facts: object) -> Asked:
    groups = tuple(Group(answer, 90 - 5 * place, place == 1) for place, answer in enumerate(answers))
    made = Asked(id, 900, 14, groups, 17, 48, False)
    return replace(made, **facts)


def compared(topic: str, *answers: str) -> Comparison:
    verdicts = list(Verdict)
    rows = [
        Beside(answer, None if place % 4 == 3 else 0.12, place == 1, 0.05, verdicts[place % 4])
        for place, answer in enumerate(answers)
    ]
    return Comparison(topic, topic, 233, 41200, (2025,), ("Statistics Finland, table 11ra",), tuple(rows))


def points(many: int, language: str = "en") -> tuple[Point, ...]:
    said = "Kurser i finska med barnpassning på eftermiddagen"
    return tuple(Point(f"{said} {n}", language, 90 - n, 9, n == 2) for n in range(many))


def make_profile(**facts: object) -> Profile:
    """As much as there can be."""
    ages = ("under_18", "18_29", "30_44", "45_64", "65_up")
    questions = (
        asked(LANGUAGE, *LANGUAGES, silent=0),
        asked("role", "family", "young", "school", "association", "official", "other"),
        asked("age", *ages),
        asked("gender", "woman", "man", "other", silent_partly=True),
        asked("area", "Hakunila", "Koivukylä", "Martinlaakso", "Länsimäki", "elsewhere"),
        asked("home_language", *LANGUAGES, "other"),
    )
    comparisons = (
        compared("home_language", *LANGUAGES[:8]),
        compared("age", *ages),
        compared("gender", "woman", "man"),
    )
    services = [
        ServiceKnown(
            f"Open early childhood education and care service {n}", "en", 300, Count(49), None, Count(90, True)
        )
        for n in range(12)
    ]
    content = Content(
        ideas=20_000,
        workshops=200,
        by_language=tuple((code, 900 - 9 * n) for n, code in enumerate(LANGUAGES)),
        in_others=7,
        by_channel=(("phone", 19_000), ("paper", 900), ("shared", 60), ("helper", 40)),
        are_joined=True,
        loose=412,
        needs=points(30),
        strengths=points(9),
        barriers=points(9),
        services=tuple(services),
    )
    made = Profile(
        language="en",
        wanted=Filter(1, "Hakunila", 2026),
        programme="SMILE",
        made_on=date(2026, 11, 22),
        workshops=200,
        first=date(2024, 3, 5),
        last=date(2026, 11, 13),
        people=People(6400, 190, 3, 20, 2, questions),
        content=content,
        compared=Compared(comparisons, ("Hakunila",), ("Länsimäki",), 4),
    )
    return replace(made, **facts)


def make_little(**facts: object) -> Profile:
    """One evening of seven people that asked nothing and grouped nothing."""
    people = People(7, 1, 0, 1, 0, (Asked(LANGUAGE, 7, 1, (), 7, 0, False),))
    content = Content(3, 1, (), 3, (("phone", 3),), False, 3, (), (), (), ())
    day = date(2026, 11, 14)
    nothing = Compared((), (), (), 1)
    return make_profile(
        **{"wanted": Filter(), "programme": "", "workshops": 1, "first": day, "last": day} | facts,
        people=people, content=content, compared=nothing,
    )  # fmt: skip


def opened(profile: Profile) -> Document:
    return Document(BytesIO(paper.export(profile).data))


def text(profile: Profile) -> str:
    document = opened(profile)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_its_headings_are_headings():
    found = [p.text for p in opened(make_profile()).paragraphs if p.style.name.lower().startswith("heading")]
    assert found == [
        "SMILE · Hakunila · 2026",
        "Who takes part, by the language on their phones",
        "What people need, by the number of ideas",
        "Services, known and not known",
        "What is not known",
    ]


def test_its_pictures_are_word_charts_that_say_what_they_show():
    document = opened(make_profile())
    alts = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(alts) == 2
    assert alts[0].startswith("Bar chart: Finnish: 90; Arabic: at least 85; ")
    with zipfile.ZipFile(BytesIO(paper.export(make_profile()).data)) as packed:
        assert sum(name.startswith("word/charts/chart") for name in packed.namelist()) == 2


def test_each_table_repeats_its_head():
    tables = opened(make_profile()).tables
    assert len(tables) == 4
    for table in tables:
        assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None


def test_a_label_in_another_language_says_so():
    points_ar = (Point("نوادٍ بعد المدرسة", "ar", 9, 2, True),)
    profile = make_profile(content=replace(make_profile().content, needs=points_ar, strengths=points_ar))
    runs = [run for run in opened(profile).element.body.iter(qn("w:r")) if "المدرسة" in "".join(run.itertext())]
    assert runs
    for run in runs:
        assert run.find(qn("w:rPr")).find(qn("w:rtl")) is not None
        assert run.find(qn("w:rPr")).find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"


def test_a_right_to_left_profile_runs_from_right_to_left():
    document = opened(make_profile(language="ar"))
    assert document.element.body.sectPr.find(qn("w:bidi")) is not None
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)


def test_it_says_what_is_not_known():
    said = text(make_profile())
    assert "2 workshops are not over yet" in said
    assert "3 workshops had fewer than five people each" in said
    assert "Nothing is kept yet of who lives in Länsimäki." in said
    assert "412 ideas belong to no need yet." in said


def test_one_small_evening_is_a_paper_too():
    said = text(make_little())
    assert "All workshops" in said
    assert "Nobody was asked yet which services they know." in said


def test_a_profile_of_nobody_says_what_it_needs():
    said = text(replace(make_little(), people=People(0, 0, 1, 0, 0, ())))
    assert "Nobody is counted yet: five people are needed in a workshop that is over." in said


def test_a_filter_in_which_nothing_was_held_says_so():
    nothing = replace(make_little(), workshops=0, first=None, last=None, people=People(0, 0, 0, 0, 0, ()))
    assert "No workshop yet." in text(nothing)


def test_the_name_of_the_file_is_plain():
    assert words_of.file_name(make_profile()) == "profile-smile-hakunila-2026-2026-11-22-en.docx"
    assert words_of.file_name(make_little()) == "profile-2026-11-22-en.docx"


def test_a_number_that_is_hidden_is_a_dash_and_one_that_is_partly_told_says_so():
    w = words("en")
    assert [words_of.count(w, told) for told in (None, Count(0), Count(49), Count(49, True))] == [
        "–",
        "0",
        "49",
        "at least 49",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("make", [make_profile, make_little])
@pytest.mark.parametrize("language", ["en", "fi", "ar"])
def test_it_is_two_pages(tmp_path: Path, make, language):
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice (soffice) is missing")
        pytest.skip("LibreOffice (soffice) is not installed")
    source = tmp_path / "profile.docx"
    source.write_bytes(paper.export(make(language=language)).data)
    settings = f"-env:UserInstallation={(tmp_path / 'settings').as_uri()}"
    command = [office, settings, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert len(PdfReader(BytesIO((tmp_path / "profile.pdf").read_bytes())).pages) == 2
