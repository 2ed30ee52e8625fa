"""What can be voted on in a step, and what each participant decided."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from models.base import Table, Texts, data, moment


class Option(Table, table=True):
    """One choice of a vote, fixed when the vote opens."""

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", index=True, ondelete="CASCADE")
    position: int
    label: Texts = data()
    mark: int | None = None
    picture: str = Field(default="", max_length=80)  # see models/picture.py
    number: int | None = None  # of the idea, where ideas are voted on
    cost: int | None = None  # in euros, where a budget is voted on
    language: str = ""  # of the idea, where ideas are voted on
    theme_id: int | None = Field(default=None, foreign_key="theme.id", ondelete="SET NULL")
    idea_id: int | None = Field(default=None, foreign_key="idea.id", ondelete="SET NULL")


class Ballot(Table, table=True):
    __table_args__ = (UniqueConstraint("step_id", "participant_id"),)

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", index=True, ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participant.id", ondelete="CASCADE")
    choices: dict[str, int] = data()  # see votes/methods; in a card sort: option id -> theme
    cast_at: datetime = moment()


class HandTally(Table, table=True):
    """What was counted in the room, of hands or of sheets of paper, beside the ballots from phones."""

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", unique=True, ondelete="CASCADE")
    people: int  # who voted in this way
    given: dict[str, dict[str, int]] = data()  # option id, or pair -> what was given to it -> how many times
