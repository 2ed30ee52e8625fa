"""Participants: known by a secret and nothing else, and free to leave."""

import pytest
from sqlalchemy import text

from models import Participant, StepKind
from workshop_kit import ideas, moderation, participants, steps, votes
from workshop_kit.errors import NotJoined, UnknownLanguage
from workshop_kit.participants import Withdrawn


def test_a_token_opens_its_own_participant(ann, now):
    ben, token = participants.admit(ann.db, ann.workshop, "en", now=now)
    assert participants.by_token(ann.db, ann.workshop, token) is ben


def test_the_token_itself_is_not_kept(ann, now):
    ben, token = participants.admit(ann.db, ann.workshop, "en", now=now)
    assert token not in str(ben.model_dump())
    assert len(token) >= 32


def test_no_two_tokens_are_alike(ann, now):
    tokens = {participants.admit(ann.db, ann.workshop, "en", now=now)[1] for _ in range(20)}
    assert len(tokens) == 20


@pytest.mark.parametrize("token", [None, "", "guess", "x" * 10_000, "' OR 1=1 --", "سر"])
def test_a_wrong_token_opens_nothing(ann, ben, token):
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, token)


def test_the_hash_from_a_backup_opens_nothing(ann, ben):
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, ben.token_hash)


def test_a_stranger_from_next_door_is_not_joined(ann, open_room, now):
    next_door = open_room(ann.db)
    _emil, token = participants.admit(ann.db, next_door.workshop, "sv", now=now)
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, token)


def test_a_participant_speaks_another_language(ann, ben):
    participants.speak(ann.db, ben, "ar")
    assert ben.language == "ar"


@pytest.mark.parametrize("language", ["", "tlh", "EN", "../fi", "und"])
def test_a_language_that_is_not_known_is_refused(ann, ben, language, now):
    with pytest.raises(UnknownLanguage):
        participants.speak(ann.db, ben, language)
    with pytest.raises(UnknownLanguage):
        participants.admit(ann.db, ann.workshop, language, now=now)
    assert ben.language == "en"
    assert participants.count(ann.db, ann.workshop) == 1


def test_people_are_counted_in_their_own_room(ann, ben, chen, dalia, emil):
    assert participants.count(ann.db, ann.workshop) == 3


def test_languages_of_few_people_are_not_told_apart(ann):
    for language, number in {"fi": 9, "en": 6, "ar": 3, "so": 4}.items():
        for _ in range(number):
            ann.joins(language)
    counts = participants.by_language(ann.db, ann.workshop)
    assert (counts.shown, counts.other) == ((("fi", 9), ("en", 6)), 7)


# --- leaving --------------------------------------------------------------------------------------------


@pytest.fixture
def vote(ann, ben):
    """Ben sent an idea, which is a theme, and gave a dot."""
    ann.goes_to(StepKind.IDEAS)
    ann.theme("Clubs", ann.sends(ben, "My own words"))
    step = ann.goes_to(StepKind.VOTE)
    give(ann, step, ben)
    return step


def give(ann, step, who):
    votes.cast(ann.db, step, who, {str(votes.options(ann.db, step)[0].id): 1}, now=ann.now)


def test_who_leaves_takes_the_open_ballot_and_the_ideas_along(ann, vote, ben):
    assert participants.withdraw(ann.db, ann.workshop, ben) == Withdrawn(1, 1, 0)
    assert votes.voters(ann.db, vote) == 0
    assert ideas.shown(ann.db, ann.workshop) == []
    assert participants.count(ann.db, ann.workshop) == 0


def test_who_leaves_after_the_vote_has_ended_leaves_the_ballot_and_nobody_behind_it(ann, vote, ben, now):
    steps.end(ann.db, ann.workshop, now=now)
    hash_before = ben.token_hash
    assert participants.withdraw(ann.db, ann.workshop, ben) == Withdrawn(1, 0, 1)
    assert votes.result(ann.db, vote).voters == 1
    assert ben.token_hash != hash_before


def test_who_left_cannot_come_back_with_the_old_token(ann, now):
    ben, token = participants.admit(ann.db, ann.workshop, "en", now=now)
    participants.withdraw(ann.db, ann.workshop, ben)
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, token)


def test_who_left_after_a_vote_cannot_come_back_either(ann, now):
    ann.theme("Clubs", ann.enters())
    step = ann.goes_to(StepKind.VOTE)
    ben, token = participants.admit(ann.db, ann.workshop, "en", now=now)
    give(ann, step, ben)
    steps.end(ann.db, ann.workshop, now=now)
    participants.withdraw(ann.db, ann.workshop, ben)
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, token)


def test_a_ballot_stays_once_ann_has_closed_the_vote_and_shown_its_result(ann, vote, ben):
    votes.close(ann.db, ann.workshop, vote)
    shown = votes.result(ann.db, vote)
    assert participants.withdraw(ann.db, ann.workshop, ben) == Withdrawn(1, 0, 1)
    assert votes.result(ann.db, vote) == shown


def test_what_others_gave_stays(ann, vote, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    kept = ann.sends(chen, "Chen's words", "fi")
    ann.goes_to(StepKind.VOTE)
    give(ann, vote, chen)
    participants.withdraw(ann.db, ann.workshop, ben)
    assert ideas.shown(ann.db, ann.workshop) == [kept]
    assert votes.voters(ann.db, vote) == 1


def test_somebody_who_gave_nothing_leaves_without_a_trace(ann, chen):
    assert participants.withdraw(ann.db, ann.workshop, chen) == Withdrawn(0, 0, 0)
    assert ann.db.get(Participant, chen.id) is None


def test_the_number_of_an_idea_that_was_taken_back_stays_used(ann, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    number = ann.sends(ben).number
    participants.withdraw(ann.db, ann.workshop, ben)
    assert ann.sends(chen).number == number + 1


def test_leaving_is_seen_on_the_wall(ann, vote, ben):
    version = ann.workshop.version
    participants.withdraw(ann.db, ann.workshop, ben)
    assert ann.workshop.version > version


def everything(db) -> str:
    """All that the database holds, as text."""
    connection = db.connection()
    tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    return repr([connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables])


def test_the_words_of_who_leaves_are_nowhere_any_more(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    idea = ann.sends(ben, "Very private words")
    ann.theme("Clubs", idea)
    participants.withdraw(ann.db, ann.workshop, ben)
    ann.db.flush()
    assert "private" not in everything(ann.db)


def test_translations_go_with_the_idea(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ideas.translate(ann.db, ann.sends(ben, "Words"), "fi", "Hyvin yksityistä")
    participants.withdraw(ann.db, ann.workshop, ben)
    ann.db.flush()
    assert "yksityistä" not in everything(ann.db)


def test_the_log_forgets_the_words_of_who_leaves(ann, ben, now):
    ann.goes_to(StepKind.IDEAS)
    moderation.correct(ann.db, ann.workshop, ann.sends(ben, "Very private wrods"), "Very private words", now=now)
    participants.withdraw(ann.db, ann.workshop, ben)
    ann.db.flush()
    assert "private" not in everything(ann.db)


def test_an_open_vote_on_ideas_forgets_the_words_of_who_leaves(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben, "Very private words")
    vote = ann.step(StepKind.VOTE)
    vote.settings = {**vote.settings, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    participants.withdraw(ann.db, ann.workshop, ben)
    ann.db.flush()
    assert "private" not in everything(ann.db)
