"""Two at a time: which matters more. A ballot names a pair "A-B", the smaller id first, and the one chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workshop_kit.analysis.ballots import pairs
from workshop_kit.analysis.tally import Counted, Tally, placed
from workshop_kit.errors import BadRequest, UnknownOption
from workshop_kit.votes.methods.rules import Ballot

MOST = 6
"""Options; more of them make more pairs than people have patience for."""
NEITHER = 0


@dataclass(frozen=True)
class Pairs:
    options: int
    is_partial = True

    def checked(self, given: Ballot, known: Mapping[str, bool]) -> dict[str, int]:
        """Raises BadRequest, UnknownOption."""
        kept = {}
        for pair, chosen in given.items():
            two = both(pair)
            if any(option not in known for option in two):
                raise UnknownOption()
            if two[0] == two[1] or pair != name(*two) or str(chosen) not in (*two, str(NEITHER)):
                raise BadRequest()
            if all(known[option] for option in two):
                kept[pair] = chosen
        return kept

    def left(self, given: Ballot) -> int:
        return self.options * (self.options - 1) // 2 - len(given)

    def count(self, options: Sequence[str], ballots: Sequence[Ballot], voters: int, fewest: int) -> Tally:
        """By strength: the chance to be chosen beside an option of average strength.

        People are those who chose in a pair with it, the share is that of its pairs in which it was chosen, and the
        parts are how often it was chosen, and how often somebody chose.
        """
        duels = [duel for ballot in ballots for duel in _duels(ballot) if set(duel) <= set(options)]
        people = {option: sum(option in self.worth(ballot) for ballot in ballots) for option in options}
        found = {one.option: one for one in pairs.strengths(options, duels)}
        lines = (_counted(found[option], people[option]) for option in options)
        return placed(voters, lines, fewest)

    def worth(self, given: Ballot) -> dict[str, int]:
        """How many times she chose it, of those she chose between."""
        found: dict[str, int] = {}
        for winner, loser in _duels(given):
            found[winner] = found.get(winner, 0) + 1
            found.setdefault(loser, 0)
        return found


def of(options: Sequence[str]) -> list[tuple[str, str]]:
    """All pairs, the smaller id first."""
    return list(combinations(sorted(options, key=int), 2))


def name(a: str, b: str) -> str:
    return "-".join(sorted((a, b), key=int))


def both(pair: str) -> tuple[str, str]:
    """The two of a pair. Raises UnknownOption."""
    a, _hyphen, b = pair.partition("-")
    if not (a.isascii() and a.isdigit() and b.isascii() and b.isdigit()):
        raise UnknownOption()
    return a, b


def _duels(ballot: Ballot) -> list[tuple[str, str]]:
    """(chosen, other) of every pair in which she chose."""
    found = []
    for pair, chosen in ballot.items():
        a, b = both(pair)
        if chosen != NEITHER:
            found.append((a, b) if str(chosen) == a else (b, a))
    return found


def _counted(one: pairs.Strength, people: int) -> Counted:
    share = one.won / one.compared if one.compared else 0.0
    return Counted(one.option, round(one.strength, 9), people, share, (one.won, one.compared))
