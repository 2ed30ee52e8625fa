"""Service catalogues: readers and writers of the formats that cities already have. Pure, no database.

    read(path or bytes)   -> records    recognises the format by what is in the file; stops at what is damaged
    inspect(the same)     -> Reading    reads what can be read, and tells what cannot, by line
    headings(the same)    -> Headings   the columns of a CSV file and what they are taken for
    write_csv(records)    -> bytes      our columns; a spreadsheet cannot run what is in it
    write_hsds(records)   -> bytes      Open Referral HSDS 3.0, a JSON list of services
    write_hsds_package(records)         the same as its tables in a zip file
    starter()             -> records    the catalogue that comes with the kit

The formats are documented in docs/reference/catalogue-formats.md.
"""

from functools import cache
from pathlib import Path

from workshop_kit.catalogue.bodies import BODIES
from workshop_kit.catalogue.columns import CHOICES
from workshop_kit.catalogue.csv_file import Heading, Headings
from workshop_kit.catalogue.hsds_writing import write_hsds, write_hsds_package
from workshop_kit.catalogue.pieces import Refusal
from workshop_kit.catalogue.reading import Reading, headings, inspect, read
from workshop_kit.catalogue.record import KINDS, SOURCES, Record
from workshop_kit.catalogue.writing import write_csv

STARTER = Path(__file__).parent / "starter.csv"

__all__ = [
    "BODIES", "CHOICES", "KINDS", "SOURCES", "STARTER", "Heading", "Headings", "Reading", "Record", "Refusal",
    "headings", "inspect", "read", "starter", "write_csv", "write_hsds", "write_hsds_package",
]  # fmt: skip


@cache
def starter() -> tuple[Record, ...]:
    """The starter catalogue: kinds of services of Vantaa, its wellbeing services county and the state."""
    return tuple(read(STARTER))
