"""A whole city's workshops for benchmarks, made in bulk: nothing in them was said by anybody."""

import random
import sys
import uuid
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from models import (
    Area,
    Ballot,
    Channel,
    Idea,
    IdeaState,
    Indicator,
    Need,
    NeedKind,
    Option,
    Outcome,
    Participant,
    Programme,
    ProgrammeArea,
    Response,
    Source,
    Step,
    StepKind,
    Theme,
    VenueKind,
    Workshop,
)  # fmt: skip
from workshop_kit import methods, store, workshops
from workshop_kit.i18n import offered

AREAS = ("Hakunila", "Koivukylä", "Länsimäki", "Martinlaakso", "Myyrmäki", "Tikkurila")
PEOPLE, IDEAS, THEMES, NEEDS = 30, 100, 8, 40
"""In a workshop; needs are of the whole city."""
FIRST = date(2023, 9, 1)
_WORDS = ("club", "evening", "bus", "language", "course", "homework", "sport", "coach", "library", "safe", "light")


def build(engine: Engine, count: int, seed: int = 8) -> None:
    """`count` workshops of a hundred ideas each, with votes, answers and a register, over three years."""
    rng = random.Random(seed)
    with store.writing(engine) as db:
        programme_id, areas = _programme(db)
        needs = _needs(db)
        made = [_workshop(db, rng, number, count, programme_id) for number in range(count)]
        for workshop in made:
            _fill(db, rng, workshop, needs)
        _register(db, rng, programme_id, areas, 10 * count)


def _programme(db: Session) -> tuple[int, list[int]]:
    programme = Programme(name="City", created_at=store.now())
    areas = [Area(name=name) for name in AREAS]
    db.add_all([programme, *areas])
    db.flush()
    db.add_all([ProgrammeArea(programme_id=programme.id, area_id=area.id) for area in areas])
    return programme.id or 0, [area.id or 0 for area in areas]


def _needs(db: Session) -> list[int]:
    kinds = [*[NeedKind.NEED] * 6, NeedKind.STRENGTH, NeedKind.BARRIER]
    made = [Need(label={"en": f"Need {i}"}, kind=kinds[i % 8], created_at=store.now()) for i in range(NEEDS)]
    db.add_all(made)
    db.flush()
    return [need.id or 0 for need in made]


def _workshop(db: Session, rng: random.Random, number: int, count: int, programme_id: int) -> Workshop:
    draft = workshops.Draft(
        title={"en": f"Evening {number}"},
        question={"en": "What would help your family here?"},
        language="en",
        languages=offered(),
        method=rng.choice([method.id for method in methods.listed()]),
        day=FIRST + timedelta(days=number * 1000 // count),
        area=rng.choice(AREAS),
        venue="School",
        venue_kind=VenueKind.SCHOOL,
        follows="",
    )
    workshop = workshops.create(db, draft, now=store.now())
    workshop.programme_id = programme_id
    workshop.ended_at = datetime.combine(workshop.day, time(19), store.now().tzinfo)
    db.add(workshop)
    return workshop


def _fill(db: Session, rng: random.Random, workshop: Workshop, needs: list[int]) -> None:
    """In bulk: rows of which nobody asks how they came."""
    at = workshop.ended_at or store.now()
    agenda = list(db.exec(select(Step).where(Step.workshop_id == workshop.id)))
    languages = rng.choices(offered(), weights=range(len(offered()), 0, -1), k=PEOPLE)
    people = _added(db, Participant, [
        {"workshop_id": workshop.id, "token_hash": uuid.UUID(int=rng.getrandbits(128)).hex * 2, "takeaway_hash": "",
         "language": language, "table_name": "", "about": {"gender": rng.choice(("woman", "man"))}, "joined_at": at}
        for language in languages
    ])  # fmt: skip
    themes = _added(db, Theme, [
        {"workshop_id": workshop.id, "position": place, "mark": place + 1, "label": {"en": f"Theme {place}"},
         "suggested_labels": [], "keywords": [], "named_by_person": True, "confirmed": True, "removed": False,
         "need_id": rng.choice(needs), "need_by": Source.PERSON}
        for place in range(THEMES)
    ])  # fmt: skip
    _added(db, Idea, [
        {"workshop_id": workshop.id, "participant_id": people[number % PEOPLE], "number": number + 1,
         "uuid": str(uuid.UUID(int=rng.getrandbits(128))), "text": " ".join(rng.choices(_WORDS, k=8)),
         "language": languages[number % PEOPLE], "channel": rng.choice(list(Channel)), "table_name": "",
         "picture": "", "state": IdeaState.SHOWN, "theme_id": rng.choice([*themes, None]), "created_at": at}
        for number in range(IDEAS)
    ])  # fmt: skip
    for step in agenda:
        if step.kind == StepKind.VOTE:
            _vote(db, rng, step, people, themes, at)
        if step.kind == StepKind.FEEDBACK:
            step.settings = {**step.settings, "questions": ["heard", "evening", "said"]}
            step.started_at, step.ended_at = at, at
            _added(db, Response, [
                {"step_id": step.id, "participant_id": one, "given_at": at,
                 "answers": {"evening": rng.randint(2, 5), "said": rng.randint(2, 5), "heard": rng.randint(1, 5)}}
                for one in people
            ])  # fmt: skip


def _vote(db: Session, rng: random.Random, step: Step, people: list[int], themes: list[int], at: datetime) -> None:
    step.started_at, step.ended_at = at, at
    db.add(step)
    options = _added(db, Option, [
        {"step_id": step.id, "position": place, "label": {"en": f"Theme {place}"}, "picture": "", "language": "",
         "theme_id": theme}
        for place, theme in enumerate(themes)
    ])  # fmt: skip
    choices = [{str(rng.choice(options)): 1 for _dot in range(3)} for _one in people]
    _added(db, Ballot, [
        {"step_id": step.id, "participant_id": one, "choices": given, "cast_at": at}
        for one, given in zip(people, choices, strict=True)
    ])  # fmt: skip


def _register(db: Session, rng: random.Random, programme_id: int, areas: list[int], entries: int) -> None:
    names = ("People coached", "Found work or study", "Visits")
    indicators = [
        Indicator(programme_id=programme_id, position=place, activity="Job coaching", name={"en": name})
        for place, name in enumerate(names)
    ]
    db.add_all(indicators)
    db.flush()
    indicators[1].part_of_id = indicators[0].id
    rows = []
    for number in range(entries):
        indicator = indicators[number % 3]
        count = rng.randint(1, 4) if number % 3 == 1 else rng.randint(4, 20)
        women = rng.randint(0, count)
        rows.append(
            {"uuid": str(uuid.UUID(int=rng.getrandbits(128))), "indicator_id": indicator.id, "count": count,
             "area_id": rng.choice(areas), "day": FIRST + timedelta(days=rng.randrange(1000)), "reason": "",
             "by_gender": {"woman": women, "man": count - women},
             "by_age": {"18_29": count // 2, "30_44": count // 3},
             "entered_at": store.now()}
        )  # fmt: skip
    _added(db, Outcome, rows)


def _added(db: Session, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    before = db.exec(select(table.id).order_by(col(table.id).desc()).limit(1)).first() or 0
    db.execute(insert(table), rows)
    return list(db.exec(select(table.id).where(col(table.id) > before).order_by(col(table.id))))
