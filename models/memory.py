"""What the programs remember besides workshops: preferences, vectors of texts, own methods, a city's template."""

from datetime import datetime

from sqlmodel import Field

from models.base import Table, moment


class Preference(Table, table=True):
    key: str = Field(primary_key=True, max_length=60)
    value: str


class Vector(Table, table=True):
    """The embedding of one text by one model: unit length, float32, little endian."""

    model: str = Field(primary_key=True, max_length=60)
    digest: str = Field(primary_key=True, max_length=64)  # SHA-256 of the text
    values: bytes


class OwnMethod(Table, table=True):
    """A dialogue method that a facilitator has saved, as a file would hold it."""

    slug: str = Field(primary_key=True, max_length=40)
    content: str  # TOML
    saved_at: datetime = moment()


class Template(Table, table=True):
    """The document whose styles and logo the Word plan takes over."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)  # of the file
    content: bytes  # a .docx
    uploaded_at: datetime = moment()
