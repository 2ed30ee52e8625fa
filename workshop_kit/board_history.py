"""The history of the theme board: each gesture with the whole board before and after it, so that undo is exact.

A board is the themes with their ideas, and what people have answered about pairs of ideas.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, select

from models import Answer, BoardChange, Idea, IdeaState, Source, Theme, Workshop
from workshop_kit import workshops
from workshop_kit.errors import NothingToUndo


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


def merged(db: Session, workshop: Workshop) -> dict[int, int]:
    """The themes that went into others: the id of each, and of the theme that its ideas were put into."""
    query = _changes(select(BoardChange), workshop, undone=False).where(BoardChange.verb == "merge")
    found = {}
    for change in db.exec(query.order_by(col(BoardChange.id))):
        column_of = {idea: column["id"] for column in change.after for idea, _by in column["ideas"]}
        left = {column["id"] for column in change.after}
        for column in change.before:
            if column["id"] not in left and column["ideas"]:
                found[column["id"]] = column_of.get(column["ideas"][0][0])
    return {gone: into for gone, into in found.items() if into is not None}


def answers(db: Session, workshop: Workshop) -> list[Answer]:
    """What people have said about pairs of ideas, in the order in which they said it."""
    query = select(Answer).where(Answer.workshop_id == workshop.id)
    return list(db.exec(query.order_by(col(Answer.id))))


def standing(db: Session, workshop: Workshop) -> list[Theme]:
    """The themes of the board in their order."""
    query = select(Theme).where(Theme.workshop_id == workshop.id, col(Theme.removed).is_(False))
    return list(db.exec(query.order_by(col(Theme.position), col(Theme.id))))


@contextmanager
def gesture(db: Session, workshop: Workshop, verb: str, now: datetime, *, told: bool = True) -> Iterator[None]:
    """Everything that is done inside is one gesture; where the board stays as it was, there was none.

    Phones are told, unless whoever makes it does so where they show it.
    """
    assert workshop.id is not None
    before = _snapshot(db, workshop)
    yield
    db.flush()
    after = _snapshot(db, workshop)
    if after == before:
        return
    db.exec(_changes(delete(BoardChange), workshop, undone=True))  # a new gesture ends what could be done again
    db.add(BoardChange(workshop_id=workshop.id, at=now, verb=verb, before=before, after=after))
    if told:
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
    "cohesion",
    "named_by_person",
    "confirmed",
)


def _snapshot(db: Session, workshop: Workshop) -> list[dict[str, Any]]:
    """The board as data: each theme with its ideas and who placed them; the tray is theme None."""
    every = list(db.exec(select(Idea).where(Idea.workshop_id == workshop.id).order_by(col(Idea.number))))
    columns: list[dict[str, Any]] = [
        {name: getattr(theme, name) for name in _KEPT} for theme in standing(db, workshop)
    ]
    tray: dict[str, Any] = {"id": None}
    for column in (*columns, tray):
        column["ideas"] = [[i.id, i.placed_by] for i in every if i.theme_id == column["id"]]
    tray["answers"] = [[answer.a, answer.b, answer.same] for answer in answers(db, workshop)]
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
    db.exec(delete(Answer).where(col(Answer.workshop_id) == workshop.id))
    for a, b, same in kept[None].get("answers", ()):  # a board from before there were answers has none
        db.add(Answer(workshop_id=workshop.id or 0, a=a, b=b, same=same))
    db.flush()
