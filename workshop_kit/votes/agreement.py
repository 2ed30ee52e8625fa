"""What came of a card sort: where most people put each idea, and how far they agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from models import Ballot, Option, Step, StepKind
from workshop_kit.errors import VoteNotReady
from workshop_kit.votes.options import options
from workshop_kit.votes.sorting import UNSURE
from workshop_kit.votes.state import is_open, voters

LEAST = 2
"""One person alone is no agreement."""


@dataclass(frozen=True)
class SortedCard:
    """What people did with one idea. Who could not say does not count."""

    option: Option
    people: int
    place: int | None  # the theme, or NOWHERE, that more than half of them chose; None where there is no such
    share: float  # of them who chose the place that most chose, 0 to 1


@dataclass(frozen=True)
class Agreement:
    people: int  # who sorted anything
    cards: tuple[SortedCard, ...]

    @property
    def agreed(self) -> tuple[SortedCard, ...]:
        return tuple(card for card in self.cards if card.place is not None)

    @property
    def judged(self) -> tuple[SortedCard, ...]:
        """The cards that enough people have sorted to speak of agreement."""
        return tuple(card for card in self.cards if card.people >= LEAST)


def agreement(db: Session, step: Step) -> Agreement:
    """Of a card sort that is over. Raises VoteNotReady while it is open."""
    if is_open(step):
        raise VoteNotReady()
    ballots = list(db.exec(select(Ballot.choices).where(Ballot.step_id == step.id)))
    cards = [_of(option, ballots) for option in options(db, step)]
    return Agreement(sum(any(place != UNSURE for place in b.values()) for b in ballots), tuple(cards))


def last_sorting(db: Session, agenda: Sequence[Step]) -> Step | None:
    """The newest card sort that is over and in which somebody took part."""
    over = [step for step in agenda if step.kind == StepKind.THEMES and not is_open(step)]
    return next((step for step in reversed(over) if voters(db, step)), None)


def _of(option: Option, ballots: Sequence[Mapping[str, int]]) -> SortedCard:
    places = Counter(ballot[str(option.id)] for ballot in ballots if str(option.id) in ballot)
    del places[UNSURE]
    people = places.total()
    best, most = max(places.items(), key=lambda pair: pair[1], default=(0, 0))
    together = people >= LEAST and 2 * most > people
    return SortedCard(option, people, best if together else None, most / people if people else 0.0)
