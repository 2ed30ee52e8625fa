"""Opening a Word file that somebody has chosen: nothing in it is trusted, and a refusal says why."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from workshop_kit.errors import DamagedFile, UnknownFormat, WorkshopError
from workshop_kit.i18n import N_

LARGEST = 20 * 2**20
UNPACKED = 5 * LARGEST
"""Bytes. Word's XML shrinks to a tenth, but pictures, which make a file big, hardly shrink."""
MOST_PARTS = 2_000

_TYPES = "[Content_Types].xml"
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = (b"macroEnabled", b"vbaProject")
_STRICT = b"purl.oclc.org/ooxml"


def opened(content: bytes) -> Docx:
    """The document in a .docx or .dotx file. Raises UnknownFormat or DamagedFile."""
    _refuse_other_kinds(content)
    with readable():
        _refuse_bombs(content)
        document = Document(BytesIO(_as_document(content)))
        kinds = {relation.reltype for relation in document.part.rels.values()}
    if RELATIONSHIP_TYPE.STYLES not in kinds:
        raise DamagedFile(why=N_("it has no styles"))
    return document


@contextmanager
def readable() -> Iterator[None]:
    """What reading raises in here becomes a sentence: python-docx fails in many ways on a damaged file."""
    try:
        yield
    except WorkshopError:
        raise
    except (Exception, zlib.error) as error:
        raise DamagedFile(why=N_("it is not a whole Word document")) from error


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > LARGEST:
        raise UnknownFormat(why=N_("it is larger than 20 MB"))
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise UnknownFormat(why=N_("it is locked with a password"))
        raise UnknownFormat(why=N_("it is from an old Word, save it as .docx first"))
    if not content.startswith(b"PK"):
        raise UnknownFormat(why=N_("it is not a Word document (.docx)"))


def _refuse_bombs(content: bytes) -> None:
    """Also what only calls itself a Word document."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise DamagedFile(why=N_("it unpacks to far more than a document needs"))
            types, relations = package.read(_TYPES), package.read("_rels/.rels")
    except (BadZipFile, KeyError) as error:
        raise DamagedFile(why=N_("it is not a whole Word document")) from error
    if any(macro in types for macro in _MACROS):
        raise UnknownFormat(why=N_("it has macros, save it without them"))
    if b"wordprocessingml" not in types:
        raise UnknownFormat(why=N_("it is not a Word document (.docx)"))
    if _STRICT in relations:
        raise UnknownFormat(why=N_("it is a strict Open XML document, save it as an ordinary .docx"))


def _as_document(content: bytes) -> bytes:
    """A .dotx is a .docx by another name."""
    template, document = (kind.encode() for kind in (_TEMPLATE, CONTENT_TYPE.WML_DOCUMENT_MAIN))
    with ZipFile(BytesIO(content)) as package:
        if template not in package.read(_TYPES):
            return content
        file = BytesIO()
        with ZipFile(file, "w") as renamed:
            for part in package.infolist():
                data = package.read(part)
                renamed.writestr(part, data.replace(template, document) if part.filename == _TYPES else data)
    return file.getvalue()


_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
