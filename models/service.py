"""A record of a service catalogue, and what a person chose for a need before."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from models.base import Table, Texts, data, moment


class Service(Table, table=True):
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=40)  # starter, hsds, ptv, servicemap, csv, own
    source_id: str = Field(max_length=120)
    name: Texts = data()
    description: Texts = data(default_factory=dict)
    body: Texts = data(default_factory=dict)  # who is responsible: the city and the wellbeing county differ
    classes: list[str] = data(default_factory=list)
    target_groups: list[str] = data(default_factory=list)
    languages: list[str] = data(default_factory=list)
    area: str = ""
    contact: str = ""  # of the service, never of a person
    url: str = ""
    licence: str = ""
    kind: str = Field(default="service", max_length=10)  # or partner: an NGO, a club
    words: str = ""  # what search looks in, in small letters
    owners: str = Field(default="", index=True)  # the names of the body, each on a line
    edited: list[str] = data(default_factory=list)  # columns that a person wrote: a newer file leaves them
    refreshed_at: datetime = moment()
    vanished_at: datetime | None = moment(default=None, nullable=True)  # when its source had it no more


class Example(Table, table=True):
    """A person's choice of a service for a need: the machine's guide the next time."""

    id: int | None = Field(default=None, primary_key=True)
    text: str  # the words of the theme or the action, never those of an idea
    language: str = Field(max_length=8)
    service_id: int | None = Field(default=None, foreign_key="service.id", ondelete="CASCADE")  # None: nothing fits
    theme_id: int | None = Field(default=None, foreign_key="theme.id", ondelete="SET NULL")
    action_id: int | None = Field(default=None, foreign_key="action.id", ondelete="SET NULL")
    chosen_at: datetime = moment()
