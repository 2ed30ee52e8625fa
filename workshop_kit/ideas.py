"""Ideas: send, enter from paper, change and take back one's own, translate."""

import uuid as uuids
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select

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
from workshop_kit import pictures, votes, workshops
from workshop_kit.errors import BadId, IdeasClosed, IdeaStays, NoSuchIdea, UnknownLanguage
from workshop_kit.i18n import LANGUAGES, N_, everywhere, words
from workshop_kit.look import symbols
from workshop_kit.text import cleaned

TAKEN_BACK = N_("An idea that was taken back")


@dataclass(frozen=True)
class Sent:
    """An idea as somebody sends it. `uuid` is made by the sender: sent twice, it is kept once."""

    uuid: str
    text: str
    language: str
    channel: Channel = Channel.PHONE
    table_name: str = ""
    picture: str = ""  # a reference, see models/picture.py


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
    if pictures.is_photo(sent.picture):
        pictures.refuse_too_many(db, step, participant)
    state = _first_state(workshop, sent.picture)
    return _add(db, workshop, step, sent, state=state, participant=participant, now=now), True


def enter(db: Session, workshop: Workshop, step: Step | None, sent: Sent, *, now: datetime) -> Idea:
    """An idea that the facilitator types in, from paper or for somebody. Raises Wrong."""
    again = _already(db, workshop, sent.uuid)
    return again or _add(db, workshop, step, sent, state=IdeaState.SHOWN, participant=None, now=now)


def rewrite(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    idea: Idea,
    text: str,
    *,
    participant: Participant,
) -> None:
    """The writer changes her own idea while ideas are open; the old words are gone. Raises IdeaStays, Wrong."""
    _refuse_if_not_hers(step, idea, participant)
    text = _words(text, idea.picture, idea.language)
    if text == idea.text:
        return
    idea.text, idea.original = text, None
    if idea.state == IdeaState.SHOWN:  # what was hidden stays hidden
        idea.state = _first_state(workshop, idea.picture)
    db.add(idea)
    _forget_wordings(db, idea)


def take_back(db: Session, workshop: Workshop, step: Step | None, idea: Idea, *, participant: Participant) -> None:
    """The writer takes one idea back while ideas are open. Raises IdeaStays."""
    _refuse_if_not_hers(step, idea, participant)
    erase(db, idea)
    pictures.sweep(db, workshop)
    workshops.touch(db, workshop)


def erase(db: Session, idea: Idea) -> None:
    """Her words go everywhere they were kept: translations, the log, the choices of a vote on ideas."""
    idea.state, idea.text, idea.original, idea.picture = IdeaState.WITHDRAWN, "", None, ""
    idea.theme_id, idea.placed_by, idea.participant_id = None, None, None
    db.add(idea)
    _forget_wordings(db, idea)
    votes.forget_idea(db, idea, everywhere(TAKEN_BACK))


def by_id(db: Session, workshop: Workshop, idea_id: int) -> Idea:
    found = db.get(Idea, idea_id)
    if found is None or found.workshop_id != workshop.id:
        raise NoSuchIdea()
    return found


def mine_by_number(db: Session, participant: Participant, number: int) -> Idea:
    """One of the participant's own ideas. Raises NoSuchIdea, also for the idea of somebody else."""
    for idea in mine(db, participant):
        if idea.number == number:
            return idea
    raise NoSuchIdea()


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
        text=_words(sent.text, sent.picture, sent.language),
        picture=sent.picture,
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


def _first_state(workshop: Workshop, picture: str) -> IdeaState:
    """A photo is looked at before others see it: there may be a face in it."""
    waits = workshop.pre_moderation or pictures.is_photo(picture)
    return IdeaState.WAITING if waits else IdeaState.SHOWN


def _words(text: str, picture: str, language: str) -> str:
    """The words as they are kept: a symbol is its name, a photo may be without. Raises EmptyText, LongText."""
    if picture and not text.strip():
        name = pictures.symbol_of(picture)
        return words(language)._(symbols.NAMES[name]) if name else ""
    return cleaned(text)


def _refuse_if_not_hers(step: Step | None, idea: Idea, participant: Participant) -> None:
    if idea.participant_id != participant.id or idea.state == IdeaState.WITHDRAWN:
        raise NoSuchIdea()
    if step is None or step.id != idea.step_id or not are_open(step):
        raise IdeaStays()


def _forget_wordings(db: Session, idea: Idea) -> None:
    db.exec(delete(Translation).where(col(Translation.idea_id) == idea.id))
    db.exec(delete(IdeaChange).where(col(IdeaChange.idea_id) == idea.id))


def _next_number(db: Session, workshop: Workshop) -> int:
    # The lock on the workshop makes numbers unique where many can write at once; SQLite has one writer anyway.
    db.exec(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update()).one()
    highest = db.exec(select(func.max(Idea.number)).where(Idea.workshop_id == workshop.id)).one()
    return (highest or 0) + 1


def _already(db: Session, workshop: Workshop, uuid: str) -> Idea | None:
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.uuid == _uuid(uuid))
    return db.exec(query).first()


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
