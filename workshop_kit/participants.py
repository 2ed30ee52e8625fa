"""Participants: join, be recognised by the cookie, change language, withdraw."""

import hashlib
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from models import Ballot, Idea, IdeaChange, IdeaState, Option, Participant, Step, Texts, Translation, Workshop
from workshop_kit import votes, workshops
from workshop_kit.errors import NotJoined, UnknownLanguage
from workshop_kit.i18n import LANGUAGES, N_, offered, words
from workshop_kit.privacy import LanguageCounts, grouped

TAKEN_BACK = N_("An idea that was taken back")


def admit(db: Session, workshop: Workshop, language: str, *, now: datetime) -> tuple[Participant, str]:
    """A new participant and the secret for her cookie. Raises UnknownLanguage."""
    assert workshop.id is not None
    token = secrets.token_urlsafe(24)
    participant = Participant(
        workshop_id=workshop.id, token_hash=_hashed(token), language=_known(language), joined_at=now
    )
    db.add(participant)
    db.flush()
    return participant, token


def by_token(db: Session, workshop: Workshop, token: str | None) -> Participant:
    """The participant a cookie belongs to. Raises NotJoined."""
    if token:
        found = db.exec(select(Participant).where(Participant.token_hash == _hashed(token))).first()
        if found is not None and found.workshop_id == workshop.id:
            return found
    raise NotJoined()


def speak(db: Session, participant: Participant, language: str) -> None:
    """Change the language in which a participant reads. Raises UnknownLanguage."""
    participant.language = _known(language)
    db.add(participant)


def count(db: Session, workshop: Workshop) -> int:
    return db.exec(
        select(func.count()).select_from(Participant).where(Participant.workshop_id == workshop.id)
    ).one()


def by_language(db: Session, workshop: Workshop) -> LanguageCounts:
    return grouped(Counter(db.exec(select(Participant.language).where(Participant.workshop_id == workshop.id))))


@dataclass(frozen=True)
class Withdrawn:
    """What was erased, and what had to stay: a closed vote's ballot cannot be told from the others' any more."""

    ideas: int
    ballots: int
    kept_ballots: int


def withdraw(db: Session, workshop: Workshop, participant: Participant) -> Withdrawn:
    """Erase what this phone gave. Closed ballots stay, cut loose from the phone's cookie."""
    ideas = list(db.exec(select(Idea).where(Idea.participant_id == participant.id)))
    for idea in ideas:
        _erase(db, idea)
    mine = select(Ballot, Step).where(Ballot.participant_id == participant.id, Ballot.step_id == Step.id)
    rows = list(db.exec(mine))
    still_open = [ballot.id for ballot, step in rows if not votes.is_closed(step)]
    db.exec(delete(Ballot).where(col(Ballot.id).in_(still_open)))
    kept = len(rows) - len(still_open)
    if kept:
        participant.token_hash = _hashed(secrets.token_urlsafe(24))  # nobody can come back as this one
        db.add(participant)
    else:
        db.delete(participant)
    workshops.touch(db, workshop)
    return Withdrawn(len(ideas), len(still_open), kept)


def _erase(db: Session, idea: Idea) -> None:
    """Her words go everywhere they were kept: translations, the log, the choices of a vote on ideas."""
    idea.state, idea.text, idea.original = IdeaState.WITHDRAWN, "", None
    idea.theme_id, idea.placed_by, idea.participant_id = None, None, None
    db.add(idea)
    db.exec(delete(Translation).where(col(Translation.idea_id) == idea.id))
    db.exec(delete(IdeaChange).where(col(IdeaChange.idea_id) == idea.id))
    for option, step in db.exec(
        select(Option, Step).where(Option.idea_id == idea.id, Option.step_id == Step.id)
    ).all():
        if votes.is_closed(step):
            option.label, option.idea_id = _taken_back(), None
            db.add(option)
        else:
            db.delete(option)


def _taken_back() -> Texts:
    """What stands in a closed vote's result in the place of an erased idea."""
    return {code: words(code)._(TAKEN_BACK) for code in offered()}


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise UnknownLanguage()
    return language


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
