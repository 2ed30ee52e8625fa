"""Notes of a table: what its scribe wrote down or photographed that is not an idea, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from models import Channel, Hand, Idea, Note, Step, Workshop
from workshop_kit import cards, ideas, paper, pictures
from workshop_kit.errors import BadId, EmptyText, NotFound, TooManyPhotos, UnknownLanguage
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.ideas import SentAlready
from workshop_kit.text import cleaned

LIMIT = 2000  # letters
MOST_NOTES = 200  # of one link
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


def write(
    db: Session,
    workshop: Workshop,
    step: Step | None,
    sent: Sent,
    *,
    hand_id: int | None = None,
    now: datetime,
) -> Note:
    """Keep a note once, however often it is sent. `hand_id`: the link it is written with.

    Raises BadId, SentAlready, LinkFull, EmptyText, LongText, UnknownLanguage, TooManyPhotos.
    """
    assert workshop.id is not None
    uuid = ideas.uuid_of(sent.uuid)
    again = db.exec(select(Note).where(Note.workshop_id == workshop.id, Note.uuid == uuid)).first()
    if again is not None:
        _refuse_other(again, sent, hand_id)
        return again
    if sent.language not in LANGUAGES:
        raise UnknownLanguage()
    if not sent.text.strip() and not sent.picture:
        raise EmptyText()
    cards.refuse_full(db, workshop, Note, hand_id, MOST_NOTES)
    _refuse_too_many(db, workshop, sent)
    note = Note(
        workshop_id=workshop.id,
        step_id=step.id if step else None,
        uuid=uuid,
        table_name=sent.table_name,
        text=_words(sent),
        language=sent.language,
        picture=sent.picture,
        hand_id=hand_id,
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


def of_hand(db: Session, workshop: Workshop, hand: Hand, most: int = 10) -> list[Note]:
    """The notes that were written with a link, or at its table if it has one, the newest first."""
    seen = col(Note.hand_id) == hand.id
    if hand.table_name:
        seen = or_(seen, col(Note.table_name) == hand.table_name)
    query = select(Note).where(Note.workshop_id == workshop.id, seen)
    return list(db.exec(query.order_by(col(Note.id).desc()).limit(most)))


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
    return ideas.enter(db, workshop, paper.step_of(db, workshop), sent, now=now)


def on_the_wall(db: Session, workshop: Workshop) -> dict[str, int]:
    """The uuids of those notes that have become ideas -> the number of the idea."""
    same = Idea.uuid == Note.uuid, Idea.workshop_id == workshop.id, Note.workshop_id == workshop.id
    return dict(db.exec(select(Idea.uuid, Idea.number).where(*same)).all())


def _refuse_too_many(db: Session, workshop: Workshop, sent: Sent) -> None:
    if sent.picture and sum(bool(note.picture) for note in listed(db, workshop, sent.table_name)) >= MOST_PHOTOS:
        raise TooManyPhotos(limit=MOST_PHOTOS)


def _refuse_other(note: Note, sent: Sent, hand_id: int | None) -> None:
    """Raises BadId where somebody else's note has the uuid, SentAlready where a form brings another note."""
    if (note.hand_id, note.table_name) != (hand_id, sent.table_name):
        raise BadId()
    if (note.text, note.language, note.picture) != (_words(sent), sent.language, sent.picture):
        raise SentAlready()


def _words(sent: Sent) -> str:
    """Empty beside a picture that says it all. Raises LongText."""
    return cleaned(sent.text, LIMIT) if sent.text.strip() else ""
