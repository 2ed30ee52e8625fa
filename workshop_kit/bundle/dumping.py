"""A workshop out of the database into a bundle."""

import json
from typing import Any, TypeVar

from sqlmodel import Session, select

from models import Action, Ballot, Idea, Service, Step, Workshop
from workshop_kit import ideas, participants, plan, steps, themes, votes
from workshop_kit.bundle.schema import (
    ActionPart,
    Bundle,
    IdeaPart,
    OptionPart,
    Part,
    ServicePart,
    StepPart,
    ThemePart,
    TranslationPart,
    VotePart,
    WorkshopPart,
)
from workshop_kit.i18n import UNKNOWN

_P = TypeVar("_P", bound=Part)


def dump(db: Session, workshop: Workshop) -> bytes:
    """The workshop as JSON, UTF-8; the same workshop always gives the same bytes."""
    agenda = steps.agenda(db, workshop)
    columns = themes.board(db, workshop).columns
    step_at = {step.id: i for i, step in enumerate(agenda)}
    theme_at = {column.theme.id: i for i, column in enumerate(columns)}
    actions = plan.actions(db, workshop)
    used = _services(db, actions)
    bundle = Bundle(
        workshop=_part(WorkshopPart, workshop, current_step=step_at.get(workshop.current_step_id)),
        steps=[_part(StepPart, step) for step in agenda],
        joined=_joined(db, workshop),
        themes=[_part(ThemePart, column.theme) for column in columns],
        ideas=_ideas(db, workshop, step_at, theme_at),
        votes=[_vote(db, step, step_at, theme_at) for step in agenda if votes.options(db, step)],
        services=[_part(ServicePart, service) for service in used],
        actions=[
            _part(
                ActionPart,
                action,
                theme=theme_at.get(action.theme_id),
                service=next((i for i, service in enumerate(used) if service.id == action.service_id), None),
            )
            for action in actions
        ],
    )
    return json.dumps(bundle.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()


def _part(kind: type[_P], row: Any, **more: Any) -> _P:
    return kind(**{name: getattr(row, name) for name in kind.model_fields if name not in more}, **more)


def _services(db: Session, actions: list[Action]) -> list[Service]:
    wanted = sorted({action.service_id for action in actions if action.service_id})
    return [service for id in wanted if (service := db.get(Service, id)) is not None]


def _joined(db: Session, workshop: Workshop) -> dict[str, int]:
    counts = participants.by_language(db, workshop)
    return {**dict(sorted(counts.shown)), **({UNKNOWN.code: counts.other} if counts.other else {})}


def _ideas(
    db: Session, workshop: Workshop, step_at: dict[int | None, int], theme_at: dict[int | None, int]
) -> list[IdeaPart]:
    translated = ideas.translations(db, workshop)
    query = select(Idea).where(Idea.workshop_id == workshop.id)
    return [
        _part(
            IdeaPart,
            idea,
            step=step_at.get(idea.step_id),
            theme=theme_at.get(idea.theme_id),
            translations=[
                _part(TranslationPart, found) for _code, found in sorted(translated.get(idea.id or 0, {}).items())
            ],
        )
        for idea in sorted(db.exec(query), key=lambda idea: idea.number)
    ]


def _vote(db: Session, step: Step, step_at: dict[int | None, int], theme_at: dict[int | None, int]) -> VotePart:
    options = votes.options(db, step)
    place = {str(option.id): i for i, option in enumerate(options)}
    ballots = [
        {place[key]: dots for key, dots in ballot.choices.items() if key in place}
        for ballot in db.exec(select(Ballot).where(Ballot.step_id == step.id))
    ]
    return VotePart(
        step=step_at[step.id],
        options=[_part(OptionPart, option, theme=theme_at.get(option.theme_id)) for option in options],
        ballots=sorted((dict(sorted(ballot.items())) for ballot in ballots), key=lambda b: sorted(b.items())),
    )
