"""A workshop: one evening in one room."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from models.base import Table, Texts, choice, data, moment


class VenueKind(StrEnum):
    SCHOOL = "school"
    NGO = "ngo"
    LIBRARY = "library"
    OTHER = "other"


class Screen(StrEnum):
    """What the projector shows when the facilitator has chosen it herself."""

    JOIN = "join"
    IDEAS = "ideas"
    THEMES = "themes"
    RESULT = "result"
    PLAN = "plan"
    EFFORT = "effort"  # and benefit, of the plan's actions
    LAST = "last"  # what became of what people asked for the last time
    SUN = "sun"


class Workshop(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    programme_id: int | None = Field(default=None, index=True)
    code: str = Field(unique=True, max_length=6)
    language: str = Field(max_length=8)  # the language the facilitator writes in
    languages: list[str] = data()  # the languages offered on the phones, the first preselected
    title: Texts = data()
    question: Texts = data()
    area: str = ""
    venue: str = ""
    venue_kind: VenueKind = choice(VenueKind, default=VenueKind.SCHOOL)
    day: date
    starts: time
    ends: time | None = None  # when people must be able to leave; None: whenever the agenda ends
    method: str = Field(max_length=40)
    pre_moderation: bool = False
    for_children: bool = False  # nothing is asked about the person
    ask_about: list[str] = data(default_factory=list)  # the background questions that are asked
    areas: list[str] = data(default_factory=list)  # the answers to "Where do you live?"
    tables: list[dict[str, Any]] = data(default_factory=list)  # see workshop_kit/tables.py
    screen_settings: dict[str, Any] = data(default_factory=dict)  # see workshop_kit/screen_settings.py
    screen: Screen | None = choice(Screen, default=None, nullable=True)  # None: follows the step
    current_step_id: int | None = None
    follows: str = Field(default="", max_length=6)  # code of the workshop of which it tells: "last time …"
    cut_loose_at: datetime | None = moment(default=None, nullable=True)  # when the ties to phones were erased
    ended_at: datetime | None = moment(default=None, nullable=True)
    created_at: datetime = moment()
    demo: bool = False
    version: int = 1  # grows with every change that phones must show
