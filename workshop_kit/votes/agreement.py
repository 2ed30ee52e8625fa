"""What came of a card sort: where most people put each idea, and how far they agree.

Nothing is told of an idea that fewer than five people placed: of two people, each would learn what the other did.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from models import Ballot, Option, Step, StepKind, Workshop
from workshop_kit import board_history, privacy
from workshop_kit.errors import VoteNotReady
from workshop_kit.votes.options import options
from workshop_kit.votes.sorting import NOWHERE, UNSURE, themes_of
from workshop_kit.votes.state import is_closed


@dataclass(frozen=True)
class SortedCard:
    """What people did with one idea. Who could not say does not count, nor a theme that has gone."""

    option: Option
    people: int
    place: int | None  # the theme, or NOWHERE, that more than half of them chose; None where there is no such
    most: int  # how many chose the place that most chose
    between: tuple[int, ...] = ()  # the two places that most chose, the first of them first

    @property
    def figures(self) -> tuple[int, int] | None:
        """How many of how many, where both these and the others are none or at least five."""
        told = privacy.people(self.most) is not None and privacy.people(self.people - self.most) is not None
        return (self.most, self.people) if told else None


@dataclass(frozen=True)
class Agreement:
    people: int  # who placed anything
    cards: tuple[SortedCard, ...]  # those that at least five people have placed

    @property
    def agreed(self) -> tuple[SortedCard, ...]:
        return tuple(card for card in self.cards if card.place is not None)


def agreement(db: Session, workshop: Workshop, step: Step) -> Agreement:
    """Of a card sort that is closed, for the board as it is now. Raises VoteNotReady while it is open."""
    if not is_closed(step):
        raise VoteNotReady()
    place_of = _places(db, workshop)
    ballots = [_placed(choices, place_of) for choices in _cast(db, step)]
    cards = [_of(option, ballots) for option in options(db, step)]
    told = tuple(card for card in cards if card.people >= privacy.SMALL)
    return Agreement(sum(bool(ballot) for ballot in ballots), told)


def last_sorting(db: Session, agenda: Sequence[Step]) -> Step | None:
    """The newest card sort that is closed and in which somebody placed something."""
    closed = [step for step in agenda if step.kind == StepKind.THEMES and is_closed(step)]
    return next((step for step in reversed(closed) if any(map(_says_something, _cast(db, step)))), None)


def _cast(db: Session, step: Step) -> list[dict[str, int]]:
    return [dict(choices) for choices in db.exec(select(Ballot.choices).where(Ballot.step_id == step.id))]


def _says_something(choices: Mapping[str, int]) -> bool:
    return any(place != UNSURE for place in choices.values())


def _places(db: Session, workshop: Workshop) -> dict[int, int]:
    """Where each theme that was ever sorted into is now; one that went into another is that one."""
    standing = {theme for theme, stands in themes_of(db, workshop.id or 0).items() if stands}
    found = {place: place for place in (NOWHERE, *standing)}
    into = board_history.merged(db, workshop)
    for gone in into:
        at, seen = gone, {gone}
        while at not in standing and into.get(at, at) not in seen:
            at = into[at]
            seen.add(at)
        if gone not in standing and at in standing:
            found[gone] = at
    return found


def _placed(choices: Mapping[str, int], place_of: Mapping[int, int]) -> dict[str, int]:
    return {card: place_of[place] for card, place in choices.items() if place in place_of}


def _of(option: Option, ballots: Sequence[Mapping[str, int]]) -> SortedCard:
    places = Counter(ballot[str(option.id)] for ballot in ballots if str(option.id) in ballot)
    first = sorted(places.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    best, most = first[0] if first else (0, 0)
    agreed = best if 2 * most > places.total() else None
    return SortedCard(option, places.total(), agreed, most, tuple(place for place, _people in first))
