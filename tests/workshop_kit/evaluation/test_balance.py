"""Who was heard, in a room of Ann's and across rooms; and nothing about one to four people."""

import random
from collections import Counter
from datetime import timedelta
from itertools import product

import pytest

from models import StepKind
from workshop_kit import bundle, participants, privacy, steps, votes
from workshop_kit.evaluation import balance, process
from workshop_kit.evaluation.balance import OTHERS, Heard, Voted, _voted
from workshop_kit.evaluation.reading import Turnout


def play(room, people, ideas, voters=None):
    """So many phones, ideas and voters of each language."""
    room.goes_to(StepKind.IDEAS)
    here = {code: [room.joins(code) for _one in range(number)] for code, number in people.items()}
    for code, number in ideas.items():
        for place in range(number):
            if here.get(code):
                room.sends(here[code][place % len(here[code])], f"Idea {place}", code)
            else:
                room.enters(f"Card {place}", code)
    if voters is not None:
        room.theme("Clubs", room.enters("x"))
        vote = room.goes_to(StepKind.VOTE)
        option = str(votes.options(room.db, vote)[0].id)
        for code, number in voters.items():
            for who in here[code][:number]:
                votes.cast(room.db, vote, who, {option: 1}, now=room.now + timedelta(minutes=1))
        steps.finish(room.db, room.workshop, vote, now=room.now)
    return here


def group(found, language):
    return next(one for one in found.groups if one.language == language)


def test_a_group_that_gave_as_much_as_its_size_is_heard_as_much(ann):
    play(ann, {"fi": 20, "ar": 10}, {"fi": 40, "ar": 19})
    found = balance.of(ann.db, [ann.workshop])
    assert {one.language: one.heard for one in found.groups} == {"fi": Heard.AS_MUCH, "ar": Heard.AS_MUCH}
    assert (group(found, "ar").present, group(found, "ar").ideas) == (10, 19)


def test_a_group_far_from_its_size_is_heard_less_and_the_other_more(ann):
    play(ann, {"fi": 10, "so": 10}, {"fi": 40, "so": 8})
    found = balance.of(ann.db, [ann.workshop])
    assert group(found, "so").heard == Heard.LESS
    assert group(found, "fi").heard == Heard.MORE


def test_languages_of_fewer_than_five_phones_are_told_together(ann):
    play(ann, {"fi": 20, "ar": 3, "so": 4}, {"fi": 20, "ar": 3, "so": 5})
    found = balance.of(ann.db, [ann.workshop])
    assert [(one.language, one.present, one.ideas) for one in found.groups] == [("fi", 20, 20), (OTHERS, 7, 8)]


def test_a_room_of_four_tells_nothing(ann):
    play(ann, {"fi": 4}, {"fi": 12})
    found = balance.of(ann.db, [ann.workshop])
    assert (found.groups, found.workshops, found.too_small) == ((), 0, 1)


def test_of_a_few_ideas_nothing_is_said(ann):
    play(ann, {"fi": 10, "so": 10}, {"fi": 9})
    assert {one.heard for one in balance.of(ann.db, [ann.workshop]).groups} == {Heard.UNKNOWN}


def test_with_one_language_there_is_nobody_to_compare_with(ann):
    play(ann, {"fi": 10}, {"fi": 30})
    assert [one.heard for one in balance.of(ann.db, [ann.workshop]).groups] == [Heard.UNKNOWN]


def test_across_workshops_a_language_counts_only_where_it_stands_by_itself(db, open_room):
    first, second = open_room(db), open_room(db)
    play(first, {"fi": 10, "so": 6}, {"fi": 10, "so": 6})
    play(second, {"fi": 10, "ar": 6, "so": 3, "et": 4}, {"fi": 10, "ar": 6, "so": 9})
    found = balance.of(db, [first.workshop, second.workshop])
    told = {one.language: (one.present, one.ideas) for one in found.groups}
    assert told == {"fi": (20, 20), "so": (6, 6), "ar": (6, 6), OTHERS: (7, 9)}


def test_a_room_that_wrote_little_does_not_make_its_language_look_unheard(db, open_room):
    """In each room all gave alike; only one room gave more than the other."""
    first, second = open_room(db), open_room(db)
    play(first, {"fi": 15, "so": 5}, {"fi": 60, "so": 20})
    play(second, {"fi": 5, "so": 15}, {"fi": 5, "so": 15})
    found = balance.of(db, [first.workshop, second.workshop])
    assert {one.heard for one in found.groups} == {Heard.AS_MUCH}


def test_how_many_of_a_group_voted_is_told_where_nobody_can_be_told_from_it(ann):
    play(ann, {"fi": 20, "ar": 12}, {"fi": 5}, {"fi": 14, "ar": 6})
    found = balance.of(ann.db, [ann.workshop])
    assert group(found, "fi").voted == Voted(14, 14, 20)
    assert group(found, "ar").voted == Voted(6, 6, 12)


def test_where_one_did_not_vote_it_is_a_span_and_another_group_is_hidden_with_it(ann):
    play(ann, {"fi": 20, "ar": 12, "so": 15}, {"fi": 5}, {"fi": 14, "ar": 6, "so": 14})
    found = balance.of(ann.db, [ann.workshop])
    assert group(found, "so").voted == Voted(11, 14, 15)
    assert group(found, "ar").voted == Voted(0, 12, 12)
    assert group(found, "fi").voted == Voted(14, 14, 20)


def test_once_languages_are_dealt_anew_nobodys_ballot_has_a_language(ann):
    play(ann, {"fi": 20, "ar": 12}, {"fi": 5}, {"fi": 14, "ar": 6})
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    found = balance.of(ann.db, [ann.workshop])
    assert {one.voted for one in found.groups} == {None}
    assert group(found, "ar").present == 12


def turnout(voted):
    return Turnout(Counter(voted))


def published(present, voted):
    """What a reader knows of one room: who was there, the sum of the voters, and the spans."""
    return _voted(present, turnout(voted))


def consistent(present, total, spans):
    """Every way in which the groups can have voted that fits what is told."""
    languages = list(present)
    ranges = [range(spans[code].least, spans[code].most + 1) for code in languages]
    return [dict(zip(languages, way, strict=True)) for way in product(*ranges) if sum(way) == total]


@pytest.mark.parametrize("seed", range(150))
def test_from_all_that_is_told_nobody_can_find_one_to_four_people(seed):
    rng = random.Random(seed)
    present = {code: rng.randint(5, 13) for code in ("fi", "so", "ar", "")[: rng.randint(2, 4)]}
    voted = {
        code: min(number, max(0, number - rng.choice((0, 1, 4, 5, 8, 12)))) for code, number in present.items()
    }
    total, joined = sum(voted.values()), sum(present.values())
    if not turnout(voted).may_be_told(joined):
        return
    ways = consistent(present, total, published(present, voted))
    for size in range(1, len(present) + 1):
        for some in [list(present)[at : at + size] for at in range(len(present) - size + 1)]:
            sums = {sum(way[code] for code in some) for way in ways}
            known = next(iter(sums)) if len(sums) == 1 else 0
            assert privacy.people(known) is not None
            everyone = sum(present[code] for code in some)
            assert len(sums) > 1 or privacy.people(everyone - known) is not None


def test_the_attacker_finds_what_hiding_only_small_cells_would_tell():
    present, voted = {"fi": 12, "so": 12}, {"fi": 6, "so": 11}
    naive = {"fi": Voted(6, 6, 12), "so": Voted(0, 12, 12)}
    assert consistent(present, 17, naive) == [voted]


def test_two_groups_in_which_few_voted_are_not_told_by_their_sum():
    """Of two spans "one to four" that make eight, each would be four."""
    found = published({"fi": 12, "so": 12}, {"fi": 4, "so": 4})
    assert set(found.values()) == {Voted(0, 12, 12)}


def test_of_a_workshop_that_came_as_a_file_nobodys_ballot_has_a_language(ann):
    """A file holds ballots without their people: whose they are is made up when it is read."""
    play(ann, {"fi": 20, "ar": 12}, {"fi": 5}, {"fi": 14, "ar": 6})
    copy = bundle.load(ann.db, bundle.dump(ann.db, ann.workshop), now=ann.now + timedelta(days=1))
    found = balance.of(ann.db, [copy])
    assert (group(found, "ar").present, group(found, "ar").voted) == (12, None)
    (measured,) = process.of(ann.db, [copy])
    assert (measured.wrote, measured.people, measured.voted) == (None, 32, 20 / 32)
