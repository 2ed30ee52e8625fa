"""An idea that somebody in the room gave, its translations, and the log of what was done to it."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, UniqueConstraint

from models.base import Table, choice, moment


class Channel(StrEnum):
    """How an idea came in."""

    PHONE = "phone"
    SHARED = "shared"
    PAPER = "paper"
    HELPER = "helper"


class IdeaState(StrEnum):
    WAITING = "waiting"  # for the facilitator, where ideas are read before they are shown
    SHOWN = "shown"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"  # taken back by its writer; the text is erased, the number stays used


class Source(StrEnum):
    MACHINE = "machine"
    PERSON = "person"
    ROOM = "room"  # most of those who sorted cards


class Idea(Table, table=True):
    __table_args__ = (UniqueConstraint("workshop_id", "uuid"), UniqueConstraint("workshop_id", "number"))

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    participant_id: int | None = Field(default=None, foreign_key="participant.id", ondelete="SET NULL", index=True)
    uuid: str = Field(max_length=36)  # made by the phone: the same idea sent twice is one idea
    number: int
    text: str  # empty where a picture says it all
    picture: str = Field(default="", max_length=80)  # see models/picture.py
    original: str | None = None  # as it was written, where a typo was corrected
    language: str = Field(max_length=8)
    channel: Channel = choice(Channel, default=Channel.PHONE)
    table_name: str = ""
    hand_id: int | None = None  # the role link that it was written with; the laptop's own and phones' have none
    state: IdeaState = choice(IdeaState, default=IdeaState.SHOWN)
    theme_id: int | None = Field(default=None, foreign_key="theme.id", ondelete="SET NULL", index=True)
    placed_by: Source | None = choice(Source, default=None, nullable=True)
    created_at: datetime = moment()


class Translation(Table, table=True):
    __table_args__ = (UniqueConstraint("idea_id", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", ondelete="CASCADE")
    language: str = Field(max_length=8)
    text: str
    source: Source = choice(Source)


class IdeaChange(Table, table=True):
    """One line of the log: what the facilitator did to an idea, and what it said before."""

    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True, ondelete="CASCADE")
    at: datetime = moment()
    verb: str = Field(max_length=20)  # show, hide, edit
    before: str = ""
    after: str = ""
