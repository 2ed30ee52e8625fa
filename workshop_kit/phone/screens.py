"""What a phone shows now: one screen for each kind of step and each state of it."""

import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from models import Idea, PhoneMode, Source, Step, StepKind, Translation
from workshop_kit import ideas, own_ideas, pictures, steps, votes
from workshop_kit.i18n import N_, Chosen, pick
from workshop_kit.look import symbols
from workshop_kit.phone import ballots
from workshop_kit.phone.ballots import OptionCard, Place, shuffled
from workshop_kit.phone.results import Outcome, Results, outcome, results
from workshop_kit.phone.visits import Visit
from workshop_kit.votes.sorting import NOWHERE, UNSURE


@dataclass(frozen=True)
class Screen:
    """`key` stays the same as long as a person may be in the middle of something on it."""

    template: ClassVar[str] = ""
    night: ClassVar[bool] = False
    key: str


@dataclass(frozen=True)
class Soon(Screen):
    """Before the start."""

    template: ClassVar[str] = "screens/soon.html"


@dataclass(frozen=True)
class Welcome(Screen):
    template: ClassVar[str] = "screens/welcome.html"
    question: Chosen
    prompt: Chosen


@dataclass(frozen=True)
class Rules(Screen):
    template: ClassVar[str] = "screens/rules.html"
    prompt: Chosen

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.prompt.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Listen(Screen):
    """Night and a sun that sinks: nothing to tap. The facilitator's own sentence, or else one of ours."""

    template: ClassVar[str] = "screens/listen.html"
    night: ClassVar[bool] = True
    sentence: str
    prompt: Chosen
    total: int  # seconds
    left: int
    paused: bool
    share_left: float

    @property
    def sun(self) -> int:
        """Where the sun's centre is, in the drawing's units: its lake begins at 300."""
        return round(SUNK - (SUNK - HIGH) * self.share_left)


HIGH, SUNK = 130, 420
LONG_WORD = 12


@dataclass(frozen=True)
class OtherIdea:
    """An idea of somebody else, in the reader's language where there is a translation."""

    number: int
    words: Chosen
    original: Chosen | None  # where the words are a translation
    by_machine: bool
    picture: str


@dataclass(frozen=True)
class Write(Screen):
    template: ClassVar[str] = "screens/ideas.html"
    step_id: int
    prompt: Chosen
    mine: list[Idea]
    is_open: bool
    by_table: bool
    photos: bool
    symbols: tuple[tuple[str, str], ...]  # (name, what it stands for) of those to choose from
    others: list[OtherIdea] | None  # None where the step keeps them to the big screen
    form_id: str  # the idea's id, for a phone without our script


@dataclass(frozen=True)
class Vote(Screen):
    template: ClassVar[str] = "screens/vote.html"
    step_id: int
    prompt: Chosen
    options: list[OptionCard]
    dots: int
    cap: int
    given: int
    arrived: bool  # all that is kept of it is what the phone shows

    @property
    def left(self) -> int:
        return self.dots - self.given


@dataclass(frozen=True)
class Sort(Screen):
    """A card sort: one idea at a time, and the themes it could belong to."""

    template: ClassVar[str] = "screens/sort.html"
    step_id: int
    cards: list[OptionCard]  # in the order of this phone
    places: list[Place]
    given: Mapping[str, int]  # card -> place

    @property
    def first(self) -> str:
        """The card that waits; empty where she has sorted all that she can read, and begun with no other."""
        waiting = [card for card in self.cards if card.id not in self.given]
        begun = any(card.id in self.given for card in self.cards if not card.label.asked)
        some = any(card.label.asked for card in self.cards)
        return next((card.id for card in waiting if card.label.asked or begun or not some), "")

    @property
    def foreign(self) -> str:
        """The first card in a language that she does not read."""
        waiting = (card for card in self.cards if card.id not in self.given and not card.label.asked)
        return next((card.id for card in waiting), "")

    @property
    def long(self) -> bool:
        """Whether a place has a word that would break in half of a phone's width."""
        return any(len(word) > LONG_WORD for place in self.places for word in place.label.text.split())


@dataclass(frozen=True)
class Result(Screen):
    template: ClassVar[str] = "screens/result.html"
    outcome: Outcome


@dataclass(frozen=True)
class After(Screen):
    """The evening is over."""

    template: ClassVar[str] = "screens/after.html"
    results: Results


def showing(visit: Visit, step: Step | None, *, now: datetime) -> Screen:
    """The screen for the step the room is in; None is before the start or after the end."""
    if step is None:
        return After("after", results(visit)) if visit.workshop.ended_at else Soon("soon")
    if step.kind == StepKind.IDEAS and step.phones != PhoneMode.LISTEN:
        return _write(visit, step)
    if votes.shows_result(step):
        return Result(f"result-{step.id}", outcome(visit, step))
    if votes.is_open(step):
        screen = _sort(visit, step) if step.kind == StepKind.THEMES else _vote(visit, step)
        return screen or _listen(visit, step, now)
    if step.kind == StepKind.WELCOME:
        question = _said(visit, visit.workshop.question)
        return Welcome(f"welcome-{step.id}", question, _said(visit, step.prompt))
    if step.kind == StepKind.RULES:
        return Rules(f"rules-{step.id}", _said(visit, step.prompt))
    return _listen(visit, step, now)


SENTENCES = {
    StepKind.DIALOGUE: N_("Phone down. Now we listen to each other."),
    StepKind.BREAK: N_("A break. We go on soon."),
    StepKind.IDEAS: N_("Think for a moment. You can write soon."),
    StepKind.THEMES: N_("We sort the ideas together. Look at the big screen."),
    StepKind.VOTE: N_("The vote starts soon. Look at the big screen."),
    StepKind.PLAN: N_("We make the plan together. Say aloud what you think."),
    StepKind.FEEDBACK: N_("Thank you for coming."),
}
CALM = N_("Look at the big screen. This goes on together.")


def _listen(visit: Visit, step: Step, now: datetime) -> Listen:
    clock = steps.clock(step, now=now)
    own = step.kind not in (StepKind.IDEAS, StepKind.VOTE)  # their prompts ask to do something
    return Listen(
        f"listen-{step.id}",
        SENTENCES.get(step.kind, CALM),
        _said(visit, step.prompt if own else {}),
        round(clock.total.total_seconds()),
        round(clock.left.total_seconds()),
        clock.paused,
        clock.share_left,
    )


def _write(visit: Visit, step: Step) -> Write:
    is_open = ideas.are_open(step)
    return Write(
        f"ideas-{step.id}-{is_open}",
        step.id or 0,
        _said(visit, step.prompt if any(step.prompt.values()) else visit.workshop.question),
        own_ideas.mine(visit.db, visit.member),
        is_open,
        bool(step.settings.get("by_table")),
        bool(step.settings.get("photos", True)),
        tuple(symbols.NAMES.items()) if step.settings.get("symbols") else (),
        _others(visit) if step.settings.get("show_others") else None,
        str(uuid.uuid4()),
    )


MOST_OTHERS = 60


def _others(visit: Visit) -> list[OtherIdea]:
    """What the others have given, the newest first."""
    wall = [idea for idea in ideas.shown(visit.db, visit.workshop) if idea.participant_id != visit.member.id]
    texts = ideas.translations(visit.db, visit.workshop)
    return [_other(visit, idea, texts.get(idea.id or 0, {})) for idea in reversed(wall[-MOST_OTHERS:])]


def _other(visit: Visit, idea: Idea, texts: Mapping[str, Translation]) -> OtherIdea:
    written = pictures.said(idea.text, idea.language, idea.picture, visit.language)
    said = None if written.asked else texts.get(visit.language)
    return OtherIdea(
        idea.number,
        Chosen(said.text, visit.language, True) if said else written,
        written if said else None,
        said is not None and said.source == Source.MACHINE,
        idea.picture,
    )


def _vote(visit: Visit, step: Step) -> Vote:
    ballot = votes.ballot_of(visit.db, step, visit.member)
    given = ballot.choices if ballot else {}
    options = ballots.cards(visit, step, given)
    shown = sum(option.given for option in options)  # dots on an idea that is off the wall came back
    labels = "\n".join(f"{option.id} {option.label.text}" for option in options)
    return Vote(
        f"vote-{step.id}-{zlib.crc32(labels.encode())}",
        step.id or 0,
        _said(visit, step.prompt),
        options,
        votes.dots_of(step),
        votes.cap_of(step),
        shown,
        ballot is not None and sum(given.values()) == shown,
    )


def _sort(visit: Visit, step: Step) -> Sort | None:
    """None where there is nothing to sort, or nothing to sort it into."""
    ballot = votes.ballot_of(visit.db, step, visit.member)
    cards, places = shuffled(visit, ballots.cards(visit, step, {})), ballots.places(visit)
    if not cards or not places:
        return None
    texts = "\n".join([*(f"{c.id} {c.label.text}" for c in cards), *(f"{p.id} {p.label.text}" for p in places)])
    key = f"sort-{step.id}-{zlib.crc32(texts.encode())}"
    there = {place.id for place in places} | {NOWHERE, UNSURE}  # a card whose theme has gone is asked about again
    given = {card: place for card, place in (ballot.choices if ballot else {}).items() if place in there}
    return Sort(key, step.id or 0, cards, places, given)


def _said(visit: Visit, texts: dict[str, str]) -> Chosen:
    return pick(texts, visit.language, visit.workshop.language)
