"""A community profile: who takes part, what they say they need, what is not known; with no personal data.

Numbers of people are 0 or at least five, and no smaller one can be worked out from them: see `cutting`. Numbers of
ideas are as they are: ideas are public.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from workshop_kit.insights import Filter

LANGUAGE = "language"
"""The question about the language on the phone, which everybody has answered."""


@dataclass(frozen=True)
class Group:
    answer: str  # a key of the question; of an area its name
    people: int
    at_least: bool  # some of the others may belong to it, too


@dataclass(frozen=True)
class Asked:
    """What is told of one question."""

    id: str  # as in workshop_kit/background.py, or LANGUAGE
    people: int  # who were asked
    workshops: int
    groups: tuple[Group, ...]  # most first
    others: int  # in small groups
    silent: int  # who did not say
    silent_partly: bool  # some of the others did not say either

    @property
    def answered(self) -> int | None:
        """How many answered, where that can be told."""
        return None if self.silent_partly else self.people - self.silent


@dataclass(frozen=True)
class People:
    people: int
    workshops: int  # of which people are counted
    small: int  # workshops of fewer than five people, which are left out
    unasked: int  # workshops in which nothing was asked about the person
    running: int  # workshops that are not over
    questions: tuple[Asked, ...]  # the languages on the phones first

    def question(self, id: str) -> Asked | None:
        return next((asked for asked in self.questions if asked.id == id), None)


@dataclass(frozen=True)
class Point:
    """A need, a strength or a barrier; where none are joined yet, a theme of one workshop."""

    label: str
    language: str
    ideas: int
    workshops: int
    is_gap: bool = False  # a person said that no service fits


class Count(NamedTuple):
    """A number of people."""

    people: int
    at_least: bool = False


@dataclass(frozen=True)
class ServiceKnown:
    """How many people use a service, know it, or hear of it for the first time; None where that is not told."""

    name: str
    language: str
    answered: int
    use: Count | None
    know: Count | None
    new: Count | None


@dataclass(frozen=True)
class Content:
    ideas: int
    workshops: int  # with at least one idea
    by_language: tuple[tuple[str, int], ...]  # languages with five ideas or more
    in_others: int
    by_channel: tuple[tuple[str, int], ...]
    are_joined: bool  # the points come from needs of the needs map, else from themes
    loose: int  # ideas under no point
    needs: tuple[Point, ...]  # most ideas first
    strengths: tuple[Point, ...]
    barriers: tuple[Point, ...]
    services: tuple[ServiceKnown, ...]  # the least known first

    @property
    def gaps(self) -> tuple[Point, ...]:
        return tuple(point for point in (*self.needs, *self.barriers) if point.is_gap)


class Verdict(StrEnum):
    MORE = "more"
    FEWER = "fewer"
    ALIKE = "alike"
    UNTOLD = "untold"  # too few people, or a number that is not told


@dataclass(frozen=True)
class Beside:
    """An answer among those who took part and among those who live there, as shares of 0 to 1."""

    answer: str
    took_part: float | None  # None: not told
    at_least: bool  # some of those in small groups may belong to it, too
    lives: float
    verdict: Verdict


@dataclass(frozen=True)
class Comparison:
    topic: str  # home_language, age, gender
    asked: str  # the question it is compared with; LANGUAGE where nobody was asked for the home language
    people: int  # who answered
    residents: int
    years: tuple[int, ...]  # of the statistics
    sources: tuple[str, ...]
    rows: tuple[Beside, ...]


@dataclass(frozen=True)
class Compared:
    comparisons: tuple[Comparison, ...]
    areas: tuple[str, ...]  # in which the workshops were
    unknown: tuple[str, ...]  # areas without figures on who lives there
    nameless: int  # workshops that name no area


@dataclass(frozen=True)
class Profile:
    language: str  # of the document
    wanted: Filter
    programme: str  # its name; empty for all
    made_on: date
    workshops: int
    first: date | None  # day of the first and of the last workshop
    last: date | None
    people: People
    content: Content
    compared: Compared

    @property
    def is_empty(self) -> bool:
        return not self.workshops
