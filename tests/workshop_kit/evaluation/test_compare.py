"""Comparing two groups, against published examples and against chance."""

import numpy as np
import pytest

from workshop_kit.evaluation.compare import (
    Cluster,
    Unit,
    Verdict,
    clusters,
    shares,
    student,
    wilson,
    workshops,
)


def cluster(*values):
    return Cluster(len(values), sum(values), sum(value * value for value in values))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_two_shares_have_the_interval_of_newcombes_table(first, second, low, high):
    """Newcombe (1998), table II, method 10."""
    found = shares(first, second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_one_share_has_wilsons_interval():
    """Newcombe (1998), Two-sided confidence intervals for the single proportion: 81/263, 15/148, 0/20, 1/29."""
    expected = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (part, whole), interval in expected.items():
        assert tuple(round(end, 4) for end in wilson(part, whole)) == interval


@pytest.mark.parametrize(
    ("freedom", "t"), [(1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (120, 1.9799)]
)
def test_students_t_is_that_of_the_tables(freedom, t):
    assert student(freedom) == pytest.approx(t, abs=5e-5)


def test_two_means_have_welchs_interval():
    """Extra hours of sleep (Student 1908), as in R: t.test(extra ~ group): −3.3654832 … 0.2054832, df 17.776."""
    first = cluster(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
    second = cluster(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    found = clusters([first], [second])
    assert (found.low, found.high) == pytest.approx((-3.3654832, 0.2054832), abs=1e-6)
    assert found.means == pytest.approx((0.75, 2.33))
    assert found.verdict == Verdict.NOT_CLEAR and found.unit == Unit.PEOPLE


def test_four_people_on_a_side_are_told_nothing():
    for found in (shares((2, 4), (20, 40)), clusters([cluster(1, 2, 3, 4)], [cluster(*range(40))])):
        assert found.verdict == Verdict.TOO_SMALL
        assert found.means is None and found.low is None and found.difference is None


def test_two_workshops_on_a_side_are_told_nothing_where_each_has_one_value():
    assert workshops([1, 2], [3, 4, 5]).verdict == Verdict.TOO_SMALL


def test_fewer_than_thirty_are_a_small_sample():
    assert shares((20, 29), (20, 40)).is_small
    assert not shares((20, 30), (20, 40)).is_small


def test_three_workshops_on_each_side_are_compared_as_workshops():
    room = [cluster(1, 2, 3, 4, 5), cluster(2, 3, 4, 5, 5), cluster(1, 1, 2, 3, 3)]
    found = clusters(room, room)
    assert (found.unit, found.sizes) == (Unit.WORKSHOPS, (3, 3))
    assert clusters(room, room[:2]).unit == Unit.PEOPLE


def test_where_all_said_the_same_chance_cannot_be_judged():
    assert clusters([cluster(*[5] * 9)], [cluster(*[4] * 9)]).verdict == Verdict.TOO_SMALL


def test_what_is_far_apart_is_clear_and_what_is_close_is_not():
    assert shares((90, 100), (40, 100)).verdict == Verdict.CLEAR
    assert shares((52, 100), (48, 100)).verdict == Verdict.NOT_CLEAR


def test_the_intervals_of_shares_hold_the_truth_about_as_often_as_they_say():
    rng, tries = np.random.default_rng(8), 2000
    for p, n, q, m in ((0.3, 40, 0.3, 60), (0.8, 25, 0.5, 35), (0.1, 60, 0.05, 200)):
        held = 0
        for x, y in zip(rng.binomial(n, p, tries), rng.binomial(m, q, tries), strict=True):
            found = shares((int(x), n), (int(y), m))
            held += found.low <= p - q <= found.high
        assert 0.935 <= held / tries <= 0.985


def smileys(rng, evenings, alike):
    """Answers from 1 to 5 in rooms of 12; `alike` is how far whole rooms differ."""
    found = []
    for mood in rng.normal(3.4, alike, evenings):
        said = np.clip(np.rint(rng.normal(mood, 1, 12)), 1, 5)
        found.append(cluster(*map(float, said)))
    return found


def wrongly_clear(rng, evenings, alike):
    tries = 1000
    found = [clusters(smileys(rng, evenings, alike), smileys(rng, evenings, alike)) for _ in range(tries)]
    return sum(one.verdict == Verdict.CLEAR for one in found) / tries


def test_where_rooms_differ_workshops_are_wrong_once_in_twenty_and_people_would_be_far_more_often():
    rng = np.random.default_rng(8)
    assert wrongly_clear(rng, 6, 0.5) <= 0.065
    assert wrongly_clear(rng, 3, 0.5) <= 0.065
    assert wrongly_clear(rng, 2, 0.5) > 0.2  # people as units: the sentence says that it may mislead
