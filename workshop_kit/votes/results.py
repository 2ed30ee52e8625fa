"""The count of a closed vote, as it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from models import Ballot, Option, Step, StepKind, VotingMethod
from workshop_kit import privacy
from workshop_kit.analysis.ballots import ranking
from workshop_kit.analysis.ballots.difference import is_clear
from workshop_kit.analysis.tally import Counted, Tally
from workshop_kit.errors import VoteNotReady
from workshop_kit.vote_settings import method_of
from workshop_kit.votes import hands, helped
from workshop_kit.votes.methods import Method, method
from workshop_kit.votes.methods.ranking import orders_of
from workshop_kit.votes.options import options
from workshop_kit.votes.state import is_closed


@dataclass(frozen=True)
class Result:
    """A closed vote: its options, how they were voted on, what was given, and what it adds up to."""

    step: Step
    options: Mapping[str, Option]
    method: Method
    ballots: tuple[Mapping[str, int], ...]  # from phones, and what helpers sent
    by_hand: tuple[Mapping[str, int], ...]  # of those who voted by hand or on paper, as evenly as can be
    tally: Tally
    helped: int = 0  # how many of the ballots helpers sent

    @property
    def is_small(self) -> bool:
        """Whether so few voted that only the order may be told.

        Also where few voted on phones beside many others: the room has seen the hands, and a helper what she sent.
        Both could take away what they know.
        """
        alone = len(self.ballots) - self.helped
        return privacy.people(self.tally.voters) is None or privacy.people(alone) is None

    def is_untold(self, line: Counted) -> bool:
        """Whether nothing but its place is told of an option, because so few judged it."""
        return self.is_small or (self.method.is_partial and line.people < privacy.SMALL)


def result(db: Session, step: Step) -> Result:
    """The count of a closed vote. Raises VoteNotReady while it is open."""
    if not is_closed(step):
        raise VoteNotReady()
    found = {str(option.id): option for option in options(db, step)}
    way = method(step, list(found.values()))
    cast = db.exec(select(Ballot.choices).where(Ballot.step_id == step.id))
    ballots = tuple(_within(choices, found) for choices in cast)
    by_hand = hands.as_ballots(step, hands.entered(db, step), list(found.values()))
    voters = len(ballots) + len(by_hand)
    fewest = min(privacy.SMALL, -(-voters // 2))  # in a small room half of it, in a large one five
    tally = way.count(list(found), (*ballots, *by_hand), voters, fewest)
    return Result(step, found, way, ballots, by_hand, tally, helped.count(db, step))


def _within(ballot: Mapping[str, int], known: Mapping[str, Option]) -> dict[str, int]:
    """What it gives to options, or pairs of them, that are still in."""
    return {asked: given for asked, given in ballot.items() if all(option in known for option in asked.split("-"))}


def too_close(db: Session, step: Step) -> int:
    """How many of the first places cannot be told apart in a room of this size; 0 where the first is clear.

    Also 0 for opinions, and where fewer than five voted, and nothing but the order is told. Raises VoteNotReady
    while it is open.
    """
    found = result(db, step)
    ranked = [line.option for line in found.tally.ranked]
    if found.is_small or not ranked or step.kind == StepKind.OPINIONS:
        return 0
    worth = [found.method.worth(ballot) for ballot in (*found.ballots, *found.by_hand)]
    near = [place for place, other in enumerate(ranked[1:], start=2) if not _clear(found, worth, ranked[0], other)]
    return max(near, default=0)


def _clear(found: Result, worth: list[dict[str, int]], a: str, b: str) -> bool:
    if found.method.is_partial:
        worth = [one for one in worth if a in one and b in one]
    return is_clear(worth, a, b)


@dataclass(frozen=True)
class Bar:
    """One choice as it may be shown. From fewer than five voters only the order is shown: no figure, no length."""

    option: Option
    rank: int | None  # None: nobody gave it anything, or fewer than five judged it
    score: float | None  # what it is ordered by; None where that is not told
    people: int | None
    share: float | None
    length: float  # 0 to 1, by the score; 0 where it is not told
    parts: tuple[int, ...] = ()


def bars(db: Session, step: Step) -> tuple[Bar, ...]:
    """The result of a closed vote, best first. Raises VoteNotReady while it is open."""
    found = result(db, step)
    most = _longest(found)
    return tuple(_bar(found, line, most) for line in found.tally.counted)


def _bar(found: Result, line: Counted, most: float) -> Bar:
    option = found.options[line.option]
    if found.is_untold(line):
        return Bar(option, line.rank, None, None, None, 0.0)
    if found.by_hand and method_of(found.step) == VotingMethod.DOTS:  # nobody knows whose dots they are
        return Bar(option, line.rank, line.score, None, None, line.score / most, line.parts)
    return Bar(option, line.rank, line.score, line.people, line.share, line.score / most, line.parts)


def _longest(found: Result) -> float:
    """The score of a bar over the whole length: the most there could be where that is the same for all rooms."""
    ends = {VotingMethod.RATING: 5.0, VotingMethod.STATEMENTS: 1.0, VotingMethod.PAIRS: 1.0}
    best = max((line.score for line in found.tally.ranked), default=0.0)
    return ends.get(method_of(found.step)) or best or 1.0


@dataclass(frozen=True)
class Duels:
    """A vote by ranking, two by two: who prefers which, and Schulze's order, which is made of that."""

    options: tuple[Option, ...]  # in Schulze's order
    places: tuple[int, ...]
    prefer: tuple[tuple[int | None, ...], ...]  # [a][b]: how many people put a before b; None with itself
    same_order: bool  # whether Borda's points give the same order


def duels(db: Session, step: Step) -> Duels | None:
    """Of a closed vote by ranking; None for another, and where fewer than five voted. Raises VoteNotReady."""
    found = result(db, step)
    if method_of(step) != VotingMethod.RANKING or found.is_small or not found.tally.ranked:
        return None
    names = list(found.options)
    orders = orders_of(names, found.ballots)
    placed, wins = ranking.schulze(names, orders), ranking.duels(names, orders)
    rank = {line.option: line.rank for line in found.tally.counted}
    return Duels(
        tuple(found.options[one.option] for one in placed),
        tuple(one.place for one in placed),
        tuple(tuple(None if a is b else wins[a.option, b.option] for b in placed) for a in placed),
        all(one.place == (rank[one.option] or 1 + len(found.tally.ranked)) for one in placed),
    )
