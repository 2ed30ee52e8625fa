"""The base class of all tables, and the column kinds they share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, TypeDecorator
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

Texts = dict[str, str]
"""One text in several languages: language code -> text. Always replaced whole, never changed in place."""


class Table(SQLModel, registry=registry()):
    """Base of every table.

    It has a registry of its own, made anew at each import: Streamlit reloads all watched modules when one
    is edited, and with SQLModel's shared registry every table would then be declared twice.
    """


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC without an offset in the database (SQLite keeps no offset)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def moment(**options: Any) -> Any:
    """A column that holds a moment."""
    return Field(sa_type=UtcDateTime, **options)


def data(**options: Any) -> Any:
    """A column that holds a dict or a list as JSON. Assign a new object to change it."""
    return Field(sa_type=JSON, **options)


def choice(kind: type[StrEnum], **options: Any) -> Any:
    """A column that holds one member of an enumeration, as its value."""
    column = Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=20,
        validate_strings=True,  # a value that is none of them never reaches the database
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=column, **options)
