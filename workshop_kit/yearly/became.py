"""What became of it: the actions of the plans, as they stand now, with the last that people were told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import Action, ActionStatus, Programme, Service, Texts, Theme, Update, Workshop
from workshop_kit import insights, plan
from workshop_kit.i18n import pick
from workshop_kit.insights import Filter
from workshop_kit.yearly.facts import Became, Done, Named
from workshop_kit.yearly.meetings import named

_ORDER = (
    ActionStatus.DONE,
    ActionStatus.IN_PROGRESS,
    ActionStatus.ACCEPTED,
    ActionStatus.NOT_POSSIBLE,
    ActionStatus.PROPOSED,
)


def of(db: Session, programme: Programme, year: int, met: Sequence[Workshop], language: str) -> Became:
    """Actions of the workshops that were held, and those of earlier years of which there was news in this one."""
    every = insights.workshops(db, Filter(programme.id))
    before = [workshop for workshop in every if workshop.day.year < year]
    news = [done for done in _actions(db, before, language, year) if done.told_on is not None]
    return Became(tuple(_actions(db, met, language)), tuple(news))


def years_of_news(db: Session, workshops: Sequence[Workshop]) -> set[int]:
    """In which something was told of what people had asked for in an earlier one."""
    held = {workshop.id: workshop.day.year for workshop in workshops}
    query = select(Action.workshop_id, Update.at).join(Action, col(Action.id) == col(Update.action_id))
    told = [(held.get(id), at.astimezone().year) for id, at in db.exec(query)]
    return {year for asked, year in told if asked is not None and asked < year}


@dataclass(frozen=True)
class _Around:
    language: str
    workshops: Mapping[int, Workshop]
    themes: Mapping[int, Texts]
    services: Mapping[int, Service]
    news: Mapping[int, Update]


def _actions(db: Session, workshops: Sequence[Workshop], language: str, year: int | None = None) -> list[Done]:
    """Those that are done first, then the latest news first. `year`: news of this year only."""
    by_id = {workshop.id or 0: workshop for workshop in workshops}
    rows = list(db.exec(select(Action).where(col(Action.workshop_id).in_(by_id)).order_by(col(Action.id))))
    theme_ids = {row.theme_id for row in rows} - {None}
    service_ids = {row.service_id for row in rows} - {None}
    around = _Around(
        language,
        by_id,
        {
            id or 0: dict(label)
            for id, label in db.exec(select(Theme.id, Theme.label).where(col(Theme.id).in_(theme_ids)))
        },
        {one.id or 0: one for one in db.exec(select(Service).where(col(Service.id).in_(service_ids)))},
        _news(db, by_id, year),
    )
    found = [_done(row, around) for row in rows]
    return sorted(found, key=lambda one: (_ORDER.index(one.status), -(one.told_on or _LONG_AGO).toordinal()))


_LONG_AGO = datetime.min.date()


def _news(db: Session, workshop_ids: Mapping[int, Workshop], year: int | None) -> dict[int, Update]:
    """Action id -> the last update."""
    query = select(Update).join(Action, col(Action.id) == col(Update.action_id))
    of_them = query.where(col(Action.workshop_id).in_(workshop_ids)).order_by(col(Update.at), col(Update.id))
    return {each.action_id: each for each in db.exec(of_them) if year in (None, each.at.astimezone().year)}


def _done(row: Action, around: _Around) -> Done:
    workshop, id = around.workshops[row.workshop_id], row.id or 0
    label = around.themes.get(row.theme_id or 0)
    service = around.services.get(row.service_id or 0)
    chosen = service if row.service_confirmed else None
    told = around.news.get(id)
    return Done(
        title=named(pick(plan.title(row, workshop), around.language, workshop.language)),
        asked=named(pick(label, around.language, workshop.language)) if label else None,
        status=ActionStatus(row.status),
        service=_text(chosen.name, around) if chosen else None,
        body=_text(chosen.body, around) if chosen else None,
        is_suggested=service is not None and chosen is None,
        is_gap=plan.is_gap(row),
        told=_text(told.text, around, workshop.language) if told else None,
        told_on=told.at.astimezone().date() if told else None,
        year=workshop.day.year,
    )


def _text(texts: Texts, around: _Around, *fallbacks: str) -> Named | None:
    found = named(pick(texts, around.language, *fallbacks))
    return found if found.text else None
