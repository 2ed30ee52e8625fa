"""The theme board: suggest, rename, illustrate, move, merge, split, confirm; undo and redo without limit.

Each gesture is logged with the whole board before and after it, so that undo is exact. A removed theme is
kept in its table: undo, and a vote that named it, find it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from sqlmodel import Session, select

from models import Answer, Idea, Source, Texts, Theme, Workshop
from workshop_kit import ideas, pictures
from workshop_kit.board_history import answers, gesture
from workshop_kit.board_history import history as history
from workshop_kit.board_history import redo as redo
from workshop_kit.board_history import standing as standing
from workshop_kit.board_history import undo as undo
from workshop_kit.errors import EmptyText, NoSuchTheme, TooFewIdeas
from workshop_kit.text import cleaned

LABEL_LIMIT = 60
ALIKE = 0.85
"""The share of letters that two names must have in common to count as one, with a slip mended."""


@dataclass(frozen=True)
class Column:
    theme: Theme
    ideas: tuple[Idea, ...]

    @property
    def languages(self) -> int:
        return len({idea.language for idea in self.ideas})


@dataclass(frozen=True)
class Board:
    columns: tuple[Column, ...]
    unplaced: tuple[Idea, ...]


def board(db: Session, workshop: Workshop) -> Board:
    """The themes in their order with the ideas on the wall, and the ideas that are not placed yet."""
    shown = ideas.shown(db, workshop)
    columns = [Column(t, tuple(i for i in shown if i.theme_id == t.id)) for t in standing(db, workshop)]
    placed = {column.theme.id for column in columns}
    return Board(tuple(columns), tuple(idea for idea in shown if idea.theme_id not in placed))


def by_id(db: Session, workshop: Workshop, theme_id: int) -> Theme:
    found = db.get(Theme, theme_id)
    if found is None or found.workshop_id != workshop.id or found.removed:
        raise NoSuchTheme()
    return found


def by_people(idea: Idea) -> bool:
    """Whether a person put the idea where it is, or most of those who sorted: the machine lets it be."""
    return idea.placed_by in (Source.PERSON, Source.ROOM)


def is_agreed(theme: Theme) -> bool:
    """Whether a person has agreed to the theme as a whole."""
    return theme.confirmed or theme.named_by_person or bool(theme.picture)


@dataclass(frozen=True)
class Suggestion:
    """A theme that the machine proposes; `theme_id` names the theme of a person's that it adds to."""

    theme_id: int | None
    idea_ids: tuple[int, ...]
    labels: tuple[Texts, ...]  # best first
    keywords: tuple[str, ...]
    cohesion: float


@dataclass(frozen=True)
class Pair:
    """A person's answer: whether two ideas, by their ids, belong together."""

    a: int
    b: int
    same: bool


def accept(
    db: Session,
    workshop: Workshop,
    suggested: Sequence[Suggestion],
    *,
    now: datetime,
    answered: Pair | None = None,
) -> None:
    """Put a proposal on the board. Themes that it does not name, and nobody touched, give way.

    An idea that a person placed while the machine was thinking stays where the person put it. `answered` is the
    answer that led to the proposal; the two are one gesture.
    """
    with gesture(db, workshop, "answer" if answered else "suggest", now):
        if answered:
            _remember(db, workshop, answered)
        kept = {suggestion.theme_id for suggestion in suggested}
        for theme in standing(db, workshop):
            if theme.id not in kept:
                _place(db, [i for i in _ideas_of(db, theme) if not by_people(i)], None, by=None)
                theme.removed = not _ideas_of(db, theme)
        for suggestion in suggested:
            _let_go(db, workshop, suggestion)
        for suggestion in suggested:
            _take_in(db, workshop, suggestion)


def rename(db: Session, workshop: Workshop, theme: Theme, label: Texts, *, now: datetime) -> None:
    """Give a theme its name, in one or several languages; what it was called in others no longer fits.

    Where it is as good as the name before, what it is called in others stays. Raises Wrong.
    """
    label = _label(label)
    if all(_is_alike(theme.label.get(code, ""), text) for code, text in label.items()):
        label = {**theme.label, **label}
    with gesture(db, workshop, "rename", now):
        theme.label = label
        theme.named_by_person = theme.confirmed = True
        db.add(theme)


def illustrate(db: Session, workshop: Workshop, theme: Theme, symbol: str, *, now: datetime) -> None:
    """Put one of the kit's symbols beside a theme's mark; empty for none. Raises NoSuchPicture."""
    picture = pictures.checked_symbol(symbol)
    with gesture(db, workshop, "picture", now):
        theme.picture = picture
        db.add(theme)


def confirm(db: Session, workshop: Workshop, theme: Theme, *, confirmed: bool, now: datetime) -> None:
    with gesture(db, workshop, "confirm", now):
        theme.confirmed = confirmed
        db.add(theme)


def move(db: Session, workshop: Workshop, moved: Sequence[Idea], theme: Theme | None, *, now: datetime) -> None:
    """Put ideas into a theme; None puts them back among those not placed."""
    with gesture(db, workshop, "move", now):
        _place(db, moved, theme)


def sort(db: Session, workshop: Workshop, places: Mapping[int, int], *, now: datetime) -> int:
    """Put ideas where most people put them in a card sort, as idea id -> theme id (0: none fits); how many moved.

    What the facilitator has placed by hand stays; what people sorted earlier follows them again.
    """
    into = {theme.id: theme for theme in standing(db, workshop)}
    moved = [i for i in ideas.shown(db, workshop) if i.id in places and i.placed_by != Source.PERSON]
    moved = [i for i in moved if (i.theme_id or 0) != places[i.id or 0] and places[i.id or 0] in (0, *into)]
    with gesture(db, workshop, "sort", now):
        for idea in moved:
            _place(db, [idea], into.get(places[idea.id or 0]), by=Source.ROOM)
        for theme in into.values():
            if not is_agreed(theme) and not _ideas_of(db, theme):
                theme.removed = True  # the machine's, and the room has no use for it
                db.add(theme)
    return len(moved)


def merge(db: Session, workshop: Workshop, into: Theme, other: Theme, *, now: datetime) -> None:
    """All ideas of `other` go into `into`, which keeps its name."""
    if into.id == other.id:
        return
    with gesture(db, workshop, "merge", now):
        _place(db, _ideas_of(db, other), into)
        into.confirmed, other.removed = True, True
        db.add(other)


def split(db: Session, workshop: Workshop, chosen: Sequence[Idea], label: Texts, *, now: datetime) -> Theme:
    """A new theme from chosen ideas. Raises Wrong when it has no name."""
    label = _label(label)
    with gesture(db, workshop, "split", now):
        theme = _new_theme(db, workshop, label=label, named_by_person=True, confirmed=True)
        _place(db, chosen, theme)
    return theme


def cut(db: Session, workshop: Workshop, theme_id: int, suggestion: Suggestion, *, now: datetime) -> Theme:
    """A new theme from some of a theme's ideas, as the machine suggests it; a person asked for it.

    Ideas that have left the theme meanwhile stay where they are. Raises NoSuchTheme, TooFewIdeas.
    """
    whole = by_id(db, workshop, theme_id)
    leaving = [i for i in ideas.shown(db, workshop) if i.id in suggestion.idea_ids and i.theme_id == whole.id]
    if not leaving:
        raise TooFewIdeas()
    with gesture(db, workshop, "cut", now):
        label = dict(suggestion.labels[0]) if suggestion.labels else {}
        theme = _new_theme(db, workshop, label=label, suggested_labels=list(suggestion.labels))
        theme.keywords, theme.cohesion = list(suggestion.keywords), round(float(suggestion.cohesion), 4)
        for idea in leaving:
            _place(db, [idea], theme, by=idea.placed_by if by_people(idea) else Source.MACHINE)
    return theme


def remove(db: Session, workshop: Workshop, theme: Theme, *, now: datetime) -> None:
    """Dissolve a theme; its ideas go back among those not placed."""
    with gesture(db, workshop, "remove", now):
        _place(db, _ideas_of(db, theme), None, by=None)  # they may be suggested again
        theme.removed = True
        db.add(theme)


# --------------------------------------------------------------------------------------------------------


def _remember(db: Session, workshop: Workshop, said: Pair) -> None:
    """What was said about the two before no longer counts."""
    first, second = sorted((ideas.by_id(db, workshop, said.a).id or 0, ideas.by_id(db, workshop, said.b).id or 0))
    for earlier in answers(db, workshop):
        if (earlier.a, earlier.b) == (first, second):
            db.delete(earlier)
    db.flush()
    db.add(Answer(workshop_id=workshop.id or 0, a=first, b=second, same=said.same))
    db.flush()


def _is_alike(before: str, after: str) -> bool:
    """The same name, or one with a slip mended."""
    return bool(before) and SequenceMatcher(None, before.casefold(), after.casefold()).ratio() >= ALIKE


def _label(label: Texts) -> Texts:
    kept = {code: cleaned(text, LABEL_LIMIT) for code, text in label.items() if text.strip()}
    if not kept:
        raise EmptyText()
    return kept


def _ideas_of(db: Session, theme: Theme) -> list[Idea]:
    return list(db.exec(select(Idea).where(Idea.theme_id == theme.id)))


def _let_go(db: Session, workshop: Workshop, suggestion: Suggestion) -> None:
    """Where people only moved some ideas into a theme, what the machine had placed beside them may leave it."""
    found = db.get(Theme, suggestion.theme_id) if suggestion.theme_id is not None else None
    if found is not None and not is_agreed(found):
        shown = {idea.id for idea in ideas.shown(db, workshop)}
        leaving = [i for i in _ideas_of(db, found) if i.id in shown and i.id not in suggestion.idea_ids]
        _place(db, [idea for idea in leaving if not by_people(idea)], None, by=None)


def _take_in(db: Session, workshop: Workshop, suggestion: Suggestion) -> None:
    found = db.get(Theme, suggestion.theme_id) if suggestion.theme_id is not None else None
    if found is not None and found.removed:  # a person dissolved it while the machine was thinking
        found = None
    fresh = [idea for idea in ideas.shown(db, workshop) if idea.id in suggestion.idea_ids]
    fresh = [idea for idea in fresh if idea.theme_id is None and not by_people(idea)]
    if found is None:
        if not fresh:
            return
        found = _new_theme(db, workshop, label=dict(suggestion.labels[0]) if suggestion.labels else {})
    if not found.named_by_person:
        found.suggested_labels = list(suggestion.labels)
    found.keywords, found.cohesion = list(suggestion.keywords), round(float(suggestion.cohesion), 4)
    db.add(found)
    _place(db, fresh, found, by=Source.MACHINE)


def _place(db: Session, moved: Sequence[Idea], theme: Theme | None, by: Source | None = Source.PERSON) -> None:
    for idea in moved:
        idea.theme_id, idea.placed_by = theme.id if theme else None, by
        db.add(idea)
    db.flush()


def _new_theme(db: Session, workshop: Workshop, **columns: Any) -> Theme:
    assert workshop.id is not None
    have = standing(db, workshop)
    used = {theme.mark for theme in have}
    mark = next(n for n in range(1, 10_000) if n not in used)
    theme = Theme(workshop_id=workshop.id, position=len(have), mark=mark, **columns)
    db.add(theme)
    db.flush()
    return theme
