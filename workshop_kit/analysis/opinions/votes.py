"""The vote matrix: who agreed with what, read from Polis' own export."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workshop_kit.errors import DamagedFile, DamagedLine

AGREE, PASS, DISAGREE = 1, 0, -1
_WRITTEN = {"1": AGREE, "1.0": AGREE, "0": PASS, "0.0": PASS, "-1": DISAGREE, "-1.0": DISAGREE}
COLUMNS = ("comment-id", "voter-id", "vote")


@dataclass(frozen=True)
class VoteMatrix:
    """`votes`: participants × statements; 1 agree, -1 disagree, 0 pass, NaN not voted."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    votes: NDArray[np.float64]


def matrix(cast: Mapping[tuple[str, str], int]) -> VoteMatrix:
    """From (participant, statement) -> vote; both in the order of their numbers, or else of their names."""
    participants = sorted({who for who, _what in cast}, key=_in_order)
    statements = sorted({what for _who, what in cast}, key=_in_order)
    row = {who: i for i, who in enumerate(participants)}
    column = {what: i for i, what in enumerate(statements)}
    votes = np.full((len(participants), len(statements)), np.nan)
    for (who, what), vote in cast.items():
        votes[row[who], column[what]] = vote
    return VoteMatrix(tuple(participants), tuple(statements), votes)


def read(path: Path) -> VoteMatrix:
    """A Polis export of votes: `comment-id`, `voter-id` and `vote` in any order, other columns are ignored.

    Of several votes of one person on one statement the last in the file counts. Raises DamagedFile, DamagedLine.
    """
    return matrix(dict(_cast(path)))


def moderated(path: Path) -> frozenset[str]:
    """The ids of the statements that were moderated out, from a Polis export of comments. Raises as `read`."""
    out = set()
    for number, record in _records(path, ("comment-id", "moderated")):
        if record["moderated"] not in ("-1", "0", "1"):
            raise DamagedLine(line=number, why=f"“{record['moderated'][:20]}” is not -1, 0 or 1")
        if record["moderated"] == "-1":
            out.add(record["comment-id"])
    return frozenset(out)


def _cast(path: Path) -> Iterator[tuple[tuple[str, str], int]]:
    for number, record in _records(path, COLUMNS):
        vote = _WRITTEN.get(record["vote"])
        if vote is None:
            raise DamagedLine(line=number, why=f"the vote “{record['vote'][:20]}” is not -1, 0 or 1")
        yield (record["voter-id"], record["comment-id"]), vote


def _records(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each line and what it has in the columns, which must not be empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        try:
            head = [name.strip().lower() for name in next(lines, [])]
            for name in columns:
                if name not in head:
                    raise DamagedFile(why=f"it has no column “{name}”")
            places = [head.index(name) for name in columns]
            for line in lines:
                if not line:
                    continue
                if len(line) <= max(places) or not all(line[place].strip() for place in places):
                    raise DamagedLine(line=lines.line_num, why=f"it needs {', '.join(columns)}")
                yield (
                    lines.line_num,
                    {name: line[place].strip() for name, place in zip(columns, places, strict=True)},
                )
        except (csv.Error, UnicodeDecodeError) as error:
            raise DamagedLine(line=lines.line_num + 1, why=str(error)) from error


def _in_order(name: str) -> tuple[bool, int, str]:
    number = name.isascii() and name.isdecimal() and len(name) < 19
    return not number, int(name) if number else 0, name
