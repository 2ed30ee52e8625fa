"""The results of a programme as a funder asks for them: what was achieved, where and when, in told figures."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from workshop_kit import programmes
from workshop_kit.outcomes.figures import told
from workshop_kit.outcomes.told import IndicatorFigures


@dataclass(frozen=True)
class Results:
    """`area` is empty and `year` None where all are meant. `years` are the first and the last in which a figure was
    counted, None where there is none."""

    programme: str
    funder: str
    starts: date | None
    ends: date | None
    area: str
    year: int | None
    years: tuple[int, int] | None
    made_on: date
    figures: tuple[IndicatorFigures, ...]


def of(db: Session, programme_id: int, *, area: str = "", year: int | None = None, today: date) -> Results:
    """Raises NotFound where there is no such programme."""
    programme, figures = programmes.by_id(db, programme_id), told(db, programme_id, area=area, year=year)
    return Results(
        programme.name,
        programme.funder,
        programme.starts,
        programme.ends,
        area,
        year,
        _years(figures),
        today,
        figures,
    )


def _years(figures: tuple[IndicatorFigures, ...]) -> tuple[int, int] | None:
    """Of what is told, so that no day of a single entry is given away."""
    found = {year for each in figures if each.total is not None for year, _area in each.total.cells}
    return (min(found), max(found)) if found else None
