"""The themes that stand on the boards of workshops, with what was said under them: a few queries for all of them.

A theme counts where its board has not removed it and at least one of its ideas is on the wall. Ideas that wait, or
were hidden or withdrawn, are never counted or read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, select

from models import Action, Example, Idea, IdeaState, Need, Source, Texts, Theme, Workshop
from workshop_kit import insights
from workshop_kit.errors import NotFound
from workshop_kit.i18n import N_, Chosen, pick


class NoSuchNeed(NotFound):
    sentence = N_("This need does not exist any more. Open the page again.")


_THEME: Any = (
    Theme.id, Theme.workshop_id, Theme.mark, Theme.label, Theme.named_by_person, Theme.need_id, Theme.need_by
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A theme of a workshop as the map sees it."""

    id: int
    workshop_id: int
    mark: int
    label: Texts
    named_by_person: bool
    language: str  # in which the workshop's facilitator writes
    area: str  # as it is shown; empty where the workshop names none
    year: int
    need_id: int | None
    by_person: bool  # a person has put it there
    languages: Counter[str]  # of its ideas on the wall
    no_service: bool = False  # a person said that no service fits
    services: frozenset[int] = field(default_factory=frozenset)  # that actions of the plan name for it

    @property
    def ideas(self) -> int:
        return self.languages.total()

    def name(self, *languages: str) -> Chosen:
        return pick(self.label, *(languages or (self.language,)), self.language)


def themes(db: Session, workshops: Sequence[Workshop]) -> list[Said]:
    """Those of some workshops, the oldest board first."""
    spoken, names = _languages(db), area_names(db, workshops)
    unfit, answered = _answers(db)
    within = {workshop.id or 0: workshop for workshop in workshops}
    query: Any = select(*_THEME).where(col(Theme.removed).is_(False)).order_by(col(Theme.id))
    return [
        Said(
            id=id,
            workshop_id=workshop_id,
            mark=mark,
            label=label,
            named_by_person=named,
            language=within[workshop_id].language,
            area=names[insights.folded(within[workshop_id].area)],
            year=within[workshop_id].day.year,
            need_id=need_id,
            by_person=need_by == Source.PERSON,
            languages=spoken[id],
            no_service=id in unfit,
            services=frozenset(answered.get(id, ())),
        )
        for id, workshop_id, mark, label, named, need_id, need_by in db.exec(query)
        if workshop_id in within and id in spoken
    ]


def everywhere(db: Session) -> list[Said]:
    """Those of all workshops; of demos only where there is nothing else."""
    return themes(db, insights.workshops(db, insights.Filter()))


def needs(db: Session) -> dict[int, Need]:
    return {need.id or 0: need for need in db.exec(select(Need))}


def by_id(db: Session, need_id: int) -> Need:
    found = db.get(Need, need_id)
    if found is None:
        raise NoSuchNeed()
    return found


def area_names(db: Session, workshops: Iterable[Workshop]) -> dict[str, str]:
    """How an area is compared -> how it is shown: as it is known, else as it was written first."""
    names = {insights.folded(name): name for name in insights.areas(db)}
    for workshop in workshops:
        names.setdefault(insights.folded(workshop.area), workshop.area.strip())
    return names


def anchored(together: Sequence[Said]) -> list[Said]:
    """The themes that stand for a need: those that a person put there, else the one with most ideas."""
    chosen = [theme for theme in together if theme.by_person]
    return chosen or sorted(together, key=lambda theme: (-theme.ideas, theme.id))[:1]


# --------------------------------------------------------------------------------------------------------


def _languages(db: Session) -> dict[int, Counter[str]]:
    """Theme id -> language -> how many ideas on the wall."""
    query = (
        select(Idea.theme_id, Idea.language, func.count())
        .where(Idea.state == IdeaState.SHOWN, col(Idea.theme_id).is_not(None))
        .group_by(col(Idea.theme_id), Idea.language)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for theme_id, language, number in db.exec(query):
        found[theme_id or 0][language] += number
    return found


def _answers(db: Session) -> tuple[set[int], Mapping[int, set[int]]]:
    """The themes for which a person said that nothing fits, and the services that actions name for each theme.

    What a person decided for an action counts for its theme; a service that the machine only suggests does not.
    """
    unfit: set[int] = set()
    answered: dict[int, set[int]] = defaultdict(set)
    chosen = select(Example.theme_id, Example.service_id).where(col(Example.theme_id).is_not(None))
    unfit |= {theme_id or 0 for theme_id, service_id in db.exec(chosen) if service_id is None}
    planned = select(Action.theme_id, Action.service_id).where(
        col(Action.theme_id).is_not(None), col(Action.service_confirmed).is_(True)
    )
    for theme_id, service_id in db.exec(planned):
        if service_id is None:
            unfit.add(theme_id or 0)
        else:
            answered[theme_id or 0].add(service_id)
    return unfit, answered
