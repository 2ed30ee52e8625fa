"""A workshop out of the database into a bundle."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from models import Action, Ballot, Example, Idea, Note, Service, Step, Theme, Translation, Update, Workshop
from workshop_kit import examples, ideas, participants, plan, privacy, programmes, steps, themes, votes
from workshop_kit.bundle import answers
from workshop_kit.bundle.ballots import hands_written, written
from workshop_kit.bundle.photos import photos_of
from workshop_kit.bundle.schema import (
    ActionPart,
    Bundle,
    IdeaPart,
    NotePart,
    OptionPart,
    Part,
    ServicePart,
    Settings,
    StepPart,
    ThemePart,
    TranslationPart,
    UpdatePart,
    VotePart,
    WorkshopPart,
)
from workshop_kit.evaluation import questions
from workshop_kit.i18n import UNKNOWN

_P = TypeVar("_P", bound=Part)
_At = dict[int | None, int]
"""Row id -> place in the bundle."""


def dump(db: Session, workshop: Workshop) -> bytes:
    """The workshop as JSON, UTF-8; the same workshop always gives the same bytes."""
    agenda = steps.agenda(db, workshop)
    columns = themes.board(db, workshop).columns
    step_at: _At = {step.id: i for i, step in enumerate(agenda)}
    theme_at: _At = {column.theme.id: i for i, column in enumerate(columns)}
    every = list(db.exec(select(Idea).where(Idea.workshop_id == workshop.id).order_by(col(Idea.number))))
    idea_at: _At = {idea.id: i for i, idea in enumerate(every)}
    translated = ideas.translations(db, workshop)
    actions, partners = plan.actions(db, workshop), plan.partners(db, workshop)
    chosen = examples.of_themes(db, [column.theme.id or 0 for column in columns])
    used = _services(db, actions, partners, chosen.values(), agenda)
    service_at: _At = {service.id: i for i, service in enumerate(used)}
    told = plan.updates(db, workshop)
    bundle = Bundle(
        workshop=_workshop(db, workshop, step_at),
        steps=[_part(StepPart, step, settings=_settings(step, service_at)) for step in agenda],
        joined=_joined(db, workshop),
        themes=[_theme(column.theme, chosen.get(column.theme.id or 0), service_at) for column in columns],
        ideas=[_idea(idea, translated.get(idea.id or 0, {}), step_at, theme_at) for idea in every],
        votes=[_vote(db, step, step_at, theme_at, idea_at) for step in _voted(db, agenda)],
        answers=answers.written(db, workshop, agenda, step_at, service_at),
        services=[_part(ServicePart, service) for service in used],
        actions=[
            _part(
                ActionPart,
                action,
                theme=theme_at.get(action.theme_id),
                service=service_at.get(action.service_id),
                partners=[service_at[partner.id] for partner in partners.get(action.id or 0, [])],
                updates=_updates(told.get(action.id or 0, [])),
            )
            for action in actions
        ],
        notes=[_part(NotePart, note, step=step_at.get(note.step_id)) for note in _notes(db, workshop)],
    )
    bundle.pictures = photos_of(db, workshop, bundle)
    return json.dumps(bundle.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()


def _workshop(db: Session, workshop: Workshop, step_at: _At) -> WorkshopPart:
    programme = programmes.of(db, workshop)
    return _part(
        WorkshopPart,
        workshop,
        programme=programme.name if programme else "",
        current_step=step_at.get(workshop.current_step_id),
    )


def _notes(db: Session, workshop: Workshop) -> list[Note]:
    return list(db.exec(select(Note).where(Note.workshop_id == workshop.id).order_by(col(Note.id))))


def _voted(db: Session, agenda: list[Step]) -> list[Step]:
    """The votes. What people did in a card sort stays here: the board has what came of it."""
    return [step for step in agenda if votes.is_vote(step) and votes.options(db, step)]


def _settings(step: Step, service_at: _At) -> Settings:
    """Without what names rows of this database."""
    plain = {name: value for name, value in step.settings.items() if name in Settings.model_fields}
    return Settings(**{**plain, **answers.settings_written(step, service_at)})


def _part(kind: type[_P], row: Any, **more: Any) -> _P:
    return kind(**{name: getattr(row, name) for name in kind.model_fields if name not in more}, **more)


def _theme(theme: Theme, chosen: Example | None, service_at: _At) -> ThemePart:
    nothing = chosen is not None and chosen.service_id is None
    return _part(
        ThemePart, theme, service=service_at.get(chosen.service_id) if chosen else None, nothing_fits=nothing
    )


def _services(
    db: Session,
    actions: list[Action],
    partners: dict[int, list[Service]],
    chosen: Iterable[Example],
    agenda: Iterable[Step],
) -> list[Service]:
    named = {partner.id for found in partners.values() for partner in found}
    named |= {example.service_id for example in chosen} | {action.service_id for action in actions}
    named |= {id for step in agenda for id in questions.service_ids(step)}
    wanted = {id for id in named if id}
    found = [service for id in wanted if (service := db.get(Service, id)) is not None]
    return sorted(found, key=lambda service: (service.source, service.source_id))  # the same on every laptop


def _updates(told: list[Update]) -> list[UpdatePart]:
    """The oldest first."""
    return [_part(UpdatePart, update) for update in reversed(told)]


def _joined(db: Session, workshop: Workshop) -> dict[str, int]:
    shown = {code: n for code, n in participants.by_language(db, workshop).shown if code != UNKNOWN.code}
    rest = privacy.people(participants.count(db, workshop) - sum(shown.values()))
    return {**dict(sorted(shown.items())), **({UNKNOWN.code: rest} if rest else {})}


def _idea(idea: Idea, translated: dict[str, Translation], step_at: _At, theme_at: _At) -> IdeaPart:
    return _part(
        IdeaPart,
        idea,
        step=step_at.get(idea.step_id),
        theme=theme_at.get(idea.theme_id),
        translations=[_part(TranslationPart, found) for _code, found in sorted(translated.items())],
    )


def _vote(db: Session, step: Step, step_at: _At, theme_at: _At, idea_at: _At) -> VotePart:
    options = votes.options(db, step)
    place = {str(option.id): i for i, option in enumerate(options)}
    cast = list(db.exec(select(Ballot).where(Ballot.step_id == step.id)))
    helped = votes.helped.count(db, step)
    alone = privacy.people(len(cast) - helped)
    told = votes.is_closed(step) and privacy.people(len(cast)) is not None and alone is not None
    ballots = [written(step, ballot.choices, place) for ballot in (cast if told else ())]
    return VotePart(
        step=step_at[step.id],
        options=[
            _part(OptionPart, option, theme=theme_at.get(option.theme_id), idea=idea_at.get(option.idea_id))
            for option in options
        ],
        ballots=sorted((dict(sorted(ballot.items())) for ballot in ballots), key=lambda b: sorted(b.items())),
        helped=(privacy.people(helped) or 0) if told else 0,
        hands=hands_written(votes.hands.entered(db, step), place) if votes.is_closed(step) else None,
    )
