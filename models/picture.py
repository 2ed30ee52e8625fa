"""A photo that somebody took or chose, as it is kept: made small, and without what cameras write into it.

Where a row has a `picture`, it is a reference: empty for none, `symbol:bus` for a drawing of the kit
(`workshop_kit/look/symbols.py`), `photo:DIGEST` for a row of this table in the same workshop.
"""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from models.base import Table, moment


class Picture(Table, table=True):
    __table_args__ = (UniqueConstraint("workshop_id", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    digest: str = Field(max_length=64)  # SHA-256 of the content
    content: bytes  # a JPEG
    width: int  # pixels
    height: int
    created_at: datetime = moment()
