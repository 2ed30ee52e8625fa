"""The actions of a plan: add, edit, put in order, take out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from sqlmodel import Session, col, select

from models import Action, ActionStatus, Texts, Theme, Workshop
from workshop_kit.errors import NotFound, UnknownLanguage, Wrong
from workshop_kit.i18n import LANGUAGES, N_, pick
from workshop_kit.text import cleaned

TITLE_LIMIT = 120
TEXT_LIMIT = 2000
MOST_TO_FOLLOW = 7
"""More actions than this are hard to follow."""
FIRST_STEP_WITHIN = timedelta(days=30)
"""A plan whose first steps come later than this after the evening is forgotten."""
SCALE = (1, 5)
"""Of effort and benefit: least and most."""


class WrongScale(Wrong):
    sentence = N_("Choose a number from 1 to 5, or leave it empty.")


class Fields(TypedDict, total=False):
    """What the facilitator fills in of an action."""

    title: str
    title_in: Texts
    what: str
    what_in: Texts
    role: str
    partner: str
    first_step: str
    first_step_by: date | None
    deadline: date | None
    indicator: str
    baseline: str
    target: str
    resources: str
    languages: list[str]
    risks: str
    effort: int | None
    benefit: int | None
    status: ActionStatus


def actions(db: Session, workshop: Workshop) -> list[Action]:
    query = select(Action).where(Action.workshop_id == workshop.id)
    return list(db.exec(query.order_by(col(Action.position), col(Action.id))))


def by_id(db: Session, workshop: Workshop, action_id: int) -> Action:
    """Raises NotFound."""
    found = db.get(Action, action_id)
    if found is None or found.workshop_id != workshop.id:
        raise NotFound()
    return found


def add(db: Session, workshop: Workshop, *, title: str, theme: Theme | None = None) -> Action:
    """A new action at the end of the plan. Raises EmptyText, LongText."""
    assert workshop.id is not None
    action = Action(
        workshop_id=workshop.id,
        theme_id=theme.id if theme else None,
        position=1 + max((found.position for found in actions(db, workshop)), default=-1),
        title=cleaned(title, TITLE_LIMIT),
    )
    db.add(action)
    db.flush()
    return action


def for_theme(db: Session, workshop: Workshop, theme: Theme, *, day: date) -> Action:
    """A first draft: named as the theme is, in all its languages, with a first step within thirty days."""
    label = pick(theme.label, workshop.language)
    action = add(db, workshop, title=label.text, theme=theme)
    action.title_in = {code: text for code, text in theme.label.items() if code != workshop.language and text}
    action.first_step_by = day + FIRST_STEP_WITHIN
    return action


def edit(db: Session, action: Action, **fields: Unpack[Fields]) -> None:
    """Change an action. Raises EmptyText for an empty title, LongText, UnknownLanguage, WrongScale.

    A new title or new words without their translations drop the old translations, which say something else.
    """
    changes = {name: _checked(name, value) for name, value in fields.items()}
    for name in ("title", "what"):
        if name in changes and f"{name}_in" not in changes and changes[name] != getattr(action, name):
            changes[f"{name}_in"] = {}
    for name, value in changes.items():
        setattr(action, name, value)
    db.add(action)


def _checked(name: str, value: Any) -> Any:
    if name in ("title_in", "what_in"):
        return _translated(value, TITLE_LIMIT if name == "title_in" else TEXT_LIMIT)
    if name in ("effort", "benefit") and value is not None and not SCALE[0] <= value <= SCALE[1]:
        raise WrongScale()
    if name == "languages":
        return _known(value)
    if isinstance(value, str) and name != "status":
        limit = TITLE_LIMIT if name == "title" else TEXT_LIMIT
        return cleaned(value, limit) if value.strip() or name == "title" else ""
    return value


def _translated(texts: Mapping[str, str], limit: int) -> Texts:
    return {code: cleaned(texts[code], limit) for code in _known(texts) if texts[code].strip()}


def _known(codes: Iterable[str]) -> list[str]:
    """Each once. Raises UnknownLanguage."""
    found = list(dict.fromkeys(codes))
    if any(code not in LANGUAGES for code in found):
        raise UnknownLanguage()
    return found


def title(action: Action, workshop: Workshop) -> Texts:
    """What an action is called, by language."""
    return {**action.title_in, workshop.language: action.title}


def what(action: Action, workshop: Workshop) -> Texts:
    """What will be done, and what changes for whom, by language; empty where that is not said."""
    return {**action.what_in, workshop.language: action.what} if action.what else {}


def move(db: Session, workshop: Workshop, action: Action, by: int) -> None:
    """Put an action so many places up (less than 0) or down; at the ends it stays."""
    order = actions(db, workshop)
    place = order.index(action)
    order.insert(max(0, place + by), order.pop(place))
    for position, one in enumerate(order):
        one.position = position
        db.add(one)
    db.flush()


def remove(db: Session, action: Action) -> None:
    db.delete(action)


def wanting(action: Action) -> Sequence[str]:
    """The fields by which an action is followed and that are not filled in."""
    given = {
        "service": action.service_id is not None or action.service_confirmed,
        "role": action.role,
        "first_step": action.first_step,
        "deadline": action.deadline,
        "indicator": action.indicator,
        "target": action.target,
    }
    return [name for name, value in given.items() if not value]


def is_late(action: Action, *, today: date) -> bool:
    """Whether its day has passed and it is neither done nor given up."""
    over = action.status in (ActionStatus.DONE, ActionStatus.NOT_POSSIBLE)
    return action.deadline is not None and action.deadline < today and not over


def promised_by(action: Action) -> date | None:
    """The day to tell people: none once it is done or cannot be done."""
    over = action.status in (ActionStatus.DONE, ActionStatus.NOT_POSSIBLE)
    return None if over else action.deadline


def first_step_is_late(action: Action, *, evening: date) -> bool:
    """Whether the first step comes more than thirty days after the evening."""
    return action.first_step_by is not None and action.first_step_by > evening + FIRST_STEP_WITHIN
