"""What every way to vote can do."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from workshop_kit.analysis.tally import Tally
from workshop_kit.errors import UnknownOption

Ballot = Mapping[str, int]


class Rules(Protocol):
    """What a ballot of one kind may hold. `known`: option -> whether it is still in."""

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """What counts of a ballot; a page from before may name an option that is out. Raises WorkshopError."""

    def left(self, given: Ballot) -> int:
        """How much is still to give: dots, money, or answers."""


class Method(Rules, Protocol):
    """A way to vote on options."""

    @property
    def is_partial(self) -> bool:
        """Whether a ballot may pass over options, so that each is judged only by those who did judge it."""

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        """What the ballots of so many voters add up to; what fewer than `fewest` judged has no rank."""

    def worth(self, given: Ballot) -> dict[str, int]:
        """What a ballot gives each option, more for what she likes more: to compare two of them."""


def still_in(given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
    """What a ballot says of options that are in. Raises UnknownOption."""
    if any(option not in known for option in given):
        raise UnknownOption()
    return {option: number for option, number in given.items() if known[option]}
