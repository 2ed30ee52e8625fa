"""What a service manager wrote into a sheet: compared with the plan, shown first, and then taken over."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlmodel import Session

from models import Action, ActionStatus, Workshop
from workshop_kit import workshops
from workshop_kit.errors import Refused
from workshop_kit.i18n import N_
from workshop_kit.plan.answers import report, updates
from workshop_kit.plan.editing import actions, edit


class PlanChanged(Refused):
    sentence = N_("The plan has changed meanwhile. Look at it again.")


NEWS = "news"
"""The field for new words on what has happened; it is never compared."""

Value = str | date | None


class Row(Protocol):
    """A row of a sheet that came back, as `exports.excel.reading` gives it."""

    @property
    def uuid(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def given(self) -> Mapping[str, Value]: ...
    @property
    def base(self) -> Mapping[str, Value] | None: ...


@dataclass(frozen=True)
class Change:
    """One cell that says something new. `clash`: the plan has changed there, too, since the sheet went out."""

    action_id: int
    action: str  # its title
    field: str
    before: Value
    after: Value
    clash: bool = False


@dataclass(frozen=True)
class Compared:
    changes: tuple[Change, ...]
    unknown: tuple[int, ...]  # lines of actions that are not in this plan

    @property
    def actions(self) -> int:
        """How many actions would change."""
        return len({change.action_id for change in self.changes})


def compare(db: Session, workshop: Workshop, rows: Iterable[Row]) -> Compared:
    """What a sheet would change. A cell that is as it was sent out changes nothing, whatever the plan says now."""
    known = {action.uuid: action for action in actions(db, workshop)}
    told = updates(db, workshop)
    changes: list[Change] = []
    unknown: list[int] = []
    for row in rows:
        if row.uuid in known:
            action = known[row.uuid]
            said = {text for update in told.get(action.id or 0, []) for text in update.text.values()}
            changes += _changes(action, row, said)
        else:
            unknown.append(row.line)
    return Compared(tuple(changes), tuple(unknown))


def _changes(action: Action, row: Row, said: Collection[str]) -> list[Change]:
    """`said` has been told of the action already: a sheet that comes back again does not tell it twice."""
    found = []
    for field, after in row.given.items():
        if field == NEWS:
            if isinstance(after, str) and after.strip() and after.strip() not in said:
                found.append(Change(action.id or 0, action.title, NEWS, None, after.strip()))
            continue
        now, sent = _value(action, field), (row.base or {}).get(field, _value(action, field))
        if _plain(after) not in (_plain(now), _plain(sent)):
            found.append(Change(action.id or 0, action.title, field, now, after, _plain(now) != _plain(sent)))
    return found


def _value(action: Action, field: str) -> Value:
    value: Any = getattr(action, field)
    return value.value if isinstance(value, ActionStatus) else value


def _plain(value: Value) -> Value:
    """An empty cell and no words are the same; so are spaces around words."""
    return value.strip() or None if isinstance(value, str) else value


def take_over(db: Session, workshop: Workshop, changes: Iterable[Change], *, language: str, now: datetime) -> None:
    """Write the changes into the plan; `language` is that of the sheet's new words. Raises Wrong."""
    known = {action.id: action for action in actions(db, workshop)}
    by_action: dict[int, list[Change]] = {}
    for change in changes:
        by_action.setdefault(change.action_id, []).append(change)
    for action_id, own in by_action.items():
        if action_id in known:  # else it was taken out of the plan meanwhile
            _take_over(db, workshop, known[action_id], own, language, now)
    workshops.touch(db, workshop)


def _take_over(
    db: Session, workshop: Workshop, action: Action, own: list[Change], language: str, now: datetime
) -> None:
    fields: dict[str, Any] = {change.field: _as_field(change) for change in own if change.field != NEWS}
    edit(db, action, **fields)
    for change in own:
        if change.field == NEWS:
            report(db, workshop, action, {language: str(change.after)}, now=now, own_language=False)


def _as_field(change: Change) -> Any:
    if change.field == "status":
        return ActionStatus(str(change.after))
    if change.field in ("first_step_by", "deadline"):
        return change.after
    return change.after or ""
