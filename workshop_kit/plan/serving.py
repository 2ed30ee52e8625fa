"""Which service answers an action, and which partners take part: the machine proposes, a person chooses."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from models import Action, ActionPartner, Service, Workshop
from workshop_kit import examples
from workshop_kit.plan.editing import actions


def suggest_service(db: Session, action: Action, service: Service, words: Sequence[str]) -> None:
    """The machine's proposal. It never replaces what a person chose."""
    if not action.service_confirmed:
        action.service_id, action.service_reason = service.id, ", ".join(words)
        db.add(action)


def choose_service(db: Session, action: Action, service: Service | None, *, now: datetime) -> None:
    """A person's choice, which the machine remembers; None says that no service of the catalogue fits."""
    if service is None or service.id != action.service_id:
        action.service_reason = ""
    action.service_id = service.id if service else None
    action.service_confirmed = True  # also when she decided that no service fits
    db.add(action)
    examples.remember_action(db, action, service, now=now)


def forget_choice(db: Session, action: Action) -> None:
    """Take a person's choice back: the machine may propose again."""
    action.service_id, action.service_reason, action.service_confirmed = None, "", False
    db.add(action)
    examples.forget_action(db, action)


def adopt(db: Session, workshop: Workshop, theme_ids: Sequence[int], *, now: datetime) -> None:
    """Actions of these themes that nobody has chosen a service for take over what a person chose for the theme."""
    chosen = examples.of_themes(db, theme_ids)
    for action in actions(db, workshop):
        if action.theme_id in chosen and not action.service_confirmed:
            service_id = chosen[action.theme_id].service_id
            choose_service(db, action, db.get(Service, service_id) if service_id else None, now=now)


def is_gap(action: Action) -> bool:
    """Whether a person has said that no service of the catalogue fits."""
    return action.service_confirmed and action.service_id is None


def partners(db: Session, workshop: Workshop) -> dict[int, list[Service]]:
    """Action id -> the partners of the catalogue that take part in it."""
    query = select(ActionPartner.action_id, Service).where(
        ActionPartner.service_id == Service.id,
        ActionPartner.action_id == Action.id,
        Action.workshop_id == workshop.id,
    )
    found: dict[int, list[Service]] = {}
    for action_id, service in db.exec(query.order_by(col(Service.id))):
        found.setdefault(action_id, []).append(service)
    return found


def set_partners(db: Session, action: Action, services: Iterable[Service]) -> None:
    assert action.id is not None
    db.exec(delete(ActionPartner).where(col(ActionPartner.action_id) == action.id))
    for service in {service.id: service for service in services if service.id}.values():
        db.add(ActionPartner(action_id=action.id, service_id=service.id or 0))
    db.flush()
