"""The seven ways to vote: what a ballot may hold, and what ballots add up to."""

import pytest

from models import Option, Step, StepKind, VotingMethod
from workshop_kit.errors import BadRequest, TooDear, TooManyDots, UnknownOption, WorkshopError
from workshop_kit.votes.methods import method, pairs

KNOWN = {"1": True, "2": True, "3": True, "9": False}  # 9 is an idea that has left the wall


def way(name, **settings):
    step = Step(workshop_id=1, position=0, kind=StepKind.VOTE, minutes=5, settings={"method": name, **settings})
    costs = {1: 400, 2: 700, 3: 300}
    return method(step, [Option(id=id, step_id=1, position=id, cost=costs[id]) for id in (1, 2, 3)])


def tally(name, *ballots, fewest=1, **settings):
    return way(name, **settings).count(["1", "2", "3"], ballots, len(ballots), fewest)


def told(counted):
    return {line.option: (round(line.score, 3), line.people, line.rank) for line in counted.counted}


@pytest.mark.parametrize(
    ("name", "given", "counts"),
    [
        ("dots", {"1": 3, "2": 0, "9": 2}, {"1": 3}),
        ("approval", {"1": 1, "2": 0, "9": 1}, {"1": 1}),
        ("rating", {"1": 5, "2": 0, "9": 4}, {"1": 5, "2": 0}),
        ("ranking", {"3": 1, "9": 2, "1": 3}, {"3": 1, "1": 2}),
        ("ranking", {"3": 7, "1": 2}, {"1": 1, "3": 2}),
        ("statements", {"1": 1, "2": -1, "3": 0, "9": 1}, {"1": 1, "2": -1, "3": 0}),
        ("pairs", {"1-2": 2, "1-3": 0, "1-9": 9}, {"1-2": 2, "1-3": 0}),
        ("budget", {"1": 1, "3": 1, "9": 1}, {"1": 1, "3": 1}),
    ],
)
def test_what_counts_of_a_ballot(name, given, counts):
    assert way(name, dots=5, cap=3, purse=1000).checked(given, KNOWN) == counts


@pytest.mark.parametrize(
    ("name", "given", "refusal"),
    [
        ("dots", {"1": 4}, TooManyDots),
        ("dots", {"1": 3, "2": 3}, TooManyDots),
        ("approval", {"1": 2}, BadRequest),
        ("approval", {"1": -1}, BadRequest),
        ("rating", {"1": 6}, BadRequest),
        ("rating", {"1": -1}, BadRequest),
        ("ranking", {"1": 1, "2": 1}, BadRequest),
        ("ranking", {"1": -1, "2": 1}, BadRequest),
        ("statements", {"1": 2}, BadRequest),
        ("statements", {"1": -2}, BadRequest),
        ("pairs", {"1-2": 3}, BadRequest),
        ("pairs", {"2-1": 1}, BadRequest),
        ("pairs", {"1-1": 1}, BadRequest),
        ("pairs", {"1-7": 1}, UnknownOption),
        ("pairs", {"1": 1}, UnknownOption),
        ("pairs", {"1-": 1}, UnknownOption),
        ("pairs", {"1-2-3": 1}, UnknownOption),
        ("pairs", {"²-3": 3}, UnknownOption),
        ("budget", {"1": 1, "2": 1}, TooDear),
        ("budget", {"1": 2}, BadRequest),
    ],
)
def test_what_no_ballot_can_be_is_refused(name, given, refusal):
    with pytest.raises(refusal):
        way(name, dots=5, cap=3, purse=1000).checked(given, KNOWN)


@pytest.mark.parametrize("name", [*VotingMethod])
def test_an_unknown_option_is_refused_by_all(name):
    for key in ("7", "", "x", "1 OR 1=1", "\ud800"):
        with pytest.raises(WorkshopError):
            way(name).checked({key: 1}, KNOWN)


def test_a_budget_refused_says_how_much_there_is():
    with pytest.raises(TooDear) as refusal:
        way("budget", purse=650).checked({"1": 1, "3": 1}, KNOWN)
    assert "650 €" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "given", "left"),
    [
        ("dots", {"1": 3}, 2),
        ("approval", {"1": 1}, 0),
        ("rating", {"1": 3}, 2),
        ("ranking", {"1": 1, "2": 2}, 1),
        ("statements", {"2": 0}, 2),
        ("pairs", {"1-2": 1}, 2),
        ("budget", {"1": 1, "3": 1}, 300),
    ],
)
def test_how_much_is_left(name, given, left):
    assert way(name, dots=5, cap=3, purse=1000).left(given) == left


def test_approval_counts_people():
    counted = tally("approval", {"1": 1, "2": 1}, {"1": 1}, {"1": 1}, {})
    assert told(counted) == {"1": (3, 3, 1), "2": (1, 1, 2), "3": (0, 0, None)}
    assert counted.of("1").share == 0.75


def test_a_rating_is_the_mean_of_those_who_understood():
    counted = tally("rating", {"1": 5, "2": 2}, {"1": 4, "2": 0}, {"2": 3})
    assert told(counted) == {"1": (4.5, 2, 1), "2": (2.5, 2, 2), "3": (0, 0, None)}
    assert (counted.of("1").share, counted.of("1").parts) == (1.0, (0, 0, 0, 1, 1, 0))
    assert counted.of("2").parts == (0, 1, 1, 0, 0, 1)  # the last of them did not understand


def test_what_too_few_have_judged_gets_no_rank():
    ballots = [{"1": 3} for _n in range(5)] + [{"2": 5}]
    assert told(tally("rating", *ballots, fewest=5)) == {"1": (3, 5, 1), "2": (5, 1, None), "3": (0, 0, None)}


def test_a_ranking_gives_a_point_for_each_that_stands_below():
    counted = tally("ranking", {"1": 1, "2": 2, "3": 3}, {"1": 1, "3": 2}, {"2": 1})
    assert told(counted) == {"1": (4.5, 2, 1), "2": (3, 2, 2), "3": (1.5, 2, 3)}
    assert counted.of("1").share == pytest.approx(2 / 3)


def test_statements_are_ordered_as_polis_does():
    counted = tally("statements", {"1": 1, "2": 1}, {"1": 1, "2": 1}, {"1": 1, "2": -1, "3": 0})
    assert told(counted) == {"1": (0.8, 3, 1), "2": (0.6, 3, 2), "3": (0.333, 1, 3)}
    assert counted.of("2").parts == (2, 0, 1)


def test_pairs_are_won_and_lost():
    counted = tally("pairs", {"1-2": 1, "1-3": 1, "2-3": 2}, {"1-2": 1, "2-3": 0})
    assert [line.option for line in counted.counted] == ["1", "2", "3"]
    assert [line.parts for line in counted.counted] == [(3, 3), (1, 3), (0, 2)]
    assert [line.people for line in counted.counted] == [2, 2, 1]


def test_a_cycle_of_pairs_is_a_tie_and_is_named():
    counted = tally("pairs", {"1-2": 1, "2-3": 2, "1-3": 3})
    assert counted.ties == (("1", "2", "3"),)


def test_a_budget_counts_who_would_buy_it():
    counted = tally("budget", {"1": 1, "3": 1}, {"3": 1})
    assert told(counted) == {"3": (2, 2, 1), "1": (1, 1, 2), "2": (0, 0, None)}


@pytest.mark.parametrize("name", [*VotingMethod])
def test_of_no_ballots_nothing_has_a_rank(name):
    counted = tally(name)
    assert (counted.ranked, counted.ties, counted.voters) == ((), (), 0)


def test_all_pairs_stand_with_the_smaller_id_first():
    assert pairs.of(["10", "9", "100"]) == [("9", "10"), ("9", "100"), ("10", "100")]
    assert pairs.name("10", "9") == "9-10"
