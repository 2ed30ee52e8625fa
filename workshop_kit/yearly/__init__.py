"""The yearly report of a programme: what was done, where, what people said, and what became of it.

meetings    the workshops that were held, their areas and places
said        needs, what is new, gaps, and quotations
became      actions by status, with the last that was told
course      how it went, and what was learnt
facts       the frozen report that papers draw
"""

from datetime import date

from sqlmodel import Session, col, select

from models import Indicator, Outcome, Programme
from workshop_kit import insights, profile
from workshop_kit.errors import Refused
from workshop_kit.i18n import N_
from workshop_kit.insights import Filter
from workshop_kit.outcomes import figures, register, results
from workshop_kit.yearly import became, course, meetings, said
from workshop_kit.yearly.facts import YearlyReport

__all__ = ["EmptyYear", "YearlyReport", "of", "years"]


class EmptyYear(Refused):
    sentence = N_("Nothing was held or counted in %(year)s in “%(programme)s”. Choose another year.")


def of(db: Session, programme: Programme, year: int, language: str, *, today: date) -> YearlyReport:
    """Raises EmptyYear."""
    wanted = Filter(programme.id, year=year)
    workshops = insights.workshops(db, wanted)
    held = meetings.held(db, workshops)
    done = became.of(db, programme, year, held, language)
    if not held and not done.earlier and not register.current(db, programme.id or 0, year=year):
        raise EmptyYear(year=year, programme=programme.name)
    return YearlyReport(
        language=language,
        programme=programme.name,
        about=programme.about,
        year=year,
        made_on=today,
        results=results.of(db, programme.id or 0, year=year, today=today),
        ever=figures.told(db, programme.id or 0),
        meetings=meetings.of(db, programme, workshops, held, language, today=today),
        said=said.of(db, wanted, held, language),
        became=done,
        profile=profile.of(db, wanted, language, today=today),
        course=course.of(db, wanted, held, today=today),
    )


def years(db: Session, programme: Programme, *, today: date) -> list[int]:
    """Of which there is something to tell, the newest first."""
    workshops = insights.workshops(db, Filter(programme.id))
    counted = select(col(Outcome.day)).join(Indicator, col(Indicator.id) == col(Outcome.indicator_id))
    standing = counted.where(
        Indicator.programme_id == programme.id, col(Outcome.id).not_in(register.replaced_ids())
    )
    found = {
        *(workshop.day.year for workshop in meetings.held(db, workshops)),
        *(day.year for day in db.exec(standing.where(Outcome.count > 0).distinct())),
        *became.years_of_news(db, workshops),
    }
    return sorted((year for year in found if year <= today.year), reverse=True)
