"""The plan: actions that answer what the room chose, each tied to a service of the catalogue."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from models import (
    Action,
    ActionStatus,
    Idea,
    IdeaState,
    Option,
    Service,
    Step,
    StepKind,
    Texts,
    Theme,
    Update,
    Workshop,
)
from workshop_kit import votes, workshops
from workshop_kit.errors import EmptyText, NotFound, UnknownLanguage
from workshop_kit.i18n import LANGUAGES
from workshop_kit.text import cleaned

TITLE_LIMIT = 120
TEXT_LIMIT = 2000


class Fields(TypedDict, total=False):
    """What the facilitator fills in of an action."""

    title: str
    what: str
    role: str
    partner: str
    deadline: date | None
    indicator: str
    target: str
    resources: str
    status: ActionStatus


def actions(db: Session, workshop: Workshop) -> list[Action]:
    query = select(Action).where(Action.workshop_id == workshop.id)
    return list(db.exec(query.order_by(col(Action.position), col(Action.id))))


def by_id(db: Session, workshop: Workshop, action_id: int) -> Action:
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
        position=len(actions(db, workshop)),
        title=cleaned(title, TITLE_LIMIT),
    )
    db.add(action)
    db.flush()
    return action


def report(db: Session, workshop: Workshop, action: Action, text: Texts, *, now: datetime) -> Update:
    """Tell the people what has happened with an action, in the workshop's language at least.

    Raises EmptyText, LongText, UnknownLanguage.
    """
    said = {code: cleaned(words, TEXT_LIMIT) for code, words in text.items() if words.strip()}
    if not said.get(workshop.language):
        raise EmptyText()
    if any(code not in LANGUAGES for code in said):
        raise UnknownLanguage()
    assert action.id is not None
    told = Update(action_id=action.id, at=now, status=action.status, text=said)
    db.add(told)
    db.flush()
    workshops.touch(db, workshop)
    return told


def take_report_back(db: Session, workshop: Workshop, update: Update) -> None:
    db.delete(update)
    workshops.touch(db, workshop)


def update_by_id(db: Session, workshop: Workshop, update_id: int) -> Update:
    """An update on an action of this workshop. Raises NotFound."""
    query = select(Update).where(Update.id == update_id, Update.action_id == Action.id)
    found = db.exec(query.where(Action.workshop_id == workshop.id)).first()
    if found is None:
        raise NotFound()
    return found


def updates(db: Session, workshop: Workshop) -> dict[int, list[Update]]:
    """Action id -> what has happened with it, the newest first."""
    query = select(Update).where(Update.action_id == Action.id, Action.workshop_id == workshop.id)
    found: dict[int, list[Update]] = {}
    for told in db.exec(query.order_by(col(Update.at).desc(), col(Update.id).desc())):
        found.setdefault(told.action_id, []).append(told)
    return found


def edit(db: Session, action: Action, **fields: Unpack[Fields]) -> None:
    """Change an action. Raises EmptyText for an empty title, LongText."""
    for name, value in fields.items():
        if isinstance(value, str) and name != "status":
            limit = TITLE_LIMIT if name == "title" else TEXT_LIMIT
            value = cleaned(value, limit) if value.strip() or name == "title" else ""
        setattr(action, name, value)
    db.add(action)


def suggest_service(db: Session, action: Action, service: Service, words: Sequence[str]) -> None:
    """The machine's proposal. It never replaces what a person chose."""
    if not action.service_confirmed:
        action.service_id, action.service_reason = service.id, ", ".join(words)
        db.add(action)


def choose_service(db: Session, action: Action, service: Service | None) -> None:
    """A person's choice; None leaves the action without a service."""
    if service is None or service.id != action.service_id:
        action.service_reason = ""
    action.service_id = service.id if service else None
    action.service_confirmed = True  # also when she decided that no service fits
    db.add(action)


def remove(db: Session, action: Action) -> None:
    db.delete(action)


def chosen_themes(db: Session, workshop: Workshop, steps: Sequence[Step], top: int) -> list[Theme]:
    """The themes that the last closed vote put first; a tie at the edge is let in whole.

    Where ideas were given dots, a theme has those of its ideas. A vote that gave nothing to a theme of the board
    is passed over; without any other: the first themes of the board. A theme that was merged away is left out.
    """
    for vote in _deciding(db, steps):
        if found := _chosen_in(db, workshop, vote, top):
            return found
    query = select(Theme).where(Theme.workshop_id == workshop.id, col(Theme.removed).is_(False))
    return list(db.exec(query.order_by(col(Theme.position)).limit(top)))


def deciding_vote(db: Session, steps: Sequence[Step]) -> Step | None:
    """The vote from which the plan starts: the last one that is closed and in which anything was given."""
    return next(iter(_deciding(db, steps)), None)


def _deciding(db: Session, steps: Sequence[Step]) -> list[Step]:
    """The votes that decide, the last first; opinions are heard, and decide nothing."""
    closed = [step for step in votes.closed_votes(db, steps) if step.kind == StepKind.VOTE]
    return [step for step in reversed(closed) if votes.result(db, step).tally.ranked]


def _chosen_in(db: Session, workshop: Workshop, vote: Step, top: int) -> list[Theme]:
    """The first themes of a vote; those on its shortlist, where shares of everybody make it."""
    if votes.rule_of(vote) == votes.Rule.EQUAL_SHARES:
        found = [_theme_of(db, option) for option in votes.chosen(db, workshop, vote)]
    else:
        found = _best(db, vote, top)
    themes = [db.get(Theme, theme_id) for theme_id in dict.fromkeys(found) if theme_id is not None]
    return [theme for theme in themes if theme is not None and not theme.removed]


def _best(db: Session, vote: Step, top: int) -> list[int | None]:
    """Of several ideas a theme has what they got together, or where that cannot be added up, what the best got."""
    result = votes.result(db, vote)
    given: dict[int, float] = {}
    for line in result.tally.ranked:
        theme_id = _theme_of(db, result.options[line.option])
        if theme_id is not None:
            have = given.get(theme_id, 0.0)
            given[theme_id] = have + line.score if votes.adds_up(vote) else max(have, line.score)
    best = sorted(given, key=lambda theme_id: -given[theme_id])
    return [theme for theme in best if sum(more > given[theme] for more in given.values()) < top]


def _theme_of(db: Session, option: Option) -> int | None:
    if option.idea_id is None:
        return option.theme_id
    idea = db.get(Idea, option.idea_id)
    return idea.theme_id if idea is not None and idea.state == IdeaState.SHOWN else None
