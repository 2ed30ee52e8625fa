"""Who wants to help with an action: a count, and apart from it the contacts that people chose to leave.

No row says whose it is: offers and contacts are found again by marks that only the secret of their phone can make,
another for each. A contact is sealed (see `workshop_kit/sealing.py`), and erased after sixty days.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, func, select

from models import Action, Contact, HelpOffer, Workshop
from workshop_kit import privacy, sealing, workshops
from workshop_kit.errors import NotFound
from workshop_kit.plan.editing import actions
from workshop_kit.text import cleaned

KEPT_FOR = timedelta(days=60)
"""How long a contact is kept."""
CONTACT_LIMIT = 120


@dataclass(frozen=True)
class Reach:
    """How somebody can be reached, as she wrote it."""

    id: int
    action_id: int
    words: str
    until: date  # the day on which it is erased


def offer(db: Session, workshop: Workshop, action: Action, token: str) -> None:
    """The phone with this secret wants to help; saying it twice is saying it once."""
    assert action.id is not None
    if _offer(db, action, token) is None:
        db.add(HelpOffer(action_id=action.id, handle=_handle("offer", token, action)))
        workshops.touch(db, workshop)


def take_offer_back(db: Session, workshop: Workshop, action: Action, token: str) -> None:
    """She does not want to help any more; her contact for this action goes too."""
    found = _offer(db, action, token)
    if found is not None:
        db.delete(found)
        workshops.touch(db, workshop)
    _erase(db, token, action)


def leave_contact(
    db: Session, action: Action, token: str, words: str, *, now: datetime, last: date | None = None
) -> date:
    """Keep how she can be reached, in place of what she left before; the day on which it is erased.

    `last`: the day until which her phone can erase it; it is not kept longer. Raises EmptyText, LongText.
    """
    assert action.id is not None
    until = min(filter(None, (now.date() + KEPT_FOR, last)))
    sealed = sealing.seal(cleaned(words, CONTACT_LIMIT), until)
    _erase(db, token, action)
    handle = _handle("contact", token, action)
    db.add(Contact(action_id=action.id, handle=handle, sealed=sealed, expires_on=until))
    db.flush()
    return until


def offered(db: Session, workshop: Workshop, token: str) -> set[int]:
    """The actions that the phone with this secret wants to help with."""
    marks = {_handle("offer", token, action): action.id or 0 for action in actions(db, workshop)}
    return {marks[mark] for mark in db.exec(select(HelpOffer.handle).where(col(HelpOffer.handle).in_(marks)))}


def contact_left(db: Session, action: Action, token: str, *, today: date) -> date | None:
    """Until when her contact for this action is kept; None where she has left none."""
    query = select(Contact).where(Contact.action_id == action.id)
    query = query.where(Contact.handle == _handle("contact", token, action))
    found = db.exec(query.where(col(Contact.expires_on) >= today)).first()
    return found.expires_on if found else None


def forget_helper(db: Session, workshop: Workshop, token: str) -> int:
    """Erase all that the phone with this secret offered in a workshop; how many offers it were."""
    mine = offered(db, workshop, token)
    for action in actions(db, workshop):
        if action.id in mine:
            take_offer_back(db, workshop, action, token)
        _erase(db, token, action)
    return len(mine)


def wanting_to_help(db: Session, workshop: Workshop) -> dict[int, int]:
    """Action id -> how many phones want to help. Not to be shown as it is: see `told`."""
    query = select(HelpOffer.action_id, func.count()).where(
        HelpOffer.action_id == Action.id, Action.workshop_id == workshop.id
    )
    return Counter(dict(db.exec(query.group_by(col(HelpOffer.action_id))).all()))


def contacts(db: Session, workshop: Workshop, *, today: date) -> list[Reach]:
    """What people left for the facilitator, by action; what cannot be unsealed here is left out."""
    query = select(Contact).where(Contact.action_id == Action.id, Action.workshop_id == workshop.id)
    rows = db.exec(query.where(col(Contact.expires_on) >= today).order_by(col(Contact.handle)))
    opened = [(row, sealing.unseal(row.sealed, row.expires_on)) for row in rows]
    return [Reach(row.id, row.action_id, words, row.expires_on) for row, words in opened if words]


def erase_contact(db: Session, workshop: Workshop, contact_id: int) -> None:
    """Raises NotFound."""
    query = select(Contact).where(Contact.id == contact_id, Contact.action_id == Action.id)
    found = db.exec(query.where(Action.workshop_id == workshop.id)).first()
    if found is None:
        raise NotFound()
    db.delete(found)


def contacts_are_due(db: Session, *, today: date) -> bool:
    """Whether a contact, or a key without one, has outlived its day."""
    row = db.exec(select(Contact).where(col(Contact.expires_on) < today)).first()
    return row is not None or sealing.has_old_keys(today)


def purge_contacts(db: Session, *, today: date) -> None:
    """Erase the contacts whose day has passed, and the keys that they were sealed with."""
    db.exec(delete(Contact).where(col(Contact.expires_on) < today))
    sealing.forget(today)


def told(count: int) -> int | None:
    """How many want to help, as it may be shown; None: some, but fewer than five."""
    return privacy.people(count)


def _offer(db: Session, action: Action, token: str) -> HelpOffer | None:
    query = select(HelpOffer).where(HelpOffer.action_id == action.id)
    return db.exec(query.where(HelpOffer.handle == _handle("offer", token, action))).first()


def _erase(db: Session, token: str, action: Action) -> None:
    handle = _handle("contact", token, action)
    db.exec(delete(Contact).where(col(Contact.action_id) == action.id, col(Contact.handle) == handle))


def _handle(of: str, token: str, action: Action) -> str:
    """Another for each action, and for offers and contacts, so that nothing shows what is of one person."""
    return hashlib.sha256(f"{of} {action.uuid} {token}".encode()).hexdigest()
