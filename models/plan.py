"""An action of the plan: who does what by when, and how it is measured."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field

from models.base import Table, choice


class ActionStatus(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"


class Action(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True, ondelete="CASCADE")
    theme_id: int | None = Field(default=None, foreign_key="theme.id", ondelete="SET NULL")
    position: int
    title: str
    what: str = ""
    service_id: int | None = Field(default=None, foreign_key="service.id", ondelete="SET NULL")
    service_confirmed: bool = False  # False: the service is the machine's suggestion
    service_reason: str = ""  # the words that explain the suggestion
    role: str = ""  # of the responsible person, never a name
    partner: str = ""
    deadline: date | None = None
    indicator: str = ""
    target: str = ""
    resources: str = ""
    status: ActionStatus = choice(ActionStatus, default=ActionStatus.PROPOSED)
