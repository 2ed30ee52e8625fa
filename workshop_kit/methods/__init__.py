"""Dialogue methods: one TOML file each beside this module, in our own words.

A method is a template: a workshop copies its steps and may change them. What each is for, when not to use
it and where it comes from is in docs/explanation/methods.md; how a file is written in docs/reference/methods.md.
"""

from collections.abc import Iterator
from functools import cache

from sqlmodel import Session

from models import Texts
from workshop_kit.errors import NoSuchMethod
from workshop_kit.i18n import N_, everywhere
from workshop_kit.methods import own
from workshop_kit.methods.method import TROUBLES, WRITTEN, Method, MethodStep
from workshop_kit.methods.reading import FOLDER, parsed, read

__all__ = [
    "FOLDER",
    "TROUBLES",
    "WRITTEN",
    "Method",
    "MethodStep",
    "by_id",
    "find",
    "known",
    "listed",
    "named",
    "own",
    "read",
    "sentences",
]


@cache
def listed() -> tuple[Method, ...]:
    """Every method of the kit, the shortest first. Raises ValueError where a file is broken."""
    methods = [read(path) for path in FOLDER.glob("*.toml")]
    return tuple(sorted(methods, key=lambda method: (method.total_minutes, method.id)))


def by_id(id: str) -> Method:
    """The method of a name. Raises NoSuchMethod."""
    for method in listed():
        if method.id == id:
            return method
    raise NoSuchMethod(method=id)


def find(db: Session, id: str) -> Method:
    """A method of the kit or of one's own. Raises NoSuchMethod."""
    return own.by_id(db, id) if own.is_own(id) else by_id(id)


def known(db: Session, id: str) -> Method | None:
    """A method; None where it has been removed since."""
    try:
        return find(db, id)
    except NoSuchMethod:
        return None


def named(db: Session, id: str) -> Texts:
    """What a method is called, for papers; one that has been removed since has a general name."""
    method = known(db, id)
    return method.name if method else everywhere(N_("A method of our own"))


def sentences() -> Iterator[tuple[str, str]]:
    """(file name, English text) of everything in the methods that the room reads, for the catalogues."""
    for path in sorted(FOLDER.glob("*.toml")):
        for step in parsed(path)["steps"]:
            for name in ("title", "prompt"):
                if step.get(name):
                    yield path.name, step[name]["en"].strip()
