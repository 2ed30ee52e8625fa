"""Hints from the room: what is noticed, when, and what never is."""

from datetime import timedelta

import pytest

from models import Channel, HandRole, IdeaState, PhoneMode, StepKind
from workshop_kit import hands, nudges, steps, votes
from workshop_kit.i18n import words


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def found(ann, step, now):
    return {nudge.id: nudge for nudge in nudges.of(ann.db, ann.workshop, step, now)}


def sentence(nudge) -> str:
    return nudges.told(words("en"), nudge)


@pytest.fixture
def crowd(ann):
    """Six phones: two in English, three in Finnish, one in Somali."""
    return [ann.joins(language) for language in ("en", "en", "fi", "fi", "fi", "so")]


@pytest.fixture
def somali(ann, crowd):
    """Four more phones in Somali, so that there are five."""
    return [ann.joins("so") for _phone in range(4)]


@pytest.fixture
def writing(ann, crowd):
    """An open ideas step of twenty minutes."""
    return ann.goes_to(StepKind.IDEAS)


def sends_at(ann, who, now, **facts):
    idea = ann.sends(who, **facts)
    idea.created_at = now
    ann.db.add(idea)
    ann.db.flush()
    return idea


# --- silence --------------------------------------------------------------------------------------------


def test_two_minutes_without_an_idea_are_noticed(ann, writing, crowd, now):
    sends_at(ann, crowd[0], now + minutes(1))
    assert "silence" not in found(ann, writing, now + minutes(2.9))
    quiet = found(ann, writing, now + minutes(3))["silence"]
    assert sentence(quiet).startswith("No new idea for 2 minutes.")


def test_at_first_people_think_and_nothing_is_said(ann, writing, now):
    assert "silence" not in found(ann, writing, now + minutes(1.9))
    assert "silence" in found(ann, writing, now + minutes(2))


def test_a_pause_is_not_silence(ann, writing, crowd, now):
    sends_at(ann, crowd[0], now + minutes(1))
    steps.pause(ann.db, ann.workshop, writing, now=now + minutes(2))
    assert found(ann, writing, now + minutes(8)) == {}
    steps.resume(ann.db, ann.workshop, writing, now=now + minutes(8))
    assert "silence" not in found(ann, writing, now + minutes(8.5))


def test_where_nobody_can_write_there_is_no_silence(ann, writing, now):
    steps.set_phones(ann.db, ann.workshop, writing, PhoneMode.LISTEN)
    assert "silence" not in found(ann, writing, now + minutes(6))


# --- votes ----------------------------------------------------------------------------------------------


@pytest.fixture
def voting(ann, crowd):
    ann.theme("Clubs", ann.enters())
    return ann.goes_to(StepKind.VOTE)


def votes_now(ann, step, *people):
    (option,) = votes.options(ann.db, step)
    for who in people:
        votes.cast(ann.db, step, who, {str(option.id): 1}, now=ann.now)


def test_when_most_have_voted_the_facilitator_hears_how_many(ann, voting, crowd, now):
    votes_now(ann, voting, *crowd[:4])
    assert "most_voted" not in found(ann, voting, now)
    votes_now(ann, voting, crowd[4])
    assert sentence(found(ann, voting, now)["most_voted"]).startswith("5 of 6 have voted.")


def test_when_all_have_voted_the_vote_can_be_closed(ann, voting, crowd, now):
    votes_now(ann, voting, *crowd)
    assert {"all_voted"} == set(found(ann, voting, now))


def test_among_few_people_no_number_is_given(ann, now):
    few = [ann.joins() for _n in range(4)]
    ann.theme("Clubs", ann.enters())
    step = ann.goes_to(StepKind.VOTE)
    votes_now(ann, step, *few[:3])
    assert set(found(ann, step, now)) == {"few_phones"}
    assert not any(sign.isdigit() for sign in sentence(found(ann, step, now)["few_phones"]))


# --- whose ideas are not there --------------------------------------------------------------------------


def test_a_language_without_an_idea_is_named_after_a_third_of_the_time(ann, writing, crowd, somali, now):
    sends_at(ann, crowd[0], now + minutes(1))
    sends_at(ann, crowd[2], now + minutes(1), language="fi")
    assert "language" not in found(ann, writing, now + minutes(6))
    nudge = found(ann, writing, now + minutes(7))["language"]
    assert sentence(nudge).startswith("Nothing yet in this language: \u2068Soomaali\u2069.")
    assert not any(sign.isdigit() for sign in sentence(nudge))
    sends_at(ann, crowd[5], now + minutes(7), language="so")
    assert "language" not in found(ann, writing, now + minutes(7))


def test_a_language_of_fewer_than_five_is_never_named(ann, writing, crowd, now):
    ann.joins("vi")
    for writer, language in ((0, "en"), (5, "so")):
        sends_at(ann, crowd[writer], now, language=language)
    assert "language" not in found(ann, writing, now + minutes(9))


def test_where_there_is_no_idea_at_all_no_language_is_named(ann, writing, now):
    assert "language" not in found(ann, writing, now + minutes(9))


def test_an_idea_that_was_taken_back_does_not_count(ann, writing, crowd, somali, now):
    sends_at(ann, crowd[0], now, language="en")
    sends_at(ann, crowd[2], now, language="fi")
    sends_at(ann, crowd[5], now, language="so").state = IdeaState.WITHDRAWN
    ann.db.flush()
    assert "language" in found(ann, writing, now + minutes(7))


def test_a_table_without_an_idea_is_named_once_another_has_one(ann, writing, now):
    ann.workshop.tables = [{"name": str(n), "topic": {}, "language": ""} for n in (1, 2, 3)]
    assert "table" not in found(ann, writing, now + minutes(7))
    ann.enters().table_name = "1"
    ann.enters().table_name = "2"
    ann.db.flush()
    assert sentence(found(ann, writing, now + minutes(7))["table"]).startswith("Nothing yet from table 3.")


def test_paper_is_asked_for_where_a_scribe_is_there_and_only_phones_are_heard(ann, writing, crowd, now):
    for who in crowd:
        sends_at(ann, who, now)
    assert "paper" not in found(ann, writing, now + minutes(7))
    hands.make(ann.db, ann.workshop, HandRole.SCRIBE, now=now)
    assert "paper" in found(ann, writing, now + minutes(7))
    assert ann.enters().channel == Channel.PAPER
    assert "paper" not in found(ann, writing, now + minutes(7))


# --- the rest -------------------------------------------------------------------------------------------


def test_few_phones_are_noticed_past_the_middle_of_the_welcome(ann, now):
    welcome = ann.goes_to(StepKind.WELCOME)
    assert found(ann, welcome, now + minutes(4)) == {}
    assert set(found(ann, welcome, now + minutes(5))) == {"no_phones"}
    ann.joins()
    assert set(found(ann, welcome, now + minutes(5))) == {"few_phones"}
    for _n in range(4):
        ann.joins()
    assert found(ann, welcome, now + minutes(5)) == {}


def test_the_end_of_the_time_is_told(ann, crowd, now):
    plan = ann.goes_to(StepKind.PLAN)
    assert found(ann, plan, now + minutes(24)) == {}
    assert set(found(ann, plan, now + minutes(25))) == {"time_is_up"}


def test_ideas_that_wait_are_counted(ann, writing, crowd, now):
    for who in crowd[:3]:
        sends_at(ann, who, now).state = IdeaState.WAITING
    ann.db.flush()
    assert sentence(found(ann, writing, now)["waiting"]) == "3 ideas wait for you."


def test_a_step_that_is_over_has_no_hints(ann, writing, now):
    steps.end(ann.db, ann.workshop, now=now + minutes(30))
    assert found(ann, writing, now + minutes(31)) == {}


# --- dismissing -----------------------------------------------------------------------------------------


def test_at_most_three_are_shown():
    many = [nudges.Nudge(str(n), "timer", frozenset({"x"})) for n in range(5)]
    assert nudges.news(many, lambda nudge: ()) == many[:3]


def test_a_hint_that_was_dismissed_comes_back_when_much_has_changed(ann, writing, crowd, now):
    first = found(ann, writing, now + minutes(2))["silence"]
    still = found(ann, writing, now + minutes(4))["silence"]
    longer = found(ann, writing, now + minutes(5))["silence"]
    assert nudges.news([still], lambda nudge: first.marks) == []
    assert nudges.news([longer], lambda nudge: first.marks) == [longer]
    sends_at(ann, crowd[0], now + minutes(5))
    again = found(ann, writing, now + minutes(7))["silence"]
    assert nudges.news([again], lambda nudge: longer.marks) == [again]


def test_every_hint_has_a_sentence_that_names_no_small_number():
    facts = {"n": 7, "voted": 6, "names": "Soomaali"}
    for id in (
        "all_voted", "most_voted", "time_is_up", "silence", "language", "table", "paper", "few_phones", "no_phones",
        "waiting",
    ):  # fmt: skip
        assert sentence(nudges.Nudge(id, "timer", frozenset({"x"}), facts))
