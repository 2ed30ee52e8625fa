"""Who agrees with whom, from agree, disagree and pass: groups of opinion, what each stands for, what all share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models import Option, Step, VotingMethod
from workshop_kit import privacy
from workshop_kit.analysis import opinions
from workshop_kit.analysis.opinions import Opinions
from workshop_kit.analysis.opinions.statements import Standing
from workshop_kit.analysis.opinions.votes import VoteMatrix, matrix
from workshop_kit.errors import VoteNotReady
from workshop_kit.vote_settings import method_of
from workshop_kit.votes.results import Result, result

FEWEST = 30
"""People who answered; with fewer the groups say less than half of what all would say: `bench/opinions.py`."""
MOST_LISTED = 5


@dataclass(frozen=True)
class View:
    """What people of a group think of one statement."""

    option: Option
    agrees: bool  # what most of the group do; else they disagree
    share: float | None  # of those of them who answered it, 0 to 1; None where it would tell of one to four


@dataclass(frozen=True)
class Camp:
    """A group of at least five people who answered alike."""

    letter: str
    people: int
    stands_for: tuple[View, ...]
    points: tuple[tuple[float, float], ...]  # where its people are on the map


@dataclass(frozen=True)
class Split:
    """One statement as the groups see it: group -> how many agree, and of how many who answered."""

    option: Option
    agree: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Camps:
    people: int  # who answered anything
    groups: tuple[Camp, ...]  # the largest first; empty where there are too few people, or all think alike
    shared: tuple[View, ...]  # what most of all people think
    bridging: tuple[Split, ...]  # what most of every group agree, or disagree, with
    dividing: tuple[Split, ...]

    @property
    def missing(self) -> int:
        """How many more people it would need."""
        return max(0, FEWEST - self.people)


def camps(db: Session, step: Step) -> Camps | None:
    """Of a closed vote by agree, disagree and pass; None of any other. Raises VoteNotReady while it is open.

    Only ballots of phones: of raised hands nobody knows whose they are.
    """
    found = result(db, step)
    if method_of(step) != VotingMethod.STATEMENTS:
        return None
    given = _matrix(found)
    people = len(given.participants)
    if people < FEWEST:
        return Camps(people, (), (), (), ())
    seen = opinions.find(given)
    told = _told([len(group.members) for group in seen.groups], people)
    if len(told) < 2:
        return Camps(people, (), _shared(found, given, seen), (), ())
    letters = {k: chr(ord("A") + place) for place, k in enumerate(told)}
    return Camps(
        people,
        tuple(_camp(found, given, seen, k, letters[k]) for k in told),
        _shared(found, given, seen),
        _splits(found, given, seen, seen.bridging, letters),
        _splits(found, given, seen, seen.dividing, letters),
    )


def share(count: int, seen: int) -> float | None:
    """A share that tells neither of those nor of the others where they are one to four people."""
    told = privacy.people(count) is not None and privacy.people(seen - count) is not None
    return count / seen if told and seen else None


def _told(sizes: Sequence[int], people: int) -> list[int]:
    """The groups that are shown: of at least five people, and so that not one to four are left beside them."""
    told = [k for k, size in enumerate(sizes) if size >= privacy.SMALL]
    while told and privacy.people(people - sum(sizes[k] for k in told)) is None:
        told.remove(min(told, key=lambda k: sizes[k]))
    return told


def as_polis(db: Session, step: Step) -> str:
    """The answers of a closed vote for other tools, as Polis writes its votes: without names, in no order.

    Statements are numbered as they stand in the vote. Raises VoteNotReady while it is open, for another vote, and
    where fewer than five answered.
    """
    found = result(db, step)
    if method_of(step) != VotingMethod.STATEMENTS or found.is_small:
        raise VoteNotReady()
    number = {option: place for place, option in enumerate(found.options, start=1)}
    people = sorted(sorted((number[o], answer) for o, answer in b.items() if o in number) for b in found.ballots)
    lines = [f"{who},{what},{answer}" for who, person in enumerate(people, start=1) for what, answer in person]
    return "\n".join(["voter-id,comment-id,vote", *lines, ""])


def _matrix(found: Result) -> VoteMatrix:
    """Each ballot is a person without a name."""
    known = set(found.options)
    cast = {
        (str(place), option): answer
        for place, ballot in enumerate(found.ballots)
        for option, answer in ballot.items()
        if option in known
    }
    return matrix(cast)


def _camp(found: Result, given: VoteMatrix, seen: Opinions, k: int, letter: str) -> Camp:
    group = seen.groups[k]
    told = [standing for standing in group.representative if standing.seen >= privacy.SMALL]
    views = tuple(_view(found, given, standing) for standing in told)
    points = tuple((float(x), float(y)) for x, y in seen.points[list(group.members)])
    return Camp(letter, len(group.members), views, points)


def _view(found: Result, given: VoteMatrix, standing: Standing) -> View:
    option = found.options[given.statements[standing.statement]]
    return View(option, standing.agree, share(standing.count, standing.seen))


def _shared(found: Result, given: VoteMatrix, seen: Opinions) -> tuple[View, ...]:
    told = [standing for standing in seen.consensus if standing.seen >= privacy.SMALL]
    return tuple(_view(found, given, standing) for standing in told)


def _splits(
    found: Result, given: VoteMatrix, seen: Opinions, places: Sequence[int], letters: Mapping[int, str]
) -> tuple[Split, ...]:
    """Where at least five people of each group answered; of fewer nothing is told."""
    counts = {letter: seen.groups[k].counts for k, letter in letters.items()}
    kept = []
    for place in places:
        if all(one.seen[place] >= privacy.SMALL for one in counts.values()):
            agree = {letter: (int(one.agree[place]), int(one.seen[place])) for letter, one in counts.items()}
            kept.append(Split(found.options[given.statements[place]], agree))
    return tuple(kept[:MOST_LISTED])
