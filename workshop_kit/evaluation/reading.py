"""What the evaluation counts, for many workshops at once: one query each, never one for every workshop."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select as choose
from sqlmodel import Session, and_, case, col, func, or_, select

from models import Action, Ballot, Channel, Idea, IdeaState, Participant, PhoneMode, Step, Theme, Update
from models.participant import LOOSE
from workshop_kit import privacy
from workshop_kit.votes.state import VOTES

Ids = Sequence[int]


def held(db: Session, ids: Ids) -> set[int]:
    """The workshops to which a phone came, or in which an idea is on the wall."""
    came = select(Participant.workshop_id).where(col(Participant.hand_id).is_(None))
    said = select(Idea.workshop_id).where(Idea.state == IdeaState.SHOWN)
    both = (came.where(col(Participant.workshop_id).in_(ids)), said.where(col(Idea.workshop_id).in_(ids)))
    return {id for query in both for id in db.exec(query.distinct())}


def languages(db: Session, ids: Ids) -> dict[int, Counter[str]]:
    """Workshop -> how many phones read which language."""
    query = select(Participant.workshop_id, Participant.language, func.count())
    query = query.where(col(Participant.workshop_id).in_(ids), col(Participant.hand_id).is_(None))
    found: dict[int, Counter[str]] = {}
    for workshop_id, language, number in db.exec(
        query.group_by(col(Participant.workshop_id), col(Participant.language))
    ):
        found.setdefault(workshop_id, Counter())[language] = number
    return found


@dataclass
class Ideas:
    """The ideas of a workshop that are on the wall."""

    by_language: Counter[str] = field(default_factory=Counter)
    by_channel: Counter[str] = field(default_factory=Counter)
    in_themes: int = 0
    untied: int = 0  # from phones, of which nothing says any more from which
    writers: int = 0  # phones that gave one

    @property
    def number(self) -> int:
        return self.by_channel.total()


def ideas(db: Session, ids: Ids) -> dict[int, Ideas]:
    placed = func.count(col(Theme.id))
    untied = func.sum(case((col(Idea.participant_id).is_(None), 1), else_=0))
    grouped = (col(Idea.workshop_id), col(Idea.language), col(Idea.channel))
    columns = choose(*grouped, func.count(), placed, untied)
    joined = columns.outerjoin(Theme, and_(col(Theme.id) == col(Idea.theme_id), col(Theme.removed).is_(False)))
    rows = joined.where(col(Idea.workshop_id).in_(ids), col(Idea.state) == IdeaState.SHOWN)
    found: dict[int, Ideas] = {}
    read = db.connection().execute(rows.group_by(*grouped))
    for workshop_id, language, channel, number, in_themes, loose in read:
        one = found.setdefault(workshop_id, Ideas())
        one.by_language[language] += number
        one.by_channel[Channel(channel).value] += number
        one.in_themes += in_themes
        one.untied += loose if channel == Channel.PHONE else 0
    for workshop_id, writers in _writers(db, ids):
        found[workshop_id].writers = writers
    return found


def _writers(db: Session, ids: Ids) -> list[tuple[int, int]]:
    query = select(Idea.workshop_id, func.count(func.distinct(Idea.participant_id)))
    shown = query.where(col(Idea.workshop_id).in_(ids), Idea.state == IdeaState.SHOWN)
    with_phone = shown.join(Participant, col(Participant.id) == Idea.participant_id).where(
        col(Participant.hand_id).is_(None)
    )
    return list(db.exec(with_phone.group_by(col(Idea.workshop_id))))


@dataclass
class Turnout:
    """Who voted on phones, in the vote in which most did. `by_language` says nothing where `is_mixed`."""

    by_language: Counter[str] = field(default_factory=Counter)
    helped: int = 0  # who voted without a phone of their own
    is_mixed: bool = False  # languages were dealt anew, or the ballots came with a workshop's file

    @property
    def phones(self) -> int:
        return self.by_language.total()

    def may_be_told(self, joined: int) -> bool:
        """Whether the number leads to no one to four people: who voted, who did not, or whom somebody helped."""
        return all(privacy.people(n) is not None for n in (self.phones, joined - self.phones, self.helped))


def turnouts(db: Session, ids: Ids) -> dict[int, Turnout]:
    """Workshop -> its largest closed vote; where there was none, nothing."""
    with_phone = col(Participant.hand_id).is_(None)
    loose = or_(col(Participant.token_hash).startswith(LOOSE), col(Ballot.cast_at) == col(Participant.joined_at))
    grouped = (col(Step.workshop_id), col(Step.id), col(Participant.language))
    columns = choose(
        *grouped,
        func.sum(case((with_phone, 1), else_=0)),
        func.sum(case((with_phone, 0), else_=1)),
        func.sum(case((and_(with_phone, loose), 1), else_=0)),
    )
    cast = columns.join(Ballot, col(Ballot.step_id) == col(Step.id)).join(
        Participant, col(Participant.id) == col(Ballot.participant_id)
    )
    closed = or_(col(Step.phones) == PhoneMode.CLOSED, col(Step.ended_at).is_not(None))
    rows = cast.where(col(Step.workshop_id).in_(ids), col(Step.kind).in_(VOTES), closed)
    votes: dict[int, dict[int, Turnout]] = {}
    for workshop_id, step_id, language, phones, helped, mixed in db.connection().execute(rows.group_by(*grouped)):
        one = votes.setdefault(workshop_id, {}).setdefault(step_id, Turnout())
        one.by_language[language] += phones
        one.helped += helped
        one.is_mixed |= bool(mixed)
    return {
        workshop_id: max(found.items(), key=lambda vote: (vote[1].phones, vote[0]))[1]
        for workshop_id, found in votes.items()
    }


@dataclass(frozen=True)
class Played:
    """One step that has been played."""

    planned: int  # minutes
    started_at: datetime
    ended_at: datetime
    paused_seconds: int

    @property
    def minutes(self) -> float:
        return max(0.0, (self.ended_at - self.started_at).total_seconds() - self.paused_seconds) / 60


def played(db: Session, ids: Ids) -> dict[int, list[Played]]:
    query = choose(
        col(Step.workshop_id), col(Step.minutes), col(Step.started_at), col(Step.ended_at), col(Step.paused_seconds)
    )
    done = col(Step.started_at).is_not(None), col(Step.ended_at).is_not(None), col(Step.skipped).is_(False)
    found: dict[int, list[Played]] = {}
    for row in db.connection().execute(query.where(col(Step.workshop_id).in_(ids), *done)):
        workshop_id, minutes, started, ended, paused = row
        assert started is not None and ended is not None
        found.setdefault(workshop_id, []).append(Played(minutes, started, ended, paused))
    return found


def themes(db: Session, ids: Ids) -> dict[int, int]:
    query = select(Theme.workshop_id, func.count()).where(col(Theme.removed).is_(False))
    return dict(db.exec(query.where(col(Theme.workshop_id).in_(ids)).group_by(col(Theme.workshop_id))).all())


def actions(db: Session, ids: Ids) -> dict[int, tuple[int, int]]:
    """Workshop -> its actions, and how many of them name a service."""
    query = select(Action.workshop_id, func.count(), func.count(col(Action.service_id)))
    rows = db.exec(query.where(col(Action.workshop_id).in_(ids)).group_by(col(Action.workshop_id)))
    return {workshop_id: (number, with_service) for workshop_id, number, with_service in rows}


def first_updates(db: Session, ids: Ids) -> dict[int, datetime]:
    """Workshop -> when people were first told what has happened."""
    query = select(Action.workshop_id, func.min(Update.at)).join(Update, col(Update.action_id) == Action.id)
    found = db.exec(query.where(col(Action.workshop_id).in_(ids)).group_by(col(Action.workshop_id)))
    return dict(found.all())
