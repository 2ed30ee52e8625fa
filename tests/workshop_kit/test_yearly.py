"""The yearly report of a programme: what it tells of Ann's evenings, and what it never tells."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlmodel import select

from models import (
    ActionStatus,
    Idea,
    IdeaState,
    LessonKind,
    Need,
    NeedKind,
    Service,
    Source,
    StepKind,
    Theme,
    Translation,
    Workshop,
)
from workshop_kit import plan, programmes, steps, yearly
from workshop_kit.evaluation import lessons
from workshop_kit.outcomes import figures, indicators, register
from workshop_kit.outcomes.register import Draft

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def smile(db):
    return programmes.create(db, programmes.Draft("SMILE", funder="European Social Fund"), now=NOW)


@pytest.fixture
def held(db, open_room, smile):
    """An evening of Ann's in which so many people joined, each with an idea in a theme."""

    def made(people=6, need=None, label="Clubs", **facts):
        room = open_room(db, **{"area": "Koivukylä", "venue": "School", **facts})
        programmes.put_in(db, smile, [room.workshop.id])
        here = [room.joins() for _one in range(people)]
        room.goes_to(StepKind.IDEAS)
        given = [room.sends(who, f"{label} for child {place}") for place, who in enumerate(here)]
        theme = room.theme(label, *given) if given else None
        if need is not None and theme is not None:
            theme.need_id, theme.need_by = need.id, Source.PERSON
            db.add(theme)
        steps.end(db, room.workshop, now=room.now)
        db.flush()
        return room

    return made


@pytest.fixture
def of(db, smile):
    def made(year=2026, language="en"):
        return yearly.of(db, smile, year, language, today=TODAY)

    return made


def need(db, label, kind=NeedKind.NEED):
    row = Need(label={"en": label}, kind=kind, created_at=NOW)
    db.add(row)
    db.flush()
    return row


def count(db, indicator, number, day=date(2026, 3, 1), **told):
    draft = Draft(str(uuid4()), indicator.id, None, day, number, told.get("gender", {}), told.get("age", {}))
    return register.enter(db, draft, now=NOW)


def test_a_year_without_anything_says_so_instead_of_an_empty_paper(db, smile, of):
    with pytest.raises(yearly.EmptyYear) as told:
        of(2025)
    assert "2025" in str(told.value) and "SMILE" in str(told.value)
    assert yearly.years(db, smile, today=TODAY) == []


def test_a_workshop_that_is_only_prepared_is_not_held(db, open_room, smile, of):
    room = open_room(db, day=date(2026, 12, 20))
    programmes.put_in(db, smile, [room.workshop.id])
    with pytest.raises(yearly.EmptyYear):
        of()
    assert yearly.years(db, smile, today=TODAY) == []


def test_what_is_planned_is_told_beside_what_was_held(db, held, open_room, smile, of):
    held()
    later = open_room(db, day=date(2026, 12, 20))
    programmes.put_in(db, smile, [later.workshop.id])
    met = of().meetings
    assert (len(met.held), met.planned) == (1, 1)


def test_workshops_stand_by_area_and_place(held, of):
    held(area="Hakunila", venue="Library")
    held(area="hakunila ", venue="School")
    held(area="")
    met = of().meetings
    assert [(each.area, each.workshops, each.ideas) for each in met.areas] == [("Hakunila", 2, 12), ("", 1, 6)]
    assert set(met.areas[0].places) == {"Library", "School"}
    assert met.named_areas == ("Hakunila",)


def test_figures_are_those_that_may_be_told_to_the_last_one(db, smile, of):
    coached = indicators.add(db, smile.id, indicators.Draft("Job coaching", {"en": "People coached"}, target=100))
    work = indicators.add(
        db, smile.id, indicators.Draft("Job coaching", {"en": "Found employment"}, part_of_id=coached.id)
    )
    count(db, coached, 40, gender={"woman": 30, "man": 8})
    count(db, coached, 3, day=date(2025, 3, 1))
    count(db, work, 12)
    report = of()
    assert report.results.figures == figures.told(db, smile.id, year=2026)
    assert report.ever == figures.told(db, smile.id)
    assert report.is_counted and not report.meetings.held


def test_years_are_those_with_a_workshop_or_a_count(db, held, smile):
    held(day=date(2024, 5, 1))
    visits = indicators.add(db, smile.id, indicators.Draft("Corner", {"en": "Visits"}))
    count(db, visits, 7, day=date(2025, 2, 1))
    back = count(db, visits, 7, day=date(2023, 2, 1))
    register.take_back(db, back, "Typed twice", now=NOW)
    assert yearly.years(db, smile, today=TODAY) == [2025, 2024]


def test_needs_stand_beside_those_of_the_year_before(db, held, of):
    clubs, courses = need(db, "Clubs"), need(db, "Courses")
    held(need=clubs, day=date(2025, 5, 1), people=7)
    held(need=clubs)
    held(need=courses, label="Courses", people=8)
    said = of().said
    assert [(n.label.text, n.ideas, n.before, n.is_new) for n in said.needs] == [
        ("Courses", 8, 0, True),
        ("Clubs", 6, 7, False),
    ]
    assert [each.label.text for each in said.fresh] == ["Courses"]


def test_in_a_first_year_nothing_is_called_new(db, held, of):
    held(need=need(db, "Clubs"))
    said = of().said
    assert said.fresh == () and said.needs[0].before is None


def test_strengths_and_barriers_stand_by_themselves_and_a_strength_is_no_gap(db, held, of):
    held(need=need(db, "Clubs"))
    held(need=need(db, "Neighbours help", NeedKind.STRENGTH), label="Neighbours")
    held(need=need(db, "Dear buses", NeedKind.BARRIER), label="Buses")
    said = of().said
    assert [each.label.text for each in said.strengths] == ["Neighbours help"]
    assert [each.label.text for each in said.barriers] == ["Dear buses"]
    assert {gap.label.text for gap in said.gaps} == {"Clubs", "Dear buses"}


def test_before_needs_are_joined_themes_stand_for_themselves(held, of):
    held(label="Clubs")
    said = of().said
    assert [each.label.text for each in said.needs] == ["Clubs"] and not said.are_joined


@pytest.mark.parametrize("state", [IdeaState.HIDDEN, IdeaState.WAITING, IdeaState.WITHDRAWN])
def test_an_idea_that_is_not_on_the_wall_never_appears(db, held, of, state):
    room = held(need=need(db, "Clubs"))
    ben = room.joins()
    secret = Idea(
        workshop_id=room.workshop.id, participant_id=ben.id, uuid=str(uuid4()), number=99, text="A secret wish",
        language="en", state=state, theme_id=_theme_of(db, room.workshop).id, created_at=NOW,
    )  # fmt: skip
    db.add(secret)
    db.flush()
    report = of()
    assert "secret" not in str(asdict(report))
    assert report.meetings.ideas == 6 and report.said.needs[0].ideas == 6


def test_quotations_say_who_translated_them(db, held, open_room, smile, of):
    room = held(people=0)
    by_hand, by_machine = room.enters("Kerhoja lapsille", "fi"), room.enters("Naadi carruurta", "so")
    room.theme("Clubs", by_hand, by_machine)
    for idea, source in ((by_hand, Source.PERSON), (by_machine, Source.MACHINE)):
        db.add(Translation(idea_id=idea.id, language="en", text="Clubs for children", source=source))
    db.flush()
    quotes = {quote.language: quote for quote in of().said.quotes}
    assert quotes["fi"].text == "Kerhoja lapsille" and not quotes["fi"].by_machine
    assert quotes["so"].translation == "Clubs for children" and quotes["so"].by_machine
    assert {quote.language: quote.translation for quote in of(language="fi").said.quotes} == {"fi": "", "so": ""}


def test_at_most_eight_are_quoted_and_each_language_before_a_second_of_any(held, of):
    room = held(people=12)
    more = [room.enters(f"Toive {place}", "fi") for place in range(3)]
    room.theme("Courses", *more)
    quotes = of().said.quotes
    assert len(quotes) == 8 and {quotes[0].language, quotes[1].language} == {"en", "fi"}


def test_actions_say_what_was_done_by_whom_and_the_last_that_was_told(db, held, of):
    room = held()
    theme = _theme_of(db, room.workshop)
    service = Service(
        source="own", source_id="1", name={"en": "Leisure"}, body={"en": "City of Vantaa"}, refreshed_at=NOW
    )
    db.add(service)
    db.flush()
    clubs = plan.add(db, room.workshop, title="A free club", theme=theme)
    plan.choose_service(db, clubs, service, now=NOW)
    plan.edit(db, clubs, status=ActionStatus.DONE)
    plan.report(db, room.workshop, clubs, {"en": "We asked"}, now=datetime(2026, 11, 20, tzinfo=UTC))
    plan.report(db, room.workshop, clubs, {"en": "It is open"}, now=datetime(2026, 11, 28, tzinfo=UTC))
    plan.suggest_service(db, plan.add(db, room.workshop, title="A bench"), service, ["bench"])
    first, second = of().became.actions
    assert (first.title.text, first.asked.text, first.status) == ("A free club", "Clubs", ActionStatus.DONE)
    assert (first.service.text, first.body.text, first.told.text) == ("Leisure", "City of Vantaa", "It is open")
    assert second.service is None and second.is_suggested
    assert of().became.answering == (("City of Vantaa", 1),)


def test_news_of_earlier_years_is_told_in_the_year_it_came(db, held, smile, of):
    room = held(day=date(2025, 5, 1))
    action = plan.add(db, room.workshop, title="A bench")
    plan.report(db, room.workshop, action, {"en": "It stands"}, now=datetime(2026, 6, 1, tzinfo=UTC))
    assert [each.told.text for each in of(2026).became.earlier] == ["It stands"]
    assert yearly.years(db, smile, today=TODAY) == [2026, 2025]
    assert of(2025).became.earlier == () and len(of(2025).became.actions) == 1


def test_of_four_people_nothing_is_told_anywhere(held, of):
    held(people=4)
    report = of()
    assert (report.profile.people.people, report.profile.people.questions) == (0, ())
    assert report.course.answers == ()
    assert "people" not in {measure.id for measure in report.course.measures}


def test_lessons_stand_once_however_often_they_were_written(db, held, of):
    for _evening in range(2):
        lessons.add(db, held().workshop, LessonKind.WORKED, "Begin with food.", now=NOW)
    assert [each.text.text for each in of().course.lessons_of(LessonKind.WORKED)] == ["Begin with food."]


def test_another_programme_is_not_in_it(db, held, of, smile):
    other = programmes.create(db, programmes.Draft("Other"), now=NOW)
    held()
    stranger = held(label="Boats")
    programmes.put_in(db, other, [stranger.workshop.id])
    report = of()
    assert len(report.meetings.held) == 1 and "Boats" not in str(asdict(report))


def _theme_of(db, workshop: Workshop):

    return db.exec(select(Theme).where(Theme.workshop_id == workshop.id)).first()
