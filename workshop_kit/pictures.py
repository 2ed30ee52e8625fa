"""Pictures beside words or instead of them: the kit's own symbols, and photos that are made small and clean.

A photo is read by Pillow and written anew: what a camera notes about place, time and owner does not come
along, and neither does anything that only looks like a picture.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageOps
from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models import Idea, IdeaState, Option, Participant, Picture, Step, Theme, Workshop
from workshop_kit.errors import BigPhoto, NoSuchPicture, NotAPhoto, TooManyPhotos
from workshop_kit.i18n import Chosen, words
from workshop_kit.look import symbols

MOST_BYTES = 12 * 1024 * 1024  # of a file that comes in; a phone's camera makes 2 to 8 MB
MOST_PIXELS = 60_000_000
SIDE = 1280  # pixels of the longer side, as it is kept
QUALITY = 78
MOST_PHOTOS = 5  # ideas with a photo, per person and step
FORMATS = ("JPEG", "PNG", "WEBP")

SYMBOL, PHOTO = "symbol:", "photo:"


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: `content` is a JPEG without metadata."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def shrunk(file: bytes) -> Photo:
    """The photo in a file, at most 1,280 pixels long. Raises NotAPhoto, BigPhoto."""
    if len(file) > MOST_BYTES:
        raise BigPhoto()
    try:
        with Image.open(BytesIO(file), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BigPhoto()
            image.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(image)
            return _written(_on_white(upright))
    except (BigPhoto, Image.DecompressionBombError) as error:
        raise BigPhoto() from error
    except Exception as error:  # whatever Pillow's readers trip over in a file that somebody made up
        raise NotAPhoto() from error


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")


def _written(image: Image.Image) -> Photo:
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    image.info = {}  # comments and profiles would be written again
    target = BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Photo(target.getvalue(), image.width, image.height)


def keep(db: Session, workshop: Workshop, photo: Photo, *, now: datetime) -> str:
    """Keep a photo once; the reference by which a row names it."""
    assert workshop.id is not None
    if _found(db, workshop, photo.digest) is None:
        db.add(
            Picture(
                workshop_id=workshop.id,
                digest=photo.digest,
                content=photo.content,
                width=photo.width,
                height=photo.height,
                created_at=now,
            )
        )
        db.flush()
    return PHOTO + photo.digest


def by_reference(db: Session, workshop: Workshop, reference: str) -> Picture:
    """The photo behind `photo:DIGEST`. Raises NoSuchPicture."""
    found = _found(db, workshop, reference.removeprefix(PHOTO)) if is_photo(reference) else None
    if found is None:
        raise NoSuchPicture()
    return found


def is_photo(reference: str) -> bool:
    return reference.startswith(PHOTO)


def symbol_of(reference: str) -> str:
    """The name of the symbol in a reference; empty where it names none."""
    name = reference.removeprefix(SYMBOL) if reference.startswith(SYMBOL) else ""
    return name if name in symbols.NAMES else ""


def name_in(reference: str, language: str) -> str:
    """What the symbol in a reference stands for, in a language; empty where it names none."""
    name = symbol_of(reference)
    return words(language)._(symbols.NAMES[name]) if name else ""


def checked_symbol(name: str) -> str:
    """The reference of a symbol that somebody chose; empty for no symbol. Raises NoSuchPicture."""
    if name and name not in symbols.NAMES:
        raise NoSuchPicture()
    return SYMBOL + name if name else ""


def said(text: str, written_in: str, reference: str, reader: str) -> Chosen:
    """The words of an idea for a reader: where a symbol speaks, what it stands for in the reader's language."""
    if text and text == name_in(reference, written_in):
        return Chosen(name_in(reference, reader), reader, True)
    return Chosen(text, written_in, written_in == reader)


def may_see(db: Session, workshop: Workshop, digest: str, participant: Participant) -> bool:
    """Whether a phone may load a photo: what stands beside a question or an option, on the wall, or is her own."""
    reference = PHOTO + digest
    idea = select(Idea.id).where(Idea.workshop_id == workshop.id, Idea.picture == reference)
    seen = idea.where((Idea.state == IdeaState.SHOWN) | (Idea.participant_id == participant.id))
    return db.exec(seen).first() is not None or any(
        db.exec(query).first() is not None for query in _beside(workshop, reference)
    )


def refuse_too_many(db: Session, step: Step | None, participant_id: int) -> None:
    """Raises TooManyPhotos where this phone has sent its share in this step."""
    query = select(func.count()).where(
        Idea.participant_id == participant_id,
        Idea.step_id == (step.id if step else None),
        col(Idea.picture).startswith(PHOTO),
        Idea.state != IdeaState.WITHDRAWN,
    )
    if db.exec(query).one() >= MOST_PHOTOS:
        raise TooManyPhotos(limit=MOST_PHOTOS)


def sweep(db: Session, workshop: Workshop) -> None:
    """Erase the photos that nothing names any more."""
    db.flush()
    kept = select(Picture.id, Picture.digest).where(Picture.workshop_id == workshop.id)
    for id, digest in db.exec(kept).all():
        reference = PHOTO + digest
        used = select(Idea.id).where(Idea.workshop_id == workshop.id, Idea.picture == reference)
        if not any(db.exec(query).first() is not None for query in (used, *_beside(workshop, reference))):
            db.exec(delete(Picture).where(col(Picture.id) == id))


def _beside(workshop: Workshop, reference: str) -> Iterator[SelectOfScalar[int | None]]:
    steps = select(col(Step.id)).where(Step.workshop_id == workshop.id)
    yield steps.where(Step.picture == reference)
    yield select(col(Theme.id)).where(Theme.workshop_id == workshop.id, Theme.picture == reference)
    yield select(col(Option.id)).where(col(Option.step_id).in_(steps), Option.picture == reference)


def _found(db: Session, workshop: Workshop, digest: str) -> Picture | None:
    return db.exec(select(Picture).where(Picture.workshop_id == workshop.id, Picture.digest == digest)).first()
