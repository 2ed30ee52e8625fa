"""Approval: each person ticks whatever she would be glad of, as much as she likes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis.tally import Tally, count
from workshop_kit.errors import BadRequest
from workshop_kit.votes.methods.rules import Ballot, still_in


@dataclass(frozen=True)
class Approval:
    is_partial = False

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """Raises BadRequest, UnknownOption."""
        counting = {option: number for option, number in still_in(given, known).items() if number}
        if any(number != 1 for number in counting.values()):
            raise BadRequest()
        return counting

    def left(self, given: Ballot) -> int:
        return 0

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        return count(options, ballots, voters)

    def worth(self, given: Ballot) -> dict[str, int]:
        return dict(given)
