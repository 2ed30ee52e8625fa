"""A programme: workshops and activities that belong together, the areas it works in, and who lives there."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Field, UniqueConstraint

from models.base import Table, choice, data, moment
from models.workshop import VenueKind


class Programme(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(default_factory=lambda: str(uuid4()), unique=True, max_length=36)
    name: str = Field(max_length=80)
    about: str = ""  # in the facilitators' language, like all that a programme says
    funder: str = Field(default="", max_length=80)
    starts: date | None = None
    ends: date | None = None
    created_at: datetime = moment()


class Area(Table, table=True):
    """A part of the city. A workshop names its area, and so finds it here, whatever laptop it comes from."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=80)
    code: str = Field(default="", max_length=40)  # in the source of its shape, or in statistics
    shape: dict[str, Any] = data(default_factory=dict)  # a GeoJSON geometry in WGS 84; empty: not known
    source: str = Field(default="", max_length=200)  # of the shape
    licence: str = Field(default="", max_length=80)


class Place(Table, table=True):
    """A room where workshops are held and activities happen."""

    __table_args__ = (UniqueConstraint("area_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=80)
    kind: VenueKind = choice(VenueKind, default=VenueKind.SCHOOL)


class Population(Table, table=True):
    """How many people live in an area, from statistics that anybody may read: nothing in it is suppressed."""

    __table_args__ = (UniqueConstraint("area_id", "year", "topic", "answer"),)

    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id", index=True, ondelete="CASCADE")
    year: int
    topic: str = Field(max_length=20)  # all, home_language, age, gender: as in workshop_kit/background.py
    answer: str = Field(default="", max_length=40)  # such as "so" or "18_29"; empty where the topic is all
    people: int
    source: str = Field(default="", max_length=200)


class ProgrammeArea(Table, table=True):
    """An area in which a programme works."""

    programme_id: int = Field(foreign_key="programme.id", primary_key=True, ondelete="CASCADE")
    area_id: int = Field(foreign_key="area.id", primary_key=True, ondelete="CASCADE")


class ProgrammePartner(Table, table=True):
    """A partner of the catalogue that takes part in a programme."""

    programme_id: int = Field(foreign_key="programme.id", primary_key=True, ondelete="CASCADE")
    service_id: int = Field(foreign_key="service.id", primary_key=True, ondelete="CASCADE")
