"""Ballots of people without a phone: final, counted apart, and gone with the link that is taken back."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlmodel import select

from models import Ballot, HandRole, Participant, PhoneMode, StepKind
from workshop_kit import background, hands, nudges, participants, privacy, reports, steps, votes
from workshop_kit.votes import helped


@pytest.fixture
def vote(ann):
    for n in range(3):
        ann.theme(f"Theme {n}", ann.enters(f"Idea {n}"))
    step = ann.step(StepKind.VOTE)
    step.settings = {"on": "themes", "method": "approval"}
    return ann.goes_to(StepKind.VOTE)


@pytest.fixture
def link(ann):
    return hands.make(ann.db, ann.workshop, HandRole.HELPER, now=ann.now)


def options(ann, step):
    return [str(option.id) for option in votes.rows(ann.db, step)]


def helps(ann, step, link, *secrets, option=0):
    for secret in secrets:
        person = participants.stand_in(ann.db, ann.workshop, link, "so", str(secret))
        helped.cast(ann.db, step, person, {options(ann, step)[option]: 1}, now=ann.now)


def vote_on_phones(ann, step, number, option=0):
    for _person in range(number):
        votes.cast(ann.db, step, ann.joins("fi"), {options(ann, step)[option]: 1}, now=ann.now)


def rows(ann, kind):
    return len(ann.db.exec(select(kind)).all())


# --- once sent it stays ---------------------------------------------------------------------------------


def test_another_choice_by_the_same_form_is_refused_and_the_same_is_the_same(ann, vote, link):
    helps(ann, vote, link, "one", "one")
    with pytest.raises(helped.VotedAlready):
        helps(ann, vote, link, "one", option=1)
    assert [dict(ballot.choices) for ballot in ann.db.exec(select(Ballot))] == [{options(ann, vote)[0]: 1}]


def test_one_link_votes_for_a_hundred_people_and_no_more(ann, vote, link):
    helps(ann, vote, link, *range(helped.MOST))
    with pytest.raises(helped.HelpedEnough):
        helps(ann, vote, link, "one more")
    helps(ann, vote, link, 0)  # sent again it is the same
    other = hands.make(ann.db, ann.workshop, HandRole.HELPER, now=ann.now)
    helps(ann, vote, other, "by another link")
    assert helped.count(ann.db, vote) == helped.MOST + 1


# --- no phone -------------------------------------------------------------------------------------------


def test_who_has_no_phone_is_in_no_count_of_phones(ann, vote, link):
    ann.workshop.ask_about = ["role"]
    vote_on_phones(ann, vote, 6)
    before = participants.by_language(ann.db, ann.workshop), background.counts(ann.db, ann.workshop)
    helps(ann, vote, link, *range(7))
    after = participants.by_language(ann.db, ann.workshop), background.counts(ann.db, ann.workshop)
    assert after == before
    assert participants.count(ann.db, ann.workshop) == 6
    assert reports.of(ann.db, ann.workshop, "en", today=ann.now.date()).participation.joined == 6


def test_hints_do_not_take_who_has_no_phone_for_phones(ann, vote, link):
    vote_on_phones(ann, vote, 2)
    for _person in range(6):
        ann.joins("fi")
    helps(ann, vote, link, *range(9))
    kinds = {nudge.id for nudge in nudges.of(ann.db, ann.workshop, vote, ann.now)}
    assert not kinds & {"all_voted", "most_voted"}


def test_languages_of_phones_stay_when_the_ties_are_cut_and_nobody_knows_the_link_any_more(ann, vote, link):
    vote_on_phones(ann, vote, 6)
    helps(ann, vote, link, *range(6))
    before = participants.by_language(ann.db, ann.workshop)
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    assert participants.by_language(ann.db, ann.workshop) == before and before.shown == (("fi", 6),)
    assert {one.hand_id for one in ann.db.exec(select(Participant))} == {None, participants.NO_LINK}
    assert helped.count(ann.db, vote) == 6


def test_who_is_helped_later_is_cut_from_the_link_in_her_turn(ann, vote, link):
    later = datetime.combine(ann.workshop.day + timedelta(days=95), time(12), UTC)
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    helps(ann, vote, link, "late")
    assert participants.purge(ann.db, now=later) == [ann.workshop]
    assert {one.hand_id for one in ann.db.exec(select(Participant))} == {participants.NO_LINK}


# --- what is told ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phones", "without", "told"), [(0, 4, None), (0, 5, 5), (4, 5, None), (5, 4, None), (5, 5, 5), (6, 0, 0)]
)
def test_how_many_were_helped_is_told_only_where_both_parts_are_five_or_more(
    ann, vote, link, phones, without, told
):
    vote_on_phones(ann, vote, phones)
    helps(ann, vote, link, *range(without))
    assert (helped.on_phones(ann.db, vote), helped.count(ann.db, vote)) == (phones, without)
    assert helped.told(ann.db, vote) == told


@pytest.mark.parametrize(("phones", "is_small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_few_phones_beside_many_who_were_helped_stay_few(ann, vote, link, phones, is_small):
    vote_on_phones(ann, vote, phones)
    helps(ann, vote, link, *range(8))
    votes.close(ann.db, ann.workshop, vote)
    assert votes.result(ann.db, vote).is_small is is_small
    assert all((bar.score is None) is is_small for bar in votes.bars(ann.db, vote))
    assert votes.result(ann.db, vote).tally.voters == phones + 8 >= privacy.SMALL


# --- taken out ------------------------------------------------------------------------------------------


def test_a_link_s_votes_go_and_everybody_else_s_stay(ann, vote, link):
    other = hands.make(ann.db, ann.workshop, HandRole.HELPER, now=ann.now)
    helps(ann, vote, link, "one", "two")
    helps(ann, vote, other, "three")
    vote_on_phones(ann, vote, 1)
    assert helped.can_be_taken_out(ann.db, ann.workshop, link)
    before = ann.workshop.version
    assert helped.take_out(ann.db, ann.workshop, link) == 2
    assert (rows(ann, Ballot), rows(ann, Participant)) == (2, 2)
    assert ann.workshop.version != before, "phones and the big screen hear of it"
    assert not helped.can_be_taken_out(ann.db, ann.workshop, link)


def test_what_a_closed_vote_has_counted_stays(ann, vote, link):
    helps(ann, vote, link, "one")
    votes.close(ann.db, ann.workshop, vote)
    assert not helped.can_be_taken_out(ann.db, ann.workshop, link)
    assert helped.take_out(ann.db, ann.workshop, link) == 0
    assert (rows(ann, Ballot), rows(ann, Participant)) == (1, 1)
    votes.reopen(ann.db, ann.workshop, vote)
    assert helped.take_out(ann.db, ann.workshop, link) == 1
    assert (rows(ann, Ballot), rows(ann, Participant)) == (0, 0)


def test_while_phones_only_listen_a_link_s_votes_can_still_go(ann, vote, link):
    helps(ann, vote, link, "one")
    steps.set_phones(ann.db, ann.workshop, vote, PhoneMode.LISTEN)
    assert helped.take_out(ann.db, ann.workshop, link) == 1
