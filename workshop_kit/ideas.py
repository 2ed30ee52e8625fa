"""Ideas: send, show, hide, correct, enter from paper, withdraw. Every change by the facilitator is logged."""

import uuid as uuids
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from models import (
    Channel,
    Idea,
    IdeaChange,
    IdeaState,
    Participant,
    PhoneMode,
    Source,
    Step,
    StepKind,
    Translation,
    Workshop,
)
from workshop_kit import workshops
from workshop_kit.errors import BadId, IdeasClosed, NoSuchIdea, UnknownLanguage
from workshop_kit.i18n import LANGUAGES
from workshop_kit.text import cleaned


@dataclass(frozen=True)
class Sent:
    """An idea as somebody sends it. `uuid` is made by the sender: sent twice, it is kept once."""

    uuid: str
    text: str
    language: str
    channel: Channel = Channel.PHONE
    table_name: str = ""


def are_open(step: Step | None) -> bool:
    return step is not None and step.kind == StepKind.IDEAS and step.phones == PhoneMode.WRITE


def send(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    sent: Sent,
    *,
    participant: Participant,
    now: datetime,
) -> tuple[Idea, bool]:
    """An idea from a phone, and whether it is new. Raises IdeasClosed, Wrong."""
    again = _already(db, workshop, sent.uuid)
    if again is not None:
        # A retry after the step has closed must still hear that the first try arrived.
        if again.participant_id != participant.id:
            raise BadId()
        return again, False
    if not are_open(step):
        raise IdeasClosed()
    state = IdeaState.WAITING if workshop.pre_moderation else IdeaState.SHOWN
    return _add(db, workshop, step, sent, state=state, participant=participant, now=now), True


def enter(db: Session, workshop: Workshop, step: Step | None, sent: Sent, *, now: datetime) -> Idea:
    """An idea that the facilitator types in, from paper or for somebody. Raises Wrong."""
    again = _already(db, workshop, sent.uuid)
    return again or _add(db, workshop, step, sent, state=IdeaState.SHOWN, participant=None, now=now)


def by_id(db: Session, workshop: Workshop, idea_id: int) -> Idea:
    found = db.get(Idea, idea_id)
    if found is None or found.workshop_id != workshop.id:
        raise NoSuchIdea()
    return found


def shown(db: Session, workshop: Workshop) -> list[Idea]:
    """The ideas on the wall, by number."""
    return _in_state(db, workshop, IdeaState.SHOWN)


def waiting(db: Session, workshop: Workshop) -> list[Idea]:
    return _in_state(db, workshop, IdeaState.WAITING)


def hidden(db: Session, workshop: Workshop) -> list[Idea]:
    return _in_state(db, workshop, IdeaState.HIDDEN)


def mine(db: Session, participant: Participant) -> list[Idea]:
    """What this phone gave, the newest first."""
    query = select(Idea).where(Idea.participant_id == participant.id, Idea.state != IdeaState.WITHDRAWN)
    return list(db.exec(query.order_by(col(Idea.number).desc())))


def counts(db: Session, workshop: Workshop) -> Counter[IdeaState]:
    query = select(Idea.state, func.count()).where(Idea.workshop_id == workshop.id).group_by(Idea.state)
    return Counter({IdeaState(state): number for state, number in db.exec(query)})


# --- moderation -----------------------------------------------------------------------------------------


def show(db: Session, workshop: Workshop, idea: Idea, *, now: datetime) -> None:
    _change_state(db, workshop, idea, IdeaState.SHOWN, "show", now)


def hide(db: Session, workshop: Workshop, idea: Idea, *, now: datetime) -> None:
    _change_state(db, workshop, idea, IdeaState.HIDDEN, "hide", now)


def correct(db: Session, workshop: Workshop, idea: Idea, text: str, *, now: datetime) -> None:
    """Mend a typo. The first wording is kept, and the writer sees both. Raises Wrong."""
    if idea.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    text = cleaned(text)
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


# --- translations ---------------------------------------------------------------------------------------


def translate(db: Session, idea: Idea, language: str, text: str, source: Source = Source.PERSON) -> None:
    """Keep a translation; a person's wins over a machine's. An empty text takes it away."""
    if language not in LANGUAGES:
        raise UnknownLanguage()
    query = select(Translation).where(Translation.idea_id == idea.id, Translation.language == language)
    found = db.exec(query).first()
    if found is not None and found.source == Source.PERSON and source == Source.MACHINE:
        return
    if not text.strip():
        if found is not None:
            db.delete(found)
        return
    found = found or Translation(idea_id=_id(idea), language=language, text="", source=source)
    found.text, found.source = cleaned(text), source
    db.add(found)


def translations(db: Session, workshop: Workshop) -> dict[int, dict[str, Translation]]:
    """Idea id -> language -> translation."""
    query = select(Translation).where(Translation.idea_id == Idea.id, Idea.workshop_id == workshop.id)
    found: dict[int, dict[str, Translation]] = {}
    for translation in db.exec(query):
        found.setdefault(translation.idea_id, {})[translation.language] = translation
    return found


# --------------------------------------------------------------------------------------------------------


def _add(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    sent: Sent,
    *,
    state: IdeaState,
    participant: Participant | None,
    now: datetime,
) -> Idea:
    if sent.language not in LANGUAGES:
        raise UnknownLanguage()
    idea = Idea(
        workshop_id=_id(workshop),
        step_id=step.id if step else None,
        participant_id=participant.id if participant else None,
        uuid=_uuid(sent.uuid),
        number=_next_number(db, workshop),
        text=cleaned(sent.text),
        language=sent.language,
        channel=sent.channel,
        table_name=sent.table_name.strip()[:40],
        state=state,
        created_at=now,
    )
    db.add(idea)
    try:
        db.flush()
    except IntegrityError as error:  # two requests with one id at the same moment
        raise BadId() from error
    return idea


def _next_number(db: Session, workshop: Workshop) -> int:
    # The lock on the workshop makes numbers unique where many can write at once; SQLite has one writer anyway.
    db.exec(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update()).one()
    highest = db.exec(select(func.max(Idea.number)).where(Idea.workshop_id == workshop.id)).one()
    return (highest or 0) + 1


def _already(db: Session, workshop: Workshop, uuid: str) -> Idea | None:
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.uuid == _uuid(uuid))
    return db.exec(query).first()


def _change_state(db: Session, workshop: Workshop, idea: Idea, state: IdeaState, verb: str, now: datetime) -> None:
    if idea.state in (state, IdeaState.WITHDRAWN):
        return
    db.add(IdeaChange(idea_id=_id(idea), at=now, verb=verb, before=idea.state, after=state))
    idea.state = state
    workshops.touch(db, workshop)
    db.add(idea)


def _in_state(db: Session, workshop: Workshop, state: IdeaState) -> list[Idea]:
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.state == state)
    return list(db.exec(query.order_by(col(Idea.number))))


def _uuid(text: str) -> str:
    try:
        return str(uuids.UUID(text))
    except (ValueError, AttributeError, TypeError) as error:
        raise BadId() from error


def _id(row: Workshop | Idea) -> int:
    assert row.id is not None
    return row.id
