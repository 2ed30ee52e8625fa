"""Service catalogues: readers and writers of the formats that cities already have. Pure, no database.

    read(path or bytes)   -> records    recognises the format by what is in the file
    write_csv(records)    -> bytes      our columns; a spreadsheet cannot run what is in it
    write_hsds(records)   -> bytes      Open Referral HSDS 3.0
    starter()             -> records    the catalogue that comes with the kit

The formats are documented in docs/reference/catalogue-formats.md.
"""

from functools import cache
from pathlib import Path

from workshop_kit.catalogue.bodies import BODIES
from workshop_kit.catalogue.reading import read
from workshop_kit.catalogue.record import SOURCES, Record
from workshop_kit.catalogue.writing import write_csv, write_hsds

STARTER = Path(__file__).parent / "starter.csv"

__all__ = ["BODIES", "SOURCES", "STARTER", "Record", "read", "starter", "write_csv", "write_hsds"]


@cache
def starter() -> tuple[Record, ...]:
    """The starter catalogue: kinds of services of Vantaa, its wellbeing services county and the state."""
    return tuple(read(STARTER))
