"""Participants: known by a secret and nothing else, and free to leave."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import text

from models import Participant, StepKind
from workshop_kit import ideas, moderation, own_ideas, participants, steps, votes
from workshop_kit.errors import NotJoined, UnknownLanguage, WrongTakeaway
from workshop_kit.participants import Seat, Withdrawn


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
    assert votes.result(ann.db, vote).tally.voters == 1
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


def test_answers_about_oneself_are_erased_and_that_is_told(ann, ben, chen):
    ben.about = {"role": "association"}
    assert participants.withdraw(ann.db, ann.workshop, ben).about
    assert not participants.withdraw(ann.db, ann.workshop, chen).about
    ann.db.flush()
    assert "association" not in everything(ann.db)


def test_answers_are_erased_also_where_a_closed_ballot_stays(ann, vote, ben):
    ben.about = {"role": "association"}
    votes.close(ann.db, ann.workshop, vote)
    assert participants.withdraw(ann.db, ann.workshop, ben) == Withdrawn(1, 0, 1, True)
    ann.db.flush()
    assert "association" not in everything(ann.db)


# --- seats ----------------------------------------------------------------------------------------------


def joins(room, language="en"):
    return participants.admit(room.db, room.workshop, language, now=room.now)


def test_many_are_known_by_their_secrets_at_once(ann):
    (ben, of_ben), (dalia, of_dalia) = joins(ann, "en"), joins(ann, "ar")
    assert participants.seats(ann.db, ann.workshop, [of_ben, of_dalia]) == {
        of_ben: Seat(ben.id, "en"),
        of_dalia: Seat(dalia.id, "ar"),
    }


def test_strangers_have_no_seat(ann, open_room, ben):
    _emil, next_door = joins(open_room(ann.db), "sv")
    unknown = ["", "guess", ben.token_hash, next_door, "' OR 1=1 --"]
    assert participants.seats(ann.db, ann.workshop, unknown) == {}
    assert participants.seats(ann.db, ann.workshop, []) == {}


def test_who_left_has_no_seat(ann):
    ben, token = joins(ann)
    participants.withdraw(ann.db, ann.workshop, ben)
    ann.db.flush()
    assert participants.seats(ann.db, ann.workshop, [token]) == {}


# --- the take-away code ---------------------------------------------------------------------------------


def test_a_secret_has_eight_digits_and_always_the_same(ann):
    tokens = [joins(ann)[1] for _person in range(20)]
    digits = [participants.takeaway(token) for token in tokens]
    assert all(re.fullmatch("[0-9]{8}", each) for each in digits)
    assert [participants.takeaway(token) for token in tokens] == digits
    assert len(set(digits)) == 20


def test_the_digits_lead_to_the_one_whose_they_are(ann):
    (ben, of_ben), (chen, of_chen) = joins(ann), joins(ann)
    for who, token in ((ben, of_ben), (chen, of_chen)):
        assert participants.by_takeaway(ann.db, ann.workshop, participants.takeaway(token)) is who


def test_neither_the_secret_nor_its_digits_are_kept(ann):
    ben, token = joins(ann)
    kept = everything(ann.db)
    assert ben.token_hash in kept and ben.takeaway_hash in kept
    assert token not in kept and participants.takeaway(token) not in kept


def test_the_digits_are_neither_secret_nor_hash_and_open_no_phone(ann):
    ben, token = joins(ann)
    digits = participants.takeaway(token)
    assert ben.takeaway_hash not in (participants.hashed(token), participants.hashed(digits))
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, digits)
    assert participants.seats(ann.db, ann.workshop, [digits]) == {}


def test_the_same_digits_lead_nowhere_in_the_room_next_door(ann, open_room):
    _ben, token = joins(ann)
    with pytest.raises(WrongTakeaway):
        participants.by_takeaway(ann.db, open_room(ann.db).workshop, participants.takeaway(token))


@pytest.mark.parametrize("digits", ["", "00000000", "1", "x" * 10_000, "' OR 1=1 --", "١٢٣٤٥٦٧٨"])
def test_digits_that_are_nobody_s_are_refused(ann, ben, digits):
    with pytest.raises(WrongTakeaway):
        participants.by_takeaway(ann.db, ann.workshop, digits)


def test_the_hash_from_a_backup_leads_nowhere(ann, ben):
    for found in (ben.takeaway_hash, ben.token_hash):
        with pytest.raises(WrongTakeaway):
            participants.by_takeaway(ann.db, ann.workshop, found)


def test_who_left_after_a_vote_is_not_found_by_the_digits_either(ann):
    ann.theme("Clubs", ann.enters())
    step = ann.goes_to(StepKind.VOTE)
    ben, token = joins(ann)
    give(ann, step, ben)
    steps.end(ann.db, ann.workshop, now=ann.now)
    participants.withdraw(ann.db, ann.workshop, ben)
    for digits in (participants.takeaway(token), ""):
        with pytest.raises(WrongTakeaway):
            participants.by_takeaway(ann.db, ann.workshop, digits)


def same_digits():
    """Two secrets whose take-away codes are the same: of some ten thousand, two are."""
    seen = {}
    for n in range(10**6):
        digits = participants.takeaway(f"secret-{n}")
        if digits in seen:
            return seen[digits], f"secret-{n}"
        seen[digits] = f"secret-{n}"


def test_no_two_people_of_a_room_have_the_same_digits(ann, monkeypatch):
    first, second = same_digits()
    drawn = iter([first, second, "a third one"])
    monkeypatch.setattr("secrets.token_urlsafe", lambda _size: next(drawn))
    (ben, of_ben), (chen, of_chen) = joins(ann), joins(ann)
    assert (of_ben, of_chen) == (first, "a third one")
    assert participants.by_takeaway(ann.db, ann.workshop, participants.takeaway(first)) is ben
    assert participants.by_takeaway(ann.db, ann.workshop, participants.takeaway(of_chen)) is chen


def test_the_digits_of_the_room_next_door_are_free(ann, open_room, monkeypatch):
    drawn = iter(same_digits())
    monkeypatch.setattr("secrets.token_urlsafe", lambda _size: next(drawn))
    joins(ann)
    joins(open_room(ann.db))
    assert next(drawn, None) is None


# --- ninety days later ----------------------------------------------------------------------------------


def days_later(ann, days):
    return datetime.combine(ann.workshop.day + timedelta(days), time(12), UTC)


def test_the_day_on_which_the_ties_are_cut_is_ninety_days_after_the_workshop(ann):
    assert ann.workshop.day == date(2026, 11, 14)
    assert participants.tied_until(ann.workshop, date(2026, 11, 10)) == date(2027, 2, 12)


def test_who_joins_a_workshop_that_is_held_late_is_told_a_later_day_and_it_is_kept(ann):
    late = days_later(ann, 100)
    participants.admit(ann.db, ann.workshop, "fi", now=late)
    assert participants.tied_until(ann.workshop, late.date()) == late.date() + participants.TIED_FOR
    assert participants.due(ann.db, now=days_later(ann, 189)) == []
    assert participants.due(ann.db, now=days_later(ann, 190)) == [ann.workshop]


@pytest.mark.parametrize("days", [-1, 0, 1, 89])
def test_before_that_day_nothing_is_cut(ann, days):
    ben, token = joins(ann)
    assert participants.purge(ann.db, now=days_later(ann, days)) == []
    assert participants.by_token(ann.db, ann.workshop, token) is ben


@pytest.mark.parametrize("days", [90, 91, 400])
def test_on_that_day_as_the_join_page_promises_and_later_everything_is_cut(ann, days):
    _ben, token = joins(ann)
    assert participants.due(ann.db, now=days_later(ann, days)) == [ann.workshop]
    assert participants.purge(ann.db, now=days_later(ann, days)) == [ann.workshop]
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, token)


def test_cookies_and_take_away_codes_open_nothing_any_more(ann):
    secrets = [joins(ann)[1] for _person in range(3)]
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    ann.db.flush()
    assert participants.seats(ann.db, ann.workshop, secrets) == {}
    for token in secrets:
        with pytest.raises(NotJoined):
            participants.by_token(ann.db, ann.workshop, token)
        for digits in (participants.takeaway(token), ""):
            with pytest.raises(WrongTakeaway):
                participants.by_takeaway(ann.db, ann.workshop, digits)


def test_ideas_counts_and_votes_stay_and_no_idea_says_whose_it_was(ann, vote, ben, chen):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(chen, "Chen's words", "fi")
    votes.close(ann.db, ann.workshop, vote)
    result = votes.result(ann.db, vote)
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    ann.db.expire_all()
    assert [idea.text for idea in ideas.shown(ann.db, ann.workshop)] == ["My own words", "Chen's words"]
    assert {idea.participant_id for idea in ideas.shown(ann.db, ann.workshop)} == {None}
    assert own_ideas.mine(ann.db, ben) == own_ideas.mine(ann.db, chen) == []
    assert votes.result(ann.db, vote) == result
    assert participants.count(ann.db, ann.workshop) == 2


def test_what_was_cut_is_not_cut_again(ann, ben):
    version, later = ann.workshop.version, days_later(ann, 91)
    participants.purge(ann.db, now=later)
    assert (ann.workshop.cut_loose_at, ann.workshop.version) == (later, version + 1)
    assert participants.purge(ann.db, now=days_later(ann, 92)) == []
    assert ann.workshop.cut_loose_at == later


def test_each_room_has_its_own_day(ann, open_room):
    young = open_room(ann.db, day=date(2026, 11, 20))
    _emil, token = joins(young)
    assert participants.purge(ann.db, now=days_later(ann, 92)) == [ann.workshop]
    assert participants.by_token(ann.db, young.workshop, token)


def test_who_joins_a_demo_is_cut_loose_like_everybody(ann, open_room):
    demo = open_room(ann.db, demo=True)
    _emil, token = joins(demo)
    assert demo.workshop in participants.purge(ann.db, now=days_later(ann, 90))
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, demo.workshop, token)


def test_who_joins_late_delays_nobody_else_s_day(ann):
    _ben, of_ben = joins(ann)
    late = days_later(ann, 60)
    emil, of_emil = participants.admit(ann.db, ann.workshop, "sv", now=late)
    emil.about = {"role": "school"}
    assert participants.purge(ann.db, now=days_later(ann, 89)) == []
    assert participants.purge(ann.db, now=days_later(ann, 90)) == [ann.workshop]
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, of_ben)
    assert participants.by_token(ann.db, ann.workshop, of_emil) is emil
    assert (emil.joined_at, emil.about, emil.language) == (late, {"role": "school"}, "sv")
    assert ann.workshop.cut_loose_at is None


def test_who_joined_late_is_cut_loose_on_her_own_day(ann):
    joins(ann)
    _emil, of_emil = participants.admit(ann.db, ann.workshop, "sv", now=days_later(ann, 60))
    participants.purge(ann.db, now=days_later(ann, 90))
    assert participants.purge(ann.db, now=days_later(ann, 149)) == []
    assert participants.purge(ann.db, now=days_later(ann, 150)) == [ann.workshop]
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, of_emil)
    assert ann.workshop.cut_loose_at == days_later(ann, 150)
    assert participants.due(ann.db, now=days_later(ann, 400)) == []


def test_only_the_ideas_of_those_whose_day_has_come_lose_their_writer(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    early = ann.sends(ben)
    emil = participants.admit(ann.db, ann.workshop, "sv", now=days_later(ann, 60))[0]
    later = ann.sends(emil)
    participants.purge(ann.db, now=days_later(ann, 90))
    ann.db.expire_all()
    assert (early.participant_id, later.participant_id) == (None, emil.id)


def test_a_room_in_which_nobody_was_is_done_with_once(ann):
    assert participants.purge(ann.db, now=days_later(ann, 90)) == [ann.workshop]
    assert participants.due(ann.db, now=days_later(ann, 400)) == []


def test_who_joins_after_the_ties_were_cut_is_cut_loose_ninety_days_later_too(ann):
    participants.purge(ann.db, now=days_later(ann, 91))
    _ben, token = participants.admit(ann.db, ann.workshop, "fi", now=days_later(ann, 95))
    assert participants.purge(ann.db, now=days_later(ann, 95 + 89)) == []
    assert participants.purge(ann.db, now=days_later(ann, 95 + 90)) == [ann.workshop]
    with pytest.raises(NotJoined):
        participants.by_token(ann.db, ann.workshop, token)


ROLES, AGES = ("family", "school", "young", "official"), ("18_29", "30_44", "45_64")


@pytest.fixture
def crowd(ann):
    """Sixty people: each has told her role and age, but for a few, and has voted."""
    ann.theme("Clubs", ann.enters())
    people = []
    for n in range(60):
        who = participants.admit(ann.db, ann.workshop, ("fi", "ar", "so")[n // 20], now=ann.now)[0]
        who.about = {"role": ROLES[n // 15], "age": AGES[n // 20]} if n else {"role": "family"}
        people.append(who)
    step = ann.goes_to(StepKind.VOTE)
    for who in people:
        give(ann, step, who)
    return people


def rows(people):
    return [(who.language, who.about.get("role"), who.about.get("age")) for who in people]


def test_who_said_what_together_cannot_be_read_any_more_and_the_counts_stay(ann, crowd):
    before = rows(crowd)
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    after = rows(crowd)
    for old, new in zip(zip(*before, strict=True), zip(*after, strict=True), strict=True):
        assert Counter(old) == Counter(new)
        assert old != new  # by chance once in 10**27
    assert Counter(before) != Counter(after)
    assert all("" not in who.about.values() for who in crowd)


def test_the_minute_in_which_somebody_joined_is_not_kept(ann, crowd):
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    ann.db.expire_all()
    assert {who.joined_at for who in crowd} == {datetime(2026, 11, 14, tzinfo=UTC)}


def test_who_is_cut_loose_later_is_mixed_with_those_from_before(ann, crowd):
    emil = participants.admit(ann.db, ann.workshop, "sv", now=days_later(ann, 5))[0]
    emil.about = {"role": "association"}
    participants.purge(ann.db, now=days_later(ann, 90))
    assert emil.language == "sv"
    participants.purge(ann.db, now=days_later(ann, 95))
    told = [who.about.get("role") for who in (*crowd, emil)]
    assert told.count("association") == 1 and len({who.language for who in (*crowd, emil)}) == 4


def test_the_room_next_door_keeps_what_it_said(ann, crowd, open_room):
    other = open_room(ann.db, day=date(2027, 1, 1))
    emil = joins(other, "sv")[0]
    emil.about = {"role": "association"}
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    assert (emil.about, emil.language, emil.joined_at) == ({"role": "association"}, "sv", ann.now)
    assert not any("association" in who.about.values() for who in crowd)
