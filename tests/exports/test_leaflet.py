"""The leaflet for those who took part, in every language of the phones."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.word import leaflet
from exports.word.text import TAGS
from workshop_kit.i18n import LANGUAGES, direction
from workshop_kit.report import WorkshopReport


@pytest.fixture
def report(report: WorkshopReport) -> WorkshopReport:
    """Its vote decides."""
    return replace(report, votes=(replace(report.votes[0], decides=True),))


def opened(report: WorkshopReport, language: str = "en") -> Any:
    return Document(BytesIO(leaflet.export(replace(report, language=language), language).data))


def lines(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs]


def section(document: Any, heading: str) -> list[str]:
    """What stands under a heading."""
    found = lines(document)
    start = found.index(heading) + 1
    ends = [n for n, p in enumerate(document.paragraphs) if n >= start and p.style.name.startswith("Heading")]
    return found[start : ends[0] if ends else None]


def test_it_says_what_was_asked_and_what_was_chosen_best_first(report):
    document = opened(report)
    assert f"We asked: {report.question}" in lines(document)
    chosen = [line.strip() for line in section(document, "Together you chose these")]
    assert chosen == [
        "Free clubs after school",
        "Finnish courses with childcare",
        "School messages in plain language",
    ]


def test_it_says_what_happens_next_who_does_it_and_by_when(report):
    found = section(opened(report), "What happens next")
    assert found[:3] == [
        "A free club twice a week in Koivukylä school",
        "Leisure services for children and young people · City of Vantaa",
        "It is agreed · by 15 January 2027",
    ]
    assert "It is being done · by 15 January 2027" in found
    assert found[-2:] == ["School messages that everyone understands", "It is proposed"]


def test_a_service_that_nobody_has_confirmed_is_not_named(report):
    assert not [line for line in lines(opened(report)) if "Interpreting" in line]


def test_it_tells_the_latest_of_each_action(report):
    old = report.actions[0].since[0]
    news = (replace(old, text="The club has begun.", status="in_progress"), old)
    told = replace(report, actions=(replace(report.actions[0], since=news),))
    found = section(opened(told), "What has happened since")
    assert "20 November 2026 · It is being done" in found and "The club has begun." in found
    assert "The hall is ours on Tuesdays." not in found
    quiet = replace(report, actions=tuple(replace(action, since=()) for action in report.actions))
    assert "What has happened since" not in lines(opened(quiet))


def test_without_a_vote_it_says_what_people_talked_about(report):
    found = section(opened(replace(report, votes=())), "What you talked about")
    assert found[0].strip() == "Free clubs after school"


def test_a_very_small_vote_tells_its_first_place_alone(report):
    few = replace(report, votes=(replace(report.votes[0], voters=None),))
    assert len(section(opened(few), "Together you chose these")) == 1


def test_a_workshop_without_results_still_thanks(empty):
    found = lines(opened(empty))
    assert "Nothing has been decided yet." in found
    assert "The plan is being made. It says who does what, and by when." in found
    assert found[-1] == "Thank you for coming."


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language_of_the_phones_in_its_direction(report, language):
    document = opened(report, language)
    assert (document.element.body.sectPr.find(qn("w:bidi")) is not None) == (direction(language) == "rtl")
    assert document.core_properties.language == TAGS[language]
    ours = [p for p in document.paragraphs if p.style.name == "Heading 2"]
    assert len(ours) == 3
    if language != "en":
        assert not {"Together you chose these", "What happens next"} & {p.text for p in ours}
    for heading in ours:
        assert (heading._p.pPr.find(qn("w:bidi")) is not None) == (direction(language) == "rtl")


def test_its_letters_are_large(report):
    styles = [p.style for p in opened(report).paragraphs if p.style.name.startswith("Leaflet")]
    assert min((style.font.size or style.base_style.font.size).pt for style in styles) >= 13


def test_a_title_in_another_language_carries_its_own(report):
    document = opened(report, "ar")
    runs = [r for p in document.paragraphs if "A free club" in p.text for r in p._p.iter(qn("w:r"))]
    assert runs
    for run in runs:
        assert run.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"
        assert run.rPr.find(qn("w:rtl")) is None


def test_marks_beside_words_are_silent_and_the_room_sign_is_the_join_code(report):
    shown = list(opened(report, "so").element.iter(qn("wp:docPr")))
    assert [each.get("descr") for each in shown] == ["4821"] + [""] * (len(shown) - 1)
    assert all(list(each.iter("{*}decorative")) for each in shown[1:])


def test_headings_are_in_order_and_the_foot_needs_no_words(report):
    document = opened(report, "vi")
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels == [1, 2, 2, 2]
    foot = document.sections[0].footer.paragraphs[0].text
    assert foot.startswith("Koivukylä school evening · 14 tháng 11, 2026") and foot.endswith("1 / 1")


def test_it_is_named_after_its_language(report):
    assert leaflet.export(report, "ckb").name == "leaflet-4821-2026-11-14-ckb.docx"
