"""The register as CSV: counts come in from a file that was looked at first, and all of it goes out."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from uuid import UUID, uuid5

from sqlmodel import Session, col, func, select

from models import Area, EntryChannel, Indicator, Outcome
from workshop_kit import programmes
from workshop_kit.catalogue.csv_file import escaped
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import N_, pick
from workshop_kit.insights import folded
from workshop_kit.outcomes import indicators, register
from workshop_kit.outcomes.csv_rows import Line, Problem, read
from workshop_kit.outcomes.register import AGES, GENDERS, Draft

_NO_AREA = N_("there is no area called “%(name)s” here. Add it first, or write it as it is written here")
_NO_INDICATOR = N_("nothing called “%(name)s” is counted in this programme")
_UNCLEAR = N_("“%(name)s” is counted in several activities. Add a column called activity")

COLUMNS = (
    *("id", "date", "area", "activity", "indicator", "count", *GENDERS, *AGES),
    *("replaces", "replaced_by", "reason", "channel", "entered_at"),
)


@dataclass(frozen=True)
class Sheet:
    """What a file says: counts that can be taken, in its order, and the lines that cannot.

    `known` of the counts are in the register already, and `left` lines tell of counts that were corrected or taken
    back before the file was written: nothing is done about either.
    """

    rows: tuple[Draft, ...]
    problems: tuple[Problem, ...]
    known: int = 0
    left: int = 0


@dataclass(frozen=True)
class Taken:
    added: int
    known: int


def look(db: Session, programme_id: int, content: bytes, *, now: datetime) -> Sheet:
    """Read a file; nothing is written. Raises DamagedFile, UnknownFormat where it is no table of counts at all.

    A count without an id of its own gets one from what it says, so that the same file brings it once. Where a file
    says the same twice, these are two counts.
    """
    lines, problems = read(content)
    matching = _Matching(db, programme_id)
    rows: list[Draft] = []
    standing = [line for line in lines if not line.replaced_by and not (line.replaces and not line.count)]
    for line in standing:
        try:
            draft = matching.draft(line)
            register.check(db, draft, now)
            rows.append(draft)
        except _Unmatched as trouble:
            problems.append(Problem(line.line, trouble.why, {"name": trouble.name}))
        except WorkshopError as error:
            problems.append(Problem(line.line, error.sentence, error.facts))
    known = _known(db, rows)
    ordered = tuple(sorted(problems, key=lambda problem: problem.line))
    return Sheet(tuple(rows), ordered, sum(row.uuid in known for row in rows), len(lines) - len(standing))


def take(db: Session, sheet: Sheet, *, now: datetime) -> Taken:
    """Enter the counts of a file that are not in the register yet; its problems are left out.

    Quick, so that nobody who writes meanwhile has to wait: `look` has checked everything. Raises NoSuchIndicator,
    UnknownArea for what was removed since.
    """
    known = _known(db, sheet.rows)
    fresh = [row for row in sheet.rows if row.uuid not in known]
    once = {row.uuid: row for row in reversed(fresh)}
    register.enter_all(db, list(reversed(once.values())), now=now)
    return Taken(len(once), len(sheet.rows) - len(fresh))


def fingerprint(db: Session, programme_id: int) -> tuple[object, ...]:
    """Changes with all that `look` compares a file with."""
    named = [(row.id, row.activity, tuple(row.name.values())) for row in indicators.listed(db, programme_id)]
    places = [tuple(area) for area in db.exec(select(Area.id, Area.name).order_by(col(Area.id)))]
    entered = db.exec(select(func.count(col(Outcome.id)), func.max(Outcome.id))).one()
    return tuple(named), tuple(places), tuple(entered)


def write(db: Session, programme_id: int, language: str = "en") -> bytes:
    """The whole register with every correction, a row for each entry. `look` reads it again.

    It holds single counts, also of fewer than five people: it is for those who keep the register, and not to be
    published. Nothing in it is run by a spreadsheet.
    """
    rows = db.exec(
        select(Outcome, Indicator)
        .join(Indicator, col(Indicator.id) == col(Outcome.indicator_id))
        .where(Indicator.programme_id == programme_id)
        .order_by(col(Outcome.day), col(Outcome.id))
    ).all()
    uuids = {row.id: row.uuid for row, _indicator in rows}
    replaced = {row.replaces_id: row.uuid for row, _indicator in rows if row.replaces_id is not None}
    areas = {area.id: area.name for area in db.exec(select(Area)) if area.id is not None}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row, indicator in rows:
        told = {
            **row.by_gender,
            **row.by_age,
            "id": row.uuid,
            "date": row.day.isoformat(),
            "area": areas[row.area_id] if row.area_id else "",
            "activity": indicator.activity,
            "indicator": pick(indicator.name, language).text,
            "count": row.count,
            "replaces": uuids[row.replaces_id] if row.replaces_id else "",
            "replaced_by": replaced.get(row.id or 0, ""),
            "reason": row.reason,
            "channel": row.channel.value,
            "entered_at": row.entered_at.isoformat(timespec="seconds"),
        }
        writer.writerow([escaped(str(told.get(column, ""))) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


class _Unmatched(Exception):
    def __init__(self, why: str, name: str) -> None:
        self.why, self.name = why, name[:80]


class _Matching:
    """Names of a file matched with the areas and indicators that there are, however they are written."""

    def __init__(self, db: Session, programme_id: int) -> None:
        self._programme = programmes.by_id(db, programme_id).uuid
        self._areas = {folded(area.name): area for area in db.exec(select(Area))}
        self._indicators: dict[str, list[Indicator]] = {}
        for row in indicators.listed(db, programme_id):
            for name in {folded(text) for text in row.name.values()}:
                self._indicators.setdefault(name, []).append(row)
        self._times: Counter[str] = Counter()

    def draft(self, line: Line) -> Draft:
        indicator = self._indicator(line)
        area = self._areas.get(folded(line.area))
        if area is None and line.area.strip():
            raise _Unmatched(_NO_AREA, line.area)
        return Draft(
            uuid=self._uuid(line, indicator, area.name if area else ""),
            indicator_id=indicator.id or 0,
            area_id=area.id if area else None,
            day=line.day,
            count=line.count,
            by_gender=line.by_gender,
            by_age=line.by_age,
            channel=EntryChannel.FILE,
        )

    def _indicator(self, line: Line) -> Indicator:
        named = self._indicators.get(folded(line.indicator), [])
        if line.activity.strip():
            named = [row for row in named if folded(row.activity) == folded(line.activity)]
        if len(named) != 1:
            raise _Unmatched(_UNCLEAR if named else _NO_INDICATOR, line.indicator)
        return named[0]

    def _uuid(self, line: Line, indicator: Indicator, area: str) -> str:
        try:
            return str(UUID(line.id))
        except ValueError:
            genders, ages = _in_order(line.by_gender, GENDERS), _in_order(line.by_age, AGES)
            said = (indicator.uuid, line.day.isoformat(), area, line.id, str(line.count), genders, ages)
            told = "\n".join(said)
            self._times[told] += 1
            return str(uuid5(UUID(self._programme), f"{told}\n{self._times[told]}"))


def _in_order(counts: Mapping[str, int], keys: Sequence[str]) -> str:
    return " ".join(f"{key}={counts[key]}" for key in keys if counts.get(key))


def _known(db: Session, rows: Sequence[Draft]) -> set[str]:
    """Which of the ids are in the register."""
    wanted = [row.uuid for row in rows]
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        found |= set(db.exec(select(Outcome.uuid).where(col(Outcome.uuid).in_(wanted[start : start + 500]))))
    return found
