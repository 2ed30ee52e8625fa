"""What a bundle holds, and what is checked before anything of it is believed."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from models import ActionStatus, Channel, IdeaState, PhoneMode, Source, StepKind, VenueKind, VotingMethod
from workshop_kit import vote_settings, votes
from workshop_kit.bundle.fields import (
    MOST_PICTURE_LETTERS,
    Answered,
    Asked,
    CatalogueTexts,
    Digest,
    Dots,
    Given,
    Graded,
    Language,
    Link,
    Moment,
    Money,
    People,
    Picture,
    Pixels,
    Place,
    Question,
    Short,
    ShortQuestion,
    Tag,
    Texts,
    Uuid,
    Words,
)
from workshop_kit.evaluation.questions import MOST as MOST_ASKED
from workshop_kit.tables import MOST as MOST_TABLES


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Settings(Part):
    """Of a vote, an ideas or a feedback step; what a step does not need is left out."""

    dots: Dots | None = None
    cap: Dots | None = None
    method: VotingMethod | None = None
    purse: Annotated[int, Field(ge=1, le=vote_settings.MOST_MONEY)] | None = None
    rule: votes.Rule | None = None
    seats: Annotated[int, Field(ge=1, le=vote_settings.MOST_SEATS)] | None = None
    on: Literal["themes", "ideas"] | None = None
    by_table: bool | None = None
    show_others: bool | None = None
    photos: bool | None = None
    symbols: bool | None = None
    questions: Annotated[list[ShortQuestion], Field(max_length=MOST_ASKED)] | None = None
    services: Annotated[list[Place], Field(max_length=MOST_ASKED)] | None = None


class StepPart(Part):
    kind: StepKind
    title: Texts
    minutes: int = Field(ge=0, le=1440)
    shortest: Annotated[int, Field(ge=1, le=1440)] | None = None
    needs: Texts = {}
    say: Texts
    prompt: Texts
    picture: Picture = ""
    phones: PhoneMode
    settings: Settings
    skipped: bool
    started_at: Moment | None
    ended_at: Moment | None
    paused_at: Moment | None = None
    paused_seconds: int = Field(default=0, ge=0, le=1_000_000)
    added_minutes: int = Field(default=0, ge=-1440, le=1440)


class TranslationPart(Part):
    language: Language
    text: Words
    source: Source


class IdeaPart(Part):
    number: int = Field(ge=1, le=1_000_000)
    uuid: Uuid
    text: Words
    picture: Picture = ""
    original: str | None
    language: Language
    channel: Channel
    table_name: Short
    state: IdeaState
    step: Place | None
    theme: Place | None
    placed_by: Source | None
    created_at: Moment
    translations: list[TranslationPart]


class ThemePart(Part):
    mark: int = Field(ge=1, le=10_000)
    label: Texts
    picture: Picture = ""
    suggested_labels: list[Texts]
    keywords: list[str]
    cohesion: float | None
    named_by_person: bool
    confirmed: bool
    service: Place | None = None  # that a person chose for it
    nothing_fits: bool = False  # a person has said that no service does


class OptionPart(Part):
    label: Texts
    mark: Annotated[int, Field(ge=1, le=10_000)] | None
    picture: Picture = ""
    number: int | None
    cost: Money | None = None
    language: Language | Literal[""]
    theme: Place | None
    idea: Place | None


class HandsPart(Part):
    """What was counted in the room: option -> what was given to it -> how many times."""

    people: int = Field(ge=1, le=votes.hands.MOST_PEOPLE)
    given: dict[Asked, dict[Given, Annotated[int, Field(ge=1, le=1_000_000)]]]


class VotePart(Part):
    step: Place
    options: list[OptionPart]
    ballots: list[dict[Asked, Given]]
    helped: People = 0  # how many of the ballots helpers sent; fewer than five are not told
    hands: HandsPart | None = None


class AnswersPart(Part):
    """What people answered to the short questions of a step, a row for each of them."""

    step: Place
    given: list[dict[Answered, Annotated[int, Field(ge=1, le=5)]]]


class ServicePart(Part):
    """A record of a catalogue, which may be in more languages than the kit speaks."""

    source: str = Field(max_length=40)
    source_id: str = Field(max_length=120)
    name: CatalogueTexts
    description: CatalogueTexts
    body: CatalogueTexts
    classes: list[Short]
    target_groups: list[Short]
    languages: list[Tag]
    area: Short
    contact: Short
    url: Link
    licence: Short
    kind: Literal["service", "partner"] = "service"
    refreshed_at: Moment


class UpdatePart(Part):
    """What has happened with an action, and how it stood from then on."""

    at: Moment
    status: ActionStatus
    text: Texts


class ActionPart(Part):
    uuid: Uuid | None = None
    title: Short
    title_in: Texts = {}
    what: Words
    what_in: Texts = {}
    theme: Place | None
    service: Place | None
    service_confirmed: bool
    service_reason: Words
    role: Words
    partner: Words
    partners: list[Place] = []
    first_step: Words = ""
    first_step_by: date | None = None
    deadline: date | None
    indicator: Words
    baseline: Words = ""
    target: Words
    resources: Words
    languages: list[Language] = []
    risks: Words = ""
    effort: Graded | None = None
    benefit: Graded | None = None
    status: ActionStatus
    updates: list[UpdatePart] = []


class PicturePart(Part):
    """A photo: the JPEG in base64, the SHA-256 of the JPEG, and its size in pixels."""

    digest: Digest
    width: Pixels
    height: Pixels
    content: Annotated[str, Field(max_length=MOST_PICTURE_LETTERS)]


class TablePart(Part):
    """A table of a café: its name, what it talks about, and the language that it shares."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    topic: Texts = {}
    language: Language | Literal[""] = ""


class ScreenPart(Part):
    """How the big screen is set; what is not said is as the kit has it."""

    dark: bool | None = None
    sound: bool | None = None
    prompts: Literal["one", "turn", "side"] | None = None
    languages: list[Language] | None = None


class NotePart(Part):
    """What a table's scribe wrote down or photographed."""

    uuid: Uuid
    step: Place | None
    table_name: Short
    text: Words
    language: Language
    picture: Picture = ""
    created_at: Moment


class WorkshopPart(Part):
    code: str = Field(pattern=r"^[0-9]{4,6}$")
    language: Language
    languages: list[Language] = Field(min_length=1)
    title: Texts
    question: Texts
    area: Short
    venue: Short
    venue_kind: VenueKind
    programme: Annotated[str, Field(max_length=80)] = ""  # the name of it
    day: date
    starts: time
    ends: time | None = None
    tables: Annotated[list[TablePart], Field(max_length=MOST_TABLES)] = []
    screen_settings: ScreenPart = ScreenPart()
    method: str
    pre_moderation: bool
    for_children: bool = False
    ask_about: list[Question] = []
    areas: Annotated[list[Short], Field(max_length=100)] = []
    follows: str = Field(default="", pattern=r"^([0-9]{4,6})?$")
    current_step: Place | None
    ended_at: Moment | None
    created_at: Moment
    demo: bool


class Bundle(Part):
    format: Literal["workshop-kit"] = "workshop-kit"
    version: Literal[1] = 1
    workshop: WorkshopPart
    steps: list[StepPart]
    joined: dict[Language | Literal["und"], People]  # "und" adds up languages of fewer than five people
    themes: list[ThemePart]
    ideas: list[IdeaPart]
    votes: list[VotePart]
    answers: list[AnswersPart] = []
    services: list[ServicePart]
    actions: list[ActionPart]
    notes: list[NotePart] = []
    pictures: list[PicturePart] = []
