"""Rankings, ratings, comparisons of two, and differences: against worked examples."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_kit.analysis.ballots import difference, pairs, ranking, rating

SCHULZE = [
    *["ACBED"] * 5, *["ADECB"] * 5, *["BEDAC"] * 8, *["CABED"] * 3,
    *["CAEBD"] * 7, *["CBADE"] * 2, *["DCEBA"] * 7, *["EBADC"] * 8,
]  # fmt: skip
"""The example of Schulze's paper: 45 people, five options, E > A > C > B > D."""


def order(placed):
    return "".join(one.option for one in placed)


def test_schulze_s_own_example():
    won = ranking.duels("ABCDE", SCHULZE)
    assert (won["A", "B"], won["B", "A"], won["E", "D"]) == (20, 25, 31)
    placed = ranking.schulze("ABCDE", SCHULZE)
    assert order(placed) == "EACBD" and [one.place for one in placed] == [1, 2, 3, 4, 5]


def test_borda_s_points_and_those_of_who_was_left_out():
    placed = ranking.borda("ABC", ["ABC", "ACB", "B"])
    assert {one.option: one.points for one in placed} == {"A": Fraction(9, 2), "B": 3, "C": Fraction(3, 2)}
    assert order(placed) == "ABC"


def test_equals_share_a_place():
    for rule in (ranking.borda, ranking.schulze):
        assert [one.place for one in rule("ABC", ["ABC", "BAC"])] == [1, 1, 3]
        assert [one.place for one in rule("AB", [])] == [1, 1]


rankings = st.lists(st.sampled_from([list(p)[:k] for p in permutations("ABCD") for k in (1, 2, 4)]), max_size=9)


@given(rankings)
def test_who_beats_all_others_wins_by_schulze_and_who_loses_all_is_not_first_by_borda(given_):
    won = ranking.duels("ABCD", given_)
    placed = {one.option: one.place for one in ranking.schulze("ABCD", given_)}
    by_points = {one.option: one.place for one in ranking.borda("ABCD", given_)}
    for a in "ABCD":
        others = [b for b in "ABCD" if b != a]
        if all(won[a, b] > won[b, a] for b in others):
            assert placed[a] == 1 and list(placed.values()).count(1) == 1
        if all(won[a, b] < won[b, a] for b in others):
            assert by_points[a] > 1


@pytest.mark.parametrize("wrong", ["AA", "AX"])
def test_a_ranking_of_what_there_is_not_is_refused(wrong):
    with pytest.raises(ValueError, match="twice"):
        ranking.duels("AB", [wrong])


def test_ratings_spread_and_what_was_not_understood_does_not_count():
    first, second, third = rating.rate("ABC", [{"A": 5, "B": 3}, {"A": 4, "B": 0}, {"A": 4}])
    assert (first.option, first.people, first.spread, first.median) == ("A", 3, (0, 0, 0, 2, 1), 4)
    assert first.mean == pytest.approx(13 / 3)
    assert (second.option, second.people, second.not_understood, second.mean) == ("B", 1, 1, 3)
    assert (third.option, third.people, third.mean, third.place) == ("C", 0, None, 3)
    with pytest.raises(ValueError, match="from 1 to 5"):
        rating.rate("A", [{"A": 6}])


def test_strengths_are_those_of_bradley_and_terry():
    """A beats B three times of four, without what counts beforehand nearly 3 : 1."""
    many = [("A", "B")] * 3000 + [("B", "A")] * 1000
    a, b = pairs.strengths("AB", many)
    odds = (a.strength / (1 - a.strength)) / (b.strength / (1 - b.strength))
    assert odds == pytest.approx(3, rel=0.01)
    assert (a.option, a.won, a.compared) == ("A", 3000, 4000)


def test_who_was_never_compared_is_average_and_who_won_everything_is_finite():
    found = {one.option: one for one in pairs.strengths("ABC", [("A", "B")] * 3)}
    assert found["C"].strength == pytest.approx(0.5) and found["C"].compared == 0
    assert 0.5 < found["A"].strength < 1 and 0 < found["B"].strength < 0.5
    assert pairs.strengths("", []) == ()


def test_who_beats_the_strong_is_stronger_than_who_beats_the_weak():
    strong = [("S", "M")] * 6 + [("M", "W")] * 6
    found = {one.option: one.strength for one in pairs.strengths("SMWXY", [*strong, ("X", "S"), ("Y", "W")])}
    assert found["X"] > found["Y"]


def test_one_dot_more_in_a_small_room_is_no_difference():
    ballots = [{"A": 1}] * 7 + [{"B": 1}] * 6 + [{}]
    assert not difference.is_clear(ballots, "A", "B")
    assert difference.is_clear([{"A": 1}] * 12 + [{"B": 1}] * 2, "A", "B")
    assert not difference.is_clear([{"A": 1, "B": 1}] * 30, "A", "B")
    assert not difference.is_clear([{"A": 2}] * 4, "A", "B") and difference.is_clear([{"A": 2}] * 5, "A", "B")
    assert not difference.is_clear([{"A": 1}] * 3 + [{}] * 2, "A", "B"), "three against none is one chance in four"
    assert not difference.is_clear([], "A", "B")
    for people in (290, 310):  # counted, and by the normal distribution
        assert difference.is_clear([{"A": 1}] * (people // 2 + 20) + [{"B": 1}] * (people // 2 - 20), "A", "B")
        assert not difference.is_clear([{"A": 1}] * (people // 2 + 5) + [{"B": 1}] * (people // 2 - 5), "A", "B")
