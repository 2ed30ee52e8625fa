"""Ballots that a helper took for people without a phone: each is final, and a link's can be taken out again.

Each belongs to a stand-in (`participants.stand_in`), whose `hand_id` is the link that it came by.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, delete, exists, func, select

from models import Ballot, Hand, Participant, Step, Workshop
from workshop_kit import privacy, workshops
from workshop_kit.errors import Refused
from workshop_kit.i18n import N_
from workshop_kit.votes import casting
from workshop_kit.votes.state import is_closed, voters

MOST = 100
"""Ballots by one link in one vote: more than anybody helps in an evening."""


class VotedAlready(Refused):
    sentence = N_("This vote was sent already. For the next person, open the page again.")


class HelpedEnough(Refused):
    sentence = N_("This link has voted for 100 people. Ask the facilitator for a new link.")


def cast(db: Session, step: Step, person: Participant, choices: Mapping[str, int], *, now: datetime) -> Ballot:
    """The ballot of a stand-in; the same one sent again is the same one.

    Raises VotedAlready where she has given another, HelpedEnough, VoteClosed, Wrong.
    """
    before = casting.ballot_of(db, step, person)
    if before is not None:
        if casting.checked(db, step, choices) != casting.checked(db, step, before.choices):
            raise VotedAlready()
        return before
    if _by_link(db, step, person.hand_id) >= MOST:
        raise HelpedEnough()
    return casting.cast(db, step, person, choices, now=now)


def count(db: Session, step: Step) -> int:
    """How many have voted with a helper."""
    query = select(func.count()).select_from(Ballot).join(Participant, col(Ballot.participant_id) == Participant.id)
    return db.exec(query.where(Ballot.step_id == step.id, col(Participant.hand_id).is_not(None))).one()


def on_phones(db: Session, step: Step) -> int:
    """How many have voted on a phone of their own."""
    return voters(db, step) - count(db, step)


def told(db: Session, step: Step) -> int | None:
    """How many have voted with a helper, as it may be shown.

    None where they are fewer than five, or where taking them from all would tell of so few on phones.
    """
    return privacy.people(count(db, step)) if privacy.people(on_phones(db, step)) is not None else None


def can_be_taken_out(db: Session, workshop: Workshop, hand: Hand) -> bool:
    return bool(_in_open_votes(db, workshop, hand))


def take_out(db: Session, workshop: Workshop, hand: Hand) -> int:
    """Erase the ballots that came by a link to votes that are not closed, and the stand-ins; how many it were.

    What a closed vote has counted stays.
    """
    ids = _in_open_votes(db, workshop, hand)
    db.exec(delete(Ballot).where(col(Ballot.id).in_(ids)))
    voted = exists().where(col(Ballot.participant_id) == Participant.id)
    db.exec(delete(Participant).where(col(Participant.hand_id) == hand.id, ~voted))
    workshops.touch(db, workshop)
    return len(ids)


def _in_open_votes(db: Session, workshop: Workshop, hand: Hand) -> list[int | None]:
    query = select(Ballot, Step).where(Ballot.step_id == Step.id, Step.workshop_id == workshop.id)
    rows = db.exec(query.join(Participant).where(Participant.hand_id == hand.id))
    return [ballot.id for ballot, step in rows if not is_closed(step)]


def _by_link(db: Session, step: Step, hand_id: int | None) -> int:
    query = select(func.count()).select_from(Ballot).join(Participant, col(Ballot.participant_id) == Participant.id)
    return db.exec(query.where(Ballot.step_id == step.id, Participant.hand_id == hand_id)).one()
