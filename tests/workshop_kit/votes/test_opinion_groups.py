"""Who agrees with whom: from thirty people on, and never a group of fewer than five."""

import random

import pytest

from models import StepKind
from workshop_kit import steps, votes
from workshop_kit.analysis.opinions import find
from workshop_kit.analysis.opinions.votes import read
from workshop_kit.errors import VoteNotReady
from workshop_kit.votes import opinion_groups
from workshop_kit.votes.opinion_groups import FEWEST

STATEMENTS = 14


@pytest.fixture
def opinions(ann):
    for n in range(STATEMENTS):
        ann.enters(f"Statement {n}")
    step = steps.add(ann.db, ann.workshop, StepKind.OPINIONS, title={"en": "Opinions"}, minutes=10)
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    return step


def answer(ann, step, people, agrees):
    """So many people: all agree with the first two, each with those of her kind; now and then one is left out."""
    rng = random.Random(people)
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    for _n in range(people):
        seen = [at for at in range(STATEMENTS) if at < 2 or rng.random() < 0.9]
        given = {ids[at]: 1 if at < 2 or agrees(at) else rng.choice([-1, -1, 0]) for at in seen}
        votes.cast(ann.db, step, ann.joins(), given, now=ann.now)


def even(at):
    return at % 2 == 0


def odd(at):
    return at % 2 == 1


def test_two_groups_are_found_with_what_each_stands_for(ann, opinions):
    answer(ann, opinions, 20, even)
    answer(ann, opinions, 14, odd)
    votes.close(ann.db, ann.workshop, opinions)
    found = votes.camps(ann.db, opinions)
    assert [(camp.letter, camp.people, len(camp.points)) for camp in found.groups] == [("A", 20, 20), ("B", 14, 14)]
    first, second = ({view.option.number for view in camp.stands_for if view.agrees} for camp in found.groups)
    assert first and all(number % 2 for number in first)
    assert second and not any(number % 2 for number in second - {1, 2})
    assert {1, 2} <= {view.option.number for view in found.shared}
    assert {split.option.number for split in found.bridging} == {1, 2}
    assert 1 not in {split.option.number for split in found.dividing} and found.dividing
    assert all(set(split.agree) == {"A", "B"} for split in found.dividing)
    assert all(view.share in (None, 1.0) for camp in found.groups for view in camp.stands_for if view.agrees)


def test_below_thirty_people_there_are_no_groups_and_it_says_how_many_are_missing(ann, opinions):
    answer(ann, opinions, 15, even)
    answer(ann, opinions, FEWEST - 16, odd)
    votes.close(ann.db, ann.workshop, opinions)
    found = votes.camps(ann.db, opinions)
    assert (found.people, found.missing, found.groups, found.shared) == (FEWEST - 1, 1, (), ())


def test_who_has_answered_nothing_is_not_counted(ann, opinions):
    answer(ann, opinions, FEWEST - 1, even)
    votes.cast(ann.db, opinions, ann.joins(), {}, now=ann.now)
    votes.close(ann.db, ann.workshop, opinions)
    assert votes.camps(ann.db, opinions).missing == 1


def test_a_group_of_fewer_than_five_is_not_shown(ann, opinions):
    answer(ann, opinions, 30, even)
    answer(ann, opinions, 4, odd)
    votes.close(ann.db, ann.workshop, opinions)
    found = votes.camps(ann.db, opinions)
    assert all(camp.people >= 5 for camp in found.groups)
    left = found.people - sum(camp.people for camp in found.groups)
    assert not found.groups or left == 0 or left >= 5


@pytest.mark.parametrize(
    ("sizes", "people", "told"),
    [
        ([18, 13, 3], 34, [0]),
        ([20, 9, 5], 34, [0, 1, 2]),
        ([20, 9, 5], 36, [0, 1]),
        ([18, 13], 31, [0, 1]),
        ([12, 10, 8, 4], 34, [0, 1]),
        ([30, 4], 34, []),
    ],
)
def test_a_group_too_small_to_show_cannot_be_worked_out_from_the_others(sizes, people, told):
    shown = opinion_groups._told(sizes, people)
    assert shown == told


def test_of_a_statement_that_few_answered_nothing_is_told(ann, opinions):
    answer(ann, opinions, 20, even)
    answer(ann, opinions, 12, odd)
    new = ann.enters("Asked late")
    votes.prepare(ann.db, ann.workshop, opinions)
    late = next(str(option.id) for option in votes.options(ann.db, opinions) if option.idea_id == new.id)
    for _n in range(3):
        votes.cast(ann.db, opinions, ann.joins(), {late: 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, opinions)
    assert new.id not in {view.option.idea_id for view in votes.camps(ann.db, opinions).shared}


def test_nothing_is_told_while_it_is_open(ann, opinions):
    with pytest.raises(VoteNotReady):
        votes.camps(ann.db, opinions)


def test_another_vote_has_no_groups(ann):
    ann.theme("Clubs", ann.enters("A club"))
    step = ann.goes_to(StepKind.VOTE)
    votes.close(ann.db, ann.workshop, step)
    assert votes.camps(ann.db, step) is None


def test_answers_as_polis_writes_them_give_the_same_groups_and_name_nobody(ann, opinions, tmp_path):
    answer(ann, opinions, 20, even)
    answer(ann, opinions, 14, odd)
    votes.close(ann.db, ann.workshop, opinions)
    file = tmp_path / "votes.csv"
    file.write_text(votes.opinion_groups.as_polis(ann.db, opinions), encoding="utf-8")
    given = read(file)
    assert (len(given.participants), len(given.statements)) == (34, STATEMENTS)
    assert sorted(len(group.members) for group in find(given).groups) == [14, 20]


def test_of_fewer_than_five_there_is_no_file(ann, opinions):
    answer(ann, opinions, 4, even)
    votes.close(ann.db, ann.workshop, opinions)
    with pytest.raises(VoteNotReady):
        votes.opinion_groups.as_polis(ann.db, opinions)
