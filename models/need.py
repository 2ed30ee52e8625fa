"""A need that was said in several workshops: what their themes have in common."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlmodel import Field

from models.base import Table, Texts, choice, data, moment


class NeedKind(StrEnum):
    NEED = "need"
    STRENGTH = "strength"
    BARRIER = "barrier"


class Need(Table, table=True):
    """Themes belong to it by their `need_id`."""

    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(default_factory=lambda: str(uuid4()), unique=True, max_length=36)
    label: Texts = data()
    kind: NeedKind = choice(NeedKind, default=NeedKind.NEED)
    named_by_person: bool = False
    created_at: datetime = moment()
