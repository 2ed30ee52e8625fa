"""Many hands: links by which a co-facilitator, an interpreter, a scribe or a helper does one role's work.

A link is `/CODE/hand/UUID.SECRET`. The secret is an HMAC-SHA256 of the link's uuid under a key that lies in a file
beside the database and never in it: a copy of the database opens nobody's link, and the laptop can show the link's
QR code again whenever it is asked for. A link opens one role of one workshop, until it is revoked or its day is
over. The secret has 128 bits. Nobody finds one by trying, so wrong ones are not counted as those of the short
take-away codes are.
"""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, select

from models import Hand, HandRole, Idea, IdeaState, Note, Step, Workshop
from workshop_kit import key_file
from workshop_kit.errors import Refused, UnknownLanguage
from workshop_kit.i18n import N_, offered
from workshop_kit.settings import settings
from workshop_kit.text import cleaned

NAMES = {
    HandRole.CO_FACILITATOR: N_("Co-facilitator"),
    HandRole.INTERPRETER: N_("Interpreter"),
    HandRole.SCRIBE: N_("Scribe"),
    HandRole.HELPER: N_("Helper"),
}
LASTS = timedelta(hours=18)
"""How long a link works after it was made; when the workshop is on a later day, after the beginning of that day."""
KEY_FILE = "role-links.key"
NAME_LIMIT = 40
SEEN_AGAIN = timedelta(seconds=45)
"""Opened within so short a time, a link is not noted down again."""


class LinkOver(Refused):
    sentence = N_("This link does not work any more. Ask the facilitator for a new one.")
    status = 403


class MovedOn(Refused):
    sentence = N_("This has changed meanwhile, so nothing was done. Look at what is there now.")


def make(
    db: Session,
    workshop: Workshop,
    role: HandRole,
    *,
    name: str = "",
    languages: Sequence[str] = (),
    table_name: str = "",
    now: datetime,
) -> Hand:
    """A new link. Raises UnknownLanguage, also for an interpreter who brings none; LongText."""
    assert workshop.id is not None
    if any(code not in offered() for code in languages):
        raise UnknownLanguage()
    hand = Hand(
        workshop_id=workshop.id,
        role=role,
        name=_line(name),
        languages=list(dict.fromkeys(languages)),
        table_name=_line(table_name),
        created_at=now,
        expires_at=_over(workshop, now),
    )
    if role == HandRole.INTERPRETER and not tongues(hand, workshop):
        raise UnknownLanguage()
    db.add(hand)
    db.flush()
    return hand


def listed(db: Session, workshop: Workshop) -> list[Hand]:
    """The links of a workshop that have not been revoked, in the order in which they were made."""
    query = select(Hand).where(Hand.workshop_id == workshop.id, col(Hand.revoked_at).is_(None))
    return list(db.exec(query.order_by(col(Hand.id))))


def by_id(db: Session, workshop: Workshop, id: int) -> Hand:
    """Raises LinkOver."""
    found = db.get(Hand, id)
    if found is None or found.workshop_id != workshop.id:
        raise LinkOver()
    return found


def tongues(hand: Hand, workshop: Workshop) -> list[str]:
    """The languages that an interpreter brings: hers without the one the workshop is written in."""
    return [code for code in hand.languages if code != workshop.language]


def revoke(db: Session, workshop: Workshop, hand: Hand, *, now: datetime) -> None:
    """From now on the link opens nothing, also where it is open at this moment: that page looks by itself.

    No participant's phone has to look again for it.
    """
    assert hand.workshop_id == workshop.id
    if hand.revoked_at is None:
        hand.revoked_at = now
        db.add(hand)


def renew(db: Session, workshop: Workshop, hand: Hand, *, now: datetime) -> None:
    """Let a link work for another while."""
    hand.expires_at = _over(workshop, now)
    db.add(hand)


def revoke_all(db: Session, workshop: Workshop, *, now: datetime) -> None:
    for hand in listed(db, workshop):
        revoke(db, workshop, hand, now=now)


def works(hand: Hand, *, now: datetime) -> bool:
    return hand.revoked_at is None and now < hand.expires_at


def token(hand: Hand) -> str:
    """The end of the link, and what its cookie holds."""
    return f"{hand.uuid}.{_secret(hand.uuid)}"


def by_token(db: Session, workshop: Workshop, given: str | None, *, now: datetime) -> Hand:
    """The link that somebody holds. Raises LinkOver where it was never made, is of another workshop, or is over."""
    uuid, _dot, secret = (given or "").partition(".")
    found = db.exec(select(Hand).where(Hand.uuid == uuid)).first() if uuid else None
    if found is None or not hmac.compare_digest(secret.encode(), _secret(found.uuid).encode()):
        raise LinkOver()
    if found.workshop_id != workshop.id or not works(found, now=now):
        raise LinkOver()
    return found


def is_due(hand: Hand, *, now: datetime) -> bool:
    """Whether it is worth noting down again that a link is open."""
    return hand.seen_at is None or now - hand.seen_at > SEEN_AGAIN


def seen(db: Session, hand: Hand, *, now: datetime) -> None:
    """Note that a link was opened, so that the laptop can show which ones are in use."""
    hand.seen_at = now
    db.add(hand)


def may_see(db: Session, workshop: Workshop, reference: str, *, everything: bool) -> bool:
    """Whether a role may load a photo: of an idea on the wall, beside a question, of a note; or `everything`."""
    among = (IdeaState.SHOWN, IdeaState.WAITING, IdeaState.HIDDEN) if everything else (IdeaState.SHOWN,)
    queries = (
        select(Idea.id).where(
            Idea.workshop_id == workshop.id, Idea.picture == reference, col(Idea.state).in_(among)
        ),
        select(Step.id).where(Step.workshop_id == workshop.id, Step.picture == reference),
        select(Note.id).where(Note.workshop_id == workshop.id, Note.picture == reference),
    )
    return any(db.exec(query).first() is not None for query in queries)


def _line(text: str) -> str:
    """One line, which may be empty. Raises LongText."""
    return " ".join(cleaned(text, NAME_LIMIT).split()) if text.strip() else ""


def _over(workshop: Workshop, now: datetime) -> datetime:
    begins = datetime.combine(workshop.day, workshop.starts).astimezone()
    return max(now, begins) + LASTS


def _secret(uuid: str) -> str:
    return hmac.new(_key(), uuid.encode(), sha256).hexdigest()[:32]


def _key() -> bytes:
    """The key of this laptop."""
    return key_file.read(settings().data_dir / KEY_FILE, lambda: secrets.token_bytes(32))
