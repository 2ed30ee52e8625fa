"""What a bundle holds, and what is checked before anything of it is believed."""

from datetime import date, datetime, time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models import ActionStatus, Channel, IdeaState, PhoneMode, Source, StepKind, VenueKind

_Texts = dict[str, str]
_Short = Field(max_length=400)
_Words = Field(max_length=4000)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True)


class StepPart(Part):
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


class TranslationPart(Part):
    language: str
    text: str = _Words
    source: Source


class IdeaPart(Part):
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


class ThemePart(Part):
    mark: int = Field(ge=1)
    label: _Texts
    suggested_labels: list[_Texts]
    keywords: list[str]
    cohesion: float | None
    named_by_person: bool
    confirmed: bool


class OptionPart(Part):
    label: _Texts
    mark: int | None
    number: int | None
    language: str
    theme: int | None


class VotePart(Part):
    step: int
    options: list[OptionPart]
    ballots: list[dict[int, int]]  # place of the option -> dots


class ServicePart(Part):
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


class ActionPart(Part):
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


class WorkshopPart(Part):
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


class Bundle(Part):
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
