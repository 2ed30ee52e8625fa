"""A step: one part of the agenda."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from models.base import Table, Texts, choice, data, moment


class StepKind(StrEnum):
    WELCOME = "welcome"
    RULES = "rules"
    DIALOGUE = "dialogue"
    IDEAS = "ideas"
    THEMES = "themes"
    VOTE = "vote"
    OPINIONS = "opinions"
    PLAN = "plan"
    FEEDBACK = "feedback"
    BREAK = "break"


class VotingMethod(StrEnum):
    """How people vote, in a vote or an opinions step."""

    DOTS = "dots"
    APPROVAL = "approval"
    RATING = "rating"
    RANKING = "ranking"
    STATEMENTS = "statements"
    PAIRS = "pairs"
    BUDGET = "budget"


class PhoneMode(StrEnum):
    """What people can do on their phones during a step."""

    WRITE = "write"
    LISTEN = "listen"
    CLOSED = "closed"


class Step(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    position: int
    kind: StepKind = choice(StepKind)
    title: Texts = data()
    minutes: int
    shortest: int | None = None  # minutes to which it may be cut when the evening runs late; None: by its kind
    needs: Texts = data(default_factory=dict)  # what must be ready before it begins
    say: Texts = data(default_factory=dict)  # what the facilitator says and does
    prompt: Texts = data(default_factory=dict)  # what the phone shows; empty: the workshop's question
    picture: str = Field(default="", max_length=80)  # beside the prompt; see models/picture.py
    phones: PhoneMode = choice(PhoneMode, default=PhoneMode.LISTEN)
    settings: dict[str, Any] = data(default_factory=dict)  # a vote: see workshop_kit/vote_settings.py
    skipped: bool = False
    started_at: datetime | None = moment(default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)
    paused_at: datetime | None = moment(default=None, nullable=True)
    paused_seconds: int = 0
    added_minutes: int = 0
