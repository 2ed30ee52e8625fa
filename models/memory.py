"""What the programs remember besides workshops: preferences, and vectors that are slow to compute."""

from sqlmodel import Field

from models.base import Table


class Preference(Table, table=True):
    key: str = Field(primary_key=True, max_length=60)
    value: str


class Vector(Table, table=True):
    """The embedding of one text by one model: unit length, float32, little endian."""

    model: str = Field(primary_key=True, max_length=60)
    digest: str = Field(primary_key=True, max_length=64)  # SHA-256 of the text
    values: bytes
