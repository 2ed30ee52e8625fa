"""What the machine suggests: themes from ideas, services for actions. Computed without holding the database."""

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session

from models import Idea, Service, Source, Theme, Workshop
from workshop_kit import ideas, plan, services, store, themes, workshops
from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.match import Need, NeedMatch, ServiceText, match
from workshop_kit.analysis.themes import IdeaText, Kept, Proposal, propose
from workshop_kit.errors import TooFewIdeas

_CENTRAL = 4  # ideas that speak for a theme


def themes_for(engine: Engine, workshop_id: int, embedder: Embedder | None, wanted: int | None = None) -> None:
    """Suggest themes for a workshop. What people named, confirmed or moved stays. Raises TooFewIdeas."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        texts, kept = _material(themes.board(db, workshop), _captions(db, workshop))
    if sum(bool(text.text) for text in texts) < 2:
        raise TooFewIdeas()
    proposal = propose(texts, embedder, themes=wanted, keep=kept)
    with store.writing(engine) as db:
        themes.accept(db, workshops.by_id(db, workshop_id), _as_suggestions(proposal), now=store.now())


def texts_under_way(engine: Engine) -> list[str]:
    """What the ideas of all workshops say that have not ended, as `themes_for` reads them."""
    with store.reading(engine) as db:
        found = []
        for workshop in workshops.listed(db):
            if workshop.ended_at is None:
                captions = _captions(db, workshop)
                found += [_text(idea, captions).text for idea in ideas.shown(db, workshop)]
    return [text for text in found if text]


def services_for(engine: Engine, workshop_id: int, embedder: Embedder | None) -> None:
    """Suggest a service for each action that has none chosen by a person."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        needs = _needs(db, workshop)
        catalogue = [_service_text(service) for service in services.listed(db)]
    if not needs or not catalogue:
        return
    found = match(list(needs.values()), catalogue, embedder)
    with store.writing(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        still_there = {action.id: action for action in plan.actions(db, workshop)}
        for action_id, matched in zip(needs, found, strict=True):
            action = still_there.get(action_id)  # None: taken out of the plan meanwhile
            if action is not None and matched.fits and matched.services:
                best = matched.services[0]
                plan.suggest_service(db, action, services.by_id(db, int(best.id)), best.words)


def best_services(engine: Engine, workshop_id: int, action_id: int, embedder: Embedder | None) -> NeedMatch | None:
    """The services nearest to one action, best first; None when there is no catalogue."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        need = _need(db, workshop, action_id)
        catalogue = [_service_text(service) for service in services.listed(db)]
    return match([need], catalogue, embedder)[0] if catalogue else None


Said = dict[int, tuple[str, str]]
"""Idea id -> words and their language."""


def _captions(db: Session, workshop: Workshop) -> Said:
    """The words under photos that somebody wrote in another language only."""
    every = ideas.translations(db, workshop)
    return {id: (found.text, found.language) for id, own in every.items() for found in own.values()}


def _material(board: themes.Board, captions: Said) -> tuple[list[IdeaText], list[Kept]]:
    """Every idea that may be placed, and the groups that people have touched."""
    kept, texts = [], []
    for column in board.columns:
        texts += [_text(idea, captions) for idea in column.ideas]
        if _touched(column):
            kept.append(
                Kept(str(column.theme.id), tuple(str(idea.id) for idea in column.ideas), column.theme.label)
            )
    for idea in board.unplaced:
        if idea.placed_by != Source.PERSON:  # who put an idea back into the tray wants it there
            texts.append(_text(idea, captions))
    return texts, kept


def _text(idea: Idea, captions: Said) -> IdeaText:
    own = (idea.text, idea.language)
    return IdeaText(str(idea.id), *(own if idea.text else captions.get(idea.id or 0, own)))


def _touched(column: themes.Column) -> bool:
    theme = column.theme
    by_person = any(idea.placed_by == Source.PERSON for idea in column.ideas)
    return theme.confirmed or theme.named_by_person or by_person or bool(theme.picture)


def _as_suggestions(proposal: Proposal) -> list[themes.Suggestion]:
    return [
        themes.Suggestion(
            theme_id=int(theme.id) if theme.id.isdecimal() else None,
            idea_ids=tuple(int(idea) for idea in theme.idea_ids),
            labels=theme.labels,
            keywords=theme.keywords,
            cohesion=theme.cohesion,
        )
        for theme in proposal.themes
    ]


def _needs(db: Session, workshop: Workshop) -> dict[int, Need]:
    open_ones = [action for action in plan.actions(db, workshop) if not action.service_confirmed]
    return {action.id: _need(db, workshop, action.id) for action in open_ones if action.id is not None}


def _need(db: Session, workshop: Workshop, action_id: int) -> Need:
    """An action as a need: its own words, its theme's name, and the ideas that speak for the theme."""
    action = plan.by_id(db, workshop, action_id)
    theme = db.get(Theme, action.theme_id) if action.theme_id else None
    column = next((c for c in themes.board(db, workshop).columns if theme and c.theme.id == theme.id), None)
    said = sorted(column.ideas, key=lambda i: (not i.text, abs(len(i.text) - 60)))[:_CENTRAL] if column else []
    words = [action.title, action.what, *_labels(theme), *(idea.text for idea in said)]
    return Need(str(action.id), " . ".join(dict.fromkeys(word for word in words if word)), workshop.language)


def _labels(theme: Theme | None) -> Sequence[str]:
    return [theme.label[code] for code in ("fi", "en") if code in theme.label] if theme else []


def _service_text(service: Service) -> ServiceText:
    texts = {
        code: f"{name}. {service.description.get(code, '')}".strip() for code, name in service.name.items() if name
    }
    return ServiceText(str(service.id), texts)
