"""What is done to needs, one gesture after the other, each with what it changed, so that it can be taken back.

The last gestures are kept among the preferences: what changed, before and after, by the ids of themes and needs. A
theme that has changed since (its workshop was erased, say) is left as it is.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from models import Need, NeedKind, Source, Theme
from workshop_kit import preferences
from workshop_kit.errors import NothingToUndo

KEY = "needs_map_done"
MOST = 20
"""So many gestures can be taken back."""

Place = tuple[int | None, str | None]
"""The need that a theme belongs to, and who found so."""


@contextmanager
def gesture(db: Session, verb: str, now: datetime) -> Iterator[None]:
    """All that is done inside is one gesture. Needs that nothing belongs to any more are gone after it."""
    places, needs = _places(db), _needs(db)
    yield
    db.flush()
    _tidy(db)
    places_after, needs_after = _places(db), _needs(db)
    moved = {
        str(id): [places.get(id, (None, None)), after]
        for id, after in places_after.items()
        if places.get(id) != after
    }
    changed = {
        str(id): [needs.get(id), needs_after.get(id)]
        for id in needs.keys() | needs_after.keys()
        if needs.get(id) != needs_after.get(id)
    }
    if moved or changed:
        done = [*_done(db), {"verb": verb, "at": now.isoformat(), "themes": moved, "needs": changed}]
        preferences.put(db, KEY, json.dumps(done[-MOST:]))


def last(db: Session) -> str | None:
    """The verb of the gesture that `undo` takes back."""
    done = _done(db)
    return str(done[-1]["verb"]) if done else None


def undo(db: Session) -> None:
    """Take the last gesture back. Raises NothingToUndo."""
    done = _done(db)
    if not done:
        raise NothingToUndo()
    change = done.pop()
    for id, (before, _after) in change["needs"].items():
        if before is not None:
            db.merge(_as_need(int(id), before))
    db.flush()
    for id, (before, after) in change["themes"].items():
        theme = db.get(Theme, int(id))
        if theme is not None and [theme.need_id, theme.need_by] == after:
            theme.need_id, theme.need_by = before[0], Source(before[1]) if before[1] else None
            db.add(theme)
    db.flush()
    _tidy(db)
    preferences.put(db, KEY, json.dumps(done))


# --------------------------------------------------------------------------------------------------------


def _done(db: Session) -> list[dict[str, Any]]:
    return list(json.loads(preferences.get(db, KEY) or "[]"))


def _places(db: Session) -> dict[int, Place]:
    rows = db.exec(select(Theme.id, Theme.need_id, Theme.need_by))
    return {id or 0: (need_id, str(by) if by else None) for id, need_id, by in rows}


def _needs(db: Session) -> dict[int, dict[str, Any]]:
    return {
        need.id or 0: {
            "uuid": need.uuid,
            "label": need.label,
            "kind": str(need.kind),
            "named_by_person": need.named_by_person,
            "created_at": need.created_at.isoformat(),
        }
        for need in db.exec(select(Need))
    }


def _as_need(id: int, kept: dict[str, Any]) -> Need:
    facts = {"kind": NeedKind(kept["kind"]), "created_at": datetime.fromisoformat(kept["created_at"])}
    return Need(**{**kept, **facts, "id": id})


def _tidy(db: Session) -> None:
    """Themes that a board has removed count here, too: the board may take that back."""
    used = select(Theme.need_id).where(col(Theme.need_id).is_not(None))
    db.exec(delete(Need).where(col(Need.id).not_in(used)))
    db.expire_all()
