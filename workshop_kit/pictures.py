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
from sqlmodel import Session, col, delete, func, literal, select, union_all
from sqlmodel.sql.expression import SelectOfScalar

from models import Idea, IdeaState, Note, Option, Participant, Picture, Step, Theme, Workshop
from workshop_kit.errors import BigPhoto, NoSuchPicture, NotAPhoto, TooManyPhotos
from workshop_kit.i18n import Chosen, words
from workshop_kit.look import symbols

MOST_BYTES = 12 * 1024 * 1024  # of a file that comes in; a phone's camera makes 2 to 8 MB
MOST_PIXELS = 60_000_000  # of a JPEG as cameras write it: it is made smaller while it is read
MOST_UNPACKED = 16_000_000  # of any other: all its pixels are in memory at once, 4 to 20 bytes for each
SIDE = 1280  # pixels of the longer side, as it is kept
QUALITY = 78
MOST_PHOTOS = 5  # ideas with a photo, per person and step
FORMATS = ("JPEG", "PNG", "WEBP")
SHRINKS = ("L", "LA", "RGB", "RGBA", "CMYK")  # the modes in which pixels can be put together

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
            if image.width * image.height > _most_pixels(image):
                raise BigPhoto()
            small = _small(image)
        ImageOps.exif_transpose(small, in_place=True)
        return _written(_on_white(small))
    except (BigPhoto, Image.DecompressionBombError) as error:
        raise BigPhoto() from error
    except Exception as error:  # whatever Pillow's readers trip over in a file that somebody made up
        raise NotAPhoto() from error


def _most_pixels(image: Image.Image) -> int:
    is_plain = image.format in ("JPEG", "MPO") and "progressive" not in image.info
    return MOST_PIXELS if is_plain else MOST_UNPACKED


def _small(image: Image.Image) -> Image.Image:
    """The picture, at most 1,280 pixels long: first of all, so that nothing else is done to all its pixels."""
    share = min(1, SIDE / max(image.size))
    image.draft(None, (max(1, int(image.width * share)), max(1, int(image.height * share))))
    if "transparency" in image.info or image.mode == "PA":
        image = image.convert("RGBA")
    elif image.mode not in SHRINKS:
        image = image.convert("RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    image.load()  # what was small already has not been read yet
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA"):
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")


def _written(image: Image.Image) -> Photo:
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
    """Whether a phone may load a photo: what stands beside a question or an option, on the wall, or is her own.

    An option made of an idea that is not on the wall any more opens nothing.
    """
    reference = PHOTO + digest
    idea = select(Idea.id).where(Idea.workshop_id == workshop.id, Idea.picture == reference)
    seen = idea.where((Idea.state == IdeaState.SHOWN) | (Idea.participant_id == participant.id))
    return any(db.exec(query).first() is not None for query in (seen, *_beside(workshop, reference)))


def _beside(workshop: Workshop, reference: str) -> Iterator[SelectOfScalar[int | None]]:
    shown = select(col(Idea.id)).where(Idea.workshop_id == workshop.id, Idea.state == IdeaState.SHOWN)
    is_open = col(Option.idea_id).is_(None) | col(Option.idea_id).in_(shown)
    yield _steps(workshop).where(Step.picture == reference)
    yield select(col(Theme.id)).where(Theme.workshop_id == workshop.id, Theme.picture == reference)
    yield select(col(Option.id)).where(
        col(Option.step_id).in_(_steps(workshop)), Option.picture == reference, is_open
    )


def _steps(workshop: Workshop) -> SelectOfScalar[int | None]:
    return select(col(Step.id)).where(Step.workshop_id == workshop.id)


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
    """Erase the photos that nothing names any more: in one statement, however many there are."""
    db.flush()
    named = union_all(
        select(Idea.picture).where(Idea.workshop_id == workshop.id),
        select(Step.picture).where(Step.workshop_id == workshop.id),
        select(Note.picture).where(Note.workshop_id == workshop.id),
        select(Theme.picture).where(Theme.workshop_id == workshop.id),
        select(Option.picture).where(col(Option.step_id).in_(_steps(workshop))),
    )
    is_loose = (literal(PHOTO) + col(Picture.digest)).not_in(named)
    db.exec(delete(Picture).where(col(Picture.workshop_id) == workshop.id, is_loose))


def _found(db: Session, workshop: Workshop, digest: str) -> Picture | None:
    return db.exec(select(Picture).where(Picture.workshop_id == workshop.id, Picture.digest == digest)).first()
