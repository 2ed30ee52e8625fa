"""Many hands: a link that lets somebody do one role's work on a phone, and the notes of a table."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlmodel import Field, UniqueConstraint

from models.base import Table, choice, data, moment


class HandRole(StrEnum):
    CO_FACILITATOR = "co_facilitator"
    INTERPRETER = "interpreter"
    SCRIBE = "scribe"
    HELPER = "helper"


class Hand(Table, table=True):
    """A role link. Its secret is nowhere in the database: see `workshop_kit/hands.py`."""

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    uuid: str = Field(default_factory=lambda: uuid4().hex, unique=True, max_length=32)  # part of the link
    role: HandRole = choice(HandRole)
    name: str = Field(default="", max_length=40)  # of the task, such as "Somali"; never a person's
    languages: list[str] = data(default_factory=list)  # between which an interpreter goes
    table_name: str = Field(default="", max_length=40)  # at which a scribe writes
    created_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(default=None, nullable=True)
    seen_at: datetime | None = moment(default=None, nullable=True)  # when it was opened last


class Note(Table, table=True):
    """What a table's scribe wrote down or photographed that is not an idea."""

    __table_args__ = (UniqueConstraint("workshop_id", "uuid"),)

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    uuid: str = Field(max_length=36)  # made by the phone: the same note sent twice is one note
    table_name: str = Field(default="", max_length=40)
    text: str = ""  # empty where a picture says it all
    language: str = Field(max_length=8)
    picture: str = Field(default="", max_length=80)  # see models/picture.py
    hand_id: int | None = None  # the role link that it was written with
    created_at: datetime = moment()
