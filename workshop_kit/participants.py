"""Participants: join, be recognised by the cookie or the take-away code, change language, withdraw."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, delete, exists, func, select, update

from models import Ballot, Hand, Idea, Participant, Step, Workshop
from models.participant import LOOSE
from workshop_kit import own_ideas, pictures, votes, workshops
from workshop_kit.errors import NotJoined, UnknownLanguage, WrongTakeaway
from workshop_kit.evaluation import answers as evaluation_answers
from workshop_kit.i18n import LANGUAGES
from workshop_kit.plan import helping
from workshop_kit.privacy import Groups, grouped

TIED_FOR = timedelta(days=90)
"""How long after the workshop's day its ideas are tied to the phones that gave them."""
TAKEAWAY_DIGITS = 8
HASH_LETTERS = 64
NO_LINK = 0
"""The `hand_id` of a stand-in of whom is no longer known which link she came by."""


def admit(db: Session, workshop: Workshop, language: str, *, now: datetime) -> tuple[Participant, str]:
    """A new participant and the secret for her cookie. Raises UnknownLanguage."""
    assert workshop.id is not None
    token = _secret(db, workshop)
    participant = Participant(
        workshop_id=workshop.id,
        token_hash=hashed(token),
        takeaway_hash=_takeaway_hash(workshop, takeaway(token)),
        language=_known(language),
        joined_at=now,
    )
    db.add(participant)
    workshop.cut_loose_at = None  # there is somebody again whose ties must be erased one day
    db.add(workshop)
    db.flush()
    return participant, token


def stand_in(db: Session, workshop: Workshop, hand: Hand, language: str, secret: str) -> Participant:
    """Somebody without a phone, for whom a helper votes: a participant as whom nobody can come back.

    The same secret is the same one. Nothing is kept of when she came. She has no phone, so she is in no count of
    those. Raises UnknownLanguage.
    """
    assert workshop.id is not None
    mark = LOOSE + hashed(secret)[: HASH_LETTERS - 2]
    found = db.exec(select(Participant).where(Participant.token_hash == mark)).first()
    if found is not None:
        return found
    at = datetime.combine(workshop.day, time(), UTC)
    one = Participant(
        workshop_id=workshop.id, token_hash=mark, language=_known(language), hand_id=hand.id, joined_at=at
    )
    db.add(one)
    workshop.cut_loose_at = None  # as when somebody joins
    db.add(workshop)
    db.flush()
    return one


def by_token(db: Session, workshop: Workshop, token: str | None) -> Participant:
    """The participant a cookie belongs to. Raises NotJoined."""
    if token:
        found = db.exec(select(Participant).where(Participant.token_hash == hashed(token))).first()
        if found is not None and found.workshop_id == workshop.id:
            return found
    raise NotJoined()


@dataclass(frozen=True)
class Seat:
    """What a write needs to know of a participant."""

    id: int
    language: str
    table_name: str = ""  # at which she began, see workshop_kit/tables.py


def seats(db: Session, workshop: Workshop, tokens: Collection[str]) -> dict[str, Seat]:
    """Token -> seat, of those that belong to this workshop."""
    hashes = {hashed(token): token for token in tokens if token}
    query = select(Participant.token_hash, Participant.id, Participant.language, Participant.table_name)
    found = db.exec(query.where(Participant.workshop_id == workshop.id, col(Participant.token_hash).in_(hashes)))
    return {hashes[digest]: Seat(id or 0, language, table) for digest, id, language, table in found}


def takeaway(token: str) -> str:
    """The digits that lead back to a phone's results. They come from its secret, and the secret not from them."""
    number = int.from_bytes(hashlib.sha256(b"take-away " + token.encode()).digest()[:8])
    return f"{number % 10**TAKEAWAY_DIGITS:0{TAKEAWAY_DIGITS}}"


def by_takeaway(db: Session, workshop: Workshop, digits: str) -> Participant:
    """Whose take-away code this is: to show her the results, not to act for her. Raises WrongTakeaway."""
    found = _whose(db, workshop, digits)
    if found is None:
        raise WrongTakeaway()
    return found


def tied_until(workshop: Workshop, joined: date) -> date:
    """The day on which what ties the ideas of somebody who joins on a day to her phone is erased."""
    return max(workshop.day, joined) + TIED_FOR


def speak(db: Session, participant: Participant, language: str) -> None:
    """Change the language in which a participant reads. Raises UnknownLanguage."""
    participant.language = _known(language)
    db.add(participant)


def count(db: Session, workshop: Workshop) -> int:
    """How many phones have joined."""
    return db.exec(select(func.count()).select_from(Participant).where(on_phone(workshop))).one()


def by_language(db: Session, workshop: Workshop) -> Groups:
    return grouped(Counter(db.exec(select(Participant.language).where(on_phone(workshop)))))


def on_phone(workshop: Workshop) -> ColumnElement[bool]:
    """Of those who joined with a phone; stand-ins are left out."""
    return and_(col(Participant.workshop_id) == workshop.id, col(Participant.hand_id).is_(None))


@dataclass(frozen=True)
class Withdrawn:
    """What was erased, and what had to stay: a closed vote's ballot cannot be told from the others' any more.

    What was answered to the questions about the evening is counted with the ballots.
    """

    ideas: int
    ballots: int
    kept_ballots: int
    about: bool = False  # whether answers about the person were erased
    offers: int = 0  # to help with an action


def withdraw(db: Session, workshop: Workshop, participant: Participant, token: str | None = None) -> Withdrawn:
    """Erase what this phone gave. Closed ballots stay, cut loose from the phone's cookie.

    With the cookie's `token` her offers to help go too, and the contacts she left: nothing else finds them.
    """
    own = list(db.exec(select(Idea).where(Idea.participant_id == participant.id)))
    for idea in own:
        own_ideas.erase(db, idea)
    pictures.sweep(db, workshop)
    mine = select(Ballot, Step).where(Ballot.participant_id == participant.id, Ballot.step_id == Step.id)
    rows = list(db.exec(mine))
    still_open = [ballot.id for ballot, step in rows if not votes.is_closed(step)]
    db.exec(delete(Ballot).where(col(Ballot.id).in_(still_open)))
    erased, stays = evaluation_answers.forget(db, participant)
    kept, told = len(rows) - len(still_open) + stays, bool(participant.about)
    offers = helping.forget_helper(db, workshop, token) if token else 0
    if kept:
        _lock_out(participant)
        participant.about = {}
        db.add(participant)
    else:
        db.delete(participant)
    workshops.touch(db, workshop)
    return Withdrawn(len(own), len(still_open) + erased, kept, told, offers)


def cut_loose(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Erase what ties ideas and votes to phones. The ideas, the counts and the plan stay."""
    _cut(db, workshop, _tied(db, workshop), now)


def purge(db: Session, *, now: datetime) -> list[Workshop]:
    """Cut loose everybody whose day has come; the workshops in which there was somebody, or nobody left."""
    found = due(db, now=now)
    for workshop in found:
        tied = _tied(db, workshop)
        _cut(db, workshop, [one for one in tied if tied_until(workshop, one.joined_at.date()) <= now.date()], now)
    return found


def due(db: Session, *, now: datetime) -> list[Workshop]:
    """The workshops in which ties to phones should be erased by now: their day and somebody's join are long ago."""
    latest = now.date() - TIED_FOR
    the_day_after = datetime.combine(latest + timedelta(days=1), time(), UTC)
    tied = exists().where(col(Participant.workshop_id) == Workshop.id, ~_is_loose())
    is_due = tied.where(col(Participant.joined_at) < the_day_after)
    to_close = col(Workshop.cut_loose_at).is_(None) & ~tied
    return list(db.exec(select(Workshop).where(Workshop.day <= latest, is_due | to_close)))


def _cut(db: Session, workshop: Workshop, those: Sequence[Participant], now: datetime) -> None:
    for participant in those:
        _lock_out(participant)
        db.add(participant)
    theirs = col(Idea.participant_id).in_([participant.id for participant in those])
    db.exec(update(Idea).where(theirs).values(participant_id=None))
    db.flush()
    _mix(db, workshop)
    if not _tied(db, workshop):
        workshop.cut_loose_at = now
    workshops.touch(db, workshop)


def _mix(db: Session, workshop: Workshop) -> None:
    """Deal languages and answers anew among all who are cut loose, each question by itself: only the counts stay.

    A row would else hold what one person said of herself, beside her ballots and the minute in which she came.
    Stand-ins are dealt among themselves, so that the phones' counts stay too.
    """
    loose = list(db.exec(select(Participant).where(Participant.workshop_id == workshop.id, _is_loose())))
    on_phones = [participant for participant in loose if participant.hand_id is None]
    _deal(db, workshop, on_phones)
    evaluation_answers.deal(db, workshop, on_phones)
    _deal(db, workshop, [participant for participant in loose if participant.hand_id is not None])


def _deal(db: Session, workshop: Workshop, loose: Sequence[Participant]) -> None:
    languages = [participant.language for participant in loose]
    asked = {id for participant in loose for id in participant.about}
    answers = {id: [participant.about.get(id, "") for participant in loose] for id in asked}
    for column in (languages, *answers.values()):
        secrets.SystemRandom().shuffle(column)
    for place, participant in enumerate(loose):
        participant.language = languages[place]
        participant.about = {id: said[place] for id, said in answers.items() if said[place]}
        participant.joined_at = datetime.combine(workshop.day, time(), UTC)
        _lock_out(participant)  # a stand-in's mark comes from a helper's form
        participant.hand_id = None if participant.hand_id is None else NO_LINK
        db.add(participant)


def _tied(db: Session, workshop: Workshop) -> list[Participant]:
    return list(db.exec(select(Participant).where(Participant.workshop_id == workshop.id, ~_is_loose())))


def _is_loose() -> ColumnElement[bool]:
    return col(Participant.token_hash).startswith(LOOSE)


def _lock_out(participant: Participant) -> None:
    """Nobody can come back as this one, and nothing says where she sat."""
    participant.token_hash, participant.takeaway_hash = LOOSE + secrets.token_hex(31), ""
    participant.table_name = ""


def _secret(db: Session, workshop: Workshop) -> str:
    """A secret whose take-away code leads to nobody else in the workshop."""
    token = secrets.token_urlsafe(24)
    while _whose(db, workshop, takeaway(token)) is not None:
        token = secrets.token_urlsafe(24)
    return token


def _whose(db: Session, workshop: Workshop, digits: str) -> Participant | None:
    code = _takeaway_hash(workshop, digits)
    query = select(Participant).where(Participant.workshop_id == workshop.id, Participant.takeaway_hash == code)
    return db.exec(query).first()


def _takeaway_hash(workshop: Workshop, digits: str) -> str:
    return hashed(f"{workshop.code} {digits}")


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise UnknownLanguage()
    return language


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
