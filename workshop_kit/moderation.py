"""Moderation: what the facilitator does with ideas, show, hide and correct. Every change is logged."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from models import Idea, IdeaChange, IdeaState, Source, Translation, Workshop
from workshop_kit import own_ideas, pictures, workshops
from workshop_kit.errors import NoSuchIdea, Refused
from workshop_kit.i18n import N_
from workshop_kit.text import cleaned


class Rewritten(Refused):
    sentence = N_("The writer has changed this idea meanwhile. Read the new words first.")


def show(db: Session, workshop: Workshop, idea: Idea, seen: str | None = None, *, now: datetime) -> None:
    """Put an idea on the wall. `seen` are the words that the facilitator has read. Raises Rewritten."""
    if seen is not None:
        refuse_unread(idea, seen)
    _change_state(db, workshop, idea, IdeaState.SHOWN, "show", now)


def hide(db: Session, workshop: Workshop, idea: Idea, *, now: datetime) -> None:
    _change_state(db, workshop, idea, IdeaState.HIDDEN, "hide", now)


def correct(db: Session, workshop: Workshop, idea: Idea, text: str, *, now: datetime) -> None:
    """Mend a typo, or put words under a photo. The first wording is kept, also an empty one. Raises Wrong.

    A machine's translations are of the old words and go; a person's stay.
    """
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
    by_machine = col(Translation.idea_id) == idea.id, col(Translation.source) == Source.MACHINE
    db.exec(delete(Translation).where(*by_machine))
    _tell(db, workshop, idea)


def refuse_unread(idea: Idea, seen: str) -> None:
    """Raises Rewritten where an idea does not say any more what the facilitator has read."""
    if idea.state != IdeaState.WITHDRAWN and idea.text != seen:
        raise Rewritten()


def history(db: Session, workshop: Workshop) -> list[tuple[IdeaChange, Idea]]:
    """What was done to ideas, the newest first."""
    query = select(IdeaChange, Idea).where(IdeaChange.idea_id == Idea.id, Idea.workshop_id == workshop.id)
    return list(db.exec(query.order_by(col(IdeaChange.id).desc())).all())


def _change_state(db: Session, workshop: Workshop, idea: Idea, state: IdeaState, verb: str, now: datetime) -> None:
    if idea.state in (state, IdeaState.WITHDRAWN):
        return
    db.add(IdeaChange(idea_id=_id(idea), at=now, verb=verb, before=idea.state, after=state))
    idea.state = state
    _tell(db, workshop, idea)


def _tell(db: Session, workshop: Workshop, idea: Idea) -> None:
    """Phones look again, and votes on ideas follow."""
    db.add(idea)
    own_ideas.tell_votes(db, idea)
    workshops.touch(db, workshop)


def _words(idea: Idea, text: str) -> str:
    return cleaned(text) if text.strip() or not pictures.is_photo(idea.picture) else ""


def _id(idea: Idea) -> int:
    assert idea.id is not None
    return idea.id
