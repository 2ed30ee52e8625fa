"""Cards: ideas that somebody writes down for others, from a paper card or as they are said at a table.

Whoever writes a card sees what others wrote by hand at the same table, never what came from a phone: that belongs
to the phone alone.
"""

import unicodedata
import uuid as uuids
from datetime import datetime

from sqlmodel import Session, col, select

from models import Channel, Idea, IdeaState, Step, StepKind, Workshop
from workshop_kit import ideas, own_ideas, pictures, steps, votes, workshops
from workshop_kit.errors import BadId, IdeasClosed, IdeaStays, NoSuchIdea, Refused
from workshop_kit.i18n import N_
from workshop_kit.ideas import Sent

BY_HAND = (Channel.PAPER, Channel.HELPER)


class Alike(Refused):
    sentence = N_("Send it anyway? It looks like number %(number)s.")
    status = 428  # a precondition is required: that the sender says so


def step_of(db: Session, workshop: Workshop) -> Step | None:
    """The step that cards belong to: the present one, else the ideas step that was played last."""
    now = steps.current(db, workshop)
    if now is not None and now.kind == StepKind.IDEAS:
        return now
    played = [step for step in steps.agenda(db, workshop) if step.kind == StepKind.IDEAS and step.started_at]
    return max(played, key=lambda step: step.started_at or step.position, default=None)


def are_taken(db: Session, workshop: Workshop) -> bool:
    """Whether cards can be written: from the first ideas step to the end of the evening."""
    return workshop.ended_at is None and step_of(db, workshop) is not None


def write(db: Session, workshop: Workshop, sent: Sent, *, anyway: bool = False, now: datetime) -> Idea:
    """Keep a card once, however often it is sent. Raises IdeasClosed, Wrong, and Alike unless `anyway`."""
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.uuid == _canonical(sent.uuid))
    if (again := db.exec(query).first()) is not None:
        if again.channel not in BY_HAND or again.table_name != sent.table_name:
            raise BadId()
        return again
    if not are_taken(db, workshop):
        raise IdeasClosed()
    if not anyway and (other := alike(db, workshop, sent.text)) is not None:
        raise Alike(number=other.number)
    idea = ideas.enter(db, workshop, step_of(db, workshop), sent, now=now)
    idea.state = ideas.first_state(workshop, idea.picture)
    db.add(idea)
    return idea


def alike(db: Session, workshop: Workshop, text: str) -> Idea | None:
    """The first idea that says the same, whatever its capital letters, spaces and signs."""
    wanted = _bare(text)
    there = col(Idea.state).in_((IdeaState.SHOWN, IdeaState.WAITING))
    query = select(Idea).where(Idea.workshop_id == workshop.id, there).order_by(col(Idea.number))
    return next((idea for idea in db.exec(query) if _bare(idea.text) == wanted), None) if wanted else None


def of_table(db: Session, workshop: Workshop, table_name: str, most: int = 10) -> list[Idea]:
    """What was written by hand at a table, the newest first."""
    query = select(Idea).where(
        Idea.workshop_id == workshop.id,
        Idea.table_name == table_name,
        col(Idea.channel).in_(BY_HAND),
        Idea.state != IdeaState.WITHDRAWN,
    )
    return list(db.exec(query.order_by(col(Idea.number).desc()).limit(most)))


def by_number(db: Session, workshop: Workshop, table_name: str, number: int) -> Idea:
    """A card of a table. Raises NoSuchIdea, also for a phone's idea and for another table's."""
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.number == number)
    found = db.exec(query).first()
    if found is None or found.table_name != table_name or found.channel not in BY_HAND:
        raise NoSuchIdea()
    if found.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    return found


def may_change(db: Session, workshop: Workshop, idea: Idea) -> bool:
    """Whether a card can still be changed: until the next ideas step begins, or people sort or vote."""
    if not are_taken(db, workshop):
        return False
    now, home = steps.current(db, workshop), step_of(db, workshop)
    busy = now is not None and now.kind in votes.state.BALLOTS
    return home is not None and idea.step_id == home.id and not busy


def correct(db: Session, workshop: Workshop, idea: Idea, text: str) -> None:
    """The old words are gone, as when somebody changes an idea on her own phone. Raises IdeaStays, Wrong."""
    if not may_change(db, workshop, idea):
        raise IdeaStays()
    own_ideas.reword(db, workshop, idea, text)


def take_back(db: Session, workshop: Workshop, idea: Idea) -> None:
    """The words are erased; the number is not used again. Raises IdeaStays."""
    if not may_change(db, workshop, idea):
        raise IdeaStays()
    own_ideas.erase(db, idea)
    pictures.sweep(db, workshop)
    workshops.touch(db, workshop)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _canonical(text: str) -> str:
    try:
        return str(uuids.UUID(text))
    except ValueError as error:
        raise BadId() from error
