"""Votes: everybody decides once, may change her mind, and sees nothing before the vote closes."""

import math

import pytest

from models import PhoneMode, StepKind
from workshop_kit import captions, ideas, moderation, own_ideas, steps, themes, votes
from workshop_kit.errors import BadRequest, TooManyDots, UnknownOption, VoteClosed, VoteNotReady, WorkshopError


@pytest.fixture
def vote(ann):
    """An open vote on three themes: five dots each, three at most to one."""
    for n in range(3):
        ann.theme(f"Theme {n}", ann.enters(f"Idea {n}"))
    step = ann.goes_to(StepKind.VOTE)
    step.settings = {"dots": 5, "cap": 3, "on": "themes"}
    return step


def keys(ann, step):
    return [str(option.id) for option in votes.options(ann.db, step)]


def cast(ann, step, who, *dots):
    choices = dict(zip(keys(ann, step), dots, strict=False))
    return votes.cast(ann.db, step, who, choices, now=ann.now)


def test_a_ballot_is_kept(ann, vote, ben):
    ballot = cast(ann, vote, ben, 3, 0, 2)
    a, _b, c = keys(ann, vote)
    assert (ballot.choices, ballot.cast_at) == ({a: 3, c: 2}, ann.now)
    assert votes.ballot_of(ann.db, vote, ben) is ballot


def test_a_second_ballot_replaces_the_first(ann, vote, ben):
    cast(ann, vote, ben, 3, 2, 0)
    cast(ann, vote, ben, 0, 0, 1)
    assert votes.voters(ann.db, vote) == 1
    assert votes.ballot_of(ann.db, vote, ben).choices == {keys(ann, vote)[2]: 1}


def test_an_empty_ballot_is_a_ballot(ann, vote, ben):
    assert cast(ann, vote, ben).choices == {}
    assert votes.voters(ann.db, vote) == 1


def test_everybody_has_a_ballot_of_her_own(ann, vote, ben, chen):
    cast(ann, vote, ben, 3)
    cast(ann, vote, chen, 0, 3)
    assert votes.voters(ann.db, vote) == 2


# --- refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dots", [(4, 0, 0), (3, 3, 0), (2, 2, 2), (-1, 0, 0), (3, -1, 3), (10**30, 0, 0)])
def test_more_dots_than_there_are_and_fewer_than_none_are_refused(ann, vote, ben, dots):
    with pytest.raises(TooManyDots) as refusal:
        cast(ann, vote, ben, *dots)
    assert (refusal.value.facts["dots"], refusal.value.facts["cap"]) == (5, 3)
    assert votes.voters(ann.db, vote) == 0


@pytest.mark.parametrize("dots", [1.5, 0.1, True, math.nan, math.inf])
def test_half_a_dot_and_a_yes_are_not_dots(ann, vote, ben, dots):
    with pytest.raises(WorkshopError):
        cast(ann, vote, ben, dots)


def test_a_word_is_not_a_number_of_dots(ann, vote, ben):
    with pytest.raises(WorkshopError):
        cast(ann, vote, ben, "many")


@pytest.mark.parametrize("key", ["4711", "", "x", "-1", "1 OR 1=1"])
def test_what_is_not_an_option_is_refused(ann, vote, ben, key):
    with pytest.raises(UnknownOption):
        votes.cast(ann.db, vote, ben, {key: 1}, now=ann.now)
    assert votes.voters(ann.db, vote) == 0


def test_an_option_of_another_vote_is_refused(ann, vote, ben):
    second = steps.add(ann.db, ann.workshop, StepKind.VOTE, title={"en": "Again"}, minutes=5)
    first_keys = keys(ann, vote)
    steps.start(ann.db, ann.workshop, second, now=ann.now)
    with pytest.raises(UnknownOption):
        votes.cast(ann.db, second, ben, {first_keys[0]: 1}, now=ann.now)


def test_a_refused_ballot_leaves_the_one_before(ann, vote, ben):
    cast(ann, vote, ben, 3)
    with pytest.raises(TooManyDots):
        cast(ann, vote, ben, 3, 3)
    assert votes.ballot_of(ann.db, vote, ben).choices == {keys(ann, vote)[0]: 3}


def test_a_closed_vote_refuses_a_ballot(ann, vote, ben):
    options = keys(ann, vote)
    votes.close(ann.db, ann.workshop, vote)
    with pytest.raises(VoteClosed):
        votes.cast(ann.db, vote, ben, {options[0]: 1}, now=ann.now)


def test_a_vote_that_has_not_started_refuses_a_ballot(ann, ben):
    step = ann.step(StepKind.VOTE)
    with pytest.raises(VoteClosed):
        votes.cast(ann.db, step, ben, {}, now=ann.now)


def test_a_step_that_is_no_vote_refuses_a_ballot(ann, ben):
    with pytest.raises(VoteClosed):
        votes.cast(ann.db, ann.goes_to(StepKind.IDEAS), ben, {}, now=ann.now)


def test_a_vote_on_nothing_is_not_ready(ann, ben):
    step = ann.goes_to(StepKind.VOTE)
    with pytest.raises(VoteNotReady):
        votes.cast(ann.db, step, ben, {}, now=ann.now)


# --- open and closed ------------------------------------------------------------------------------------


def test_a_vote_is_open_while_phones_may_write_in_its_step(ann, vote):
    assert votes.is_open(vote) and not votes.is_closed(vote)
    steps.set_phones(ann.db, ann.workshop, vote, PhoneMode.LISTEN)
    assert not votes.is_open(vote) and not votes.is_closed(vote)
    votes.close(ann.db, ann.workshop, vote)
    assert votes.is_closed(vote)
    votes.reopen(ann.db, ann.workshop, vote)
    assert votes.is_open(vote)
    assert not votes.is_open(None)


def test_nothing_is_shown_before_the_vote_closes(ann, vote, ben):
    cast(ann, vote, ben, 3)
    with pytest.raises(VoteNotReady):
        votes.result(ann.db, vote)
    assert votes.closed_votes(ann.db, steps.agenda(ann.db, ann.workshop)) == []
    votes.close(ann.db, ann.workshop, vote)
    assert [line.score for line in votes.result(ann.db, vote).tally.ranked] == [3]
    assert votes.closed_votes(ann.db, steps.agenda(ann.db, ann.workshop)) == [vote]


def test_a_vote_that_was_opened_again_hides_its_result_again_and_keeps_the_ballots(ann, vote, ben):
    cast(ann, vote, ben, 3)
    votes.close(ann.db, ann.workshop, vote)
    votes.reopen(ann.db, ann.workshop, vote)
    with pytest.raises(VoteNotReady):
        votes.result(ann.db, vote)
    assert votes.voters(ann.db, vote) == 1


def test_closing_and_opening_is_seen_by_the_phones(ann, vote):
    version = ann.workshop.version
    votes.close(ann.db, ann.workshop, vote)
    votes.reopen(ann.db, ann.workshop, vote)
    assert ann.workshop.version == version + 2


def test_a_result_names_its_ties(ann, vote, ben, chen):
    cast(ann, vote, ben, 2, 2, 1)
    cast(ann, vote, chen, 1, 1, 0)
    votes.close(ann.db, ann.workshop, vote)
    a, b, c = keys(ann, vote)
    tally = votes.result(ann.db, vote).tally
    assert tally.ties == ((a, b),)
    assert [(line.option, line.score, line.rank) for line in tally.counted] == [(a, 3, 1), (b, 3, 1), (c, 1, 3)]
    assert (tally.voters, sum(line.score for line in tally.counted)) == (2, 7)


# --- options --------------------------------------------------------------------------------------------


def labels(ann, step):
    return [option.label.get("en") for option in votes.options(ann.db, step)]


def test_before_a_ballot_is_cast_options_follow_the_board(ann, vote):
    column = themes.board(ann.db, ann.workshop).columns[0]
    themes.remove(ann.db, ann.workshop, column.theme, now=ann.now)
    ann.theme("New", column.ideas[0])
    votes.prepare(ann.db, ann.workshop, vote)
    assert sorted(labels(ann, vote)) == ["New", "Theme 1", "Theme 2"]


def test_once_a_ballot_is_cast_options_are_added_and_renamed_but_never_taken_away(ann, vote, ben):
    cast(ann, vote, ben, 3)
    first, second, _third = themes.board(ann.db, ann.workshop).columns
    before = keys(ann, vote)
    themes.remove(ann.db, ann.workshop, first.theme, now=ann.now)
    themes.rename(ann.db, ann.workshop, second.theme, {"en": "Renamed"}, now=ann.now)
    ann.theme("New", first.ideas[0])
    votes.prepare(ann.db, ann.workshop, vote)
    assert set(before) < set(keys(ann, vote))
    assert sorted(labels(ann, vote)) == ["New", "Renamed", "Theme 0", "Theme 2"]
    votes.close(ann.db, ann.workshop, vote)
    assert votes.result(ann.db, vote).tally.of(before[0]).score == 3


def test_preparing_twice_changes_nothing(ann, vote):
    before = keys(ann, vote)
    votes.prepare(ann.db, ann.workshop, vote)
    assert keys(ann, vote) == before


def test_a_vote_on_ideas_offers_the_wall_by_number(ann, ben):
    hidden = ann.enters("Hidden")
    ann.enters("Penkki", "fi")
    ann.enters("A lamp")
    moderation.hide(ann.db, ann.workshop, hidden, now=ann.now)
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 3, "cap": 1, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    offered = [(option.number, option.language, option.label) for option in votes.options(ann.db, step)]
    assert offered == [(2, "fi", {"fi": "Penkki"}), (3, "en", {"en": "A lamp"})]


def test_words_under_a_photo_name_it_in_the_languages_that_have_some(ann, ben):
    photo = ann.enters("", "ar", picture=ann.keeps_photo())
    ideas.translate(ann.db, photo, "en", "The slide is broken")
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 3, "cap": 1, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    (option,) = votes.options(ann.db, step)
    assert option.label == {"ar": "", "en": "The slide is broken"}
    assert captions.of_option(option, "fi", "en").text == "The slide is broken"


def test_where_few_voted_a_bar_has_no_length_and_what_got_no_dot_no_rank(ann, vote, ben):
    cast(ann, vote, ben, 3, 2, 0)
    votes.close(ann.db, ann.workshop, vote)
    assert [(bar.rank, bar.score, bar.length) for bar in votes.bars(ann.db, vote)] == [
        (1, None, 0.0),
        (2, None, 0.0),
        (None, None, 0.0),
    ]


@pytest.fixture
def less_one(ann, ben, chen):
    """An open vote on three ideas, five dots each, three at most to one; the first had three, and is erased."""
    erased = ann.enters("Idea 0")
    for n in (1, 2):
        ann.enters(f"Idea {n}")
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 5, "cap": 3, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    cast(ann, step, ben, 3, 2, 0)
    first = keys(ann, step)[0]
    own_ideas.erase(ann.db, erased)
    ann.db.flush()
    return step, first


def test_dots_on_an_idea_that_was_erased_can_be_given_again(ann, less_one, ben):
    step, _first = less_one
    assert cast(ann, step, ben, 2, 3).choices == dict(zip(keys(ann, step), (2, 3), strict=True))


def test_a_ballot_from_an_open_page_may_name_what_was_erased_and_it_does_not_count(ann, less_one, ben):
    step, first = less_one
    second, third = keys(ann, step)
    ballot = votes.cast(ann.db, step, ben, {first: 3, second: 2, third: 3}, now=ann.now)
    assert ballot.choices == {second: 2, third: 3}
    assert votes.cast(ann.db, step, ben, {first: 99}, now=ann.now).choices == {}


def test_what_is_left_is_still_not_more_than_there_are(ann, less_one, ben):
    step, _first = less_one
    with pytest.raises(TooManyDots):
        cast(ann, step, ben, 3, 3)
    with pytest.raises(UnknownOption):
        votes.cast(ann.db, step, ben, {"4711": 1}, now=ann.now)


def test_dots_on_an_idea_that_was_erased_never_go_to_one_that_is_new(ann, less_one):
    step, first = less_one
    ann.enters("New")
    votes.prepare(ann.db, ann.workshop, step)
    assert labels(ann, step) == ["Idea 1", "Idea 2", "New"] and first not in keys(ann, step)
    votes.close(ann.db, ann.workshop, step)
    assert [line.score for line in votes.result(ann.db, step).tally.counted] == [2, 0, 0]


def test_a_vote_in_which_everything_was_erased_is_not_ready(ann, less_one, ben):
    step, _first = less_one
    for idea in ideas.shown(ann.db, ann.workshop):
        own_ideas.erase(ann.db, idea)
    with pytest.raises(VoteNotReady):
        cast(ann, step, ben)


def test_a_vote_whose_settings_say_nothing_has_five_dots(ann, vote):
    vote.settings = {}
    assert (votes.dots_of(vote), votes.cap_of(vote), votes.on_ideas(vote)) == (5, 5, False)


# --- many at once ---------------------------------------------------------------------------------------


def cast_all(ann, step, *ballots, now=None):
    """(participant, dots…) of each; what is kept as dots in the order of the options, a refusal as its class."""
    options = keys(ann, step)
    batch = [(who.id, dict(zip(options, dots, strict=False))) for who, *dots in ballots]
    found = votes.cast_all(ann.db, step, batch, now=now or ann.now)
    return [tuple(one.get(key, 0) for key in options) if isinstance(one, dict) else type(one) for one in found]


def kept(ann, step, who):
    ann.db.expire_all()
    ballot = votes.ballot_of(ann.db, step, who)
    return tuple(ballot.choices.get(key, 0) for key in keys(ann, step)) if ballot else None


def test_ballots_that_come_together_are_each_somebody_s_own(ann, vote, ben, chen, dalia):
    found = cast_all(ann, vote, (ben, 3, 0, 2), (chen, 0, 1), (dalia,))
    assert found == [(3, 0, 2), (0, 1, 0), (0, 0, 0)]
    assert [kept(ann, vote, who) for who in (ben, chen, dalia)] == found
    assert votes.voters(ann.db, vote) == 3


def test_of_two_ballots_of_one_person_at_once_the_last_counts(ann, vote, ben, chen):
    found = cast_all(ann, vote, (ben, 3, 2, 0), (chen, 1), (ben, 0, 0, 1))
    assert found == [(3, 2, 0), (1, 0, 0), (0, 0, 1)]
    assert kept(ann, vote, ben) == (0, 0, 1)
    assert votes.voters(ann.db, vote) == 2


def test_a_ballot_of_the_next_round_replaces_the_one_before_with_its_time(ann, vote, ben, chen):
    cast_all(ann, vote, (ben, 3), (chen, 3))
    later = ann.now.replace(hour=16)
    cast_all(ann, vote, (ben, 0, 3), now=later)
    assert (kept(ann, vote, ben), kept(ann, vote, chen)) == ((0, 3, 0), (3, 0, 0))
    assert votes.ballot_of(ann.db, vote, ben).cast_at == later
    assert votes.ballot_of(ann.db, vote, chen).cast_at == ann.now
    assert votes.voters(ann.db, vote) == 2


def test_a_refused_ballot_among_many_stops_nobody_and_leaves_the_one_before(ann, vote, ben, chen):
    cast(ann, vote, chen, 1)
    found = cast_all(ann, vote, (ben, 3), (chen, 3, 3), (ben, 9), (ben, "many"))
    assert found == [(3, 0, 0), TooManyDots, TooManyDots, BadRequest]
    assert (kept(ann, vote, ben), kept(ann, vote, chen)) == ((3, 0, 0), (1, 0, 0))


def test_what_is_not_an_option_is_refused_among_many(ann, vote, ben, chen):
    first = keys(ann, vote)[0]
    found = votes.cast_all(ann.db, vote, [(ben.id, {"4711": 1}), (chen.id, {first: 1})], now=ann.now)
    assert isinstance(found[0], UnknownOption) and found[1] == {first: 1}
    assert votes.voters(ann.db, vote) == 1


@pytest.mark.parametrize("phones", [PhoneMode.CLOSED, PhoneMode.LISTEN])
def test_a_closed_vote_refuses_each_of_many(ann, vote, ben, chen, phones):
    steps.set_phones(ann.db, ann.workshop, vote, phones)
    assert cast_all(ann, vote, (ben, 3), (chen, 9)) == [VoteClosed, VoteClosed]
    assert votes.voters(ann.db, vote) == 0


def test_a_vote_on_nothing_refuses_each_of_many(ann, ben, chen):
    assert cast_all(ann, ann.goes_to(StepKind.VOTE), (ben,), (chen,)) == [VoteNotReady, VoteNotReady]


def test_no_ballots_are_no_ballots(ann, vote):
    assert cast_all(ann, vote) == []
    assert votes.voters(ann.db, vote) == 0


def test_each_vote_has_its_own_ballots(ann, vote, ben):
    cast_all(ann, vote, (ben, 3))
    second = steps.add(ann.db, ann.workshop, StepKind.VOTE, title={"en": "Again"}, minutes=5)
    steps.start(ann.db, ann.workshop, second, now=ann.now)
    cast_all(ann, second, (ben, 0, 1))
    assert (kept(ann, vote, ben), kept(ann, second, ben)) == ((3, 0, 0), (0, 1, 0))


@pytest.mark.parametrize(
    ("ballots", "close"),
    [
        ([(1, 0, 0)] * 7 + [(0, 1, 0)] * 6 + [(0, 0, 1)], 2),
        ([(3, 0, 0)] * 9 + [(0, 2, 0)] * 3, 0),
        ([(1, 1, 1)] * 8, 3),
        ([(2, 0, 0)] * 4, 0),
        ([(0, 0, 0)] * 9, 0),
    ],
)
def test_which_first_places_are_too_close_to_call(ann, vote, ballots, close):
    """Seven against six of fourteen is chance, one of fourteen is not; of four people nothing is told."""
    for dots in ballots:
        cast(ann, vote, ann.joins(), *dots)
    with pytest.raises(VoteNotReady):
        votes.too_close(ann.db, vote)
    votes.close(ann.db, ann.workshop, vote)
    assert votes.too_close(ann.db, vote) == close
