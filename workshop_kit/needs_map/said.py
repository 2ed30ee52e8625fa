"""The ideas behind a number of the map: as they were written, those on the wall only."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models import Idea, IdeaState, Theme, Translation, Workshop


@dataclass(frozen=True)
class Quote:
    idea: Idea
    workshop: Workshop
    translation: Translation | None  # into the reader's language; None where there is none, or it needs none


def ideas(
    db: Session, need_id: int, workshop_ids: Collection[int], language: str, *, most: int
) -> tuple[list[Quote], int]:
    """What was said of a need in some workshops, the newest first, and how much more there is."""
    within = _said(need_id, workshop_ids)
    query = select(Idea, Workshop).join(Workshop).join(Theme, col(Theme.id) == col(Idea.theme_id)).where(*within)
    found = db.exec(query.order_by(col(Idea.id).desc()).limit(most)).all()
    every = select(func.count(col(Idea.id))).join(Theme, col(Theme.id) == col(Idea.theme_id)).where(*within)
    own = _translations(db, [idea.id or 0 for idea, _workshop in found if idea.language != language], language)
    quotes = [Quote(idea, workshop, own.get(idea.id or 0)) for idea, workshop in found]
    return quotes, db.exec(every).one() - len(quotes)


def _said(need_id: int, workshop_ids: Collection[int]) -> tuple[Any, ...]:
    return (
        Theme.need_id == need_id,
        col(Theme.removed).is_(False),
        Idea.state == IdeaState.SHOWN,
        col(Idea.workshop_id).in_(workshop_ids),
    )


def of_theme(db: Session, theme_id: int, most: int) -> list[Idea]:
    """The first ideas of a theme."""
    query = select(Idea).where(Idea.theme_id == theme_id, Idea.state == IdeaState.SHOWN).order_by(col(Idea.number))
    return list(db.exec(query.limit(most)))


def _translations(db: Session, idea_ids: list[int], language: str) -> dict[int, Translation]:
    among = col(Translation.idea_id).in_(idea_ids)
    found = db.exec(select(Translation).where(among, Translation.language == language))
    return {one.idea_id: one for one in found}
