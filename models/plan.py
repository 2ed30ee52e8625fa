"""An action of the plan: who does what by when, how it is measured, and what has happened since."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import BigInteger
from sqlmodel import Field, UniqueConstraint

from models.base import Table, Texts, choice, data, moment


def _any_number() -> int:
    """An id that does not tell in which order rows came."""
    return secrets.randbits(53)


class ActionStatus(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"


class Action(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(default_factory=lambda: str(uuid4()), unique=True, index=True, max_length=36)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    theme_id: int | None = Field(default=None, foreign_key="theme.id", ondelete="SET NULL")
    position: int
    title: str  # in the workshop's language, like all that follows
    title_in: Texts = data(default_factory=dict)  # in other languages
    what: str = ""  # what will be done, and what changes for whom
    what_in: Texts = data(default_factory=dict)
    service_id: int | None = Field(default=None, foreign_key="service.id", ondelete="SET NULL")
    service_confirmed: bool = False  # False: the service is the machine's suggestion
    service_reason: str = ""  # the words that explain the suggestion
    role: str = ""  # of the responsible person, never a name
    partner: str = ""  # others than those of the catalogue
    first_step: str = ""
    first_step_by: date | None = None
    deadline: date | None = None
    indicator: str = ""
    baseline: str = ""
    target: str = ""
    resources: str = ""
    languages: list[str] = data(default_factory=list)  # in which people need to be served
    risks: str = ""
    effort: int | None = None  # 1 little, 5 much
    benefit: int | None = None
    status: ActionStatus = choice(ActionStatus, default=ActionStatus.PROPOSED)


class Update(Table, table=True):
    """What has happened with an action: the answer to the people who asked for it."""

    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True, ondelete="CASCADE")
    at: datetime = moment()
    status: ActionStatus = choice(ActionStatus)  # as it was from then on
    text: Texts = data()


class ActionPartner(Table, table=True):
    """A partner of the catalogue that takes part in an action."""

    action_id: int = Field(foreign_key="action.id", primary_key=True, ondelete="CASCADE")
    service_id: int = Field(foreign_key="service.id", primary_key=True, ondelete="CASCADE")


class HelpOffer(Table, table=True):
    """Somebody wants to help with an action. Who it is only her phone knows, whose secret makes the mark."""

    __table_args__ = (UniqueConstraint("action_id", "handle"),)

    id: int = Field(default_factory=_any_number, primary_key=True, sa_type=BigInteger)
    action_id: int = Field(foreign_key="action.id", index=True, ondelete="CASCADE")
    handle: str = Field(max_length=64)


class Contact(Table, table=True):
    """How somebody who wants to help can be reached: sealed, tied to nothing else, and gone on its day."""

    __table_args__ = (UniqueConstraint("action_id", "handle"),)

    id: int = Field(default_factory=_any_number, primary_key=True, sa_type=BigInteger)
    action_id: int = Field(foreign_key="action.id", index=True, ondelete="CASCADE")
    handle: str = Field(max_length=64)  # another than that of the offer
    sealed: bytes
    expires_on: date
