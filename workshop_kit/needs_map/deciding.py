"""What a person does with needs. Her choice for a theme (`need_by`) is never changed by a run of the machine."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from models import Idea, IdeaState, Need, NeedKind, Source, Texts, Theme
from workshop_kit.errors import EmptyText, NoSuchTheme
from workshop_kit.needs_map.gestures import gesture
from workshop_kit.needs_map.standing import NoSuchNeed
from workshop_kit.needs_map.standing import by_id as by_id
from workshop_kit.text import cleaned
from workshop_kit.themes import LABEL_LIMIT


def theme_by_id(db: Session, theme_id: int) -> Theme:
    found = db.get(Theme, theme_id)
    if found is None or found.removed:
        raise NoSuchTheme()
    return found


def confirm(db: Session, theme: Theme, *, now: datetime) -> None:
    """Yes, the theme says the need where it was put. Raises NoSuchNeed where it is in none any more."""
    if theme.need_id is None:
        raise NoSuchNeed()
    with gesture(db, "confirm", now):
        _hold(db, theme.need_id, besides=theme)
        _put(db, [theme], theme.need_id)


def refuse(db: Session, theme: Theme, *, now: datetime) -> Need:
    """No, the theme says something else: it becomes a need of its own. What it was compared with stays."""
    with gesture(db, "refuse", now):
        if theme.need_id is not None:
            _hold(db, theme.need_id, besides=theme)
        own = _new(db, theme.label, now)
        _put(db, [theme], own.id)
    return own


def move(db: Session, themes: Sequence[Theme], need: Need, *, now: datetime) -> None:
    """The themes say this need, and none that they were put into before."""
    with gesture(db, "move", now):
        _put(db, themes, need.id)


def split(db: Session, themes: Sequence[Theme], label: Texts, *, now: datetime) -> Need:
    """A new need from chosen themes. Raises EmptyText where it has no name, NoSuchTheme where there are none."""
    named = _label(label)
    if not themes:
        raise NoSuchTheme()
    with gesture(db, "split", now):
        for need_id in {theme.need_id for theme in themes} - {None}:
            _hold(db, need_id or 0, besides=None, leaving=themes)
        made = _new(db, named, now)
        made.named_by_person = True
        _put(db, themes, made.id)
    return made


def merge(db: Session, into: Need, other: Need, *, now: datetime) -> None:
    """Two needs are one: all themes of `other` go into `into`, which keeps its name."""
    if into.id == other.id:
        return
    with gesture(db, "merge", now):
        _hold(db, into.id or 0)
        _put(db, _of(db, other.id or 0), into.id)


def rename(db: Session, need: Need, label: Texts, *, now: datetime) -> None:
    """Give a need its name; what it is called in languages that `label` does not name stays. Raises EmptyText."""
    with gesture(db, "rename", now):
        need.label, need.named_by_person = {**need.label, **_label(label)}, True
        _hold(db, need.id or 0)
        db.add(need)


def set_kind(db: Session, need: Need, kind: NeedKind, *, now: datetime) -> None:
    """Say whether it is a need, a strength or a barrier."""
    with gesture(db, "kind", now):
        need.kind = kind
        _hold(db, need.id or 0)
        db.add(need)


# --------------------------------------------------------------------------------------------------------


def _label(label: Texts) -> Texts:
    kept = {code: cleaned(text, LABEL_LIMIT) for code, text in label.items() if text.strip()}
    if not kept:
        raise EmptyText()
    return kept


def _new(db: Session, label: Texts, now: datetime) -> Need:
    need = Need(label=dict(label), created_at=now)
    db.add(need)
    db.flush()
    return need


def _put(db: Session, themes: Iterable[Theme], need_id: int | None) -> None:
    for theme in themes:
        theme.need_id, theme.need_by = need_id, Source.PERSON
        db.add(theme)
    db.flush()


def _of(db: Session, need_id: int) -> list[Theme]:
    return list(db.exec(select(Theme).where(Theme.need_id == need_id).order_by(col(Theme.id))))


def _hold(db: Session, need_id: int, *, besides: Theme | None = None, leaving: Sequence[Theme] = ()) -> None:
    """A need that a person speaks of is held by a theme at least: else the next run could take it apart.

    It is the one that was shown for it: that with most ideas on the wall.
    """
    gone = {theme.id for theme in leaving} | ({besides.id} if besides else set())
    staying = [theme for theme in _of(db, need_id) if theme.id not in gone and not theme.removed]
    if staying and not any(theme.need_by == Source.PERSON for theme in staying):
        sizes = _sizes(db, need_id)
        _put(db, [min(staying, key=lambda theme: (-sizes.get(theme.id or 0, 0), theme.id or 0))], need_id)


def _sizes(db: Session, need_id: int) -> dict[int, int]:
    """Theme id -> ideas on the wall."""
    query = (
        select(Idea.theme_id, func.count())
        .join(Theme, col(Theme.id) == col(Idea.theme_id))
        .where(Theme.need_id == need_id, Idea.state == IdeaState.SHOWN)
        .group_by(col(Idea.theme_id))
    )
    return {theme_id or 0: number for theme_id, number in db.exec(query)}
