"""The photos of a bundle. A file is never believed: what it brings is read as a picture and written anew."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO

from PIL import Image
from sqlmodel import Session

from models import Workshop
from workshop_kit import pictures
from workshop_kit.bundle.schema import Bundle, PicturePart
from workshop_kit.errors import DamagedFile, Wrong
from workshop_kit.i18n import N_
from workshop_kit.look import symbols
from workshop_kit.pictures import PHOTO, SYMBOL, Photo

_UNREADABLE = (
    ValueError,
    OSError,
    SyntaxError,
    IndexError,
    TypeError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What base64 and Pillow raise for a broken or a hostile file."""


def photos_of(db: Session, workshop: Workshop, bundle: Bundle) -> list[PicturePart]:
    """The photos that something in the bundle names, by digest."""
    wanted = sorted({reference for reference in _named(bundle) if pictures.is_photo(reference)})
    found = [pictures.by_reference(db, workshop, reference) for reference in wanted]
    return [
        PicturePart(
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            content=b64encode(picture.content).decode(),
        )
        for picture in found
    ]


def keep(db: Session, workshop: Workshop, bundle: Bundle, *, now: datetime) -> Mapping[str, str]:
    """Keep the photos of a bundle; its references -> those of the rows. Raises DamagedFile.

    A photo gets a new digest, because it is written anew.
    """
    named = set(_named(bundle))
    known = {"": "", **{f"{SYMBOL}{name}": f"{SYMBOL}{name}" for name in symbols.NAMES}}
    for part in bundle.pictures:
        if (reference := PHOTO + part.digest) not in named:
            raise DamagedFile(why=N_("it has a photo that nothing in it shows"))
        known[reference] = pictures.keep(db, workshop, _read(part), now=now)
    return known


def _read(part: PicturePart) -> Photo:
    try:
        content = b64decode(part.content, validate=True)
        if hashlib.sha256(content).hexdigest() != part.digest or _size(content) != (part.width, part.height):
            raise DamagedFile(why=N_("a photo in it cannot be read"))
        return pictures.shrunk(content)
    except (Wrong, *_UNREADABLE) as error:
        raise DamagedFile(why=N_("a photo in it cannot be read")) from error


def _size(content: bytes) -> tuple[int, int]:
    """What the head of a JPEG says, before anything is unpacked."""
    with Image.open(BytesIO(content), formats=("JPEG",)) as image:
        return image.size


def _named(bundle: Bundle) -> Iterator[str]:
    yield from (step.picture for step in bundle.steps)
    yield from (theme.picture for theme in bundle.themes)
    yield from (idea.picture for idea in bundle.ideas)
    yield from (note.picture for note in bundle.notes)
    yield from (option.picture for vote in bundle.votes for option in vote.options)
