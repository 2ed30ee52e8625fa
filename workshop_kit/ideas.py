"""Ideas: send, enter from paper, list, translate."""

import uuid as uuids
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, insert, select

from models import (
    Channel,
    Idea,
    IdeaState,
    Participant,
    PhoneMode,
    Source,
    Step,
    StepKind,
    Translation,
    Workshop,
)
from workshop_kit import pictures
from workshop_kit.errors import BadId, IdeasClosed, NoSuchIdea, Refused, UnknownLanguage, WorkshopError
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.text import cleaned


class SentAlready(Refused):
    sentence = N_(
        "Other words were sent with this form, and they are kept. To send these too, press the button again."
    )


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


@dataclass(frozen=True)
class Kept:
    """An idea as it was kept."""

    number: int
    state: IdeaState
    text: str
    is_new: bool  # False: this one had been kept before


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
    assert participant.id is not None
    (kept,) = send_all(db, workshop, step, [(participant.id, sent)], now=now)
    if isinstance(kept, WorkshopError):
        raise kept
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.number == kept.number)
    return db.exec(query).one(), kept.is_new


def send_all(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    sendings: Sequence[tuple[int, Sent]],
    *,
    now: datetime,
) -> list[Kept | WorkshopError]:
    """What came in from many phones at once, as (participant id, idea): a receipt or a refusal for each.

    A retry after the step has closed must still hear that the first try arrived.
    """
    number = _next_number(db, workshop)  # takes the lock, so that no other writer of this workshop comes between
    known = _known(db, workshop, [sent.uuid for _who, sent in sendings])
    rows: list[dict[str, Any]] = []
    receipts: list[Kept | WorkshopError] = []
    for who, sent in sendings:
        try:
            if (uuid := uuid_of(sent.uuid)) not in known:
                row = _row(db, workshop, step, sent, uuid, number + len(rows), who, now)
                rows.append(row)
                known[uuid] = who, Kept(row["number"], row["state"], row["text"], False)
                receipts.append(replace(known[uuid][1], is_new=True))
            elif known[uuid][0] == who:
                receipts.append(known[uuid][1])
            else:
                raise BadId()
        except WorkshopError as refusal:
            receipts.append(refusal)
    if rows:
        db.connection().execute(insert(Idea), rows)
    return receipts


def enter(db: Session, workshop: Workshop, step: Step | None, sent: Sent, *, now: datetime) -> Idea:
    """An idea that the facilitator types in, from paper or for somebody. Raises SentAlready, Wrong."""
    if (again := by_uuid(db, workshop, sent.uuid)) is not None:
        refuse_other(again, sent)
        return again
    number = _next_number(db, workshop)
    idea = Idea(**_facts(workshop, step, sent, uuid_of(sent.uuid), now), number=number, state=IdeaState.SHOWN)
    db.add(idea)
    db.flush()
    return idea


def refuse_other(idea: Idea, sent: Sent) -> None:
    """Raises SentAlready where a form that was sent before brings another idea; what was corrected since counts as
    it was written."""
    first = idea.text if idea.original is None else idea.original
    if (idea.language, idea.picture) != (sent.language, sent.picture):
        raise SentAlready()
    if first != kept_words(sent.text, sent.picture, sent.language):
        raise SentAlready()


def by_uuid(db: Session, workshop: Workshop, uuid: str) -> Idea | None:
    """What came with a uuid before. Raises BadId."""
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.uuid == uuid_of(uuid))
    return db.exec(query).first()


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


def translations(
    db: Session, workshop: Workshop, of: Sequence[int] | None = None, language: str = ""
) -> dict[int, dict[str, Translation]]:
    """Idea id -> language -> translation: all, or those `of` some ideas, or in one language."""
    query = select(Translation).where(Translation.idea_id == Idea.id, Idea.workshop_id == workshop.id)
    if of is not None:
        query = query.where(col(Translation.idea_id).in_(of))
    if language:
        query = query.where(Translation.language == language)
    found: dict[int, dict[str, Translation]] = {}
    for translation in db.exec(query):
        found.setdefault(translation.idea_id, {})[translation.language] = translation
    return found


# --------------------------------------------------------------------------------------------------------


def _row(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    sent: Sent,
    uuid: str,
    number: int,
    participant_id: int,
    now: datetime,
) -> dict[str, Any]:
    if step is None or not are_open(step):
        raise IdeasClosed()
    if pictures.is_photo(sent.picture):
        if not step.settings.get("photos", True):
            raise Refused()
        pictures.refuse_too_many(db, step, participant_id)
    facts = _facts(workshop, step, sent, uuid, now)
    return {
        **facts,
        "number": number,
        "participant_id": participant_id,
        "state": first_state(workshop, sent.picture),
    }


def _facts(workshop: Workshop, step: Step | None, sent: Sent, uuid: str, now: datetime) -> dict[str, Any]:
    if sent.language not in LANGUAGES:
        raise UnknownLanguage()
    return {
        "workshop_id": workshop.id,
        "step_id": step.id if step else None,
        "uuid": uuid,
        "text": kept_words(sent.text, sent.picture, sent.language),
        "picture": sent.picture,
        "language": sent.language,
        "channel": sent.channel,
        "table_name": sent.table_name.strip()[:40],
        "created_at": now,
    }


def _known(db: Session, workshop: Workshop, uuids: Sequence[str]) -> dict[str, tuple[int | None, Kept]]:
    """UUID -> (participant id, receipt) of those ideas that are kept already."""
    among = [uuid for uuid in map(_canonical, uuids) if uuid]
    found = db.exec(select(Idea).where(Idea.workshop_id == workshop.id, col(Idea.uuid).in_(among)))
    return {idea.uuid: (idea.participant_id, Kept(idea.number, idea.state, idea.text, False)) for idea in found}


def first_state(workshop: Workshop, picture: str) -> IdeaState:
    """A photo is looked at before others see it: there may be a face in it."""
    waits = workshop.pre_moderation or pictures.is_photo(picture)
    return IdeaState.WAITING if waits else IdeaState.SHOWN


def kept_words(text: str, picture: str, language: str) -> str:
    """The words as they are kept: a symbol is its name, a photo may be without. Raises EmptyText, LongText."""
    if picture and not text.strip():
        return pictures.name_in(picture, language)
    return cleaned(text)


def _next_number(db: Session, workshop: Workshop) -> int:
    # The lock on the workshop makes numbers unique where many can write at once; SQLite has one writer anyway.
    db.exec(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update()).one()
    highest = db.exec(select(func.max(Idea.number)).where(Idea.workshop_id == workshop.id)).one()
    return (highest or 0) + 1


def _in_state(db: Session, workshop: Workshop, state: IdeaState) -> list[Idea]:
    query = select(Idea).where(Idea.workshop_id == workshop.id, Idea.state == state)
    return list(db.exec(query.order_by(col(Idea.number))))


def uuid_of(text: str) -> str:
    """The one way to write a UUID that a sender made. Raises BadId."""
    if not (uuid := _canonical(text)):
        raise BadId()
    return uuid


def _canonical(text: str) -> str:
    """The one way to write a UUID; empty for what is none."""
    try:
        return str(uuids.UUID(text))
    except (ValueError, AttributeError, TypeError):
        return ""


def _id(row: Workshop | Idea) -> int:
    assert row.id is not None
    return row.id
