"""What the machine suggests about themes. Computed without holding the database; for services see `matching`."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from models import Idea, Workshop
from workshop_kit import ideas, store, themes, workshops
from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.links import Link
from workshop_kit.analysis.themes import IdeaText, Kept, Proposal, propose
from workshop_kit.board_history import answers
from workshop_kit.errors import TooFewIdeas


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
