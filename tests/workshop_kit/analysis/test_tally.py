"""From ballots to a ranking that names its ties."""

import random

from workshop_kit.analysis.tally import Counted, count, placed


def test_dots_are_added_up_and_ranked():
    tally = count(["a", "b", "c"], [{"a": 2, "b": 1}, {"b": 3}, {}], 3)
    assert tally.voters == 3
    assert tally.counted == (
        Counted("b", 4, 2, 2 / 3, rank=1),
        Counted("a", 2, 1, 1 / 3, rank=2),
        Counted("c", 0, 0, 0.0),
    )
    assert tally.ties == ()
    assert [line.option for line in tally.ranked] == ["b", "a"]


def test_without_ballots_nothing_is_won_and_nothing_is_tied():
    tally = count(["a", "b"], [], 0)
    assert (tally.voters, tally.ranked, tally.ties) == (0, (), ())
    assert [(line.share, line.rank) for line in tally.counted] == [(0.0, None), (0.0, None)]


def test_without_options_there_is_nothing_to_count():
    assert count([], [{"a": 1}], 1).counted == ()


def test_equal_scores_share_a_rank_and_the_next_one_is_skipped():
    tally = count(["a", "b", "c", "d"], [{"a": 1, "b": 2, "c": 2, "d": 1}], 1)
    assert {line.option: line.rank for line in tally.counted} == {"b": 1, "c": 1, "a": 3, "d": 3}
    assert tally.ties == (("b", "c"), ("a", "d"))


def test_options_without_a_dot_are_not_called_a_tie():
    assert count(["a", "b", "c"], [{"a": 1}], 1).ties == ()


def test_ties_stand_in_the_order_of_the_options():
    tally = count(["c", "a", "b"], [{"b": 1, "a": 1, "c": 1}], 1)
    assert [line.option for line in tally.counted] == ["c", "a", "b"]


def test_dots_for_something_else_and_dots_below_zero_do_not_count():
    tally = count(["a"], [{"a": 1, "gone": 5}, {"a": -4}], 2)
    assert (tally.of("a").score, tally.of("a").people, tally.of("gone")) == (1, 1, None)


def test_the_order_of_ballots_does_not_matter():
    rng = random.Random(4)
    options = [str(n) for n in range(8)]
    ballots = [{option: rng.randint(0, 3) for option in options} for _ in range(60)]
    tally = count(options, ballots, 60)
    rng.shuffle(ballots)
    assert count(options, ballots, 60) == tally
    assert [line.rank for line in tally.ranked] == sorted(line.rank for line in tally.ranked)


def test_what_too_few_have_judged_stands_last_without_a_rank():
    lines = [Counted("a", 5.0, 2, 1.0), Counted("b", 3.0, 6, 0.5), Counted("c", 4.0, 7, 0.5)]
    tally = placed(8, lines, fewest=5)
    assert [(line.option, line.rank) for line in tally.counted] == [("c", 1), ("b", 2), ("a", None)]
