"""Votes of every method on their journey to another laptop."""

import json

import pytest

from models import HandRole, StepKind
from workshop_kit import bundle, participants, steps, store, votes, workshops
from workshop_kit import hands as role_links
from workshop_kit.errors import DamagedFile
from workshop_kit.votes import hands


def of_five(method, ids):
    """What each of five people gives."""
    a, b, c = ids
    return {
        "dots": [{a: 3, b: 2}] * 5,
        "approval": [{a: 1}, {a: 1, c: 1}, {}, {b: 1}, {a: 1}],
        "rating": [{a: 5, b: 0}, {a: 4, c: 1}, {a: 1}, {b: 3}, {c: 2}],
        "ranking": [{b: 1, a: 2, c: 3}, {c: 1}, {a: 1, c: 2}, {}, {b: 1}],
        "statements": [{a: 1, b: -1, c: 0}, {a: 1}, {b: -1}, {c: 1}, {a: -1}],
        "pairs": [{f"{a}-{b}": int(b), f"{a}-{c}": int(a), f"{b}-{c}": 0}, {f"{a}-{b}": int(a)}, {}, {}, {}],
        "budget": [{a: 1}, {a: 1, b: 1}, {c: 1}, {}, {b: 1}],
    }[method]


def held(engine, open_room, method, close=True):
    """A vote of five people, and what was counted by hand where that can be."""
    with store.writing(engine) as db:
        room = open_room(db)
        for n in range(3):
            room.theme(f"Theme {n}", room.enters(f"Idea {n}"))
        step = room.step(StepKind.VOTE)
        step.settings = {"method": method, "on": "themes", "dots": 5, "cap": 3, "purse": 1000, "seats": 2}
        room.goes_to(StepKind.VOTE)
        ids = [str(option.id) for option in votes.rows(db, step)]
        if method == "budget":
            votes.set_costs(db, room.workshop, step, {int(id): 400 for id in ids})
        for choices in of_five(method, ids):
            votes.cast(db, step, room.joins(), choices, now=room.now)
        if hands.can_be_counted(step):
            hands.enter(db, room.workshop, step, 6, {ids[1]: {1: 4}})
        if close:
            votes.close(db, room.workshop, step)
        return room.workshop.code


def told(engine, code):
    with store.reading(engine) as db:
        room = workshops.by_code(db, code)
        [step] = votes.closed_votes(db, steps.agenda(db, room))
        bars = votes.bars(db, step)
        chosen = votes.chosen(db, room, step)
        return (
            [(bar.option.label, bar.option.cost, bar.rank, bar.score, bar.people, bar.parts) for bar in bars],
            [option.label for option in chosen],
            votes.too_close(db, step),
        )


METHODS = ["dots", "approval", "rating", "ranking", "statements", "pairs", "budget"]


@pytest.mark.parametrize("method", METHODS)
def test_the_result_is_the_same_after_the_journey(engine, other_engine, open_room, now, method):
    code = held(engine, open_room, method)
    with store.reading(engine) as db:
        file = bundle.dump(db, workshops.by_code(db, code))
    with store.writing(other_engine) as db:
        other = bundle.load(db, file, now=now).code
    assert told(other_engine, other) == told(engine, code)


@pytest.mark.parametrize("method", METHODS)
def test_an_open_vote_travels_without_its_ballots(engine, open_room, method):
    code = held(engine, open_room, method, close=False)
    with store.reading(engine) as db:
        [vote] = json.loads(bundle.dump(db, workshops.by_code(db, code)))["votes"]
    assert (len(vote["options"]), vote["ballots"], vote["hands"]) == (3, [], None)


@pytest.mark.parametrize(
    ("method", "ballot"),
    [
        ("dots", {"0": 4}),
        ("approval", {"0": 2}),
        ("rating", {"0": 6}),
        ("ranking", {"0": 1, "1": 1}),
        ("statements", {"0": 2}),
        ("pairs", {"0-1": 3}),
        ("pairs", {"1-1": 1}),
        ("pairs", {"0": 1}),
        ("pairs", {"0-9": 1}),
        ("budget", {"0": 1, "1": 1, "2": 1}),
        ("approval", {"0-1": 1}),
        ("approval", {"7": 1}),
    ],
)
def test_a_ballot_that_the_vote_would_have_refused_makes_the_file_damaged(
    engine, other_engine, open_room, now, method, ballot
):
    code = held(engine, open_room, method)
    with store.reading(engine) as db:
        content = json.loads(bundle.dump(db, workshops.by_code(db, code)))
    content["votes"][0]["ballots"][0] = ballot
    with store.writing(other_engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(content).encode(), now=now)


@pytest.mark.parametrize(
    "counted", [{"people": 1, "given": {"0": {"1": 2}}}, {"people": 3, "given": {"8": {"1": 1}}}]
)
def test_a_count_of_hands_that_cannot_be_makes_the_file_damaged(engine, other_engine, open_room, now, counted):
    code = held(engine, open_room, "approval")
    with store.reading(engine) as db:
        content = json.loads(bundle.dump(db, workshops.by_code(db, code)))
    content["votes"][0]["hands"] = counted
    with store.writing(other_engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(content).encode(), now=now)


def test_choices_that_only_this_laptop_knows_stay_here(engine, other_engine, open_room, now):
    """To what a vote is narrowed is named by the ids of this database."""
    with store.writing(engine) as db:
        room = open_room(db)
        room.theme("Clubs", room.enters("A club"))
        step = room.goes_to(StepKind.VOTE)
        votes.narrow(db, room.workshop, step, [votes.key_of(votes.options(db, step)[0])])
        file = bundle.dump(db, room.workshop)
    with store.writing(other_engine) as db:
        loaded = bundle.load(db, file, now=now)
        vote = next(step for step in steps.agenda(db, loaded) if step.kind == StepKind.VOTE)
        assert "only" not in vote.settings and len(votes.options(db, vote)) == 1


# --- people without a phone -----------------------------------------------------------------------------


def helped_vote(engine, open_room, phones, without, joined=0):
    """A closed vote of so many people on phones and with a helper; so many more have joined."""
    with store.writing(engine) as db:
        room = open_room(db)
        for n in range(3):
            room.theme(f"Theme {n}", room.enters(f"Idea {n}"))
        step = room.step(StepKind.VOTE)
        step.settings = {"method": "approval", "on": "themes"}
        room.goes_to(StepKind.VOTE)
        ids = [str(option.id) for option in votes.rows(db, step)]
        link = role_links.make(db, room.workshop, HandRole.HELPER, now=room.now)
        for _person in range(joined):
            room.joins("fi")
        for n in range(phones):
            votes.cast(db, step, room.joins("fi"), {ids[n % 3]: 1}, now=room.now)
        for n in range(without):
            person = participants.stand_in(db, room.workshop, link, "so", str(n))
            votes.helped.cast(db, step, person, {ids[n % 2]: 1}, now=room.now)
        votes.close(db, room.workshop, step)
        return room.workshop.code


def dumped(engine, code):
    with store.reading(engine) as db:
        return bundle.dump(db, workshops.by_code(db, code))


def is_small(engine, code):
    with store.reading(engine) as db:
        [step] = votes.closed_votes(db, steps.agenda(db, workshops.by_code(db, code)))
        return votes.result(db, step).is_small


@pytest.mark.parametrize(
    ("phones", "without", "joined", "helped"),
    [(6, 8, 0, 8), (6, 3, 0, 0), (6, 3, 2, 0), (6, 3, 9, 0), (5, 4, 0, 0), (0, 7, 0, 7), (0, 7, 6, 7)],
)
def test_who_was_helped_travels_as_no_phone(engine, other_engine, open_room, now, phones, without, joined, helped):
    code = helped_vote(engine, open_room, phones, without, joined)
    file = dumped(engine, code)
    content = json.loads(file)
    assert content["joined"] == ({"fi": phones + joined} if phones + joined else {})
    assert (len(content["votes"][0]["ballots"]), content["votes"][0]["helped"]) == (phones + without, helped)
    with store.writing(other_engine) as db:
        bundle.load(db, file, now=now)
    assert dumped(other_engine, code) == file
    assert told(other_engine, code) == told(engine, code)
    assert is_small(other_engine, code) is is_small(engine, code) is False
    with store.reading(other_engine) as db:
        assert participants.count(db, workshops.by_code(db, code)) == phones + joined


@pytest.mark.parametrize(("phones", "without"), [(3, 8), (1, 4), (0, 4)])
def test_ballots_of_few_beside_many_who_were_helped_stay_here(engine, open_room, phones, without):
    [vote] = json.loads(dumped(engine, helped_vote(engine, open_room, phones, without, 9)))["votes"]
    assert (vote["ballots"], vote["helped"]) == ([], 0)


def test_a_file_from_before_knows_nothing_of_helpers_and_is_taken(engine, other_engine, open_room, now):
    code = helped_vote(engine, open_room, 6, 0)
    content = json.loads(dumped(engine, code))
    del content["votes"][0]["helped"]
    with store.writing(other_engine) as db:
        bundle.load(db, json.dumps(content).encode(), now=now)
    assert told(other_engine, code) == told(engine, code)


@pytest.mark.parametrize("helped", [15, 7, 9])
def test_more_ballots_than_people_with_or_without_a_phone_are_refused(engine, other_engine, open_room, now, helped):
    content = json.loads(dumped(engine, helped_vote(engine, open_room, 6, 8)))
    content["votes"][0]["helped"] = helped
    if helped == 9:
        content["joined"] = {"fi": 4}
    with pytest.raises(DamagedFile), store.writing(other_engine) as db:
        bundle.load(db, json.dumps(content).encode(), now=now)
