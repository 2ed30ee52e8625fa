"""Which services of the catalogue could answer what people asked for. Computed without holding the database.

The machine proposes, and says so; what a person chose goes first, and guides the next proposal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from models import Action, Example, Idea, Service, Theme, Workshop
from workshop_kit import examples, ideas, plan, services, store, themes, workshops
from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.match import Example as Chosen
from workshop_kit.analysis.match import Need, NeedMatch, ServiceText, match
from workshop_kit.text import digest

CENTRAL = 4
"""So many ideas speak for a theme."""


@dataclass(frozen=True)
class _Catalogue:
    """The services that can be proposed, and the choices of people that guide it."""

    services: tuple[ServiceText, ...]
    examples: tuple[Chosen, ...]

    def match(self, needs: Sequence[Need], embedder: Embedder | None) -> tuple[NeedMatch, ...]:
        return match(needs, self.services, embedder, examples=self.examples)


def services_for(engine: Engine, workshop_id: int, embedder: Embedder | None) -> None:
    """Suggest a service for each action that has none chosen by a person."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        open_ones = [action for action in plan.actions(db, workshop) if not action.service_confirmed]
        needs = [_of_action(db, workshop, action) for action in open_ones]
        known = _catalogue(db, workshop.language)
    if not needs or not known.services:
        return
    found = known.match(needs, embedder)
    with store.writing(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        still_there = {str(action.id): action for action in plan.actions(db, workshop)}
        for matched in found:
            action = still_there.get(matched.id)  # None: taken out of the plan meanwhile
            if action is not None and matched.fits and matched.services:
                best = matched.services[0]
                plan.suggest_service(db, action, services.by_id(db, int(best.id)), best.words)


def best_services(engine: Engine, workshop_id: int, action_id: int, embedder: Embedder | None) -> NeedMatch | None:
    """The services nearest to one action, best first; None when there is no catalogue."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        need, known = (
            _of_action(db, workshop, plan.by_id(db, workshop, action_id)),
            _catalogue(db, workshop.language),
        )
    return known.match([need], embedder)[0] if known.services else None


def for_themes(engine: Engine, workshop_id: int, embedder: Embedder | None) -> dict[int, NeedMatch]:
    """Theme id -> the services nearest to it, for every theme of the board."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        needs = [_of_theme(workshop, column) for column in themes.board(db, workshop).columns]
        known = _catalogue(db, workshop.language)
    if not needs or not known.services:
        return {}
    return {int(found.id): found for found in known.match(needs, embedder)}


def for_ideas(engine: Engine, workshop_id: int, embedder: Embedder | None) -> dict[int, NeedMatch]:
    """Idea id -> the services nearest to it, for every idea on the wall that has words."""
    with store.reading(engine) as db:
        workshop = workshops.by_id(db, workshop_id)
        needs = [_of_idea(workshop, idea) for idea in ideas.shown(db, workshop) if idea.text]
        known = _catalogue(db, workshop.language)
    if not needs or not known.services:
        return {}
    return {int(found.id): found for found in known.match(needs, embedder)}


def state(db: Session, workshop: Workshop) -> str:
    """Changes whenever a proposal could: with themes, ideas, the catalogue, or what people chose."""
    board = themes.board(db, workshop)
    said = [(column.theme.id, column.theme.label, [i.id for i in column.ideas]) for column in board.columns]
    ideas_now = [(idea.id, digest(idea.text)) for idea in ideas.shown(db, workshop)]
    last = db.exec(select(func.max(Example.id), func.count())).one()
    return digest(repr((said, ideas_now, services.fingerprint(db), tuple(last), workshop.area)))


def to_read(engine: Engine) -> list[str]:
    """What a language model has to read of the catalogue before it can propose."""
    with store.reading(engine) as db:
        return [text for service in _catalogue(db).services for text in service.texts.values()]


def _catalogue(db: Session, language: str = "") -> _Catalogue:
    """Partners take part and do not answer; what its source has no more is not proposed."""
    still = select(Service).where(Service.kind == services.SERVICE, col(Service.vanished_at).is_(None))
    chosen = tuple(
        Chosen(one.text, one.language, str(one.service_id) if one.service_id else None)
        for one in examples.latest(db)
    )
    found = db.exec(still.order_by(col(Service.id)))
    return _Catalogue(tuple(_text(service, language) for service in found), chosen)


def _text(service: Service, language: str) -> ServiceText:
    """The reader's language first: words that explain are taken from there."""
    codes = sorted(service.name, key=lambda code: code != language)
    texts = {
        code: f"{service.name[code]}. {service.description.get(code, '')}".strip()
        for code in codes
        if service.name[code]
    }
    return ServiceText(str(service.id), texts, tuple(service.languages), service.area)


def _of_action(db: Session, workshop: Workshop, action: Action) -> Need:
    """An action as a need: its own words, its theme's name, and the ideas that speak for the theme."""
    column = next((c for c in themes.board(db, workshop).columns if c.theme.id == action.theme_id), None)
    theme = column.theme if column else None
    words = [action.title, action.what, *_labels(theme), *(_spoken(column) if column else ())]
    return Need(str(action.id), _joined(words), workshop.language, workshop.area, tuple(action.languages))


def _of_theme(workshop: Workshop, column: themes.Column) -> Need:
    words = [*_labels(column.theme), *_spoken(column)]
    return Need(str(column.theme.id), _joined(words), workshop.language, workshop.area)


def _of_idea(workshop: Workshop, idea: Idea) -> Need:
    return Need(str(idea.id), idea.text, idea.language, workshop.area)


def _spoken(column: themes.Column) -> list[str]:
    said = sorted(column.ideas, key=lambda idea: (not idea.text, abs(len(idea.text) - 60)))
    return [idea.text for idea in said[:CENTRAL]]


def _joined(words: Sequence[str]) -> str:
    return " . ".join(dict.fromkeys(word for word in words if word))


def _labels(theme: Theme | None) -> Sequence[str]:
    return [theme.label[code] for code in ("fi", "en") if code in theme.label] if theme else []
