"""Question packs: one TOML file each beside this module, questions to the room that a facilitator may take.

The questions are open and about people's own lives. A file has them in English and Finnish; the phones' other
languages come from the catalogues.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models import Texts
from workshop_kit.i18n import everywhere
from workshop_kit.methods import WRITTEN
from workshop_kit.methods.reading import parsed
from workshop_kit.workshops import QUESTION_LIMIT

FOLDER = Path(__file__).parent
KNOWN = ("name", "fits", "questions")
FEWEST, MOST = 4, 5
"""Questions in a pack: enough to choose from, and few enough to read aloud."""


@dataclass(frozen=True)
class Pack:
    id: str  # the file's name
    name: Texts
    fits: Texts  # for whom, and when
    questions: tuple[Texts, ...]  # each in every language of the phones


@cache
def listed() -> tuple[Pack, ...]:
    """Every pack, by its name in English. Raises ValueError where a file is broken."""
    return tuple(sorted(map(read, FOLDER.glob("*.toml")), key=lambda pack: pack.name["en"]))


def by_id(id: str) -> Pack:
    """The pack of a file's name. Raises KeyError."""
    for pack in listed():
        if pack.id == id:
            return pack
    raise KeyError(id)


def read(path: Path) -> Pack:
    """The pack in a file. Raises ValueError, which names the file and the question (counted from 1)."""
    table = parsed(path)
    _know(table, KNOWN, path.name)
    rows = table.get("questions")
    if not isinstance(rows, list) or not FEWEST <= len(rows) <= MOST:
        raise ValueError(f"{path.name}: there are not {FEWEST} to {MOST} questions")
    return Pack(
        id=path.stem,
        name=_texts(table.get("name"), f"{path.name}, name"),
        fits=_texts(table.get("fits"), f"{path.name}, fits"),
        questions=tuple(_question(row, f"{path.name}, question {n}") for n, row in enumerate(rows, start=1)),
    )


def sentences() -> Iterator[tuple[str, str]]:
    """(file name, English text) of every question, for the catalogues."""
    for path in sorted(FOLDER.glob("*.toml")):
        for question in parsed(path)["questions"]:
            yield path.name, question["en"].strip()


def _question(row: Any, where: str) -> Texts:
    texts = _texts(row, where)
    for text in texts.values():
        if len(text) > QUESTION_LIMIT:
            raise ValueError(f"{where}: it is longer than {QUESTION_LIMIT} signs")
    return {**everywhere(texts["en"]), **texts}


def _texts(table: Any, where: str) -> Texts:
    if not isinstance(table, dict):
        raise ValueError(f"{where}: this is missing")
    _know(table, WRITTEN, where)
    return {language: _words(table.get(language), f"{where}: {language}") for language in WRITTEN}


def _words(text: Any, where: str) -> str:
    if isinstance(text, str) and text.strip():
        return text.strip()
    raise ValueError(f"{where} is missing")


def _know(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Refuse a misspelt name instead of passing over it."""
    for name in table:
        if name not in known:
            raise ValueError(f"{where}: {name!r} is unknown here")
