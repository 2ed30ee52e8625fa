"""Ratings from 1 to 5, with "I don't understand"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis.ballots import rating
from workshop_kit.analysis.tally import Counted, Tally, placed
from workshop_kit.errors import BadRequest
from workshop_kit.votes.methods.rules import Ballot, still_in

GLAD = 4
"""From this on somebody is glad of it."""


@dataclass(frozen=True)
class Rating:
    options: int
    is_partial = True

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """Raises BadRequest, UnknownOption."""
        rated = still_in(given, known)
        if any(not rating.NOT_UNDERSTOOD <= number <= rating.HIGHEST for number in rated.values()):
            raise BadRequest()
        return rated

    def left(self, given: Ballot) -> int:
        return self.options - len(given)

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        """By the mean. The share is that of those who gave 4 or 5; the parts are who gave 1 to 5, and who did not
        understand it.
        """
        known = [{option: ballot[option] for option in ballot if option in options} for ballot in ballots]
        found = {rated.option: rated for rated in rating.rate(options, known)}
        return placed(voters, (_counted(found[option]) for option in options), fewest)

    def worth(self, given: Ballot) -> dict[str, int]:
        return {option: number for option, number in given.items() if number != rating.NOT_UNDERSTOOD}


def _counted(rated: rating.Rated) -> Counted:
    share = sum(rated.spread[GLAD - 1 :]) / rated.people if rated.people else 0.0
    return Counted(rated.option, rated.mean or 0.0, rated.people, share, (*rated.spread, rated.not_understood))
