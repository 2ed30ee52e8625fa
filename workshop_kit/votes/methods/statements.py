"""Statements, one at a time: agree, disagree, or pass."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.analysis.tally import Counted, Tally, placed
from workshop_kit.errors import BadRequest
from workshop_kit.votes.methods.rules import Ballot, still_in

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True)
class Statements:
    statements: int
    is_partial = True

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """Raises BadRequest, UnknownOption."""
        if any(answer not in (AGREE, PASS, DISAGREE) for answer in given.values()):
            raise BadRequest()
        return still_in(given, known)

    def left(self, given: Ballot) -> int:
        return self.statements - len(given)

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        """By the share that agrees, drawn to one half where few answered: (agree + 1) / (answers + 2), as Polis.

        The share is the plain one of those who answered; the parts are who agree, pass and disagree.
        """
        return placed(voters, (_counted(option, ballots) for option in options), fewest)

    def worth(self, given: Ballot) -> dict[str, int]:
        return dict(given)


def _counted(option: str, ballots: Sequence[Ballot]) -> Counted:
    answers = Counter(ballot[option] for ballot in ballots if option in ballot)
    agree, people = answers[AGREE], answers.total()
    parts = (agree, answers[PASS], answers[DISAGREE])
    return Counted(option, (agree + 1) / (people + 2), people, agree / people if people else 0.0, parts)
