"""Workshops: prepare, find, list, end."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, col, select, update

from models import Screen, Step, Texts, VenueKind, Workshop
from workshop_kit import background, earlier, methods, programmes, store
from workshop_kit.errors import NoSuchWorkshop, UnknownLanguage, Wrong
from workshop_kit.i18n import LANGUAGES, N_, offered
from workshop_kit.text import cleaned

TITLE_LIMIT = 80
QUESTION_LIMIT = 200
MOST_AREAS = 12
AREA_LIMIT = 60


class MissingTitle(Wrong):
    sentence = N_("Give the workshop a name and a question first.")


@dataclass(frozen=True)
class Draft:
    """What the facilitator fills in. `title` and `question` need the text in `language` at least.

    `ask_about` are ids of background questions, `areas` the answers to "Where do you live?".
    """

    title: Texts
    question: Texts
    language: str
    languages: Sequence[str]
    method: str
    day: date
    starts: time = time(17, 30)
    ends: time | None = None  # when people must be able to leave
    area: str = ""
    venue: str = ""
    venue_kind: VenueKind = VenueKind.SCHOOL
    pre_moderation: bool = False
    for_children: bool = False
    ask_about: Sequence[str] = ()
    areas: Sequence[str] = ()
    programme_id: int | None = None  # None: it belongs to none
    follows: str | None = None  # code of an earlier workshop, empty for none; None: the last at the same place
    demo: bool = field(default=False, kw_only=True)


def create(db: Session, draft: Draft, *, now: datetime, rng: random.Random | None = None) -> Workshop:
    """A new workshop whose agenda is filled from its method. Raises Wrong, NoSuchMethod, NotFound."""
    method = methods.find(db, draft.method)
    _check_programme(db, draft)
    before = earlier.same_place(db, venue=draft.venue, area=draft.area, day=draft.day)
    facts = {"follows": before.code if before else "", **_checked(draft)}
    workshop = Workshop(code=free_code(db, rng), created_at=now, **facts, demo=draft.demo)
    db.add(workshop)
    db.flush()
    for position, part in enumerate(method.steps):
        db.add(_step(workshop, position, part))
    db.flush()
    return workshop


def create_now(db: Session, draft: Draft) -> Workshop:
    return create(db, draft, now=store.now())


def revise(db: Session, workshop: Workshop, draft: Draft) -> None:
    """Change what was prepared. The agenda stays as it is. Raises Wrong, NoSuchMethod, NotFound.

    Answers about people that would not be asked for now are erased.
    """
    if draft.method != workshop.method:  # its own may have been removed since
        methods.find(db, draft.method)
    _check_programme(db, draft)
    fresh = _checked(draft)
    for name in ("title", "question"):  # what was written in a language that is not offered now is kept
        fresh[name] = {
            **{k: v for k, v in getattr(workshop, name).items() if k not in getattr(draft, name)},
            **fresh[name],
        }
    for name, value in fresh.items():
        setattr(workshop, name, value)
    background.forget_unasked(db, workshop)
    touch(db, workshop)


def by_code(db: Session, code: str) -> Workshop:
    found = db.exec(select(Workshop).where(Workshop.code == code)).first()
    if found is None:
        raise NoSuchWorkshop(code=code[:12])
    return found


def by_id(db: Session, workshop_id: int) -> Workshop:
    found = db.get(Workshop, workshop_id)
    if found is None:
        raise NoSuchWorkshop(code="?")
    return found


def listed(db: Session) -> list[Workshop]:
    """All workshops, the newest day first."""
    order = (col(Workshop.day).desc(), col(Workshop.id).desc())
    return list(db.exec(select(Workshop).order_by(*order)))


def delete(db: Session, workshop: Workshop) -> None:
    """Erase a workshop with everything in it."""
    db.delete(workshop)


def show(db: Session, workshop: Workshop, screen: Screen | None) -> None:
    """Choose what the projector shows; None lets it follow the step."""
    workshop.screen = screen
    db.add(workshop)


def touch(db: Session, workshop: Workshop) -> None:
    """Count up the version, so that every phone looks again."""
    db.add(workshop)
    db.flush()
    db.exec(
        update(Workshop)
        .where(col(Workshop.id) == workshop.id)
        .values(version=Workshop.version + 1)
        .execution_options(synchronize_session="fetch")
    )


def versions(db: Session) -> dict[str, int]:
    """The version of every workshop by its code: one small query, made a few times a second."""
    return dict(db.exec(select(Workshop.code, Workshop.version)).all())


def _checked(draft: Draft) -> dict[str, Any]:
    if not draft.languages or any(code not in offered() for code in draft.languages):
        raise UnknownLanguage()
    return {
        **_words(draft),
        **_people(draft),
        "language": draft.language,
        "languages": list(dict.fromkeys(draft.languages)),
        "method": draft.method,
        "day": draft.day,
        "starts": draft.starts,
        "ends": draft.ends,
        "area": draft.area.strip()[:TITLE_LIMIT],
        "venue": draft.venue.strip()[:TITLE_LIMIT],
        "venue_kind": draft.venue_kind,
        "programme_id": draft.programme_id,
        "pre_moderation": draft.pre_moderation,
        **({} if draft.follows is None else {"follows": draft.follows}),
    }


def _check_programme(db: Session, draft: Draft) -> None:
    """Raises NotFound where its programme is gone."""
    if draft.programme_id is not None:
        programmes.by_id(db, draft.programme_id)


def _words(draft: Draft) -> dict[str, Texts]:
    title = {code: cleaned(text, TITLE_LIMIT) for code, text in draft.title.items() if text.strip()}
    question = {code: cleaned(text, QUESTION_LIMIT) for code, text in draft.question.items() if text.strip()}
    if not title.get(draft.language) or not question.get(draft.language):
        raise MissingTitle()
    if any(code not in LANGUAGES for code in (*title, *question)):
        raise UnknownLanguage()
    return {"title": title, "question": question}


def _people(draft: Draft) -> dict[str, Any]:
    """What is asked about the people who come, in the order in which it is asked."""
    areas = list(dict.fromkeys(_line(area) for area in draft.areas if area.strip()))
    if len(areas) > MOST_AREAS or any(id not in background.IDS for id in draft.ask_about):
        raise Wrong()
    return {
        "for_children": draft.for_children,
        "ask_about": [id for id in background.IDS if id in draft.ask_about],
        "areas": areas,
    }


def _line(area: str) -> str:
    return " ".join(cleaned(area, AREA_LIMIT).split())


def _step(workshop: Workshop, position: int, part: methods.MethodStep) -> Step:
    assert workshop.id is not None
    return Step(
        workshop_id=workshop.id,
        position=position,
        kind=part.kind,
        title=dict(part.title),
        minutes=part.minutes,
        shortest=part.shortest,
        needs=dict(part.needs),
        say=dict(part.say),
        prompt=dict(part.prompt),
        phones=part.phones,
        settings=dict(part.settings),
    )


def free_code(db: Session, rng: random.Random | None = None) -> str:
    """Four digits that no workshop uses; six once the four-digit ones run short."""
    rng = rng or random.SystemRandom()
    taken = set(db.exec(select(Workshop.code)))
    digits = 4 if len(taken) < 3000 else 6
    while (code := str(rng.randrange(10 ** (digits - 1), 10**digits))) in taken:
        pass
    return code
