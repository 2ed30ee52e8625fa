"""Who takes part, under a filter. The rows of `cutting` are made from all workshops, whatever is asked for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from models import Participant, Workshop
from workshop_kit import background, insights
from workshop_kit.i18n import UNKNOWN
from workshop_kit.insights import Filter, folded
from workshop_kit.privacy import SMALL
from workshop_kit.profile import cutting
from workshop_kit.profile.cutting import SILENT, Base, Column, Cutting, Told
from workshop_kit.profile.facts import LANGUAGE, Asked, Group, People

Answers = Mapping[int, Counter[str]]
"""Workshop id -> answer -> people; SILENT for those who were asked and did not say."""

FOLDED_IN = {UNKNOWN.code}
"""Languages that a workshop's file brought in as a sum: they are others here, too."""


def of(db: Session, wanted: Filter, *, today: date) -> People:
    """Of workshops that are over: while people come, two looks would tell who came between them."""
    everywhere = {workshop.id or 0: workshop for workshop in insights.workshops(db, Filter())}
    inside = chosen(wanted)
    over = {id: workshop for id, workshop in everywhere.items() if is_over(workshop, today)}
    languages = _languages(db)
    counted = {id: workshop for id, workshop in over.items() if languages[id].total() >= SMALL}
    here = [id for id, workshop in over.items() if inside(base(workshop))]
    asked = {LANGUAGE: languages, **_background(db, counted, languages)}
    questions = [_asked(id, counted, answers, inside) for id, answers in asked.items()]
    told = [id for id in here if id in counted]
    about = set().union(*(answers for id, answers in asked.items() if id != LANGUAGE)) if len(asked) > 1 else set()
    return People(
        people=sum(languages[id].total() for id in told),
        workshops=len(told),
        small=sum(0 < languages[id].total() < SMALL for id in here),
        unasked=sum(id not in about for id in told),
        running=sum(
            inside(base(workshop)) for id, workshop in everywhere.items() if id not in over and languages[id]
        ),
        questions=tuple(question for question in questions if question.people),
    )


def base(workshop: Workshop) -> Base:
    """The base cell of a workshop: no filter cuts it."""
    return str(workshop.programme_id or ""), folded(workshop.area), str(workshop.day.year)


def chosen(wanted: Filter) -> Callable[[Base], bool]:
    """Whether a base cell lies in a filter."""
    programme = None if wanted.programme_id is None else str(wanted.programme_id)
    year = None if wanted.year is None else str(wanted.year)

    def inside(cell: Base) -> bool:
        return (
            programme in (None, cell[0])
            and folded(wanted.area) in ("", cell[1])
            and year in (None, cell[2])
        )  # fmt: skip

    return inside


def is_over(workshop: Workshop, today: date) -> bool:
    return workshop.ended_at is not None or workshop.day < today


def columns(workshops: Mapping[int, Workshop], answers: Answers) -> list[Column]:
    """Of the workshops that asked."""
    return [Column(base(workshop), answers[id]) for id, workshop in workshops.items() if id in answers]


# --------------------------------------------------------------------------------------------------------


def _asked(id: str, counted: Mapping[int, Workshop], answers: Answers, inside: Callable[[Base], bool]) -> Asked:
    made = columns(counted, answers)
    return as_asked(id, cutting.cut(made), inside)


def as_asked(id: str, made: Cutting, inside: Callable[[Base], bool]) -> Asked:
    told: Told = made.told(inside)
    groups = [Group(answer, n, answer in told.partly) for answer, n in told.groups if answer not in FOLDED_IN]
    return Asked(
        id=id,
        people=told.people,
        workshops=sum(inside(column.base) for column in made.columns),
        groups=tuple(groups),
        others=told.others + sum(n for answer, n in told.groups if answer in FOLDED_IN),
        silent=told.silent,
        silent_partly=told.silent_partly,
    )


def _languages(db: Session) -> Answers:
    """Of those who joined with a phone, as the papers of each workshop count them."""
    query = (
        select(Participant.workshop_id, Participant.language, func.count())
        .where(col(Participant.hand_id).is_(None))
        .group_by(col(Participant.workshop_id), Participant.language)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for workshop_id, language, people in db.exec(query):
        found[workshop_id][language] += people
    return found


def _background(db: Session, counted: Mapping[int, Workshop], joined: Answers) -> dict[str, Answers]:
    """Question id -> answers, of the workshops that asked it and where somebody answered."""
    asked = {id: {each.id for each in background.asked(workshop)} for id, workshop in counted.items()}
    given: dict[str, dict[int, Counter[str]]] = {id: defaultdict(Counter) for id in background.IDS}
    areas: dict[str, str] = {}
    for workshop_id, about in _about(db, [id for id, questions in asked.items() if questions]):
        for question in asked[workshop_id] & about.keys():
            answer = about[question]
            if question == background.AREA and answer != background.ELSEWHERE:
                answer = areas.setdefault(folded(answer), answer)
            given[question][workshop_id][answer] += 1
    for answers in given.values():
        for workshop_id, said in answers.items():
            said[SILENT] = joined[workshop_id].total() - said.total()
    return {question: answers for question, answers in given.items() if answers}


def _about(db: Session, workshop_ids: Sequence[int]) -> list[tuple[int, dict[str, str]]]:
    query = select(Participant.workshop_id, Participant.about).where(col(Participant.hand_id).is_(None))
    rows = db.exec(query.where(col(Participant.workshop_id).in_(workshop_ids)))
    return [(workshop_id, dict(about)) for workshop_id, about in rows if about]
