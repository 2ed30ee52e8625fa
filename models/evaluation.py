"""What people answer about an evening, and what a facilitator takes from it to the next one."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlmodel import Field, UniqueConstraint

from models.base import Table, choice, data, moment


class Response(Table, table=True):
    """What one phone answered in a feedback step."""

    __table_args__ = (UniqueConstraint("step_id", "participant_id"),)

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", index=True, ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participant.id", ondelete="CASCADE")
    answers: dict[str, int] = data()  # question -> answer: see workshop_kit/evaluation
    given_at: datetime = moment()


class LessonKind(StrEnum):
    WORKED = "worked"
    HARD = "hard"
    NEXT_TIME = "next_time"


class Lesson(Table, table=True):
    """What was learnt in a workshop, for whoever prepares the next one."""

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(default_factory=lambda: str(uuid4()), unique=True, max_length=36)
    workshop_id: int | None = Field(default=None, foreign_key="workshop.id", ondelete="SET NULL", index=True)
    method: str = Field(default="", max_length=40)
    area: str = Field(default="", max_length=80)
    kind: LessonKind = choice(LessonKind)
    text: str
    created_at: datetime = moment()
