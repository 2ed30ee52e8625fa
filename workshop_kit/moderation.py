"""Moderation: what the facilitator does with ideas, show, hide and correct. Every change is logged."""

from datetime import datetime

from sqlmodel import Session, col, select

from models import Idea, IdeaChange, IdeaState, Workshop
from workshop_kit import pictures, workshops
from workshop_kit.errors import NoSuchIdea
from workshop_kit.text import cleaned


def show(db: Session, workshop: Workshop, idea: Idea, *, now: datetime) -> None:
    _change_state(db, workshop, idea, IdeaState.SHOWN, "show", now)


def hide(db: Session, workshop: Workshop, idea: Idea, *, now: datetime) -> None:
    _change_state(db, workshop, idea, IdeaState.HIDDEN, "hide", now)


def correct(db: Session, workshop: Workshop, idea: Idea, text: str, *, now: datetime) -> None:
    """Mend a typo, or put words under a photo. The first wording is kept, also an empty one. Raises Wrong."""
    if idea.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    text = _words(idea, text)
    if text == idea.text:
        return
    db.add(IdeaChange(idea_id=_id(idea), at=now, verb="edit", before=idea.text, after=text))
    idea.original = idea.original if idea.original is not None else idea.text
    idea.text = text
    if idea.original == text:
        idea.original = None
    workshops.touch(db, workshop)
    db.add(idea)


def history(db: Session, workshop: Workshop) -> list[tuple[IdeaChange, Idea]]:
    """What was done to ideas, the newest first."""
    query = select(IdeaChange, Idea).where(IdeaChange.idea_id == Idea.id, Idea.workshop_id == workshop.id)
    return list(db.exec(query.order_by(col(IdeaChange.id).desc())).all())


def _change_state(db: Session, workshop: Workshop, idea: Idea, state: IdeaState, verb: str, now: datetime) -> None:
    if idea.state in (state, IdeaState.WITHDRAWN):
        return
    db.add(IdeaChange(idea_id=_id(idea), at=now, verb=verb, before=idea.state, after=state))
    idea.state = state
    workshops.touch(db, workshop)
    db.add(idea)


def _words(idea: Idea, text: str) -> str:
    return cleaned(text) if text.strip() or not pictures.is_photo(idea.picture) else ""


def _id(idea: Idea) -> int:
    assert idea.id is not None
    return idea.id
