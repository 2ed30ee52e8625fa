"""The report: read from the demo and from small rooms, in the reader's language, with nobody in it."""

from dataclasses import asdict
from datetime import date

import pytest

from models import Participant, StepKind
from workshop_kit import moderation, reports, store, themes, votes, workshops

TODAY = date(2026, 11, 16)


def report_on(evening, language):
    with store.reading(evening.engine) as db:
        return reports.of(db, workshops.by_code(db, evening.code), language, today=TODAY)


@pytest.fixture
def report(evening):
    return report_on(evening, "en")


def test_it_says_which_evening_it_is(evening, report):
    assert (report.code, report.language, report.made_on) == (evening.code, "en", TODAY)
    assert (report.title, report.area, report.day) == ("Koivukylä school evening", "Koivukylä", date(2026, 11, 14))
    assert [line.kind for line in report.agenda][:3] == ["welcome", "rules", "ideas"]


def test_its_numbers_agree_with_each_other(report):
    took_part = report.participation
    assert took_part.joined == 46
    assert took_part.ideas == len(report.ideas) == sum(number for _name, number in took_part.ideas_by_channel)
    by_language = sum(number for _code, number in took_part.ideas_by_language)
    assert took_part.ideas == by_language + took_part.ideas_in_other_languages
    assert took_part.languages == len({line.language for line in report.ideas})
    assert sum(len(theme.ideas) for theme in report.themes) + len(report.unplaced) == len(report.ideas)


def test_languages_of_few_ideas_are_added_up(report):
    assert all(number >= 5 for _code, number in report.participation.ideas_by_language)
    assert report.participation.ideas_in_other_languages >= 5


def test_themes_are_numbered_and_their_ideas_point_back(report):
    assert [theme.number for theme in report.themes] == list(range(1, len(report.themes) + 1))
    assert all(line.theme == theme.number for theme in report.themes for line in theme.ideas)
    assert all(line.theme is None for line in report.unplaced)


def test_quotes_are_few_and_of_different_languages(report):
    for theme in report.themes:
        assert len(theme.quotes) == min(3, len(theme.ideas))
        assert len({line.number for line in theme.quotes}) == len(theme.quotes)
        assert len({line.language for line in theme.quotes}) == min(3, theme.languages)


def test_dots_of_the_vote_add_up_and_are_repeated_at_the_actions(report):
    (vote,) = report.votes
    assert vote.voters is not None and vote.voters >= 5
    assert (vote.unit, vote.columns) == ("Dots", ("Dots", "Share of people"))
    assert [option.value for option in vote.options] == sorted((o.value for o in vote.options), reverse=True)
    assert all(option.cells[0] == f"{option.value:g}" for option in vote.options)
    dots = {option.label: f"{option.value:g} dots" for option in vote.options}
    assert all(action.theme and action.got == dots[action.theme.label] for action in report.actions)
    assert [option.goes_on for option in vote.options] == [option.rank <= 3 for option in vote.options]
    assert {o.label for o in vote.options if o.chosen} == {a.theme.label for a in report.actions if a.theme}


def test_a_suggested_service_is_said_to_be_one(report):
    assert [action.service_confirmed for action in report.actions] == [True, True, False]
    assert report.actions[2].service_reason == "school, messages, parents"
    assert all(action.service and action.service.body for action in report.actions)


def test_in_another_language_the_words_are_in_that_language_and_the_numbers_the_same(evening, report):
    finnish = report_on(evening, "fi")
    assert (finnish.title, finnish.question_language) == ("Koivukylän kouluilta", "fi")
    assert finnish.participation == report.participation
    assert [theme.label_language for theme in finnish.themes] == ["fi"] * len(finnish.themes)
    assert [o.value for o in finnish.votes[0].options] == [o.value for o in report.votes[0].options]
    assert [line.text for line in finnish.ideas] == [line.text for line in report.ideas]


def test_in_a_language_that_nobody_wrote_in_it_falls_back_and_says_so(evening):
    vietnamese = report_on(evening, "vi")
    assert (vietnamese.title, vietnamese.question_language) == ("Koivukylä school evening", "en")


def test_translations_say_who_made_them(report):
    translated = [line for line in report.ideas if line.translation]
    assert {line.translated_by_machine for line in translated} == {True, False}
    assert all(line.translation is None for line in report.ideas if line.language == "en")


def test_no_participant_is_in_it(evening, report):
    with store.reading(evening.engine) as db:
        hashes = [row.token_hash for row in db.exec(Participant.__table__.select())]
    said = str(asdict(report))
    assert hashes and not any(token in said for token in hashes)
    assert "participant" not in said and "token" not in said


def test_a_workshop_that_has_not_begun_has_an_empty_report(evening):
    with store.reading(evening.engine) as db:
        report = reports.of(db, workshops.by_code(db, evening.ready), "ar", today=TODAY)
    assert (report.ideas, report.themes, report.votes, report.actions) == ((), (), (), ())
    assert report.participation.joined == 0
    assert report.title == "مقهى الأهل في هاكونيلا"


def small(ann, number):
    """A room in which `number` people voted."""
    people = [ann.joins() for _ in range(number)]
    ann.theme("A", ann.enters())
    step = ann.goes_to(StepKind.VOTE)
    option = votes.options(ann.db, step)[0]
    for person in people:
        votes.cast(ann.db, step, person, {str(option.id): 2}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    return reports.of(ann.db, ann.workshop, "en", today=TODAY)


def test_fewer_than_five_people_are_not_counted(ann):
    report = small(ann, 4)
    assert report.participation.joined is None
    assert report.votes[0].voters is None


def test_five_people_are_counted(ann):
    report = small(ann, 5)
    assert (report.participation.joined, report.votes[0].voters) == (5, 5)
    assert report.votes[0].options[0].value == 10


def test_dots_of_fewer_than_five_voters_are_not_told(ann):
    vote = small(ann, 1).votes[0]
    assert (vote.columns, vote.options[0].value, vote.options[0].cells) == ((), 0.0, ("", ""))


def test_an_open_vote_is_not_in_it(ann, ben):
    ann.theme("A", ann.enters())
    ann.goes_to(StepKind.VOTE)
    assert reports.of(ann.db, ann.workshop, "en", today=TODAY).votes == ()


def test_a_hidden_idea_is_not_in_it_and_a_mended_one_says_so(ann):
    hidden, mended = ann.enters("Hidden words"), ann.enters("Free culbs")
    ann.theme("A", hidden, mended)
    moderation.hide(ann.db, ann.workshop, hidden, now=ann.now)
    moderation.correct(ann.db, ann.workshop, mended, "Free clubs", now=ann.now)
    report = reports.of(ann.db, ann.workshop, "en", today=TODAY)
    assert "Hidden words" not in str(asdict(report))
    assert [(line.text, line.edited) for line in report.ideas] == [("Free clubs", True)]


def test_what_is_skipped_is_not_on_its_agenda(ann):
    ann.step(StepKind.RULES).skipped = True
    report = reports.of(ann.db, ann.workshop, "en", today=TODAY)
    assert "rules" not in [line.kind for line in report.agenda]


def test_a_theme_that_nobody_named_in_this_language_says_its_own(ann):
    ann.theme("Clubs", ann.enters())
    section = reports.of(ann.db, ann.workshop, "ar", today=TODAY).themes[0]
    assert (section.label, section.label_language) == ("Clubs", "en")
    assert len(themes.board(ann.db, ann.workshop).columns) == 1


# --- pictures -------------------------------------------------------------------------------------------


def test_a_photo_and_a_symbol_are_in_it(ann):
    photo, symbol = ann.enters("", picture=ann.keeps_photo()), ann.enters("", "fi", picture="symbol:play")
    themes.illustrate(ann.db, ann.workshop, ann.theme("Outdoors", photo, symbol), "nature", now=ann.now)
    report = reports.of(ann.db, ann.workshop, "en", today=TODAY)
    first, second = report.ideas
    assert first.photo and (first.photo.width, first.photo.height, first.text) == (400, 300, "")
    assert (second.symbol, second.text, second.photo) == ("play", "Leikki", None)
    assert report.themes[0].symbol == "nature"


def test_words_speak_for_a_theme_before_a_photo_does(ann):
    photo = ann.enters("", picture=ann.keeps_photo())
    said = [ann.enters("A wish " * length) for length in (20, 30, 40)]
    ann.theme("Outdoors", photo, *said)
    quotes = reports.of(ann.db, ann.workshop, "en", today=TODAY).themes[0].quotes
    assert {quote.number for quote in quotes} == {idea.number for idea in said}


def test_words_put_under_a_photo_are_no_mended_typo(ann):
    photo = ann.enters("", picture=ann.keeps_photo())
    moderation.correct(ann.db, ann.workshop, photo, "A slide", now=ann.now)
    (line,) = reports.of(ann.db, ann.workshop, "en", today=TODAY).ideas
    assert (line.text, line.edited) == ("A slide", False)


def test_a_photo_that_was_voted_on_is_named(ann, ben):
    ann.enters("", picture=ann.keeps_photo())
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 1, "cap": 1, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    votes.cast(ann.db, step, ben, {str(votes.options(ann.db, step)[0].id): 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    report = reports.of(ann.db, ann.workshop, "fi", today=TODAY)
    assert report.votes[0].options[0].label == "Idean 1 valokuva"
