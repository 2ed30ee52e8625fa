"""Where people met: the workshops that were held, by area and place."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models import Programme, Step, Workshop
from workshop_kit import insights, programmes
from workshop_kit.evaluation import reading
from workshop_kit.i18n import Chosen, pick
from workshop_kit.needs_map import standing
from workshop_kit.yearly.facts import Held, InArea, Meetings, Named


def held(db: Session, workshops: Sequence[Workshop]) -> list[Workshop]:
    """Those that have begun: a step of the agenda was started, or an idea is on the wall."""
    ids = [workshop.id or 0 for workshop in workshops]
    started = select(Step.workshop_id).where(col(Step.workshop_id).in_(ids), col(Step.started_at).is_not(None))
    begun = {*db.exec(started.distinct()), *reading.ideas(db, ids)}
    return [workshop for workshop in workshops if workshop.ended_at is not None or workshop.id in begun]


def of(
    db: Session,
    programme: Programme,
    workshops: Sequence[Workshop],
    met: Sequence[Workshop],
    language: str,
    *,
    today: date,
) -> Meetings:
    """`workshops` are all of the year, `met` those of them that were held."""
    given = reading.ideas(db, [workshop.id or 0 for workshop in met])
    names = standing.area_names(db, met)
    found = tuple(
        Held(
            title=named(pick(workshop.title, language, workshop.language)),
            day=workshop.day,
            area=names[insights.folded(workshop.area)],
            place=workshop.venue.strip(),
            ideas=given[workshop.id or 0].number if workshop.id in given else 0,
        )
        for workshop in met
    )
    there = {workshop.id for workshop in met}
    return Meetings(
        held=found,
        planned=sum(workshop.id not in there and workshop.day >= today for workshop in workshops),
        partners=tuple(named(pick(each.name, language)) for each in programmes.partners(db, programme)),
        areas=_areas(found),
        languages=len(set().union(*(ideas.by_language for ideas in given.values()))),
    )


def named(chosen: Chosen) -> Named:
    """What was picked of a text in several languages."""
    return Named(chosen.text, chosen.language)


def _areas(found: Sequence[Held]) -> tuple[InArea, ...]:
    together: Mapping[str, list[Held]] = defaultdict(list)
    for each in found:
        together[each.area].append(each)
    order = sorted(together, key=lambda area: (not area, insights.folded(area)))
    return tuple(_area(area, together[area]) for area in order)


def _area(area: str, found: Sequence[Held]) -> InArea:
    places = Counter(each.place for each in found if each.place)
    most_first = sorted(places, key=lambda place: (-places[place], insights.folded(place)))
    return InArea(area, len(found), sum(each.ideas for each in found), tuple(most_first))
