"""The register of outcomes: dated counts of an activity, never of a person who could be told from them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlmodel import Field

from models.base import Table, Texts, choice, data, moment


class Counted(StrEnum):
    PEOPLE = "people"
    VISITS = "visits"  # the same person may come again


class EntryChannel(StrEnum):
    """How a count came into the register."""

    PAGE = "page"
    PHONE = "phone"  # of a scribe
    FILE = "file"


class Indicator(Table, table=True):
    """What is counted: of an activity such as job coaching, the people coached, or those who found work."""

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(default_factory=lambda: str(uuid4()), unique=True, max_length=36)
    programme_id: int = Field(foreign_key="programme.id", index=True, ondelete="CASCADE")
    position: int
    activity: str = Field(max_length=80)
    name: Texts = data()
    counted: Counted = choice(Counted, default=Counted.PEOPLE)
    part_of_id: int | None = Field(default=None, foreign_key="indicator.id", ondelete="SET NULL")  # the whole
    by_gender: bool = True  # whether the form asks for it
    by_age: bool = True
    target: int | None = None
    target_by: date | None = None


class Outcome(Table, table=True):
    """One count. It is never changed: a correction is another row that replaces it, and says why.

    Gender and age are told apart from each other, so that no row says "a woman under 18".
    """

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True, max_length=36)  # made by the form: the same count sent twice is one
    indicator_id: int = Field(foreign_key="indicator.id", index=True, ondelete="CASCADE")
    area_id: int | None = Field(default=None, foreign_key="area.id", ondelete="SET NULL", index=True)
    workshop_id: int | None = Field(default=None, foreign_key="workshop.id", ondelete="SET NULL")
    day: date
    count: int  # 0 in a row that takes another one back
    by_gender: dict[str, int] = data(default_factory=dict)  # woman, man, other: at most `count` together
    by_age: dict[str, int] = data(default_factory=dict)  # under_18 … 65_up: at most `count` together
    channel: EntryChannel = choice(EntryChannel, default=EntryChannel.PAGE)
    hand_id: int | None = None  # the role link that it was entered with
    replaces_id: int | None = Field(default=None, foreign_key="outcome.id", unique=True, ondelete="CASCADE")
    reason: str = Field(default="", max_length=200)  # of a correction
    entered_at: datetime = moment()


class Conventional(Table, table=True):
    """What a conventional service reached, with which an indicator's share is compared."""

    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicator.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=80)  # of the service
    reached: int
    people: int  # of whom
    source: str = Field(default="", max_length=200)
