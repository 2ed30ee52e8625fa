"""Opening a workbook from anywhere: a file that lies about what it is, how big it is or what is in it is refused.

A workbook is a zip file of XML parts. A part may swell when it is unpacked, hold millions of elements, or define
entities; so all parts are gone through once, as a stream, before openpyxl may read any of them.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from typing import Any
from xml.parsers import expat

from openpyxl import Workbook, load_workbook

from exports.excel import reasons
from workshop_kit.errors import DamagedFile, UnknownFormat, WorkshopError

MOST_PARTS = 2_000
MOST_UNPACKED = 60 * 1024 * 1024  # bytes of all parts
MOST_ELEMENTS = 300_000  # of all parts; a workbook of a thousand ideas has a tenth of them
_PIECE = 64 * 1024
_LOCKED = 0x1
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")  # how .xls begins, and every workbook with a password ([MS-CFB])
_BOOK = "[Content_Types].xml"


@contextmanager
def workbook(content: bytes) -> Iterator[Workbook]:
    """The workbook, read row by row; formulas are not run. Raises UnknownFormat, DamagedFile."""
    if content.startswith(_OLD):
        raise UnknownFormat(why=reasons.LOCKED)
    if not content.startswith(b"PK"):
        raise UnknownFormat(why=reasons.NO_WORKBOOK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are not read here
            _check(content)
            with closing(load_workbook(BytesIO(content), read_only=True)) as book:
                yield book
    except WorkshopError:
        raise
    except Exception as error:  # openpyxl and the zip and XML readers below it raise whatever comes
        raise DamagedFile(why=reasons.DAMAGED) from error


def _check(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        entries = package.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise DamagedFile(why=reasons.TOO_MUCH)
        if _BOOK not in package.namelist():
            raise UnknownFormat(why=reasons.NO_WORKBOOK)
        if any(entry.flag_bits & _LOCKED for entry in entries):
            raise UnknownFormat(why=reasons.LOCKED)
        seen = 0
        for entry in entries:
            seen += _elements(package, entry, MOST_ELEMENTS - seen)


def _elements(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> int:
    """How many elements a part has; none where it is not XML, such as a picture.

    Never unpacks more bytes than the size that was added up before.
    """
    counter = _Counter(most)
    with package.open(entry) as part:
        try:
            while piece := part.read(_PIECE):
                counter.parser.Parse(piece, False)
        except expat.ExpatError:
            pass  # openpyxl says so, where it needs the part
    return counter.seen


class _Counter:
    """Counts elements as they come by. Office never writes a document type, and needs none."""

    def __init__(self, most: int) -> None:
        self.seen, self._most = 0, most
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._count
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _count(self, _name: str, _attributes: Any) -> None:
        self.seen += 1
        if self.seen > self._most:
            raise DamagedFile(why=reasons.TOO_MUCH)

    def _refuse(self, *_declaration: Any) -> None:
        raise DamagedFile(why=reasons.DAMAGED)
