"""Hands and paper: what was counted in the room counts the same, and is marked."""

import pytest

from models import StepKind, VotingMethod
from workshop_kit import steps, votes
from workshop_kit.errors import VoteBegun, VoteNotReady, WrongCount
from workshop_kit.votes import hands


def opened(ann, **settings):
    for n in range(3):
        ann.theme(f"Theme {n}", ann.enters(f"Idea {n}"))
    step = ann.step(StepKind.VOTE)
    step.settings = {"on": "themes", **settings}
    ann.goes_to(StepKind.VOTE)
    return step, [str(option.id) for option in votes.rows(ann.db, step)]


def counted(ann, step):
    votes.close(ann.db, ann.workshop, step)
    return {line.option: (line.score, line.rank) for line in votes.result(ann.db, step).tally.counted}


def test_hands_count_the_same_as_phones(ann):
    step, (a, b, c) = opened(ann, method="approval")
    for _n in range(3):
        votes.cast(ann.db, step, ann.joins(), {a: 1}, now=ann.now)
    hands.enter(ann.db, ann.workshop, step, 6, {a: {1: 2}, b: {1: 6}, c: {1: 0}})
    assert counted(ann, step) == {b: (6, 1), a: (5, 2), c: (0, None)}
    found = votes.result(ann.db, step)
    assert (found.tally.voters, len(found.by_hand), found.tally.of(b).share) == (9, 6, 6 / 9)


def test_dots_on_paper_count_but_nobody_knows_whose_they_are(ann):
    step, (a, b, _c) = opened(ann, dots=5, cap=3)
    hands.enter(ann.db, ann.workshop, step, 5, {a: {1: 12}, b: {1: 7}})
    assert counted(ann, step)[a] == (12, 1)
    first = votes.bars(ann.db, step)[0]
    assert (first.score, first.people, first.share) == (12, None, None)


def test_a_second_count_stands_in_the_place_of_the_first(ann):
    step, (a, b, _c) = opened(ann, method="approval")
    hands.enter(ann.db, ann.workshop, step, 5, {a: {1: 5}})
    hands.enter(ann.db, ann.workshop, step, 7, {b: {1: 7}})
    assert counted(ann, step)[b] == (7, 1)
    assert votes.result(ann.db, step).tally.voters == 7


def test_nobody_takes_the_count_back(ann):
    step, (a, _b, _c) = opened(ann, method="approval")
    hands.enter(ann.db, ann.workshop, step, 5, {a: {1: 5}})
    assert hands.enter(ann.db, ann.workshop, step, 0, {}) is None
    assert counted(ann, step)[a] == (0, None)


def test_agree_pass_and_disagree_are_counted_for_each_statement(ann):
    step, (a, _b, _c) = opened(ann, method="statements")
    hands.enter(ann.db, ann.workshop, step, 9, {a: {1: 5, 0: 1, -1: 3}})
    votes.close(ann.db, ann.workshop, step)
    assert votes.result(ann.db, step).tally.of(a).parts == (5, 1, 3)


def test_numbers_are_counted_for_each_choice(ann):
    step, (a, _b, _c) = opened(ann, method="rating")
    hands.enter(ann.db, ann.workshop, step, 9, {a: {5: 4, 2: 4, 0: 1}})
    votes.close(ann.db, ann.workshop, step)
    assert (votes.result(ann.db, step).tally.of(a).score, votes.result(ann.db, step).tally.of(a).people) == (3.5, 8)


@pytest.mark.parametrize(
    ("settings", "people", "given"),
    [
        ({"method": "approval"}, 5, {1: 6}),
        ({"method": "approval"}, 5, {1: -1}),
        ({"method": "approval"}, -1, {}),
        ({"method": "approval"}, 10_001, {}),
        ({"method": "approval"}, 5, {2: 1}),
        ({"dots": 5, "cap": 3}, 2, {1: 7}),
        ({"dots": 2, "cap": 2}, 0, {1: 1}),
        ({"method": "statements"}, 5, {1: 3, -1: 3}),
        ({"method": "rating"}, 5, {6: 1}),
    ],
)
def test_more_than_so_many_people_can_give_is_refused(ann, settings, people, given):
    step, (a, _b, _c) = opened(ann, **settings)
    with pytest.raises(WrongCount):
        hands.enter(ann.db, ann.workshop, step, people, {a: given})


def test_more_dots_than_so_many_people_have_are_refused(ann):
    step, (a, b, c) = opened(ann, dots=5, cap=5)
    with pytest.raises(WrongCount):
        hands.enter(ann.db, ann.workshop, step, 2, {a: {1: 5}, b: {1: 5}, c: {1: 1}})


def test_more_money_than_so_many_people_have_is_refused(ann):
    step, (a, b, _c) = opened(ann, method="budget", purse=100)
    votes.set_costs(ann.db, ann.workshop, step, {int(a): 60, int(b): 60, int(_c): 10})
    with pytest.raises(WrongCount):
        hands.enter(ann.db, ann.workshop, step, 2, {a: {1: 2}, b: {1: 2}})
    hands.enter(ann.db, ann.workshop, step, 2, {a: {1: 2}, b: {1: 1}})


def test_an_option_of_another_vote_is_refused(ann):
    step, _ids = opened(ann, method="approval")
    with pytest.raises(WrongCount):
        hands.enter(ann.db, ann.workshop, step, 5, {"4711": {1: 1}})


@pytest.mark.parametrize("name", ["ranking", "pairs"])
def test_orders_and_pairs_are_seen_on_no_raised_hand(ann, name):
    step, (a, _b, _c) = opened(ann, method=name)
    assert not hands.can_be_counted(step)
    with pytest.raises(VoteNotReady):
        hands.enter(ann.db, ann.workshop, step, 5, {a: {1: 1}})


def test_a_step_without_a_vote_has_no_count(ann):
    with pytest.raises(VoteNotReady):
        hands.enter(ann.db, ann.workshop, steps.agenda(ann.db, ann.workshop)[0], 5, {})


def test_who_votes_by_hand_is_a_voter_of_equal_shares_too(ann):
    step, (a, b, _c) = opened(ann, method="approval", rule="equal-shares", seats=2)
    for _n in range(6):
        votes.cast(ann.db, step, ann.joins(), {a: 1}, now=ann.now)
    hands.enter(ann.db, ann.workshop, step, 6, {b: {1: 6}})
    votes.close(ann.db, ann.workshop, step)
    found = votes.side_by_side(ann.db, ann.workshop, step)
    for rule in votes.Rule:
        assert [str(one.option.id) for one in found[rule].chosen] == [a, b]
        assert [one.supporters for one in found[rule].chosen] == [6, 6]


def test_what_was_counted_is_shared_out_evenly_and_nobody_gives_more_than_she_has(ann):
    step, (a, b, c) = opened(ann, dots=5, cap=3)
    tally = hands.enter(ann.db, ann.workshop, step, 4, {a: {1: 9}, b: {1: 6}, c: {1: 5}})
    ballots = hands.as_ballots(step, tally, votes.options(ann.db, step))
    assert [sum(ballot.values()) for ballot in ballots] == [5, 5, 5, 5]
    assert all(dots <= 3 for ballot in ballots for dots in ballot.values())
    assert sum(ballot.get(a, 0) for ballot in ballots) == 9


def test_how_many_people_gave_dots_on_paper_is_not_told(ann):
    step, (a, b, _c) = opened(ann, dots=5, cap=3)
    for _n in range(5):
        votes.cast(ann.db, step, ann.joins(), {a: 1}, now=ann.now)
    hands.enter(ann.db, ann.workshop, step, 5, {b: {1: 12}})
    votes.close(ann.db, ann.workshop, step)
    assert [one.supporters for one in votes.shortlist(ann.db, ann.workshop, step).chosen] == [None, None]


def test_a_few_phones_beside_many_hands_are_not_told_apart(ann):
    """The room has seen the hands: taken from the result, they would leave the ballots of the phones."""
    step, (a, b, c) = opened(ann, method="approval", rule="equal-shares")
    votes.cast(ann.db, step, ann.joins(), {a: 1, c: 1}, now=ann.now)
    hands.enter(ann.db, ann.workshop, step, 20, {a: {1: 12}, b: {1: 9}})
    votes.close(ann.db, ann.workshop, step)
    assert votes.result(ann.db, step).is_small
    assert all(bar.score is None for bar in votes.bars(ann.db, step))
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert (found.gains, {one.supporters for one in found.chosen}) == ((), {None})
    with pytest.raises(VoteNotReady):
        votes.pabulib.written(ann.db, ann.workshop, step)


def test_how_people_vote_stays_once_hands_were_counted(ann):
    step, (a, _b, _c) = opened(ann, method="approval")
    hands.enter(ann.db, ann.workshop, step, 6, {a: {1: 4}})
    keep = {"title": step.title, "minutes": 5, "say": {}, "prompt": {}}
    for settings in ({"method": "rating"}, {"rule": "equal-shares"}, {"seats": 1}):
        with pytest.raises(VoteBegun):
            steps.edit(ann.db, ann.workshop, step, **keep, settings=settings)


def test_a_count_by_another_method_is_refused(ann):
    step, (a, _b, _c) = opened(ann, method="rating")
    with pytest.raises(VoteBegun):
        hands.enter(ann.db, ann.workshop, step, 6, {a: {1: 4}}, method=VotingMethod.APPROVAL)


def test_numbers_by_hand_count_for_what_is_too_close(ann):
    step, (a, b, _c) = opened(ann, method="rating")
    for _n in range(5):
        votes.cast(ann.db, step, ann.joins(), {}, now=ann.now)
    hands.enter(ann.db, ann.workshop, step, 40, {a: {5: 40}, b: {1: 40}})
    votes.close(ann.db, ann.workshop, step)
    assert votes.too_close(ann.db, step) == 0
