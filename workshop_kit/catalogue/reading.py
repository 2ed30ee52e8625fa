"""A catalogue file of any known format: recognised by what is in it, not by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_kit.catalogue import csv_file, formats, hsds_package, json_file, opened, reasons
from workshop_kit.catalogue.csv_file import Headings
from workshop_kit.catalogue.csv_rows import Lines
from workshop_kit.catalogue.formats import Outcome
from workshop_kit.catalogue.json_window import Window
from workshop_kit.catalogue.opened import Letters
from workshop_kit.catalogue.pieces import Refusal
from workshop_kit.catalogue.record import Record
from workshop_kit.errors import DamagedFile, UnknownFormat

MOST_REFUSED = 1000  # refusals that are told one by one


@dataclass(frozen=True)
class Reading:
    """What is in a file. Each id is there once: of several records with one id, the last counts."""

    records: tuple[Record, ...]
    refused: tuple[Refusal, ...] = ()  # the first MOST_REFUSED, in the order of the file
    refusals: int = 0  # how many there are in all
    twice: int = 0  # records dropped, because a later one has the same id
    left_out: int = 0  # services that are closed, or drafts


def read(
    given: Path | bytes, language: str | None = None, columns: Mapping[str, str] | None = None
) -> list[Record]:
    """The services in a catalogue file (a path or its bytes), each id once: the last one counts.

    `language` is the language of texts that do not say theirs (all of HSDS; a column `name`); without it,
    it is guessed. `columns`: what columns of a CSV file mean, by their names in `headings`: `name_fi`, `area` …,
    or nothing for a column to leave out; the others are guessed. Stops at the first row or service that cannot
    be read. Raises UnknownFormat, DamagedFile, DamagedLine.
    """
    kept: dict[tuple[str, str], Record] = {}
    for outcome in _outcomes(given, language, columns):
        if isinstance(outcome, Refusal):
            raise outcome.error()
        if outcome:
            kept[outcome.source, outcome.source_id] = outcome
    if not kept:
        raise DamagedFile(why=reasons.NO_SERVICES)
    return list(kept.values())


def inspect(given: Path | bytes, language: str | None = None, columns: Mapping[str, str] | None = None) -> Reading:
    """The same, but it reads all that can be read and says what cannot.

    Raises UnknownFormat and DamagedFile only where the file as a whole is no catalogue.
    """
    kept: dict[tuple[str, str], Record] = {}
    refused: list[Refusal] = []
    read = refusals = left_out = 0
    for outcome in _outcomes(given, language, columns):
        if isinstance(outcome, Refusal):
            refusals += 1
            refused += [outcome] if refusals <= MOST_REFUSED else []
        elif outcome:
            read += 1
            kept[outcome.source, outcome.source_id] = outcome
        else:
            left_out += 1
    if not kept and not refused:
        raise DamagedFile(why=reasons.NO_SERVICES)
    return Reading(tuple(kept.values()), tuple(refused), refusals, read - len(kept), left_out)


def headings(given: Path | bytes) -> Headings:
    """The columns of a CSV file, what they are taken for, and what stands in them, for a person to put right.

    Raises UnknownFormat where it is no CSV file, DamagedFile.
    """
    with opened.opened(given) as file:
        if opened.is_zip(file):
            raise UnknownFormat(why=reasons.NO_TABLE)
        letters = opened.letters(file)
        with letters.text:
            if opened.begins(letters) in ("{", "[", "<"):
                raise UnknownFormat(why=reasons.NO_TABLE)
            return csv_file.headings(Lines(letters.text))


def _outcomes(given: Path | bytes, language: str | None, columns: Mapping[str, str] | None) -> Iterator[Outcome]:
    with opened.opened(given) as file:
        if opened.is_zip(file):
            yield from formats.made(hsds_package.pieces(file), formats.HSDS, language)
        else:
            letters = opened.letters(file)
            with letters.text:
                yield from _of_text(letters, language, columns)


def _of_text(letters: Letters, language: str | None, columns: Mapping[str, str] | None) -> Iterator[Outcome]:
    begins = opened.begins(letters)
    if not begins:
        raise DamagedFile(why=reasons.NOTHING)
    if begins == "<":
        raise UnknownFormat(why=reasons.PAGE)
    if begins in ("{", "["):
        window = Window(letters.text, damaged=letters.damaged)
        return formats.outcomes(json_file.pieces(window, formats.knows), language)
    return csv_file.outcomes(Lines(letters.text), language, columns)
