"""The tabular data package of HSDS: a zip file of CSV tables. Nothing of it is ever written to the disk.

A zip file can be made to swell, to hide its names or to lie about its sizes; so entries are counted, sizes are
bounded before and while reading, and entries are looked at by the last part of their names only.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import PurePosixPath
from typing import BinaryIO

from workshop_kit.catalogue import csv_rows, hsds_tables, reasons
from workshop_kit.catalogue.csv_rows import Lines
from workshop_kit.catalogue.pieces import Piece
from workshop_kit.errors import DamagedFile, UnknownFormat

MOST_ENTRIES = 500
MOST_UNPACKED = 1024 * 1024 * 1024  # bytes of all the tables that are read
_LOCKED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """The services of the package. Raises UnknownFormat, DamagedFile."""
    try:
        with zipfile.ZipFile(file) as package:
            yield from _services(package, _found(package))
    except _DAMAGE as error:
        raise DamagedFile(why=reasons.ZIP_DAMAGED) from error


def _found(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The tables that are used; of two of the same name, the one nearest to the top."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise DamagedFile(why=reasons.TOO_MUCH)
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise UnknownFormat(why=reasons.OFFICE)
    tables: dict[str, zipfile.ZipInfo] = {}
    for entry in sorted(entries, key=lambda entry: entry.filename.count("/")):
        path = PurePosixPath(entry.filename)
        if (
            path.suffix.lower() == ".csv"
            and "__MACOSX" not in path.parts
            and (name := hsds_tables.named(path.name))
        ):
            tables.setdefault(name, entry)
    if "services" not in tables:
        raise UnknownFormat(why=reasons.ZIP_OTHER)
    _bounded(tables)
    return tables


def _bounded(tables: dict[str, zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _LOCKED for entry in tables.values()):
        raise DamagedFile(why=reasons.ZIP_LOCKED)
    if sum(entry.file_size for entry in tables.values()) > MOST_UNPACKED:
        raise DamagedFile(why=reasons.TOO_MUCH)


def _services(package: zipfile.ZipFile, found: dict[str, zipfile.ZipInfo]) -> Iterator[Piece]:
    tables = hsds_tables.Tables()
    for name, entry in found.items():
        for piece in _rows(package, entry):  # never gives more bytes than the size that was added up above
            if not piece.why:
                tables.add(name, piece)
            else:
                yield piece if name == "services" else piece._replace(number=0, why=reasons.SIDE_TABLE)
    yield from tables.pieces()


def _rows(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Piece]:
    """The rows of a table as dicts."""
    with package.open(entry) as raw, TextIOWrapper(raw, "utf-8-sig", "surrogateescape", newline="") as text:
        lines = Lines(text)
        first = csv_rows.first_line(lines)
        rows = csv_rows.rows(lines, csv_rows.widest(first))
        names = next(rows, Piece(1, 1, [])).item or []
        for piece in rows:
            number = piece.number - 1
            item = None if piece.why else dict(zip(names, piece.item, strict=False))
            yield piece._replace(number=number, item=item)
