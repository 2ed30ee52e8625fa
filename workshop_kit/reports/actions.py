"""The actions of the plan for documents, each with its service, its partners and what has happened since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models import Action, Service, Step, Update, Workshop
from workshop_kit import plan, themes, votes
from workshop_kit.i18n import pick, words
from workshop_kit.report import ActionPage, News, ServiceFacts, ThemeSection


def of(
    db: Session, workshop: Workshop, agenda: Sequence[Step], sections: Sequence[ThemeSection], language: str
) -> tuple[ActionPage, ...]:
    around = _Around(
        workshop,
        language,
        {c.theme.id: s for c, s in zip(themes.board(db, workshop).columns, sections, strict=True)},
        _got(db, agenda, language),
        plan.partners(db, workshop),
        plan.wanting_to_help(db, workshop),
        plan.updates(db, workshop),
        plan.theme_ids(db, workshop),
    )
    return tuple(
        _action(db, number, action, around) for number, action in enumerate(plan.actions(db, workshop), start=1)
    )


@dataclass(frozen=True)
class _Around:
    """What is known about all actions at once."""

    workshop: Workshop
    language: str
    sections: Mapping[int | None, ThemeSection]
    got: Mapping[int | None, str]
    partners: Mapping[int, Sequence[Service]]
    wanting: Mapping[int, int]
    told: Mapping[int, Sequence[Update]]
    themes: Mapping[int, int | None]  # after merges


def _action(db: Session, number: int, action: Action, around: _Around) -> ActionPage:
    language, id = around.language, action.id or 0
    named = pick(plan.title(action, around.workshop), language, around.workshop.language)
    what = pick(plan.what(action, around.workshop), language, around.workshop.language)
    service = db.get(Service, action.service_id) if action.service_id else None
    catalogued = tuple(_service(partner, language) for partner in around.partners.get(id, ()))
    return ActionPage(
        number=number,
        uuid=action.uuid,
        title=named.text,
        title_language=named.language,
        what=what.text,
        what_language=what.language,
        theme=around.sections.get(around.themes.get(id)),
        got=around.got.get(action.theme_id, ""),
        service=_service(service, language) if service else None,
        service_confirmed=action.service_confirmed,
        service_reason=action.service_reason,
        role=action.role,
        partner=", ".join(filter(None, (*(partner.name for partner in catalogued), action.partner))),
        partners=catalogued,
        first_step=action.first_step,
        first_step_by=action.first_step_by,
        deadline=action.deadline,
        indicator=action.indicator,
        baseline=action.baseline,
        target=action.target,
        resources=action.resources,
        languages=tuple(action.languages),
        risks=action.risks,
        effort=action.effort,
        benefit=action.benefit,
        wanting=plan.told(around.wanting.get(id, 0)),
        status=action.status.value,
        since=tuple(_news(update, around) for update in around.told.get(id, ())),
    )


def _service(service: Service, language: str) -> ServiceFacts:
    name, body = pick(service.name, language), pick(service.body, language)
    return ServiceFacts(
        id=service.id or 0,
        name=name.text,
        name_language=name.language,
        body=body.text,
        body_language=body.language,
        languages=tuple(service.languages),
        area=service.area,
        contact=service.contact,
        url=service.url,
        vanished=service.vanished_at is not None,
    )


def _news(update: Update, around: _Around) -> News:
    said = pick(update.text, around.language, around.workshop.language)
    return News(update.at.astimezone().date(), update.status.value, said.text, said.language)


def _got(db: Session, agenda: Sequence[Step], language: str) -> dict[int | None, str]:
    """Theme id -> what it got in the last closed vote on themes, in words; nothing where too few voted."""
    vote = plan.deciding_vote(db, [step for step in agenda if not votes.on_ideas(step)])
    if vote is None:
        return {}
    w, bars = words(language), votes.bars(db, vote)
    return {bar.option.theme_id: votes.telling.figure(w, vote, bar) for bar in bars if bar.option.theme_id}
