"""The theme board: suggest, rename, illustrate, move, merge, split, confirm; undo and redo without limit.

Each gesture is logged with the whole board before and after it, so that undo is exact. A removed theme is
kept in its table: undo, and a vote that named it, find it again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, select

from models import BoardChange, Idea, IdeaState, Source, Texts, Theme, Workshop
from workshop_kit import ideas, pictures, workshops
from workshop_kit.errors import EmptyText, NoSuchTheme, NothingToUndo
from workshop_kit.text import cleaned

LABEL_LIMIT = 60


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
    columns = [Column(t, tuple(i for i in shown if i.theme_id == t.id)) for t in _themes(db, workshop)]
    placed = {column.theme.id for column in columns}
    return Board(tuple(columns), tuple(idea for idea in shown if idea.theme_id not in placed))


def by_id(db: Session, workshop: Workshop, theme_id: int) -> Theme:
    found = db.get(Theme, theme_id)
    if found is None or found.workshop_id != workshop.id or found.removed:
        raise NoSuchTheme()
    return found


@dataclass(frozen=True)
class Suggestion:
    """A theme that the machine proposes; `theme_id` names the theme of a person's that it adds to."""

    theme_id: int | None
    idea_ids: tuple[int, ...]
    labels: tuple[Texts, ...]  # best first
    keywords: tuple[str, ...]
    cohesion: float


def accept(db: Session, workshop: Workshop, suggested: Sequence[Suggestion], *, now: datetime) -> None:
    """Put a proposal on the board. Themes that it does not name, and nobody touched, give way.

    An idea that a person placed while the machine was thinking stays where the person put it.
    """
    with _gesture(db, workshop, "suggest", now):
        kept = {suggestion.theme_id for suggestion in suggested}
        for theme in _themes(db, workshop):
            if theme.id not in kept:
                _place(db, [i for i in _ideas_of(db, theme) if i.placed_by != Source.PERSON], None, by=None)
                theme.removed = not _ideas_of(db, theme)
        for suggestion in suggested:
            _take_in(db, workshop, suggestion)


def rename(db: Session, workshop: Workshop, theme: Theme, label: Texts, *, now: datetime) -> None:
    """Give a theme its name, in one or several languages; what it was called in others no longer fits.

    Raises Wrong.
    """
    label = _label(label)
    with _gesture(db, workshop, "rename", now):
        theme.label = label
        theme.named_by_person = theme.confirmed = True
        db.add(theme)


def illustrate(db: Session, workshop: Workshop, theme: Theme, symbol: str, *, now: datetime) -> None:
    """Put one of the kit's symbols beside a theme's mark; empty for none. Raises NoSuchPicture."""
    picture = pictures.checked_symbol(symbol)
    with _gesture(db, workshop, "picture", now):
        theme.picture = picture
        db.add(theme)


def confirm(db: Session, workshop: Workshop, theme: Theme, *, confirmed: bool, now: datetime) -> None:
    with _gesture(db, workshop, "confirm", now):
        theme.confirmed = confirmed
        db.add(theme)


def move(db: Session, workshop: Workshop, moved: Sequence[Idea], theme: Theme | None, *, now: datetime) -> None:
    """Put ideas into a theme; None puts them back among those not placed."""
    with _gesture(db, workshop, "move", now):
        _place(db, moved, theme)


def merge(db: Session, workshop: Workshop, into: Theme, other: Theme, *, now: datetime) -> None:
    """All ideas of `other` go into `into`, which keeps its name."""
    if into.id == other.id:
        return
    with _gesture(db, workshop, "merge", now):
        _place(db, _ideas_of(db, other), into)
        into.confirmed, other.removed = True, True
        db.add(other)


def split(db: Session, workshop: Workshop, chosen: Sequence[Idea], label: Texts, *, now: datetime) -> Theme:
    """A new theme from chosen ideas. Raises Wrong when it has no name."""
    label = _label(label)
    with _gesture(db, workshop, "split", now):
        theme = _new_theme(db, workshop, label=label, named_by_person=True, confirmed=True)
        _place(db, chosen, theme)
    return theme


def remove(db: Session, workshop: Workshop, theme: Theme, *, now: datetime) -> None:
    """Dissolve a theme; its ideas go back among those not placed."""
    with _gesture(db, workshop, "remove", now):
        _place(db, _ideas_of(db, theme), None, by=None)  # they may be suggested again
        theme.removed = True
        db.add(theme)


def undo(db: Session, workshop: Workshop) -> BoardChange:
    """Take the last gesture back. Raises NothingToUndo."""
    newest = _changes(select(BoardChange), workshop, undone=False).order_by(col(BoardChange.id).desc())
    change = db.exec(newest.limit(1)).first()
    if change is None:
        raise NothingToUndo()
    return _walk(db, workshop, change, undone=True)


def redo(db: Session, workshop: Workshop) -> BoardChange:
    """Do the last undone gesture again. Raises NothingToUndo."""
    oldest = _changes(select(BoardChange), workshop, undone=True).order_by(col(BoardChange.id))
    change = db.exec(oldest.limit(1)).first()
    if change is None:
        raise NothingToUndo()
    return _walk(db, workshop, change, undone=False)


def history(db: Session, workshop: Workshop) -> list[BoardChange]:
    """All gestures that stand or were taken back, the newest first, without their boards."""
    query = select(BoardChange).where(BoardChange.workshop_id == workshop.id)
    light = query.options(defer(_board_before), defer(_board_after))
    return list(db.exec(light.order_by(col(BoardChange.id).desc())))


# --------------------------------------------------------------------------------------------------------


@contextmanager
def _gesture(db: Session, workshop: Workshop, verb: str, now: datetime) -> Iterator[None]:
    assert workshop.id is not None
    before = _snapshot(db, workshop)
    yield
    db.flush()
    after = _snapshot(db, workshop)
    if after == before:
        return
    db.exec(_changes(delete(BoardChange), workshop, undone=True))  # a new gesture ends what could be done again
    db.add(BoardChange(workshop_id=workshop.id, at=now, verb=verb, before=before, after=after))
    workshops.touch(db, workshop)


_board_before: Any = BoardChange.before
_board_after: Any = BoardChange.after


def _changes(query: Any, workshop: Workshop, *, undone: bool) -> Any:
    return query.where(col(BoardChange.workshop_id) == workshop.id, col(BoardChange.undone).is_(undone))


def _walk(db: Session, workshop: Workshop, change: BoardChange, *, undone: bool) -> BoardChange:
    _restore(db, workshop, change.before if undone else change.after)
    change.undone = undone
    db.add(change)
    workshops.touch(db, workshop)
    return change


_KEPT = (
    "id",
    "position",
    "mark",
    "label",
    "picture",
    "suggested_labels",
    "keywords",
    "cohesion",
    "named_by_person",
    "confirmed",
)


def _snapshot(db: Session, workshop: Workshop) -> list[dict[str, Any]]:
    """The board as data: each theme with its ideas and who placed them; the tray is theme None."""
    every = list(db.exec(select(Idea).where(Idea.workshop_id == workshop.id).order_by(col(Idea.number))))
    columns: list[dict[str, Any]] = [
        {name: getattr(theme, name) for name in _KEPT} for theme in _themes(db, workshop)
    ]
    for column in (*columns, tray := {"id": None}):
        column["ideas"] = [[i.id, i.placed_by] for i in every if i.theme_id == column["id"]]
    return [*columns, tray]


def _restore(db: Session, workshop: Workshop, snapshot: Sequence[dict[str, Any]]) -> None:
    where = {idea: (column["id"], by) for column in snapshot for idea, by in column["ideas"]}
    for idea in db.exec(select(Idea).where(Idea.workshop_id == workshop.id)):
        theme_id, placed_by = where.get(idea.id, (None, None))
        if idea.state != IdeaState.WITHDRAWN:
            idea.theme_id, idea.placed_by = theme_id, Source(placed_by) if placed_by else None
            db.add(idea)
    kept = {column["id"]: column for column in snapshot}
    for theme in db.exec(select(Theme).where(Theme.workshop_id == workshop.id)):
        theme.removed = theme.id not in kept
        for name, value in kept.get(theme.id, {}).items():
            if name in _KEPT:  # a board from before themes had pictures knows none
                setattr(theme, name, value)
        db.add(theme)
    db.flush()


def _themes(db: Session, workshop: Workshop) -> list[Theme]:
    query = select(Theme).where(Theme.workshop_id == workshop.id, col(Theme.removed).is_(False))
    return list(db.exec(query.order_by(col(Theme.position), col(Theme.id))))


def _label(label: Texts) -> Texts:
    kept = {code: cleaned(text, LABEL_LIMIT) for code, text in label.items() if text.strip()}
    if not kept:
        raise EmptyText()
    return kept


def _ideas_of(db: Session, theme: Theme) -> list[Idea]:
    return list(db.exec(select(Idea).where(Idea.theme_id == theme.id)))


def _take_in(db: Session, workshop: Workshop, suggestion: Suggestion) -> None:
    found = db.get(Theme, suggestion.theme_id) if suggestion.theme_id is not None else None
    if found is not None and found.removed:  # a person dissolved it while the machine was thinking
        found = None
    fresh = [idea for idea in ideas.shown(db, workshop) if idea.id in suggestion.idea_ids]
    fresh = [idea for idea in fresh if idea.theme_id is None and idea.placed_by != Source.PERSON]
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
    have = _themes(db, workshop)
    used = {theme.mark for theme in have}
    mark = next(n for n in range(1, 10_000) if n not in used)
    theme = Theme(workshop_id=workshop.id, position=len(have), mark=mark, **columns)
    db.add(theme)
    db.flush()
    return theme
