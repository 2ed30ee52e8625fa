"""Where people go from round to round, as in a world café: the scribes stay, and everybody else moves on."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

HALVES = 2
FEWEST_TO_PART = 3  # tables: of two, both halves could only go to the same other one

Path = tuple[int, ...]
"""Round -> table, of the people who began at one table; tables are counted from 0."""


@dataclass(frozen=True)
class Rotation:
    """`paths`: half -> table of the first round -> path. `together`: the tables whose two halves go as one."""

    names: tuple[str, ...]
    paths: tuple[tuple[Path, ...], ...]
    together: frozenset[str]
    rounds: int

    def table(self, first: str, person: int, round: int) -> str:
        """Where somebody sits in a round (from 0), by the table at which she began. `person`: a number of hers."""
        path = self.paths[person % len(self.paths)][self.names.index(first)]
        return self.names[path[round % len(path)]]

    def first(self, now: str, person: int, round: int) -> str:
        """At which table somebody began who sits at a table in a round."""
        return next(name for name in self.names if self.table(name, person, round) == now)

    def halves(self, first: str) -> int:
        """In how many groups the people of a table go on."""
        return 1 if first in self.together else len(self.paths)


def rotation(names: Sequence[str], together: Sequence[str], rounds: int) -> Rotation:
    """A plan for so many rounds: each table's people part into two halves, and each half goes its own way.

    Guaranteed:
    - while there are not more rounds than tables, nobody comes to a table twice; after that the plan begins again;
    - in every round each table has exactly one half of each kind, so that all tables stay equally full;
    - the people of the tables in `together`, who share a language or an interpreter, are never parted.

    Nobody meets the same people twice where that can be had: without `together` this holds for an odd number of
    tables, and for an even one of at least twice the rounds; else what repeats least of what was tried is taken.
    With two tables nobody parts. The same tables always give the same plan.
    """
    return _made(tuple(names), frozenset(together), rounds)


@lru_cache(maxsize=64)
def _made(names: tuple[str, ...], together: frozenset[str], rounds: int) -> Rotation:
    count = len(names)
    forward = tuple(tuple((first + round) % count for round in range(count)) for first in range(count))
    if count < FEWEST_TO_PART:
        return Rotation(names, (forward,), together, rounds)
    wishes = _away(count)
    fixed = {first: forward[first] for first, name in enumerate(names) if name in together}
    tries = 1 if not fixed else 40 if count <= 12 else 2
    found = [_other_half(count, wishes, fixed, random.Random(seed)) for seed in range(tries)]
    best = min(found, key=lambda back: _met_again(forward, back, fixed, rounds))
    return Rotation(names, (forward, best), together, rounds)


def _away(count: int) -> Path:
    """How far the other half is from its first table in each round: backwards, unless that repeats a meeting."""
    steps, apart = [0], {0}
    for round in range(1, count):
        free = [step for step in range(count - 1, 0, -1) if step not in steps]
        step = next((step for step in free if (step - round) % count not in apart), free[0])
        steps.append(step)
        apart.add((step - round) % count)
    return tuple(steps)


def _other_half(count: int, wishes: Path, fixed: Mapping[int, Path], rng: random.Random) -> tuple[Path, ...]:
    """The paths of the other halves, as near to `wishes` as the `fixed` ones let them.

    A Latin rectangle can always be extended to a Latin square (M. Hall 1945): the tables that are free in each
    round make a regular bipartite graph, in which every edge belongs to a perfect matching (König 1916).
    """
    paths = dict(fixed)
    for first in (first for first in range(count) if first not in fixed):
        free = [
            _ordered(count, {path[round] for path in paths.values()}, (first + wishes[round]) % count, rng)
            for round in range(count)
        ]
        free[0] = [first]
        paths[first] = _matching(free)
    return tuple(paths[first] for first in range(count))


def _ordered(count: int, taken: set[int], wish: int, rng: random.Random) -> list[int]:
    free = [table for table in range(count) if table not in taken]
    rng.shuffle(free)
    return sorted(free, key=lambda table: table != wish)


def _matching(free: Sequence[Sequence[int]]) -> Path:
    """For each round a table of its own out of those that are free (Kuhn 1955)."""
    round_of: dict[int, int] = {}

    def place(round: int, seen: set[int]) -> bool:
        for table in free[round]:
            if table in seen:
                continue
            seen.add(table)
            if table not in round_of or place(round_of[table], seen):
                round_of[table] = round
                return True
        return False

    for round in range(len(free)):
        place(round, set())
    table_of = {round: table for table, round in round_of.items()}
    return tuple(table_of[round] for round in range(len(free)))


def _met_again(forward: Sequence[Path], back: Sequence[Path], fixed: Mapping[int, Path], rounds: int) -> int:
    """How often two halves meet that have met before."""
    bodies = [*forward, *(path for first, path in enumerate(back) if first not in fixed)]
    meetings: Counter[tuple[int, int]] = Counter()
    for round in range(min(rounds, len(forward))):
        at: dict[int, list[int]] = {}
        for body, path in enumerate(bodies):
            at.setdefault(path[round], []).append(body)
        meetings.update(pair for those in at.values() for pair in combinations(those, 2))
    return sum(times - 1 for times in meetings.values())
