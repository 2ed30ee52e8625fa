"""What a phone shows now: one screen for each kind of step and each state of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from models import Idea, PhoneMode, Source, Step, StepKind, Translation
from workshop_kit import ideas, own_ideas, pictures, steps, tables, votes
from workshop_kit.evaluation import answers
from workshop_kit.evaluation.questions import asks
from workshop_kit.i18n import N_, Chosen, pick
from workshop_kit.look import symbols
from workshop_kit.phone import questions, voting
from workshop_kit.phone.questions import Questions
from workshop_kit.phone.results import Asked, Next, Outcome, Results, last_time, outcome, planned, results
from workshop_kit.phone.visits import Visit
from workshop_kit.phone.voting import Deck, Vote


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
    last_time: tuple[Asked, ...]  # what became of what people asked for at the workshop before


@dataclass(frozen=True)
class Welcome(Screen):
    template: ClassVar[str] = "screens/welcome.html"
    question: Chosen
    prompt: Chosen
    last_time: tuple[Asked, ...]  # what became of what people asked for at the workshop before


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


@dataclass(frozen=True)
class OtherIdea:
    """An idea of somebody else, in the reader's language where there is a translation."""

    number: int
    words: Chosen
    original: Chosen | None  # where the words are a translation
    by_machine: bool
    picture: str


@dataclass(frozen=True)
class Seat:
    """The table at which the reader sits in this round, and where she goes next."""

    name: str
    topic: Chosen
    moved: bool  # since the round before
    next: str  # empty: nowhere else


@dataclass(frozen=True)
class Write(Screen):
    template: ClassVar[str] = "screens/ideas.html"
    step_id: int
    prompt: Chosen
    mine: list[Idea]
    is_open: bool
    by_table: bool
    seat: Seat | None  # None: nowhere, or people do not write by table in this step
    tables: tuple[str, ...]  # the names from which to choose
    photos: bool
    symbols: tuple[tuple[str, str], ...]  # (name, what it stands for) of those to choose from
    others: list[OtherIdea] | None  # None where the step keeps them to the big screen
    form_id: str  # the idea's id, for a phone without our script


@dataclass(frozen=True)
class Result(Screen):
    template: ClassVar[str] = "screens/result.html"
    outcome: Outcome


@dataclass(frozen=True)
class Plan(Screen):
    """What has been agreed so far, and the way to say that one wants to help."""

    template: ClassVar[str] = "screens/plan.html"
    actions: tuple[Next, ...]


@dataclass(frozen=True)
class After(Screen):
    """The evening is over."""

    template: ClassVar[str] = "screens/after.html"
    results: Results


def showing(visit: Visit, step: Step | None, *, now: datetime) -> Screen | Vote | Deck | Questions:
    """The screen for the step the room is in; None is before the start or after the end."""
    if step is None:
        return After("after", results(visit)) if visit.workshop.ended_at else Soon("soon", last_time(visit))
    if step.kind == StepKind.IDEAS and step.phones != PhoneMode.LISTEN:
        return _write(visit, step)
    if votes.shows_result(step):
        return Result(f"result-{step.id}", outcome(visit, step))
    if votes.is_open(step):
        return voting.showing(visit, step) or _listen(visit, step, now)
    if answers.is_open(step):
        return questions.showing(visit, step) or _listen(visit, step, now)
    if step.kind == StepKind.WELCOME:
        question = _said(visit, visit.workshop.question)
        return Welcome(f"welcome-{step.id}", question, _said(visit, step.prompt), last_time(visit))
    if step.kind == StepKind.PLAN and step.phones == PhoneMode.WRITE and (actions := planned(visit)):
        return Plan(f"plan-{step.id}", actions)
    if step.kind == StepKind.RULES:
        return Rules(f"rules-{step.id}", _said(visit, step.prompt))
    return _listen(visit, step, now)


SENTENCES = {
    StepKind.DIALOGUE: N_("Phone down. Now we listen to each other."),
    StepKind.BREAK: N_("A break. We go on soon."),
    StepKind.IDEAS: N_("Think for a moment. You can write soon."),
    StepKind.THEMES: N_("We sort the ideas together. Look at the big screen."),
    StepKind.VOTE: N_("The vote starts soon. Look at the big screen."),
    StepKind.OPINIONS: N_("The vote starts soon. Look at the big screen."),
    StepKind.PLAN: N_("We make the plan together. Say aloud what you think."),
    StepKind.FEEDBACK: N_("Thank you for coming."),
}
ANSWERED = N_("Thank you. Look at the big screen: we go on together.")
CALM = N_("Look at the big screen. This goes on together.")


def _listen(visit: Visit, step: Step, now: datetime) -> Listen:
    clock = steps.clock(step, now=now)
    to_do = step.kind == StepKind.IDEAS or votes.is_vote(step) or asks(step)  # their prompts ask to do something
    return Listen(
        f"listen-{step.id}",
        _sentence(step),
        _said(visit, {} if to_do else step.prompt),
        round(clock.total.total_seconds()),
        round(clock.left.total_seconds()),
        clock.paused,
        clock.share_left,
    )


def _sentence(step: Step) -> str:
    if asks(step):
        return ANSWERED if step.phones == PhoneMode.CLOSED or answers.is_over(step) else CALM
    return SENTENCES.get(step.kind, CALM)


def _write(visit: Visit, step: Step) -> Write:
    is_open = ideas.are_open(step)
    return Write(
        f"ideas-{step.id}-{is_open}",
        step.id or 0,
        _said(visit, step.prompt if any(step.prompt.values()) else visit.workshop.question),
        own_ideas.mine(visit.db, visit.member),
        is_open,
        tables.is_round(step),
        _seat(visit, step),
        tuple(table.name for table in tables.named(visit.workshop)),
        bool(step.settings.get("photos", True)),
        tuple(symbols.NAMES.items()) if step.settings.get("symbols") else (),
        _others(visit) if step.settings.get("show_others") else None,
        str(uuid.uuid4()),
    )


def _seat(visit: Visit, step: Step) -> Seat | None:
    if not tables.is_round(step):
        return None
    place = tables.place(visit.db, visit.workshop, step, visit.member.table_name, visit.member.id or 0)
    if place is None:
        return None
    return Seat(place.table.name, _said(visit, place.table.topic), place.moved, place.next)


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


def _said(visit: Visit, texts: dict[str, str]) -> Chosen:
    return pick(texts, visit.language, visit.workshop.language)
