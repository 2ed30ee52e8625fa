"""Tables: what each one talks about, which language it shares, who sits there, and where people go next.

`Participant.table_name` is the table at which somebody began: where she sits in a later round, the rotation says
(`workshop_kit/rotation.py`). So a step that is played again, or gone back to, never moves anybody twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlmodel import Session, col, select, update

from models import Hand, Idea, Note, Participant, Step, StepKind, Texts, Workshop
from workshop_kit import steps, workshops
from workshop_kit.errors import Wrong
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.rotation import Rotation, rotation
from workshop_kit.text import cleaned

NAME_LIMIT = 40
TOPIC_LIMIT = 200
MOST = 40


class WrongTables(Wrong):
    sentence = N_("Each table needs a name of its own, of at most 40 letters. There may be 40 tables.")


@dataclass(frozen=True)
class CafeTable:
    """`language`: the one that its people share; empty: any."""

    name: str
    topic: Texts
    language: str = ""


def named(workshop: Workshop) -> list[CafeTable]:
    """The tables of a workshop, in their order."""
    return [CafeTable(one["name"], one.get("topic", {}), one.get("language", "")) for one in workshop.tables]


def numbered(count: int, before: Sequence[CafeTable] = ()) -> list[CafeTable]:
    """So many tables: those from before, and new ones that are called by the next numbers that are free."""
    found, number = list(before[:count]), 1
    while len(found) < count:
        if not any(table.name == str(number) for table in found):
            found.append(CafeTable(str(number), {}))
        number += 1
    return found


def set_tables(db: Session, workshop: Workshop, tables: Sequence[CafeTable]) -> None:
    """What belongs to a table that has another name now goes with it: people, links, ideas, notes.

    Raises WrongTables.
    """
    fresh = [_checked(table) for table in tables]
    if len(fresh) > MOST or len({table["name"].casefold() for table in fresh}) < len(fresh):
        raise WrongTables()
    renamed = _renamed([table.name for table in named(workshop)], [table["name"] for table in fresh])
    workshop.tables = fresh
    for model in (Participant, Hand, Idea, Note) if renamed else ():
        rows: Any = model
        theirs = select(rows).where(rows.workshop_id == workshop.id, col(rows.table_name).in_(renamed))
        for row in db.exec(theirs):
            row.table_name = renamed[row.table_name]
            db.add(row)
    db.flush()
    _clear(db, workshop)
    workshops.touch(db, workshop)


def find(workshop: Workshop, name: str) -> CafeTable | None:
    """The table of a name, as somebody types it; None where there is none."""
    wanted = " ".join(name.split()).casefold()
    return next((table for table in named(workshop) if table.name.casefold() == wanted), None)


def address(link: str, table: CafeTable) -> str:
    """Where a phone joins that sits at a table."""
    return f"{link}?table={quote(table.name, safe='')}"


# --- rounds -----------------------------------------------------------------------------------------------


def is_round(step: Step | None) -> bool:
    """Whether people write by table in this step."""
    return step is not None and step.kind == StepKind.IDEAS and bool(step.settings.get("by_table"))


def rounds(agenda: Sequence[Step]) -> list[Step]:
    return [step for step in steps.played(agenda) if is_round(step)]


def plan(workshop: Workshop, agenda: Sequence[Step]) -> Rotation:
    """Who shares a language stays together."""
    tables = named(workshop)
    together = [table.name for table in tables if table.language]
    return rotation([table.name for table in tables], together, len(rounds(agenda)))


@dataclass(frozen=True)
class Place:
    """Where somebody sits now; `next` is where she goes in the next round, if there is one."""

    table: CafeTable
    moved: bool  # since the round before
    next: str = ""


def place(db: Session, workshop: Workshop, step: Step | None, first: str, person: int) -> Place | None:
    """Where somebody sits in a step, who began at a table. `person`: the participant's id."""
    if find(workshop, first) is None:
        return None
    agenda = steps.agenda(db, workshop)
    found, at, way = rounds(agenda), _round(agenda, step), plan(workshop, agenda)
    table = find(workshop, way.table(first, person, at))
    assert table is not None
    after = way.table(first, person, at + 1) if at + 1 < len(found) else ""
    moved = at > 0 and way.table(first, person, at - 1) != table.name
    return Place(table, moved, after if after != table.name else "")


def places(db: Session, workshop: Workshop, step: Step | None, people: Mapping[int, str]) -> dict[int, str]:
    """Participant id -> the name of the table at which she sits now, of those who began at one (id -> table)."""
    known = {table.name for table in named(workshop)}
    if not known or not is_round(step):
        return {}
    agenda = steps.agenda(db, workshop)
    at, way = _round(agenda, step), plan(workshop, agenda)
    return {id: way.table(first, id, at) for id, first in people.items() if first in known}


def sit(db: Session, workshop: Workshop, participant: Participant, name: str) -> CafeTable | None:
    """Somebody sits down at a table now; None, and nothing changes, where there is no such table."""
    table = find(workshop, name)
    if table is None:
        return None
    agenda = steps.agenda(db, workshop)
    at = _round(agenda, steps.current(db, workshop))
    participant.table_name = plan(workshop, agenda).first(table.name, participant.id or 0, at)
    db.add(participant)
    return table


# --------------------------------------------------------------------------------------------------------


def _round(agenda: Sequence[Step], step: Step | None) -> int:
    """The round of a step, from 0; of another step that of the last one before it."""
    if step is None:
        return 0
    before = [one for one in rounds(agenda) if one.position <= step.position]
    return max(0, len(before) - 1)


def _checked(table: CafeTable) -> dict[str, Any]:
    name = " ".join(table.name.split())
    if not name or len(name) > NAME_LIMIT or (table.language and table.language not in LANGUAGES):
        raise WrongTables()
    topic = {code: cleaned(text, TOPIC_LIMIT) for code, text in table.topic.items() if text.strip()}
    return {"name": cleaned(name, NAME_LIMIT), "topic": topic, "language": table.language}


def _renamed(before: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """Old name -> new name, of the tables that stand in the same place and have another name."""
    if len(before) != len(now):
        return {}
    pairs = zip(before, now, strict=True)
    return {old: new for old, new in pairs if old not in now and new not in before}


def _clear(db: Session, workshop: Workshop) -> None:
    """Nobody sits at a table that has gone."""
    there = [table["name"] for table in workshop.tables]
    gone = col(Participant.table_name).not_in(there), col(Participant.workshop_id) == workshop.id
    db.exec(update(Participant).where(*gone).values(table_name=""))
