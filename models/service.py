"""A record of a service catalogue."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from models.base import Table, Texts, data, moment


class Service(Table, table=True):
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=40)  # starter, hsds, ptv, servicemap, csv
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
    refreshed_at: datetime = moment()
