"""What a benchmark needs to know of a prepared room behind a server, and how the room is moved on."""

import hashlib
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.serving import Program

KINDS = ("ideas", "rules", "vote", "welcome")
"""The steps that a room goes through here, again and again; the phones listen during the rules."""


@dataclass(frozen=True)
class Moved:
    version: int
    at: float  # time.monotonic() when the change was committed


class Room(Protocol):
    """A room behind a server: the kit's, or the bare one that it is compared with."""

    name: str
    code: str
    vote: int
    options: list[str]

    def serve(self, port: int) -> Program: ...

    def move(self, kind: str) -> Moved: ...

    def open_both(self) -> Moved:
        """Ideas and ballots are taken at the same time."""

    def kept_ideas(self) -> Counter[str]:
        """How often each idea is in the database, by the id that the phone gave it."""

    def kept_ballots(self) -> dict[str, dict[str, int]]:
        """The ballot in the database of each cookie's SHA-256."""

    def close(self) -> None: ...


def fingerprint(cookie: str) -> str:
    """How the database knows a cookie `name=value`."""
    return hashlib.sha256(cookie.partition("=")[2].encode()).hexdigest()
