"""Cards: ideas that somebody writes down for others, from a paper card or as they are said at a table.

Whoever writes a card sees what others wrote by hand at the same table, never what came from a phone: that belongs
to the phone alone. She changes and takes back only what was written with her own link.
"""

from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from models import Channel, Hand, Idea, IdeaState, Note, Workshop
from workshop_kit import ideas, own_ideas, paper, steps, votes
from workshop_kit.errors import BadId, IdeasClosed, IdeaStays, NoSuchIdea, Refused
from workshop_kit.i18n import N_
from workshop_kit.ideas import Sent
from workshop_kit.paper import step_of

BY_HAND = (Channel.PAPER, Channel.HELPER)
MOST_CARDS = 300  # of one link, also those that it took back


class Alike(Refused):
    sentence = N_("Send it anyway? It looks like number %(number)s.")
    status = 428  # a precondition is required: that the sender says so


class LinkFull(Refused):
    sentence = N_("This link has sent %(limit)s already. That is the most. Ask the facilitator for a new link.")


def are_taken(db: Session, workshop: Workshop) -> bool:
    """Whether cards can be written: from the first ideas step to the end of the evening."""
    return workshop.ended_at is None and step_of(db, workshop) is not None


def write(
    db: Session,
    workshop: Workshop,
    sent: Sent,
    *,
    anyway: bool = False,
    hand_id: int | None = None,
    now: datetime,
) -> Idea:
    """Keep a card once, however often it is sent. `hand_id`: the link it is written with.

    Raises IdeasClosed, SentAlready, LinkFull, Wrong, and Alike unless `anyway`.
    """
    if (again := ideas.by_uuid(db, workshop, sent.uuid)) is not None:
        _refuse_foreign(again, sent, hand_id)
        ideas.refuse_other(again, sent)
        return again
    if not are_taken(db, workshop):
        raise IdeasClosed()
    refuse_full(db, workshop, Idea, hand_id, MOST_CARDS)
    if not anyway and (other := alike(db, workshop, sent.text)) is not None:
        raise Alike(number=other.number)
    idea = ideas.enter(db, workshop, step_of(db, workshop), sent, now=now)
    idea.state, idea.hand_id = ideas.first_state(workshop, idea.picture), hand_id
    db.add(idea)
    return idea


def alike(db: Session, workshop: Workshop, text: str) -> Idea | None:
    """What says this already, judged as on the laptop."""
    return paper.twin(db, workshop, text)


def of_hand(db: Session, workshop: Workshop, hand: Hand, most: int = 10) -> list[Idea]:
    """What was written by hand with a link, or at its table if it has one, the newest first."""
    seen = col(Idea.hand_id) == hand.id
    if hand.table_name:
        seen = or_(seen, col(Idea.table_name) == hand.table_name)
    query = select(Idea).where(
        Idea.workshop_id == workshop.id,
        seen,
        col(Idea.channel).in_(BY_HAND),
        Idea.state != IdeaState.WITHDRAWN,
    )
    return list(db.exec(query.order_by(col(Idea.number).desc()).limit(most)))


def by_number(db: Session, workshop: Workshop, hand: Hand, number: int) -> Idea:
    """A card that was written with a link. Raises NoSuchIdea, also for any other idea."""
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.number == number, Idea.hand_id == hand.id)
    found = db.exec(query).first()
    if hand.id is None or found is None or found.channel not in BY_HAND or found.state == IdeaState.WITHDRAWN:
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
    """The old words and their translations are gone; what the facilitator did stays in the log.

    Raises IdeaStays, Wrong.
    """
    if not may_change(db, workshop, idea):
        raise IdeaStays()
    own_ideas.reword(db, workshop, idea, text, keeps_log=True)


def take_back(db: Session, workshop: Workshop, idea: Idea) -> None:
    """The words are erased; the number is not used again. Raises IdeaStays."""
    if not may_change(db, workshop, idea):
        raise IdeaStays()
    paper.take_back(db, workshop, idea)


def refuse_full(
    db: Session, workshop: Workshop, kind: type[Idea] | type[Note], hand_id: int | None, most: int
) -> None:
    """Raises LinkFull where a link has written so many cards, or so many notes."""
    if hand_id is None:
        return
    query = select(func.count()).where(col(kind.workshop_id) == workshop.id, col(kind.hand_id) == hand_id)
    if db.exec(query).one() >= most:
        raise LinkFull(limit=most)


def _refuse_foreign(idea: Idea, sent: Sent, hand_id: int | None) -> None:
    """Raises BadId where somebody else's idea has the uuid: its number is not told."""
    own = (idea.hand_id, idea.table_name) == (hand_id, sent.table_name)
    if idea.channel not in BY_HAND or not own:
        raise BadId()
