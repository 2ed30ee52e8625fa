"""Pabulib's files of participatory-budgeting elections (http://pabulib.org/format): in, and out again."""

import csv
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from workshop_kit.analysis.shortlist.election import Election, Project, Shortlist
from workshop_kit.errors import DamagedFile, DamagedLine

APPROVAL, CUMULATIVE, ORDINAL, SCORING = "approval", "cumulative", "ordinal", "scoring"
NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}
SECTIONS = tuple(NEEDED)
MOST_DIGITS = 15
THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
Row = tuple[int, dict[str, str]]
"""The number of a line, and what it has in each column."""


def read(path: Path) -> tuple[Election, str]:
    """The election, and its kind of ballots: approval, cumulative, ordinal or scoring.

    An approved project has one point, one in a ranking a point for each that stands below it (Borda). Raises
    DamagedFile, DamagedLine.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            lines = csv.reader(file, delimiter=";")
            sections = _sections([(lines.line_num, cells) for cells in lines])
        except (csv.Error, UnicodeDecodeError) as error:
            raise DamagedFile(why=str(error)) from error
    meta = {row["key"]: (number, row["value"]) for number, row in sections["META"]}
    for name in ("budget", "vote_type"):
        if name not in meta:
            raise DamagedFile(why=f"its section META has no “{name}”")
    kind = meta["vote_type"][1].strip().lower()
    if kind not in (APPROVAL, CUMULATIVE, ORDINAL, SCORING):
        raise DamagedLine(line=meta["vote_type"][0], why=f"the vote type “{kind[:20]}” is not known here")
    projects = _projects(sections["PROJECTS"])
    budget = _money(*meta["budget"], "budget")
    return Election(projects, budget, _points(sections["VOTES"], projects, kind)), kind


def _sections(lines: Sequence[tuple[int, list[str]]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    name, head = "", list[str]()
    for number, cells in lines:
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if cells[0].upper() in SECTIONS and not any(cells[1:]):
            name, head = cells[0].upper(), []
            found[name] = []
        elif not name:
            raise DamagedLine(line=number, why="it stands before the section META")
        elif not head:
            head = [cell.lower() for cell in cells]
            for column in NEEDED[name]:
                if column not in head:
                    raise DamagedLine(line=number, why=f"the section {name} has no column “{column}”")
        else:
            found[name].append((number, dict(zip(head, [*cells, *[""] * len(head)], strict=False))))
    for name in SECTIONS:
        if name not in found:
            raise DamagedFile(why=f"it has no section {name}")
    return found


def _projects(rows: Sequence[Row]) -> tuple[Project, ...]:
    found: dict[str, Project] = {}
    for number, row in rows:
        name = row.get("project_id", "")
        if not name or name in found:
            raise DamagedLine(
                line=number, why=f"the project “{name[:40]}” is there twice" if name else "it has no id"
            )
        found[name] = Project(name, _money(number, row.get("cost", ""), "cost"), row.get("name", ""))
    return tuple(found.values())


def _money(number: int, text: str, what: str) -> Fraction:
    if THOUSANDS.fullmatch(text):
        raise DamagedLine(
            line=number, why=f"the {what} “{text[:20]}” could be read in two ways: leave the commas out"
        )
    try:
        read = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise DamagedLine(line=number, why=f"the {what} “{text[:20]}” is no number") from error
    if not read.is_finite() or len(read.as_tuple().digits) > MOST_DIGITS or abs(read.adjusted()) > MOST_DIGITS:
        raise DamagedLine(line=number, why=f"the {what} “{text[:20]}” is no amount of money")
    value = Fraction(read)
    if value < 0:
        raise DamagedLine(line=number, why=f"the {what} “{text[:20]}” is below zero")
    return value


def _points(rows: Sequence[Row], projects: Sequence[Project], kind: str) -> Any:
    place = {project.id: i for i, project in enumerate(projects)}
    points = np.zeros((len(rows), len(projects)), np.int64)
    for voter, (number, row) in enumerate(rows):
        named = [name.strip() for name in row.get("vote", "").split(",") if name.strip()]
        for name in named:
            if name not in place:
                raise DamagedLine(line=number, why=f"there is no project “{name[:40]}”")
        if len(set(named)) < len(named):
            raise DamagedLine(line=number, why="a project is in it twice")
        for name, value in zip(named, _values(number, row, named, kind), strict=True):
            points[voter, place[name]] = value
    return points


def _values(number: int, row: dict[str, str], named: Sequence[str], kind: str) -> Iterator[int]:
    if kind == APPROVAL:
        yield from (1 for _name in named)
    elif kind == ORDINAL:
        yield from range(len(named) - 1, -1, -1)
    else:
        given = [text.strip() for text in row.get("points", "").split(",") if text.strip()]
        if len(given) != len(named):
            raise DamagedLine(line=number, why=f"it has {len(named)} projects and {len(given)} points")
        for text in given:
            if not text.isascii() or not text.isdecimal() or len(text) > 9:
                raise DamagedLine(line=number, why=f"the points “{text[:20]}” are no whole number")
            yield int(text)


def write(path: Path, election: Election, kind: str, chosen: Shortlist | None = None, **meta: str) -> None:
    """The text of `written` as a file."""
    path.write_text(written(election, kind, chosen, **meta), encoding="utf-8", newline="")


def written(election: Election, kind: str, chosen: Shortlist | None = None, **meta: str) -> str:
    """Approvals or points as a Pabulib file. `meta` are more lines of its section META, such as `description`.

    Raises ValueError for rankings: their points do not tell who came last.
    """
    if kind == ORDINAL:
        raise ValueError("a ranking cannot be written from its points")
    taken = set(chosen.selected) if chosen else set()
    facts = {
        **meta,
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": _plain(election.budget),
        "vote_type": kind,
        **({"rule": chosen.rule} if chosen else {}),
    }
    file = StringIO()
    out = csv.writer(file, delimiter=";", lineterminator="\n")
    out.writerows([["META"], ["key", "value"], *facts.items(), ["PROJECTS"]])
    out.writerow(["project_id", "cost", "votes", "name", "selected"])
    for i, project in enumerate(election.projects):
        out.writerow([project.id, _plain(project.cost), election.supporters(i), project.name, int(i in taken)])
    with_points = kind in (CUMULATIVE, SCORING)
    out.writerows([["VOTES"], ["voter_id", "vote", *(["points"] if with_points else [])]])
    for voter, row in enumerate(election.points.tolist()):
        named = sorted((i for i, value in enumerate(row) if value), key=lambda i: -row[i])
        line = [str(voter), ",".join(election.projects[i].id for i in named)]
        out.writerow([*line, *([",".join(str(row[i]) for i in named)] if with_points else [])])
    return file.getvalue()


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))
