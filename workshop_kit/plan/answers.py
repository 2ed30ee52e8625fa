"""What has happened with an action: the answer to the people who asked for it."""

from datetime import datetime

from sqlmodel import Session, col, select

from models import Action, Texts, Update, Workshop
from workshop_kit import workshops
from workshop_kit.errors import EmptyText, NotFound, UnknownLanguage
from workshop_kit.i18n import LANGUAGES
from workshop_kit.plan.editing import TEXT_LIMIT
from workshop_kit.text import cleaned


def report(
    db: Session, workshop: Workshop, action: Action, text: Texts, *, now: datetime, own_language: bool = True
) -> Update:
    """Tell the people what has happened with an action.

    It is said in the workshop's language at least; what comes from a service (`own_language` False) in any.
    Raises EmptyText, LongText, UnknownLanguage.
    """
    said = {code: cleaned(words, TEXT_LIMIT) for code, words in text.items() if words.strip()}
    if not said or (own_language and not said.get(workshop.language)):
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
