"""A participant: a random token in a phone's cookie. No name, no account."""

from datetime import datetime

from sqlmodel import Field

from models.base import Table, data, moment

LOOSE = "-"
"""Begins the hash of a participant who is tied to no phone any more: no SHA-256 is written so."""


class Participant(Table, table=True):
    """A phone that joined. Once its tie is cut, `token_hash` begins with LOOSE, `joined_at` is the workshop's day,
    and `language` and `about` are anybody's: see `workshop_kit/participants.py`.
    """

    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    token_hash: str = Field(unique=True, max_length=64)  # SHA-256 of the cookie, so that a backup opens no phone
    takeaway_hash: str = Field(default="", max_length=64, index=True)  # SHA-256 of workshop and take-away code
    language: str = Field(max_length=8)
    table_name: str = Field(default="", max_length=40)  # where she sits; empty: nowhere in particular
    hand_id: int | None = Field(default=None, index=True)  # somebody without a phone, whom this link helped
    about: dict[str, str] = data(default_factory=dict)  # background question -> answer, where she gave one
    joined_at: datetime = moment()
