"""What people say under a filter: needs, strengths and barriers, in which languages and by which channels, and
which services they know.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from models import Idea, IdeaState, NeedKind, Response, Service, Step, StepKind, Workshop
from workshop_kit import insights, privacy
from workshop_kit.evaluation import answers
from workshop_kit.evaluation.questions import SERVICE
from workshop_kit.i18n import pick
from workshop_kit.insights import Filter
from workshop_kit.needs_map import standing, tables
from workshop_kit.privacy import SMALL
from workshop_kit.profile import cutting, people
from workshop_kit.profile.facts import Asked, Content, Count, Point, ServiceKnown

NEW, KNOW, USE = "1", "2", "3"
"""Answers about a service, as keys: see `evaluation.questions.SERVICE_ANSWERS`."""


def of(db: Session, wanted: Filter, language: str, *, today: date) -> Content:
    """Points with most ideas first. Ideas that are not on the wall count nowhere."""
    workshops = insights.workshops(db, wanted)
    ideas = _ideas(db, {workshop.id or 0 for workshop in workshops})
    languages = privacy.grouped(_by(ideas, 1))
    points, are_joined = _points(db, workshops, language)
    total = sum(ideas.values())
    return Content(
        ideas=total,
        workshops=len(_by(ideas, 0)),
        by_language=languages.shown,
        in_others=total - sum(n for _code, n in languages.shown),
        by_channel=tuple(_by(ideas, 2).most_common()),
        are_joined=are_joined,
        loose=total - sum(point.ideas for kind in points.values() for point in kind),
        needs=tuple(points[NeedKind.NEED]),
        strengths=tuple(points[NeedKind.STRENGTH]),
        barriers=tuple(points[NeedKind.BARRIER]),
        services=_services(db, wanted, language, today),
    )


Ideas = Counter[tuple[int, str, str]]
"""(Workshop, language, channel) -> ideas on the wall."""


def _ideas(db: Session, workshop_ids: set[int]) -> Ideas:
    key = (Idea.workshop_id, Idea.language, Idea.channel)
    rows: Any = db.exec(select(*key, func.count()).where(Idea.state == IdeaState.SHOWN).group_by(*map(col, key)))
    return Counter({(id, code, channel.value): n for id, code, channel, n in rows if id in workshop_ids})


def _by(ideas: Ideas, place: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, n in sorted(ideas.items()):
        found[str(key[place])] += n
    return found


def _points(
    db: Session, workshops: Sequence[Workshop], language: str
) -> tuple[Mapping[NeedKind, list[Point]], bool]:
    """The needs of the map; themes where none of them is in a need yet."""
    themes, known = standing.themes(db, workshops), standing.needs(db)
    found: dict[NeedKind, list[Point]] = defaultdict(list)
    for row in tables.of(themes, known, workshops).needs:
        label = pick(row.label, language)
        point = Point(label.text, label.language, row.total.ideas, row.total.workshops, row.no_service > 0)
        found[row.kind].append(point)
    if found:
        return found, True
    for theme in sorted(themes, key=lambda theme: (-theme.ideas, theme.id)):
        name = theme.name(language)
        found[NeedKind.NEED].append(Point(name.text, name.language, theme.ideas, 1, theme.no_service))
    return found, False


# --------------------------------------------------------------------------------------------------------


def _services(db: Session, wanted: Filter, language: str, today: date) -> tuple[ServiceKnown, ...]:
    everywhere = {workshop.id or 0: workshop for workshop in insights.workshops(db, Filter())}
    over = {id: workshop for id, workshop in everywhere.items() if people.is_over(workshop, today)}
    inside, found = people.chosen(wanted), []
    given = _given(db, over)
    for service in db.exec(select(Service).where(col(Service.id).in_(given))):
        made = cutting.cut(people.columns(over, given[service.id or 0]))
        asked = people.as_asked(f"{SERVICE}{service.id}", made, inside)
        if asked.people:
            name = pick(service.name, language)
            numbers = [_number(asked, answer) for answer in (USE, KNOW, NEW)]
            found.append(ServiceKnown(name.text, name.language, asked.people, *numbers))
    return tuple(sorted(found, key=_least_known))


def _given(db: Session, workshops: Mapping[int, Workshop]) -> dict[int, dict[int, Counter[str]]]:
    """Service id -> workshop id -> answers of its last step that asked about it; of five people at least."""
    steps = db.exec(select(Step).where(Step.kind == StepKind.FEEDBACK).order_by(col(Step.position)))
    asking = {
        step.id: step.workshop_id for step in steps if step.workshop_id in workshops and answers.is_over(step)
    }
    place = {step_id: number for number, step_id in enumerate(asking)}
    last: dict[tuple[int, int], dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for step_id, given in db.exec(select(Response.step_id, Response.answers)):
        for key, number in given.items() if step_id in asking else ():
            if key.startswith(SERVICE):
                last[int(key.removeprefix(SERVICE)), asking[step_id]][place[step_id]][str(number)] += 1
    found: dict[int, dict[int, Counter[str]]] = defaultdict(dict)
    for (service_id, workshop_id), by_step in sorted(last.items()):
        said = by_step[max(by_step)]
        if said.total() >= SMALL:
            found[service_id][workshop_id] = said
    return found


def _number(asked: Asked, answer: str) -> Count | None:
    group = next((group for group in asked.groups if group.answer == answer), None)
    if group is None:
        return None if asked.others else Count(0)
    return Count(group.people, group.at_least)


def _least_known(service: ServiceKnown) -> tuple[float, str]:
    """By the share of those who had never heard of it; what is not told comes last."""
    return (-service.new.people / service.answered if service.new else 1, service.name)
