"""A theme: a group of ideas, and the history of the board that undo walks along."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, UniqueConstraint

from models.base import Table, Texts, choice, data, moment
from models.idea import Source


class Theme(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    position: int
    mark: int  # 1 to 12: spruce, drop, logs … of the look
    label: Texts = data()
    picture: str = Field(default="", max_length=80)  # beside the mark; see models/picture.py
    suggested_labels: list[Texts] = data(default_factory=list)
    keywords: list[str] = data(default_factory=list)
    cohesion: float | None = None  # mean cosine of its ideas to their centre, 0 to 1
    named_by_person: bool = False
    confirmed: bool = False  # a person has looked and agrees
    need_id: int | None = Field(default=None, index=True)  # what it says together with themes of other workshops
    need_by: Source | None = choice(Source, default=None, nullable=True)  # who found that it says this need
    removed: bool = False  # kept, so that undo and a vote that named it find it again


class Answer(Table, table=True):
    """A person's answer: do these two ideas belong together? The idea with the smaller id comes first."""

    __table_args__ = (UniqueConstraint("workshop_id", "a", "b"),)

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE")
    a: int = Field(foreign_key="idea.id", ondelete="CASCADE")
    b: int = Field(foreign_key="idea.id", ondelete="CASCADE")
    same: bool


class BoardChange(Table, table=True):
    """One gesture on the theme board. `before` and `after` are whole boards, so that undo is exact."""

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    at: datetime = moment()
    verb: str = Field(max_length=20)  # what was done: suggest, answer, rename, move, sort, merge …
    before: list[dict[str, Any]] = data()
    after: list[dict[str, Any]] = data()
    undone: bool = False
