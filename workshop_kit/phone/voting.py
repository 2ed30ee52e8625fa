"""The screens of a vote: a list of choices, or a deck of cards that are answered one at a time."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from models import Step, StepKind, VotingMethod
from workshop_kit import votes
from workshop_kit.figures import money
from workshop_kit.i18n import Chosen, pick, words
from workshop_kit.phone import ballots
from workshop_kit.phone.ballots import OptionCard, Place
from workshop_kit.phone.visits import Visit
from workshop_kit.votes.methods import pairs
from workshop_kit.votes.methods.ranking import in_order
from workshop_kit.votes.sorting import NOWHERE, UNSURE

LONG_WORD = 12
DECKS = (VotingMethod.STATEMENTS, VotingMethod.PAIRS)


@dataclass(frozen=True)
class Vote:
    """All choices below each other. How one is given, its method says."""

    template: ClassVar[str] = "screens/vote.html"
    night: ClassVar[bool] = False
    key: str
    step_id: int
    method: VotingMethod
    heading: str
    explained: str
    rule: str
    prompt: Chosen
    options: list[OptionCard]
    dots: int
    cap: int
    purse: int
    left: int  # dots, euros, or choices
    money_left: str  # the euros, in words
    arrived: bool  # all that is kept of it is what the phone shows

    @property
    def given(self) -> list[OptionCard]:
        """What she has chosen; of a ranking in her order."""
        chosen = [option for option in self.options if option.given is not None]
        return sorted(chosen, key=lambda option: option.given or 0) if self.method == "ranking" else chosen

    @property
    def rest(self) -> list[OptionCard]:
        return [option for option in self.options if option.given is None]


@dataclass(frozen=True)
class Card:
    """What is asked about at one time: a choice, or a pair of them."""

    id: str
    options: tuple[OptionCard, ...]

    @property
    def is_read(self) -> bool:
        """Whether the reader has all of it in her language."""
        return all(option.label.asked for option in self.options)


@dataclass(frozen=True)
class Deck:
    """One card at a time, and the answers to it: themes to sort into, agree and disagree, or this one and that."""

    template: ClassVar[str] = "screens/deck.html"
    night: ClassVar[bool] = False
    key: str
    step_id: int
    kind: str  # sort, statements, pairs
    heading: str  # empty for the sort
    explained: str
    rule: str
    prompt: Chosen
    cards: list[Card]  # in the order of this phone
    places: list[Place]  # to sort into
    given: Mapping[str, int]  # card -> answer

    @property
    def first(self) -> str:
        """The card that waits; empty where she has answered all that she can read, and begun with no other."""
        waiting = [card for card in self.cards if card.id not in self.given]
        begun = any(card.id in self.given for card in self.cards if not card.is_read)
        some = any(card.is_read for card in self.cards)
        return next((card.id for card in waiting if card.is_read or begun or not some), "")

    @property
    def foreign(self) -> str:
        """The first card in a language that she does not read."""
        waiting = (card for card in self.cards if card.id not in self.given and not card.is_read)
        return next((card.id for card in waiting), "")

    @property
    def long(self) -> bool:
        """Whether a place has a word that would break in half of a phone's width."""
        return any(len(word) > LONG_WORD for place in self.places for word in place.label.text.split())


def showing(visit: Visit, step: Step) -> Vote | Deck | None:
    """The screen of an open vote or card sort; None where there is nothing to sort, or nothing to sort it into."""
    if step.kind == StepKind.THEMES:
        return _sort(visit, step)
    return _deck(visit, step) if votes.method_of(step) in DECKS else _vote(visit, step)


def _vote(visit: Visit, step: Step) -> Vote:
    ballot = votes.ballot_of(visit.db, step, visit.member)
    given = ballot.choices if ballot else {}
    here = {str(option.id): True for option in votes.options(visit.db, step)}
    if votes.method_of(step) == VotingMethod.RANKING:  # the places close up where an idea has left the wall
        given = {option: place for place, option in enumerate((o for o in in_order(given) if o in here), start=1)}
    options = ballots.cards(visit, step, given)
    shown = {option.id: option.given for option in options if option.given is not None}
    w = words(visit.language)
    left = votes.rules(visit.db, step).left(shown)
    return Vote(
        f"vote-{step.id}-{_check_sum(options, step.settings)}",
        step.id or 0,
        votes.method_of(step),
        votes.telling.heading(w, step),
        votes.telling.explained(w, step),
        votes.telling.ruled(w, step),
        _said(visit, step.prompt),
        options,
        votes.dots_of(step),
        votes.cap_of(step),
        votes.purse_of(step),
        left,
        money(w, left),
        ballot is not None and set(given) == set(shown),  # dots on an idea that is off the wall came back
    )


def _deck(visit: Visit, step: Step) -> Deck:
    ballot = votes.ballot_of(visit.db, step, visit.member)
    options = ballots.cards(visit, step, {})
    method, w = votes.method_of(step), words(visit.language)
    cards = _pairs(options) if method == VotingMethod.PAIRS else [Card(option.id, (option,)) for option in options]
    return Deck(
        f"{method}-{step.id}-{_check_sum(options, step.settings)}",
        step.id or 0,
        method.value,
        votes.telling.heading(w, step),
        votes.telling.explained(w, step),
        votes.telling.ruled(w, step),
        _said(visit, step.prompt),
        _shuffled(visit, cards),
        [],
        dict(ballot.choices) if ballot else {},
    )


def _pairs(options: Sequence[OptionCard]) -> list[Card]:
    by_id = {option.id: option for option in options}
    return [Card(pairs.name(a, b), (by_id[a], by_id[b])) for a, b in pairs.of(list(by_id))]


def _sort(visit: Visit, step: Step) -> Deck | None:
    ballot = votes.ballot_of(visit.db, step, visit.member)
    options, places = ballots.cards(visit, step, {}), ballots.places(visit)
    if not options or not places:
        return None
    there = {place.id for place in places} | {NOWHERE, UNSURE}  # a card whose theme has gone is asked about again
    return Deck(
        f"sort-{step.id}-{_check_sum([*options, *places], {})}",
        step.id or 0,
        "sort",
        "",
        "",
        "",
        _said(visit, {}),
        _shuffled(visit, [Card(option.id, (option,)) for option in options]),
        places,
        {card: place for card, place in (ballot.choices if ballot else {}).items() if place in there},
    )


def _check_sum(cards: Sequence[OptionCard | Place], settings: Mapping[str, Any]) -> int:
    """Another one where a text, a price or the way to vote has changed."""
    texts = sorted(f"{card.id} {card.label.text} {getattr(card, 'price', '')}" for card in cards)
    return zlib.crc32("\n".join((*texts, str(sorted(settings.items())))).encode())


def _shuffled(visit: Visit, cards: Sequence[Card]) -> list[Card]:
    """The cards as this phone asks about them: what she can read first, and else in an order of her own.

    People stop where they like: so that all cards are answered by some, each begins elsewhere.
    """

    def order(card: Card) -> tuple[bool, int]:
        return not card.is_read, zlib.crc32(f"{visit.member.id} {card.id}".encode())

    return sorted(cards, key=order)


def _said(visit: Visit, texts: Mapping[str, str]) -> Chosen:
    return pick(dict(texts), visit.language, visit.workshop.language)
