"""Who lives in an area: figures of public statistics, from a file or typed by hand."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Area, Population, Programme
from workshop_kit import programmes
from workshop_kit.areas import groups, keeping, pxweb
from workshop_kit.areas.groups import ALL, TOPICS, Figure
from workshop_kit.areas.trouble import Trouble
from workshop_kit.background import AGE, ANOTHER_LANGUAGE, GENDER, HOME_LANGUAGE, OTHER
from workshop_kit.errors import Wrong
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.insights import folded

MOST_PEOPLE = 10_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
SOURCE_LIMIT = 200
_NO_BAND = N_("The age band %(band)s cannot be formed from the ages in the file. It is left out.")
_BANDS = {"under_18": "0–17", "18_29": "18–29", "30_44": "30–44", "45_64": "45–64", "65_up": "65–"}


class WrongYear(Wrong):
    sentence = N_("Write the year of the figures, such as 2025.")


@dataclass(frozen=True)
class Sheet:
    """What a file would bring. Where `needs_year` a person has to say the year first."""

    columns: tuple[pxweb.Column, ...]
    figures: tuple[Figure, ...]
    troubles: tuple[Trouble, ...]
    needs_year: bool

    @property
    def areas(self) -> tuple[str, ...]:
        """As the file names them, in its order."""
        return tuple(dict.fromkeys(figure.area for figure in self.figures))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({figure.year for figure in self.figures}))


def look(content: bytes, meanings: Mapping[str, str] | None = None, year: int | None = None) -> Sheet:
    """Nothing is written. `meanings`: what columns are, by name; `year`: of a file that does not say it.

    Raises DamagedFile, UnknownFormat.
    """
    table = pxweb.read(content, meanings, year)
    found = groups.figures(table.cells)
    missing = groups.missing_bands(table.cells, found)
    told = tuple(Trouble(_NO_BAND, {"band": _BANDS[band]}) for band in missing)
    return Sheet(table.columns, found, (*table.troubles, *told), table.needs_year)


def matched(db: Session, names: Sequence[str]) -> dict[str, Area]:
    """Areas by the names of a file: `Hakunila`, `103 Martinlaakso`, `01620 Martinlaakso (Vantaa)`, or by code.

    An area belongs to one name of a file at most; the one that is most like its own.
    """
    every = keeping.listed(db)
    found: dict[str, Area] = {}
    for likeness in (_as_it_is, _by_code, bare):
        by_key = {folded(area.name): area for area in every}
        if likeness is _by_code:
            by_key = {area.code: area for area in every if area.code}
        for name in names:
            area = by_key.get(likeness(name) if likeness is _by_code else folded(likeness(name)))
            if name not in found and area is not None and area not in found.values():
                found[name] = area
    return found


def _as_it_is(name: str) -> str:
    return name


def _by_code(name: str) -> str:
    return name.split()[0] if name.split() else ""


def bare(name: str) -> str:
    """The name of an area without the codes and the city around it."""
    last = re.split(r"\s[-–]\s", name)[-1]
    return re.sub(r"\s*\([^)]*\)\s*$", "", re.sub(r"^[\d\W_]+", "", last)).strip() or name


def take(
    db: Session,
    sheet: Sheet,
    *,
    source: str,
    fresh: Collection[str] = (),
    programme: Programme | None = None,
) -> int:
    """Keep the figures of the areas that are known, and of `fresh` ones, which become areas; how many areas.

    What was kept of the same area, year and topic is replaced. Raises LongText, NameTaken.
    """
    source = programmes.line(source, SOURCE_LIMIT) if source.strip() else ""
    areas = matched(db, sheet.areas)
    for name in fresh:
        if name not in areas:
            areas[name] = keeping.by_name(db, bare(name)) or keeping.add(db, bare(name))
    by_topic: dict[tuple[int, int, str], dict[str, int | None]] = {}
    for figure in sheet.figures:
        if figure.area in areas:
            key = (areas[figure.area].id or 0, figure.year, figure.topic)
            by_topic.setdefault(key, {})[figure.answer] = figure.people
    for (area_id, year, topic), told in by_topic.items():
        enter(db, keeping.by_id(db, area_id), year, topic, told, source=source)
    if programme is not None:
        programmes.add_areas(db, programme, [areas[name] for name in fresh])
    return len({area_id for area_id, _year, _topic in by_topic})


def answers(topic: str) -> dict[str, str]:
    """The answers of a topic: key -> sentence of ours, or a language's own name."""
    if topic == ALL:
        return {"": N_("Everybody")}
    if topic == HOME_LANGUAGE:
        return {**{one.code: one.name for one in LANGUAGES.values()}, OTHER: ANOTHER_LANGUAGE}
    return dict({AGE.id: AGE, GENDER.id: GENDER}[topic].answers)


def enter(
    db: Session, area: Area, year: int, topic: str, given: Mapping[str, int | None], *, source: str = ""
) -> None:
    """What is known of a topic, in place of what was kept; None and what is not given are not known.

    Raises Wrong, WrongYear, LongText.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongYear()
    told = {answer: people for answer, people in given.items() if people is not None}
    if topic not in TOPICS or not told.keys() <= answers(topic).keys():
        raise Wrong()
    if any(not 0 <= people <= MOST_PEOPLE for people in told.values()):
        raise Wrong()
    for row in _rows(db, area, year, topic):
        db.delete(row)
    db.flush()
    said = programmes.line(source, SOURCE_LIMIT) if source.strip() else ""
    for answer, people in told.items():
        db.add(Population(area_id=area.id or 0, year=year, topic=topic, answer=answer, people=people, source=said))
    db.flush()


def known(db: Session, area: Area, year: int) -> dict[str, dict[str, int]]:
    """Topic -> answer -> people, of what is known."""
    rows = db.exec(select(Population).where(Population.area_id == area.id, Population.year == year))
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.topic, {})[row.answer] = row.people
    return found


def years(db: Session) -> dict[int, list[int]]:
    """Area id -> the years of which something is known, the newest first."""
    found: dict[int, list[int]] = {}
    for area_id, year in db.exec(select(Population.area_id, Population.year).distinct()):
        found.setdefault(area_id, []).append(year)
    return {area_id: sorted(each, reverse=True) for area_id, each in found.items()}


def source_of(db: Session, area: Area, year: int) -> str:
    query = select(Population.source).where(Population.area_id == area.id, Population.year == year)
    return db.exec(query.where(Population.source != "").limit(1)).first() or ""


def forget(db: Session, area: Area, year: int) -> None:
    """Erase what is known of an area in a year."""
    for row in db.exec(select(Population).where(Population.area_id == area.id, Population.year == year)):
        db.delete(row)
    db.flush()


def _rows(db: Session, area: Area, year: int, topic: str) -> list[Population]:
    query = select(Population).where(Population.area_id == area.id, Population.year == year)
    return list(db.exec(query.where(col(Population.topic) == topic)))
