"""The demo: a finished school evening, and one that is ready to run. Everything in it is invented."""

import random
import tomllib
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from models import ActionStatus, Channel, Idea, Participant, Source, Step, StepKind, Theme, VenueKind, Workshop
from workshop_kit import ideas, participants, plan, services, steps, themes, votes, workshops
from workshop_kit.i18n import LANGUAGES
from workshop_kit.ideas import Sent

_FILES = Path(__file__).parent
_WORDS = (
    "what", "role", "partner", "indicator", "target", "resources", "first_step", "baseline", "risks",
)  # fmt: skip


def load(db: Session, *, now: datetime) -> tuple[str, str]:
    """Make both demo workshops; their codes, the finished one first."""
    services.ensure_starter(db, now)
    finished = _finished(db, _read("evening.toml"), now)
    ready = workshops.create(db, _draft(_read("ready.toml"), now.date()), now=now)
    return finished.code, ready.code


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FILES / name).read_text(encoding="utf-8"))


def _draft(content: dict[str, Any], day: date) -> workshops.Draft:
    return workshops.Draft(
        title=content["title"],
        question=content["question"],
        language=content["language"],
        languages=content["languages"],
        method=content["method"],
        day=day,
        starts=content["starts"],
        area=content["area"],
        venue=content["venue"],
        venue_kind=VenueKind(content["venue_kind"]),
        demo=True,
    )


def _finished(db: Session, content: dict[str, Any], now: datetime) -> Workshop:
    """Play the evening through: join, send, group, vote, plan. It ended just before `now`."""
    workshop = workshops.create(db, _draft(content, content["day"]), now=now)
    agenda = steps.agenda(db, workshop)
    begun = now - timedelta(minutes=steps.total_minutes(agenda))
    rng = random.Random(workshop.code)  # the same demo has the same voices, whoever loads it
    people = _people(db, workshop, content["participants"], begun)
    labels: dict[str, Theme] = {}
    for step in agenda:
        steps.start(db, workshop, step, now=begun)
        if step.kind == StepKind.IDEAS:
            labels = _sent(db, workshop, step, content, people, begun, rng)
        if step.kind == StepKind.VOTE:
            _vote(db, step, content["vote"]["ballots"], people, begun)
        begun += timedelta(minutes=step.minutes)
    _plan(db, workshop, content, labels, now)
    steps.end(db, workshop, now=now)
    return workshop


def _people(db: Session, workshop: Workshop, spoken: dict[str, int], now: datetime) -> list[Participant]:
    return [
        participants.admit(db, workshop, language, now=now)[0]
        for language, number in spoken.items()
        for _person in range(number)
    ]


def _sent(
    db: Session,
    workshop: Workshop,
    step: Step,
    content: dict[str, Any],
    people: list[Participant],
    now: datetime,
    rng: random.Random,
) -> dict[str, Theme]:
    """The ideas with their translations, and the themes that people made of them."""
    groups: dict[str, list[Idea]] = {theme["key"]: [] for theme in content["themes"]}
    for given in content["ideas"]:
        idea = _send(db, workshop, step, given, people, now, rng)
        if given.get("theme"):
            groups[given["theme"]].append(idea)
    return {
        theme["key"]: themes.split(db, workshop, groups[theme["key"]], theme["label"], now=now)
        for theme in content["themes"]
    }


def _send(
    db: Session,
    workshop: Workshop,
    step: Step,
    given: dict[str, Any],
    people: list[Participant],
    now: datetime,
    rng: random.Random,
) -> Idea:
    channel = Channel(given["channel"])
    made = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    sent = Sent(made, given["text"], given["language"], channel)
    writers = [person for person in people if person.language == given["language"]]
    if channel == Channel.PHONE and writers:
        idea, _new = ideas.send(db, workshop, step, sent, participant=rng.choice(writers), now=now)
    else:
        idea = ideas.enter(db, workshop, step, sent, now=now)
    translation = dict(given.get("translation", {}))
    source = Source(translation.pop("source", "person"))
    for language, text in translation.items():
        ideas.translate(db, idea, language, text, source)
    return idea


def _vote(db: Session, step: Step, ballots: list[list[int]], people: list[Participant], now: datetime) -> None:
    options = votes.options(db, step)
    for person, ballot in zip(people, ballots, strict=False):
        choices = {str(option.id): dots for option, dots in zip(options, ballot, strict=True) if dots}
        votes.cast(db, step, person, choices, now=now)


def _plan(
    db: Session, workshop: Workshop, content: dict[str, Any], labels: dict[str, Theme], now: datetime
) -> None:
    for given in content["actions"]:
        words = given[workshop.language]
        action = plan.add(db, workshop, title=words["title"], theme=labels[given["theme"]])
        plan.edit(
            db,
            action,
            **{key: words[key] for key in _WORDS},
            title_in=_in_others(workshop, given, "title"),
            what_in=_in_others(workshop, given, "what"),
            **{key: given[key] for key in ("deadline", "languages", "effort", "benefit")},
            first_step_by=workshop.day + timedelta(days=given["first_step_days"]),
            status=ActionStatus(given["status"]),
        )
        found = next((s for s in services.listed(db) if s.source_id == given["service_id"]), None)
        if found is None:  # the starter catalogue was taken away
            continue
        if given.get("suggested"):
            plan.suggest_service(db, action, found, given["suggested"])
        else:
            plan.choose_service(db, action, found, now=now)


def _in_others(workshop: Workshop, given: dict[str, Any], name: str) -> dict[str, str]:
    """The words of an action in the other languages that the demo has them in."""
    return {code: given[code][name] for code in LANGUAGES if code in given and code != workshop.language}
