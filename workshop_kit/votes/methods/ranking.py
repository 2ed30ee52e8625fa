"""A ranking: what matters most comes first. What somebody leaves out is equally good, and comes after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis.ballots import ranking
from workshop_kit.analysis.tally import Counted, Tally, placed
from workshop_kit.errors import BadRequest
from workshop_kit.votes.methods.rules import Ballot, still_in


@dataclass(frozen=True)
class Ranking:
    options: int
    is_partial = False

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """The places, without gaps. Raises BadRequest, UnknownOption."""
        if len(set(given.values())) < len(given) or any(place < 0 for place in given.values()):
            raise BadRequest()
        return {option: place for place, option in enumerate(in_order(still_in(given, known)), start=1)}

    def left(self, given: Ballot) -> int:
        return self.options - len(given)

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        """By Borda's points. People are those who ranked it, the share is that of those who put it first."""
        orders = orders_of(options, ballots)
        points = {line.option: float(line.points) for line in ranking.borda(options, orders)}
        people = {option: sum(option in order for order in orders) for option in options}
        first = {option: sum(order[:1] == [option] for order in orders) for option in options}
        lines = (Counted(o, points[o], people[o], first[o] / voters if voters else 0.0) for o in options)
        return placed(voters, lines)

    def worth(self, given: Ballot) -> dict[str, int]:
        return {option: self.options - place for place, option in enumerate(in_order(given))}


def orders_of(options: Sequence[str], ballots: Sequence[Ballot]) -> list[list[str]]:
    """Each ballot as a list of options, the best first."""
    return [[option for option in in_order(ballot) if option in options] for ballot in ballots]


def in_order(ballot: Ballot) -> list[str]:
    return sorted(ballot, key=lambda option: ballot[option])
