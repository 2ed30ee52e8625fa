"""What people chose for needs before: the machine learns from it which service to propose the next time.

Only the words of themes and actions are remembered, never those of an idea: those belong to whoever gave them.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from models import Action, Example, Service, Theme, Workshop
from workshop_kit.i18n import pick

MOST = 500
"""So many of the latest choices guide the machine."""


def remember_action(db: Session, action: Action, service: Service | None, *, now: datetime) -> None:
    """The choice for an action; it replaces an earlier one."""
    workshop = db.get(Workshop, action.workshop_id)
    language = workshop.language if workshop else ""
    forget_action(db, action)
    words = " . ".join(filter(None, (action.title, action.what)))
    _remember(db, words, language, service, now, action_id=action.id)


def forget_action(db: Session, action: Action) -> None:
    db.exec(delete(Example).where(col(Example.action_id) == action.id))


def remember_theme(db: Session, theme: Theme, service: Service | None, language: str, *, now: datetime) -> None:
    """The choice for a theme; it replaces an earlier one."""
    forget_theme(db, theme)
    label = pick(theme.label, language)
    _remember(db, label.text, label.language, service, now, theme_id=theme.id)


def forget_theme(db: Session, theme: Theme) -> None:
    db.exec(delete(Example).where(col(Example.theme_id) == theme.id))


def of_themes(db: Session, theme_ids: Sequence[int]) -> dict[int, Example]:
    """Theme id -> what a person chose for it."""
    found = db.exec(select(Example).where(col(Example.theme_id).in_(theme_ids)))
    return {example.theme_id: example for example in found if example.theme_id is not None}


def latest(db: Session) -> list[Example]:
    """The latest choices, the newest first."""
    return list(db.exec(select(Example).order_by(col(Example.id).desc()).limit(MOST)))


def _remember(
    db: Session, text: str, language: str, service: Service | None, now: datetime, **of: int | None
) -> None:
    chosen = service.id if service else None
    db.add(Example(text=text, language=language, service_id=chosen, chosen_at=now, **of))
    db.flush()
