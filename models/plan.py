"""An action of the plan: who does what by when, how it is measured, and what has happened since."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from models.base import Table, Texts, choice, data, moment


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


class Update(Table, table=True):
    """What has happened with an action: the answer to the people who asked for it."""

    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True, ondelete="CASCADE")
    at: datetime = moment()
    status: ActionStatus = choice(ActionStatus)  # as it was from then on
    text: Texts = data()
