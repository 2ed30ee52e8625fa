"""The whole workshop as one JSON file that another laptop can bring in. Schema: docs/reference/bundle.md.

It holds no participant: how many joined is given per language (small groups together), ballots are sorted so
that their order tells nothing, and no idea or ballot says whose phone it came from.
"""

import json
import secrets
from collections import Counter
from datetime import date, datetime, time
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import Session, select

from models import (
    Action,
    ActionStatus,
    Ballot,
    Channel,
    Idea,
    IdeaState,
    Option,
    Participant,
    PhoneMode,
    Service,
    Source,
    Step,
    StepKind,
    Theme,
    Translation,
    VenueKind,
    Workshop,
)
from workshop_kit import ideas, methods, participants, plan, steps, themes, votes, workshops
from workshop_kit.errors import DamagedFile
from workshop_kit.i18n import LANGUAGES, UNKNOWN

_Texts = dict[str, str]
_Short = Field(max_length=400)
_Words = Field(max_length=4000)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True)


_P = TypeVar("_P", bound=_Part)
_R = TypeVar("_R", Step, Theme)


class StepPart(_Part):
    kind: StepKind
    title: _Texts
    minutes: int = Field(ge=0, le=1440)
    say: _Texts
    prompt: _Texts
    phones: PhoneMode
    settings: dict[str, int | str | bool]
    skipped: bool
    started_at: datetime | None
    ended_at: datetime | None


class TranslationPart(_Part):
    language: str
    text: str = _Words
    source: Source


class IdeaPart(_Part):
    number: int = Field(ge=1)
    uuid: str = Field(max_length=36)
    text: str = _Words
    original: str | None
    language: str = Field(max_length=8)
    channel: Channel
    table_name: str = _Short
    state: IdeaState
    step: int | None  # place in `steps`, from 0
    theme: int | None  # place in `themes`, from 0
    placed_by: Source | None
    created_at: datetime
    translations: list[TranslationPart]


class ThemePart(_Part):
    mark: int = Field(ge=1)
    label: _Texts
    suggested_labels: list[_Texts]
    keywords: list[str]
    cohesion: float | None
    named_by_person: bool
    confirmed: bool


class OptionPart(_Part):
    label: _Texts
    mark: int | None
    number: int | None
    language: str
    theme: int | None


class VotePart(_Part):
    step: int
    options: list[OptionPart]
    ballots: list[dict[int, int]]  # place of the option -> dots


class ServicePart(_Part):
    source: str = Field(max_length=40)
    source_id: str = Field(max_length=120)
    name: _Texts
    description: _Texts
    body: _Texts
    classes: list[str]
    target_groups: list[str]
    languages: list[str]
    area: str
    contact: str
    url: str
    licence: str
    refreshed_at: datetime


class ActionPart(_Part):
    title: str = _Short
    what: str = _Words
    theme: int | None
    service: int | None  # place in `services`, from 0
    service_confirmed: bool
    service_reason: str = _Words
    role: str = _Words
    partner: str = _Words
    deadline: date | None
    indicator: str = _Words
    target: str = _Words
    resources: str = _Words
    status: ActionStatus


class WorkshopPart(_Part):
    code: str = Field(pattern=r"^[0-9]{4,6}$")
    language: str
    languages: list[str]
    title: _Texts
    question: _Texts
    area: str = _Short
    venue: str = _Short
    venue_kind: VenueKind
    day: date
    starts: time
    method: str
    pre_moderation: bool
    current_step: int | None
    ended_at: datetime | None
    created_at: datetime
    demo: bool


class Bundle(_Part):
    format: Literal["workshop-kit"] = "workshop-kit"
    version: Literal[1] = 1
    workshop: WorkshopPart
    steps: list[StepPart]
    joined: dict[str, int]  # language -> people; "und" adds up languages of fewer than five
    themes: list[ThemePart]
    ideas: list[IdeaPart]
    votes: list[VotePart]
    services: list[ServicePart]
    actions: list[ActionPart]


# --- out ------------------------------------------------------------------------------------------------


def dump(db: Session, workshop: Workshop) -> bytes:
    """The workshop as JSON, UTF-8; the same workshop always gives the same bytes."""
    agenda = steps.agenda(db, workshop)
    columns = themes.board(db, workshop).columns
    step_at = {step.id: i for i, step in enumerate(agenda)}
    theme_at = {column.theme.id: i for i, column in enumerate(columns)}
    actions = plan.actions(db, workshop)
    used = _services(db, actions)
    bundle = Bundle(
        workshop=_part(WorkshopPart, workshop, current_step=step_at.get(workshop.current_step_id)),
        steps=[_part(StepPart, step) for step in agenda],
        joined=_joined(db, workshop),
        themes=[_part(ThemePart, column.theme) for column in columns],
        ideas=_ideas(db, workshop, step_at, theme_at),
        votes=[_vote(db, step, step_at, theme_at) for step in agenda if votes.options(db, step)],
        services=[_part(ServicePart, service) for service in used],
        actions=[
            _part(
                ActionPart,
                action,
                theme=theme_at.get(action.theme_id),
                service=next((i for i, service in enumerate(used) if service.id == action.service_id), None),
            )
            for action in actions
        ],
    )
    return json.dumps(bundle.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()


def _part(kind: type[_P], row: Any, **more: Any) -> _P:
    return kind(**{name: getattr(row, name) for name in kind.model_fields if name not in more}, **more)


def _services(db: Session, actions: list[Action]) -> list[Service]:
    wanted = sorted({action.service_id for action in actions if action.service_id})
    return [service for id in wanted if (service := db.get(Service, id)) is not None]


def _joined(db: Session, workshop: Workshop) -> dict[str, int]:
    counts = participants.by_language(db, workshop)
    return {**dict(sorted(counts.shown)), **({UNKNOWN.code: counts.other} if counts.other else {})}


def _ideas(
    db: Session, workshop: Workshop, step_at: dict[int | None, int], theme_at: dict[int | None, int]
) -> list[IdeaPart]:
    translated = ideas.translations(db, workshop)
    query = select(Idea).where(Idea.workshop_id == workshop.id)
    return [
        _part(
            IdeaPart,
            idea,
            step=step_at.get(idea.step_id),
            theme=theme_at.get(idea.theme_id),
            translations=[
                _part(TranslationPart, found) for _code, found in sorted(translated.get(idea.id or 0, {}).items())
            ],
        )
        for idea in sorted(db.exec(query), key=lambda idea: idea.number)
    ]


def _vote(db: Session, step: Step, step_at: dict[int | None, int], theme_at: dict[int | None, int]) -> VotePart:
    options = votes.options(db, step)
    place = {str(option.id): i for i, option in enumerate(options)}
    ballots = [
        {place[key]: dots for key, dots in ballot.choices.items() if key in place}
        for ballot in db.exec(select(Ballot).where(Ballot.step_id == step.id))
    ]
    return VotePart(
        step=step_at[step.id],
        options=[_part(OptionPart, option, theme=theme_at.get(option.theme_id)) for option in options],
        ballots=sorted((dict(sorted(ballot.items())) for ballot in ballots), key=lambda b: sorted(b.items())),
    )


# --- in -------------------------------------------------------------------------------------------------


def load(db: Session, content: bytes, *, now: datetime) -> Workshop:
    """Bring a workshop in; it keeps its code where that is free. Raises DamagedFile; then nothing is changed."""
    bundle = _read(content)
    try:
        return _Loading(db, bundle, now).run()
    except (IndexError, KeyError) as error:
        raise DamagedFile(why="a part that it points to is missing") from error


def _read(content: bytes) -> Bundle:
    try:
        bundle = Bundle.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DamagedFile(why=f"{where}: {first['msg']}" if where else "it is not JSON") from error
    except (ValueError, RecursionError) as error:
        raise DamagedFile(why="it is not JSON") from error
    _check(bundle)
    return bundle


def _check(bundle: Bundle) -> None:
    methods.by_id(bundle.workshop.method)
    languages = {bundle.workshop.language, *bundle.workshop.languages, *(idea.language for idea in bundle.ideas)}
    if not languages <= LANGUAGES.keys():
        raise DamagedFile(why="it has a language that is not known here")
    numbers = [idea.number for idea in bundle.ideas]
    if len(set(numbers)) < len(numbers) or len({idea.uuid for idea in bundle.ideas}) < len(numbers):
        raise DamagedFile(why="an idea is in it twice")
    places = [place for idea in bundle.ideas for place in (idea.step, idea.theme)]
    if any(place is not None and place < 0 for place in places) or any(n < 0 for n in bundle.joined.values()):
        raise DamagedFile(why="a number in it is below zero")
    if sum(bundle.joined.values()) > 100_000:
        raise DamagedFile(why="it has more people than a city")


class _Loading:
    """One import: rows are made in an order in which each finds the ids it points to."""

    def __init__(self, db: Session, bundle: Bundle, now: datetime) -> None:
        self.db, self.bundle, self.now = db, bundle, now
        self.workshop_id = 0  # known once the workshop's row is made

    def run(self) -> Workshop:
        self.workshop = self._workshop()
        self.workshop_id = _id(self.workshop)
        self.steps = [self._row(Step, part, position=i) for i, part in enumerate(self.bundle.steps)]
        self.themes = [self._row(Theme, part, position=i) for i, part in enumerate(self.bundle.themes)]
        self.services = [self._service(part) for part in self.bundle.services]
        self.db.flush()
        current = self.bundle.workshop.current_step
        self.workshop.current_step_id = self.steps[current].id if current is not None else None
        for idea in self.bundle.ideas:
            self._idea(idea)
        people = self._people()
        for vote in self.bundle.votes:
            self._vote(vote, people)
        for position, action in enumerate(self.bundle.actions):
            self._action(position, action)
        self.db.flush()
        return self.workshop

    def _workshop(self) -> Workshop:
        part = self.bundle.workshop
        taken = self.db.exec(select(Workshop).where(Workshop.code == part.code)).first() is not None
        code = workshops.free_code(self.db) if taken else part.code
        workshop = Workshop(**part.model_dump(exclude={"code", "current_step"}), code=code)
        self.db.add(workshop)
        self.db.flush()
        return workshop

    def _row(self, kind: type[_R], part: _Part, *, position: int) -> _R:
        row = kind(**part.model_dump(), workshop_id=self.workshop_id, position=position)
        self.db.add(row)
        return row

    def _service(self, part: ServicePart) -> Service:
        """The service of this laptop's catalogue where it has it; its own record is the fresher one."""
        query = select(Service).where(Service.source == part.source, Service.source_id == part.source_id)
        found = self.db.exec(query).first() or Service(**part.model_dump())
        self.db.add(found)
        return found

    def _idea(self, part: IdeaPart) -> None:
        fields = part.model_dump(exclude={"step", "theme", "translations", "uuid"})
        idea = Idea(
            **fields,
            uuid=part.uuid,
            workshop_id=self.workshop_id,
            step_id=self.steps[part.step].id if part.step is not None else None,
            theme_id=self.themes[part.theme].id if part.theme is not None else None,
        )
        self.db.add(idea)
        self.db.flush()
        for translation in part.translations:
            self.db.add(Translation(**translation.model_dump(), idea_id=_id(idea)))

    def _people(self) -> list[Participant]:
        """Stand-ins for those who joined: nobody's phone opens them."""
        spoken = Counter(self.bundle.joined)
        people = [
            Participant(
                workshop_id=self.workshop_id,
                token_hash=secrets.token_hex(32),
                language=language,
                joined_at=self.now,
            )
            for language, number in sorted(spoken.items())
            for _person in range(number)
        ]
        self.db.add_all(people)
        self.db.flush()
        return people

    def _vote(self, part: VotePart, people: list[Participant]) -> None:
        if len(part.ballots) > len(people):
            raise DamagedFile(why="it has more ballots than people")
        step = self.steps[part.step]
        options = [
            Option(
                **option.model_dump(exclude={"theme"}),
                step_id=_id(step),
                position=i,
                theme_id=self.themes[option.theme].id if option.theme is not None else None,
            )
            for i, option in enumerate(part.options)
        ]
        self.db.add_all(options)
        self.db.flush()
        for person, ballot in zip(people, part.ballots, strict=False):
            choices = {str(options[place].id): dots for place, dots in ballot.items()}
            self.db.add(Ballot(step_id=_id(step), participant_id=_id(person), choices=choices, cast_at=self.now))

    def _action(self, position: int, part: ActionPart) -> None:
        fields = part.model_dump(exclude={"theme", "service"})
        self.db.add(
            Action(
                **fields,
                workshop_id=self.workshop_id,
                position=position,
                theme_id=self.themes[part.theme].id if part.theme is not None else None,
                service_id=self.services[part.service].id if part.service is not None else None,
            )
        )


def _id(row: Workshop | Idea | Step | Participant) -> int:
    assert row.id is not None
    return row.id
