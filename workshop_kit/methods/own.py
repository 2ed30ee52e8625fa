"""Methods of one's own: an agenda saved as a method, kept in the database, shared as a TOML file.

A file that somebody brings is read as strictly as the kit's own, but in whatever languages it has.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import tomli_w
from sqlmodel import Session, col, select

from models import OwnMethod, Step, Texts
from workshop_kit.errors import DamagedFile, NoSuchMethod
from workshop_kit.i18n import N_
from workshop_kit.methods.method import Method
from workshop_kit.methods.reading import read_own
from workshop_kit.vote_settings import CHECKS

PREFIX = "own-"
"""Begins the name of every method that is somebody's own, so that none takes the place of one of the kit's."""
MOST_BYTES = 200_000
MOST = 200
"""Methods that are kept."""
IN_IDEAS = ("by_table", "show_others", "photos", "symbols")


def is_own(id: str) -> bool:
    return id.startswith(PREFIX)


def listed(db: Session) -> list[Method]:
    """All that are saved here, by name."""
    rows = db.exec(select(OwnMethod).order_by(col(OwnMethod.slug)))
    return [read_own(row.content, row.slug) for row in rows]


def by_id(db: Session, id: str) -> Method:
    """Raises NoSuchMethod."""
    row = db.get(OwnMethod, id)
    if row is None:
        raise NoSuchMethod(method=id)
    return read_own(row.content, row.slug)


def save_agenda(
    db: Session, name: Texts, purpose: Texts, agenda: Sequence[Step], *, of: Method | None = None, now: datetime
) -> Method:
    """Save the steps of an agenda, the skipped ones left out, as a method. Raises DamagedFile where it has none.

    `of`: the method that the agenda was made of. Its licence goes on with its words, as share-alike asks for.
    """
    table = {
        "name": dict(name),
        **({"purpose": dict(purpose)} if purpose else {}),
        "group_size": of.group_size if of else "6–60",
        "licence": of.licence if of else "–",
        **({"source": of.source} if of and of.source else {}),
        "steps": [_step(step) for step in agenda if not step.skipped],
    }
    return bring_in(db, tomli_w.dumps(table).encode(), now=now)


def bring_in(db: Session, content: bytes, *, now: datetime) -> Method:
    """Keep a method's file under a name that is free. Raises DamagedFile, which says what is wrong in it."""
    if len(content) > MOST_BYTES:
        raise DamagedFile(why=N_("it is too large"))
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        method = read_own(text, "method")
    except UnicodeDecodeError as error:
        raise DamagedFile(why=N_("it is not text")) from error
    except ValueError as error:
        raise DamagedFile(why=str(error)) from error
    taken = set(db.exec(select(OwnMethod.slug)))
    if len(taken) >= MOST:
        raise DamagedFile(why=N_("there are too many methods here; remove some first"))
    slug = _free(next(iter(method.name.values())), taken)
    db.add(OwnMethod(slug=slug, content=text, saved_at=now))
    db.flush()
    return read_own(text, slug)


def remove(db: Session, id: str) -> None:
    """Workshops that were made with it keep their agenda."""
    if (row := db.get(OwnMethod, id)) is not None:
        db.delete(row)
        db.flush()


def as_file(method: Method) -> bytes:
    """A method as a TOML file, to share; also one of the kit's, to change it."""
    head: dict[str, Any] = {
        "name": method.name,
        "purpose": method.purpose,
        "fits": method.fits,
        "fits_not": method.fits_not,
        "group_size": method.group_size,
        "languages": method.languages,
        "materials": method.materials,
        "troubles": method.troubles,
        "licence": method.licence,
        "source": method.source,
    }
    steps = [_step(part) for part in method.steps]
    return tomli_w.dumps({**{k: v for k, v in head.items() if v}, "steps": steps}, multiline_strings=True).encode()


def _step(step: Any) -> Mapping[str, Any]:
    """A step of an agenda or of a method, as its table."""
    known = (*CHECKS, *IN_IDEAS)
    table = {
        "kind": step.kind.value,
        "minutes": step.minutes,
        "shortest": min(step.shortest, step.minutes) if step.shortest else None,
        "phones": step.phones.value,
        "title": dict(step.title),
        "say": dict(step.say),
        "prompt": dict(step.prompt),
        "needs": dict(step.needs),
        "settings": {name: value for name, value in step.settings.items() if name in known},
    }
    return {name: value for name, value in table.items() if value}


def _free(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = PREFIX + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:28] or "method")
    return next(id for n in range(1, MOST + 2) if (id := base if n == 1 else f"{base}-{n}") not in taken)
