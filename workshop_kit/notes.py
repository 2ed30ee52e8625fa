"""Notes of a table: what its scribe wrote down or photographed that is not an idea, and what becomes of it."""

import uuid as uuids
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import Channel, Idea, Note, Step, Workshop
from workshop_kit import cards, ideas, pictures
from workshop_kit.errors import BadId, EmptyText, NotFound, TooManyPhotos, UnknownLanguage
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.text import cleaned

LIMIT = 2000  # letters
MOST_PHOTOS = 40  # of one table: a photo is up to 500 kB on the laptop's disk


class NoSuchNote(NotFound):
    sentence = N_("This note does not exist any more.")


@dataclass(frozen=True)
class Sent:
    """A note as a scribe sends it. `uuid` is made by the form: sent twice, it is kept once."""

    uuid: str
    text: str
    language: str
    table_name: str
    picture: str = ""  # a reference, see models/picture.py


def write(db: Session, workshop: Workshop, step: Step | None, sent: Sent, *, now: datetime) -> Note:
    """Raises BadId, EmptyText, LongText, UnknownLanguage, TooManyPhotos."""
    assert workshop.id is not None
    uuid = _uuid(sent.uuid)
    again = db.exec(select(Note).where(Note.workshop_id == workshop.id, Note.uuid == uuid)).first()
    if again is not None:
        if again.table_name != sent.table_name:
            raise BadId()
        return again
    if sent.language not in LANGUAGES:
        raise UnknownLanguage()
    if not sent.text.strip() and not sent.picture:
        raise EmptyText()
    _refuse_too_many(db, workshop, sent)
    note = Note(
        workshop_id=workshop.id,
        step_id=step.id if step else None,
        uuid=uuid,
        table_name=sent.table_name,
        text=cleaned(sent.text, LIMIT) if sent.text.strip() else "",
        language=sent.language,
        picture=sent.picture,
        created_at=now,
    )
    db.add(note)
    db.flush()
    return note


def listed(db: Session, workshop: Workshop, table_name: str | None = None) -> list[Note]:
    """The notes of a workshop, or of one table, in the order in which they came."""
    query = select(Note).where(Note.workshop_id == workshop.id)
    if table_name is not None:
        query = query.where(Note.table_name == table_name)
    return list(db.exec(query.order_by(col(Note.id))))


def by_id(db: Session, workshop: Workshop, id: int) -> Note:
    """Raises NoSuchNote."""
    found = db.get(Note, id)
    if found is None or found.workshop_id != workshop.id:
        raise NoSuchNote()
    return found


def remove(db: Session, workshop: Workshop, note: Note) -> None:
    """The note goes, and its photo where nothing else shows it."""
    db.delete(note)
    pictures.sweep(db, workshop)


def as_idea(db: Session, workshop: Workshop, note: Note, *, now: datetime) -> Idea:
    """Put what a note says on the wall; pressed twice, it is there once. The note stays. Raises Wrong."""
    sent = ideas.Sent(note.uuid, note.text, note.language, Channel.HELPER, note.table_name)
    return ideas.enter(db, workshop, cards.step_of(db, workshop), sent, now=now)


def on_the_wall(db: Session, workshop: Workshop) -> dict[str, int]:
    """The uuids of those notes that have become ideas -> the number of the idea."""
    same = Idea.uuid == Note.uuid, Idea.workshop_id == workshop.id, Note.workshop_id == workshop.id
    return dict(db.exec(select(Idea.uuid, Idea.number).where(*same)).all())


def _refuse_too_many(db: Session, workshop: Workshop, sent: Sent) -> None:
    if sent.picture and sum(bool(note.picture) for note in listed(db, workshop, sent.table_name)) >= MOST_PHOTOS:
        raise TooManyPhotos(limit=MOST_PHOTOS)


def _uuid(text: str) -> str:
    try:
        return str(uuids.UUID(text))
    except ValueError as error:
        raise BadId() from error
