"""A realistic report: a school evening in Koivukylä, 41 voters, eight languages, three actions."""

from dataclasses import replace
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

from workshop_kit.pictures import Photo
from workshop_kit.report import (
    ActionPage,
    AgendaLine,
    Line,
    News,
    OptionResult,
    Participation,
    ServiceFacts,
    ThemeSection,
    VoteResult,
    WorkshopReport,
)

IDEAS = [
    ("en", "Homework help and games on weekday afternoons.", None, False, 1),
    ("fi", "Maksuttomia kerhoja lapsille koulun jälkeen.", "Free clubs for children after school.", False, 1),
    (
        "ar",
        "أنشطة مجانية للأطفال بعد المدرسة مثل الرسم والموسيقى و YouTube.",
        "Free activities for children after school, such as drawing, music and YouTube.",
        True,
        1,
    ),
    ("so", "Koorsooyin Finnish ah oo leh xannaano carruureed.", "Finnish courses with childcare.", True, 2),
    ("ru", "Курсы финского языка утром, пока дети в школе.", "Finnish courses in the morning.", True, 2),
    ("fa", "پیام‌های مدرسه را به زبان ساده بنویسید.", "Write school messages in plain language.", True, 3),
    ("ckb", "پەیامەکانی قوتابخانە بە کوردی بن.", "School messages in Kurdish.", False, 3),
    ("vi", "Câu lạc bộ miễn phí cho trẻ em sau giờ học.", "Free clubs for children after school.", True, 1),
    ("en", "A bench and lights on the way to school.", None, False, None),
    ("fi", "Perhekahvila lauantaisin kirjastossa.", "A family café in the library on Saturdays.", False, 4),
]
THEMES = [
    ("spruce", "Free clubs after school", True),
    ("drop", "Finnish courses with childcare", True),
    ("logs", "School messages in plain language", True),
    ("bowl", "A place to meet on Saturdays", False),
]


def make_lines() -> tuple[Line, ...]:
    return tuple(
        Line(number, text, language, "phone", number == 2, translation, by_machine, theme)
        for number, (language, text, translation, by_machine, theme) in enumerate(IDEAS, 1)
    )


def make_themes(lines: tuple[Line, ...]) -> tuple[ThemeSection, ...]:
    themes = []
    for number, (mark, label, confirmed) in enumerate(THEMES, 1):
        own = tuple(line for line in lines if line.theme == number)
        languages = len({line.language for line in own})
        quotes = tuple(sorted(own, key=lambda line: line.language)[:3])
        themes.append(ThemeSection(number, mark, label, "en", confirmed, languages, own, quotes))
    return tuple(themes)


def make_vote() -> VoteResult:
    results = [("spruce", 84, True), ("drop", 61, True), ("logs", 42, True), ("bowl", 18, False)]
    options = [
        OptionResult(
            THEMES[place][1], "en", mark, None, place + 1, dots, (str(dots), f"{dots / 205:.0%}"), chosen, place < 3
        )
        for place, (mark, dots, chosen) in enumerate(results)
    ]
    told = "You have 5 dots: put them on what matters most to you."
    columns = ("Dots", "Share of people")
    return VoteResult("What should happen first?", told, "Dots", columns, 41, False, tuple(options))


def make_service(**facts: Any) -> ServiceFacts:
    service = ServiceFacts(
        id=1,
        name="Leisure services for children and young people",
        name_language="en",
        body="City of Vantaa",
        body_language="en",
        languages=("fi", "en"),
        area="Vantaa",
        contact="+358 9 000 000",
        url="https://www.vantaa.fi/en/leisure",
        vanished=False,
    )
    return replace(service, **facts)


def make_action(number: int, theme: ThemeSection | None, **facts: Any) -> ActionPage:
    action = ActionPage(
        number=number,
        uuid=f"00000000-0000-4000-8000-{number:012}",
        title="A free club twice a week in Koivukylä school",
        title_language="en",
        what="Children choose the club themselves. It starts right after the last lesson and is free for all.",
        what_language="en",
        theme=theme,
        got="84 dots",
        service=make_service(),
        service_confirmed=True,
        service_reason="",
        role="Youth coordinator",
        partner="Parents’ association, two migrant-led NGOs",
        partners=(),
        first_step="Ask the caretaker for the key of the hall",
        first_step_by=date(2026, 12, 10),
        deadline=date(2027, 1, 15),
        indicator="Children taking part each month",
        baseline="12",
        target="40",
        resources="School hall Tue and Thu 14–16, two leaders, 4,200 € a term",
        languages=("so", "ar"),
        risks="The hall is booked twice",
        effort=2,
        benefit=5,
        wanting=None,
        status="accepted",
        since=(News(date(2026, 11, 20), "accepted", "The hall is ours on Tuesdays.", "en"),),
    )
    return replace(action, **facts)


def make_actions(themes: tuple[ThemeSection, ...]) -> tuple[ActionPage, ...]:
    course = {
        "title": "A morning course in Finnish with childcare",
        "what": "A place to learn while the children play next door.",
        "got": "61 dots",
        "service": make_service(name="Adult education, Finnish for parents", url=""),
        "role": "Course planner",
        "indicator": "Parents who finish the course",
        "target": "20",
        "status": "in_progress",
    }
    messages = {
        "title": "School messages that everyone understands",
        "got": "42 dots",
        "service": make_service(
            name="Interpreting and translation centre", body="Wellbeing services county of Vantaa and Kerava"
        ),
        "service_confirmed": False,
        "service_reason": "it matched “messages”, “plain language” and “translation”.",
        "role": "",
        "deadline": None,
        "first_step": "",
        "status": "proposed",
        "wanting": 0,
        "since": (),
    }
    return (
        make_action(1, themes[0]),
        make_action(2, themes[1], **course),
        make_action(3, themes[2], **messages),
    )


def make_report(**facts: Any) -> WorkshopReport:
    lines = make_lines()
    themes = make_themes(lines)
    report = WorkshopReport(
        language="en",
        code="4821",
        sign=("drop", "door", "leaf"),
        title="Koivukylä school evening",
        question="What would make afternoons in Koivukylä good for your children and for you?",
        question_language="en",
        area="Koivukylä, Vantaa",
        venue="Koivukylä school",
        day=date(2026, 11, 14),
        starts=time(17, 30),
        method="From dialogue to plan, two hours",
        made_on=date(2026, 11, 16),
        agenda=(
            AgendaLine("Welcome", "welcome", 10),
            AgendaLine("Talk in threes", "dialogue", 30),
            AgendaLine("Ideas", "ideas", 20),
            AgendaLine("Vote", "vote", 10),
        ),
        participation=Participation(
            41, 150, 8, (("fi", 40), ("ar", 31), ("en", 20)), 59, (("phone", 139), ("paper", 3))
        ),
        themes=themes,
        unplaced=tuple(line for line in lines if line.theme is None),
        votes=(make_vote(),),
        actions=make_actions(themes),
        ideas=lines,
    )
    return replace(report, **facts)


def make_empty() -> WorkshopReport:
    nobody = Participation(None, 0, 0, (), 0, ())
    return make_report(
        agenda=(), participation=nobody, themes=(), unplaced=(), votes=(), actions=(), ideas=(), venue="", area=""
    )


def make_photo(width: int = 1280, height: int = 960) -> Photo:
    """A drawing on paper, photographed."""
    image = Image.new("RGB", (width, height), "#F2EFE7")
    ImageDraw.Draw(image).ellipse((100, 100, width - 100, height - 100), outline="#0B5560", width=12)
    file = BytesIO()
    image.save(file, "JPEG")
    return Photo(file.getvalue(), width, height)


def make_pictured() -> WorkshopReport:
    """The report with a photo without words, a photo with Arabic words, and a symbol."""
    report, photo = make_report(), make_photo()
    tall = make_photo(720, 1280)
    pictures = {1: {"text": "", "photo": photo}, 3: {"photo": tall}, 2: {"symbol": "play", "text": "Leikki"}}
    lines = tuple(replace(line, **pictures.get(line.number, {})) for line in report.ideas)
    sections = tuple(
        replace(section, symbol=symbol, ideas=tuple(line for line in lines if line.theme == section.number))
        for section, symbol in zip(make_themes(lines), ("play", "language", "", "place"), strict=True)
    )
    return replace(report, ideas=lines, themes=sections, actions=make_actions(sections))


@pytest.fixture
def photo() -> Photo:
    return make_photo()


@pytest.fixture
def pictured() -> WorkshopReport:
    return make_pictured()


@pytest.fixture
def report() -> WorkshopReport:
    return make_report()


@pytest.fixture
def empty() -> WorkshopReport:
    return make_empty()
