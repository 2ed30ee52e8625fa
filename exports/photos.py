"""Photos as they are put into a document: as many dots as paper needs, so that a hundred of them can be mailed."""

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

from PIL import Image

from workshop_kit.pictures import Photo

DOTS = 640
"""Pixels of the longer side: 230 dots an inch at 7 cm."""
QUALITY = 74


@lru_cache(maxsize=64)
def jpeg(photo: Photo) -> bytes:
    """The photo, smaller where it was larger than that."""
    if max(photo.width, photo.height) <= DOTS:
        return photo.content
    with Image.open(BytesIO(photo.content), formats=("JPEG",)) as image:
        image.thumbnail((DOTS, DOTS), Image.Resampling.LANCZOS)
        file = BytesIO()
        image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()


def data_address(photo: Photo) -> str:
    """The photo inside a page, for the `src` of an image."""
    return f"data:image/jpeg;base64,{b64encode(jpeg(photo)).decode()}"
