"""A budget: each choice has its price, and each person buys what she can with a purse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis.tally import Tally
from workshop_kit.errors import TooDear
from workshop_kit.votes.methods.approval import Approval
from workshop_kit.votes.methods.rules import Ballot


@dataclass(frozen=True)
class Budget:
    purse: int
    costs: Mapping[str, int]
    is_partial = False

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """Raises TooDear, BadRequest, UnknownOption."""
        bought = Approval().checked(given, known)
        if self.left(bought) < 0:
            raise TooDear(purse=self.purse)
        return bought

    def left(self, given: Ballot) -> int:
        return self.purse - sum(self.costs.get(option, 0) for option in given)

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        return Approval().count(options, ballots, voters, fewest)

    def worth(self, given: Ballot) -> dict[str, int]:
        return dict(given)
