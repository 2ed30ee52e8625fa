"""A catalogue file opened: bounded in size, its kind told apart, its letters decoded piece by piece.

Files may be larger than what fits in memory as text, so nothing here holds the whole of one.
"""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NamedTuple

from workshop_kit.catalogue import reasons
from workshop_kit.errors import DamagedFile, UnknownFormat

MOST_BYTES = 2 * 1024 * 1024 * 1024
_BLOCK = 1024 * 1024
_BLANK = b" \t\r\n\v\f"
ESCAPED = re.compile("[\udc80-\udcff]")
"""Bytes that are no letters, as Python keeps them in text."""


class Letters(NamedTuple):
    """The text of a file. `damaged`: bytes that are no letters are in it, as `ESCAPED`."""

    text: TextIOWrapper
    damaged: bool = False


def opened(given: Path | bytes) -> BinaryIO:
    """The file, at its beginning. Raises DamagedFile."""
    file = BytesIO(given) if isinstance(given, bytes) else _file(given)
    try:
        size = file.seek(0, 2)
        file.seek(0)
    except OSError as error:
        file.close()
        raise DamagedFile(why=reasons.NO_FILE) from error
    if size > MOST_BYTES or not size:
        file.close()
        raise DamagedFile(why=reasons.TOO_BIG if size else reasons.NOTHING)
    return file


def _file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise DamagedFile(why=reasons.NO_FILE) from error


def is_zip(file: BinaryIO) -> bool:
    begins = file.read(2)
    file.seek(0)
    return begins == b"PK"


def letters(file: BinaryIO) -> Letters:
    """The text: UTF-8; UTF-16 where a mark says so; else what Excel on Windows writes, if it can be that.

    Raises UnknownFormat, DamagedFile.
    """
    begins = file.read(4096)
    file.seek(0)
    if begins[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _as(file, "utf-16", "replace")
    if b"\0" in begins:
        raise UnknownFormat(why=reasons.NOT_TEXT)
    if _decodes(file, "utf-8"):
        return _as(file, "utf-8-sig", "strict")
    if _is_damaged_utf_8(file, begins):
        return _as(file, "utf-8-sig", "surrogateescape")._replace(damaged=True)
    if _decodes(file, "cp1252"):
        return _as(file, "cp1252", "strict")
    raise UnknownFormat(why=reasons.NOT_TEXT)


def _as(file: BinaryIO, encoding: str, errors: str) -> Letters:
    return Letters(TextIOWrapper(file, encoding, errors, newline=""))


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(_BLOCK):
        yield block
    file.seek(0)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(file):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        file.seek(0)
        return False
    return True


def _is_damaged_utf_8(file: BinaryIO, begins: bytes) -> bool:
    """Whether this is UTF-8 with bad places: most of its other letters are good, or it is JSON."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    for block in _blocks(file):
        tried = decoder.decode(block)
        bad += tried.count("\ufffd")
        good += len(re.findall("[^\x00-\x7f\ufffd]", tried))
    return good > bad or begins.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)[:1] in (b"{", b"[")


def begins(letters: Letters) -> str:
    """The first letter that is not blank; empty in a blank file. The text is then at its beginning again."""
    found = ""
    while not found and (block := letters.text.read(4096)):
        found = block.lstrip("\ufeff \t\r\n\v\f")[:1]
    letters.text.seek(0)
    return found
