"""The yearly report in Word: its chapters, its figures, its languages, and a city's own look."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports import results_table
from exports.word import template
from exports.word import yearly as paper
from models import ActionStatus, Counted, LessonKind
from workshop_kit.evaluation.said import Moment
from workshop_kit.insights import Filter
from workshop_kit.outcomes.results import Results
from workshop_kit.outcomes.told import IndicatorFigures, Row, Share, Told
from workshop_kit.profile.facts import LANGUAGE, Asked, Compared, Content, Group, People, Profile
from workshop_kit.yearly.facts import (
    Answer,
    Became,
    Course,
    Done,
    Gap,
    Held,
    InArea,
    Learnt,
    Measure,
    Meetings,
    Named,
    Need,
    Quote,
    Said,
    YearlyReport,
)

MADE_ON = date(2026, 12, 1)


def en(text: str) -> Named:
    return Named(text, "en")


def figures(name: str, count: int, id: int = 1, **facts: Any) -> IndicatorFigures:
    cells = ((2026, "Hakunila"), (2026, "Koivukylä"))
    told = IndicatorFigures(
        id, str(id), "Job coaching", {"en": name}, Counted.PEOPLE, None, Told(count, cells),
        by_area=(Row(("Hakunila",), (2026,), count - 20, cells[:1]), Row(("Koivukylä",), (2026,), 20, cells[1:])),
    )  # fmt: skip
    return replace(told, **facts)


def meetings(number: int) -> Meetings:
    areas = ("Hakunila", "Koivukylä")
    held = tuple(
        Held(en(f"Evening {place}"), date(2026, 1 + place % 12, 3), areas[place % 2], "School", 40)
        for place in range(number)
    )
    found = tuple(
        InArea(area, n, 40 * n, ("School",)) for area in areas if (n := sum(each.area == area for each in held))
    )
    return Meetings(held, 0, (en("Hakunila Parents’ Association"),), found, 8)


def done(number: int, status: ActionStatus = ActionStatus.DONE, **facts: Any) -> Done:
    made = Done(
        en(f"A free club {number}"), en("Clubs after school"), status, en("Leisure services"), en("City of Vantaa"),
        False, False, en("It is open on Tuesdays."), date(2026, 11, 1), 2026,
    )  # fmt: skip
    return replace(made, **facts)


QUOTES = (
    Quote("أنشطة مجانية للأطفال بعد المدرسة", "ar", "Free activities after school", True),
    Quote("Kerhoja lapsille", "fi", "Clubs for children", False),
    Quote("A bench on the way to school", "en", "", False),
)


def profile() -> Profile:
    asked = Asked(LANGUAGE, 46, 2, (Group("fi", 20, False), Group("so", 16, True)), 10, 0, False)
    people = People(46, 2, 0, 2, 0, (asked,))
    content = Content(80, 2, (), 0, (), True, 0, (), (), (), ())
    compared = Compared((), (), (), 0)
    wanted = Filter(1, year=2026)
    return Profile("en", wanted, "SMILE", MADE_ON, 2, MADE_ON, MADE_ON, people, content, compared)


def make(evenings: int = 12, **facts: Any) -> YearlyReport:
    whole = figures("People coached", 120)
    needs = tuple(Need(en(f"Need {n}"), 40 - n, 3, 0 if n == 2 else 30) for n in range(12))
    report = YearlyReport(
        language="en",
        programme="SMILE",
        about="Families plan with services.",
        year=2026,
        made_on=MADE_ON,
        results=Results("SMILE", "European Social Fund", None, None, "", 2026, (2026, 2026), MADE_ON, (whole,)),
        ever=(replace(whole, target=200, progress=Share(120, 200)),),
        meetings=meetings(evenings),
        said=Said(needs, (en_need("Neighbours help"),), (), (Gap(en("Need 1"), 2),), QUOTES, True, 20, 4, 3),
        became=Became(tuple(done(n) for n in range(9)), (done(20, year=2025),)),
        profile=profile(),
        course=Course(
            (Answer("heard", Moment.BEFORE, 40, 2, 3.1), Answer("heard", Moment.AFTER, 38, 2, 3.9)),
            (Measure("people", 30, 20, 46, 3), Measure("voted", 0.8, 0.5, 1, 3)),
            ("so",),
            (),
            (Learnt(LessonKind.WORKED, en("Begin with food."), "Hakunila", MADE_ON),),
        ),
    )
    return replace(report, **facts)


def en_need(label: str) -> Need:
    return Need(en(label), 9, 2, None)


def small() -> YearlyReport:
    """One evening, and nothing but ideas."""
    nothing = Course((), (), (), (), ())
    said = Said((Need(en("Clubs"), 11, 1, None), en_need("Courses")), (), (), (), QUOTES, False, 0, 0, 0)
    results = replace(make().results, figures=())
    return make(1, results=results, ever=(), said=said, became=Became((), ()), course=nothing)


def opened(report: YearlyReport, language: str = "en", look: bytes | None = None) -> Any:
    return Document(BytesIO(paper.export(report, language, look).data))


def words(document: Any) -> str:
    return "\n".join(
        "".join(text.text or "" for text in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p"))
    )


def headings(document: Any) -> list[tuple[int, str]]:
    found = re.compile(r"heading (\d)", re.IGNORECASE)
    named = [(found.match(p.style.name), p.text) for p in document.paragraphs]
    return [(int(match[1]), text) for match, text in named if match]


def test_much_is_told_in_chapters_that_the_contents_list():
    titles = [text for level, text in headings(opened(make())) if level == 1]
    assert titles == [
        "The year on one page",
        "Activities and outcomes",
        "Where we met, and who took part",
        "What people said",
        "What became of it",
        "How it went, and what we learnt",
        "How it was counted, and what is not told",
    ]
    listed = [p.text for p in opened(make()).paragraphs if p.style.name == "toc 1"]
    assert len(listed) == len(titles)


def test_little_is_told_on_pages_that_run_on_and_chapters_without_anything_are_left_out():
    document = opened(small())
    assert [text for level, text in headings(document) if level == 1] == ["The year 2026"]
    assert not [p for p in document.paragraphs if p.style.name == "toc 1"]
    told = [text for level, text in headings(document) if level == 2]
    assert "Activities and outcomes" not in told and "How it went, and what we learnt" not in told
    assert "No actions have been agreed in this year’s workshops yet." in words(document)


@pytest.mark.parametrize("report", [make(), small()], ids=["much", "little"])
def test_headings_never_skip_a_level(report):
    levels = [level for level, _text in headings(opened(report))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_number_of_the_results_is_in_the_table():
    report = make()
    told = words(opened(report))
    for line in results_table.lines(report.results, "en"):
        assert line.label in told and str(line.count) in told
    assert "Hakunila: 100 · Koivukylä: 20" in told
    assert "120 of 200" in told


def test_a_figure_that_may_not_be_told_says_so():
    report = make()
    untold = replace(report.results, figures=(figures("People coached", 20, total=None, by_area=()),))
    told = words(opened(replace(report, results=untold, ever=())))
    assert "too few to tell" in told


def test_what_was_asked_stands_beside_what_was_done_and_by_whom():
    told = words(opened(make()))
    for part in (
        "Clubs after school",
        "A free club 1",
        "Leisure services",
        "City of Vantaa",
        "It is open on Tuesdays.",
    ):
        assert part in told
    assert "2025" in told  # the year in which the earlier one was asked for


def test_what_the_computer_only_suggests_is_named_by_no_service():
    report = make(became=Became((done(1, service=None, body=None, is_suggested=True),), ()))
    told = words(opened(report))
    assert "Suggested by the computer, not yet confirmed" in told and "Leisure services" not in told


def test_quotations_keep_their_language_and_say_who_translated():
    document = opened(make())
    told = words(document)
    assert "translated by the computer" in told and "translated by a person" in told
    arabic = next(p for p in document.element.iter(qn("w:p")) if "أنشطة" in "".join(p.itertext()))
    assert arabic.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert any(lang.get(qn("w:bidi")) == "ar-SA" for lang in arabic.iter(qn("w:lang")))
    finnish = next(p for p in document.element.iter(qn("w:p")) if "Kerhoja" in "".join(p.itertext()))
    assert any(lang.get(qn("w:val")) == "fi-FI" for lang in finnish.iter(qn("w:lang")))


def test_charts_have_words_and_tables_have_captions_and_repeated_heads():
    document = opened(make())
    charts = [each for each in document.element.iter(qn("wp:docPr")) if each.get("name", "").startswith("Chart")]
    assert len(charts) >= 3 and all(chart.get("descr", "").startswith("Bar chart: ") for chart in charts)
    for table in document.element.iter(qn("w:tbl")):
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        assert next(table.iter(qn("w:tr"))).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_a_long_year_names_no_single_workshop_and_says_what_is_left_out():
    told = words(opened(make(60, became=Became(tuple(done(n) for n in range(40)), ()))))
    assert "Evening 3" not in told and "30" in told
    assert "16 more are not shown here." in told


def test_a_year_that_is_not_over_says_so():
    assert "Report on the year so far" in words(opened(make()))
    over = make(year=2025)
    assert "Report on the year so far" not in words(opened(over))


def test_in_finnish_its_dates_statuses_and_languages_are_finnish():
    document = opened(make(language="fi"), "fi")
    told = words(document)
    assert "1. joulukuuta 2026" in told and "Valmis" in told and "somali" in told
    assert document.core_properties.language == "fi-FI"


def test_it_wears_the_look_of_a_city():
    document = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.sections[0].header.paragraphs[0].text = "City of Vantaa"
    file = BytesIO()
    document.save(file)
    assert template.check(file.getvalue()) == "Georgia"
    for report in (make(), small()):
        found = opened(report, look=file.getvalue())
        assert found.styles["Normal"].font.name == "Georgia"
        assert found.sections[0].header.paragraphs[0].text == "City of Vantaa"
        assert "SMILE" in words(found)


def test_the_file_is_named_in_letters_that_every_disk_takes():
    made = paper.export(make(programme="Ähtäri / سمايل"), "en")
    assert made.name == "yearly-ahtari-2026-en.docx"
    assert ZipFile(BytesIO(made.data)).testzip() is None
