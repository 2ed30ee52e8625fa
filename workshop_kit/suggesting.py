"""What the machine suggests: themes from ideas, services for actions. Computed without holding the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from models import Idea, Service, Theme, Workshop
from workshop_kit import ideas, plan, services, store, themes, workshops
from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.links import Link
from workshop_kit.analysis.match import Need, NeedMatch, ServiceText, match
from workshop_kit.analysis.themes import IdeaText, Kept, Proposal, propose
from workshop_kit.board_history import answers
from workshop_kit.errors import TooFewIdeas

_CENTRAL = 4  # ideas that speak for a theme


def themes_for(
    engine: Engine,
    workshop_id: int,
    embedder: Embedder | None,
    wanted: int | None = None,
    answered: themes.Pair | None = None,
) -> None:
    """Suggest themes for a workshop. What people named, confirmed or moved stays; `answered` is what a person has
    just said about two ideas. Raises TooFewIdeas."""
    material = _material(engine, workshop_id, answered)
    proposal = material.proposal(embedder, wanted)
    with store.writing(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        themes.accept(db, workshop, _as_suggestions(proposal), now=store.now(), answered=answered)


def questions(engine: Engine, workshop_id: int, embedder: Embedder | None) -> list[tuple[int, int]]:
    """Pairs of ideas, by their ids, about which a person's answer would settle most, best first."""
    try:
        proposal = _material(engine, workshop_id).proposal(embedder)
    except TooFewIdeas:
        return []
    return [(int(a), int(b)) for a, b in proposal.ask]


def cut(engine: Engine, workshop_id: int, theme_id: int, embedder: Embedder | None) -> None:
    """Make two themes of one, where the machine would cut it. Raises TooFewIdeas, NoSuchTheme."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        themes.by_id(db, workshop, theme_id)
        captions = _captions(db, workshop)
        column = next(c for c in themes.board(db, workshop).columns if c.theme.id == theme_id)
        texts = [_text(idea, captions) for idea in column.ideas]
    if sum(bool(text.text) for text in texts) < 4:
        raise TooFewIdeas()
    halves = _as_suggestions(propose(texts, embedder, themes=2))
    with store.writing(engine) as db:
        themes.cut(
            db,
            workshops.by_id(db, workshop_id),
            theme_id,
            min(halves, key=lambda h: len(h.idea_ids)),
            now=store.now(),
        )


def under_way(engine: Engine) -> list[IdeaText]:
    """What the ideas of all workshops say that have not ended, as `themes_for` reads them."""
    with store.reading(engine) as db:
        found = []
        for workshop in workshops.listed(db):
            if workshop.ended_at is None:
                captions = _captions(db, workshop)
                found += [_text(idea, captions) for idea in ideas.shown(db, workshop)]
    return [said for said in found if said.text]


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


@dataclass(frozen=True)
class _Material:
    texts: tuple[IdeaText, ...]  # every idea that may be placed
    kept: tuple[Kept, ...]  # the groups that people have touched
    links: tuple[Link, ...]  # what people have said about pairs

    def proposal(self, embedder: Embedder | None, wanted: int | None = None) -> Proposal:
        if sum(bool(text.text) for text in self.texts) < 2:
            raise TooFewIdeas()
        return propose(self.texts, embedder, themes=wanted, keep=self.kept, links=self.links)


def _material(engine: Engine, workshop_id: int, answered: themes.Pair | None = None) -> _Material:
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        board, captions = themes.board(db, workshop), _captions(db, workshop)
        said = [themes.Pair(found.a, found.b, found.same) for found in answers(db, workshop)]
    texts = [_text(idea, captions) for column in board.columns for idea in column.ideas]
    # Who put an idea back into the tray wants it there.
    texts += [_text(idea, captions) for idea in board.unplaced if not themes.by_people(idea)]
    links = (Link(str(pair.a), str(pair.b), pair.same) for pair in (*said, *([answered] if answered else ())))
    return _Material(tuple(texts), tuple(filter(None, map(_kept, board.columns))), tuple(links))


def _kept(column: themes.Column) -> Kept | None:
    """What a person agreed to stays whole; where she only moved ideas, those stay, and draw others to them."""
    theme, every = column.theme, tuple(str(idea.id) for idea in column.ideas)
    if themes.is_agreed(theme):
        return Kept(str(theme.id), every, theme.label)
    moved = tuple(str(idea.id) for idea in column.ideas if themes.by_people(idea))
    return Kept(str(theme.id), moved, theme.label, tuple(i for i in every if i not in moved)) if moved else None


def _text(idea: Idea, captions: Said) -> IdeaText:
    own = (idea.text, idea.language)
    return IdeaText(str(idea.id), *(own if idea.text else captions.get(idea.id or 0, own)))


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
