"""Dots: each person has some to give, and may give one choice a few of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis.tally import Tally, count
from workshop_kit.errors import TooManyDots
from workshop_kit.votes.methods.rules import Ballot, still_in


@dataclass(frozen=True)
class Dots:
    dots: int
    cap: int  # the most that one choice gets from one person
    is_partial = False

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """Raises TooManyDots, UnknownOption."""
        counting = {option: number for option, number in still_in(given, known).items() if number}
        if any(not 0 < number <= self.cap for number in counting.values()) or self.left(counting) < 0:
            raise TooManyDots(dots=self.dots, cap=self.cap)
        return counting

    def left(self, given: Ballot) -> int:
        return self.dots - sum(given.values())

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        return count(options, ballots, voters)

    def worth(self, given: Ballot) -> dict[str, int]:
        return dict(given)
