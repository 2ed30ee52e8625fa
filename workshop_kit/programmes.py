"""Programmes: make, change, remove; their areas, partners and workshops."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select, update

from models import (
    Area,
    Indicator,
    Outcome,
    Participant,
    Programme,
    ProgrammeArea,
    ProgrammePartner,
    Service,
    Workshop,
)
from workshop_kit.errors import NotFound, Refused, Wrong
from workshop_kit.i18n import N_
from workshop_kit.insights import folded
from workshop_kit.insights import programmes as listed
from workshop_kit.services.finding import PARTNER
from workshop_kit.text import cleaned

__all__ = ["listed"]  # by name

NAME_LIMIT = 80
ABOUT_LIMIT = 2000


class NameTaken(Refused):
    sentence = N_("The name “%(name)s” is there already. Choose another one.")


class StillCounted(Refused):
    sentence = N_(
        "What was counted in this programme would be erased with it. Say first that this is what you want."
    )


class WrongDays(Wrong):
    sentence = N_("The programme ends before it starts. Look at the two days again.")


@dataclass(frozen=True)
class Draft:
    """What a person fills in about a programme. Only the name is needed."""

    name: str
    about: str = ""
    funder: str = ""
    starts: date | None = None
    ends: date | None = None


def create(db: Session, draft: Draft, *, now: datetime) -> Programme:
    """Raises EmptyText, LongText, NameTaken, WrongDays."""
    programme = Programme(created_at=now, name="")
    _write(db, programme, draft)
    return programme


def revise(db: Session, programme: Programme, draft: Draft) -> None:
    """Raises EmptyText, LongText, NameTaken, WrongDays."""
    _write(db, programme, draft)


def remove(db: Session, programme: Programme, *, with_outcomes: bool = False) -> None:
    """Erase a programme. Its workshops stay, and belong to none from then on; areas and partners stay, too.

    What was counted goes with it, and so must be agreed to by `with_outcomes`. Raises StillCounted.
    """
    if outcomes(db, programme) and not with_outcomes:
        raise StillCounted()
    take_out(db, (id for id in db.exec(select(Workshop.id).where(Workshop.programme_id == programme.id)) if id))
    db.delete(programme)
    db.flush()


def by_id(db: Session, programme_id: int) -> Programme:
    """Raises NotFound."""
    found = db.get(Programme, programme_id)
    if found is None:
        raise NotFound()
    return found


def by_uuid(db: Session, uuid: str) -> Programme:
    """Raises NotFound."""
    found = db.exec(select(Programme).where(Programme.uuid == uuid)).first()
    if found is None:
        raise NotFound()
    return found


def by_name(db: Session, name: str) -> Programme | None:
    """However it is written: in small or capital letters, with spaces around it."""
    return next((one for one in listed(db) if folded(one.name) == folded(name)), None)


def named(db: Session, name: str, *, now: datetime) -> Programme:
    """The programme of this name, which is made where there is none. Raises EmptyText, LongText."""
    return by_name(db, name) or create(db, Draft(name), now=now)


def of(db: Session, workshop: Workshop) -> Programme | None:
    """The programme that a workshop belongs to."""
    return db.get(Programme, workshop.programme_id) if workshop.programme_id is not None else None


# --- its workshops --------------------------------------------------------------------------------------


def workshops(db: Session, programme: Programme) -> list[Workshop]:
    """The newest day first."""
    order = (col(Workshop.day).desc(), col(Workshop.id).desc())
    return list(db.exec(select(Workshop).where(Workshop.programme_id == programme.id).order_by(*order)))


def without(db: Session) -> list[Workshop]:
    """Workshops that belong to no programme, the newest day first; no demo."""
    order = (col(Workshop.day).desc(), col(Workshop.id).desc())
    free = col(Workshop.programme_id).is_(None), col(Workshop.demo).is_(False)
    return list(db.exec(select(Workshop).where(*free).order_by(*order)))


def put_in(db: Session, programme: Programme, workshop_ids: Iterable[int]) -> None:
    """Workshops of another programme leave that one."""
    _belong(db, workshop_ids, programme.id)


def take_out(db: Session, workshop_ids: Iterable[int]) -> None:
    _belong(db, workshop_ids, None)


def joined(db: Session, programme: Programme) -> dict[int, int]:
    """Workshop id -> how many phones have joined; to be told by `privacy.people` only."""
    those = select(Workshop.id).where(Workshop.programme_id == programme.id)
    on_phones = col(Participant.workshop_id).in_(those), col(Participant.hand_id).is_(None)
    query = select(Participant.workshop_id, func.count()).where(*on_phones).group_by(col(Participant.workshop_id))
    return dict(db.exec(query).all())


def outcomes(db: Session, programme: Programme) -> int:
    """How many rows the register of this programme has."""
    counted = select(func.count()).select_from(Outcome).join(Indicator, col(Outcome.indicator_id) == Indicator.id)
    return db.exec(counted.where(Indicator.programme_id == programme.id)).one()


# --- its areas and partners -----------------------------------------------------------------------------


def areas(db: Session, programme: Programme) -> list[Area]:
    """By name."""
    query = select(Area).join(ProgrammeArea).where(ProgrammeArea.programme_id == programme.id)
    return sorted(db.exec(query), key=lambda area: folded(area.name))


def add_areas(db: Session, programme: Programme, fresh: Iterable[Area]) -> None:
    """Areas in which it works from now on; what it had stays."""
    have = {area.id for area in areas(db, programme)}
    for area in fresh:
        if area.id not in have:
            have.add(area.id)
            db.add(ProgrammeArea(programme_id=_id(programme), area_id=area.id or 0))
    db.flush()


def leave_area(db: Session, programme: Programme, area: Area) -> None:
    """The programme works there no longer; the area stays, for other programmes and for its workshops."""
    found = db.get(ProgrammeArea, (_id(programme), area.id))
    if found is not None:
        db.delete(found)
        db.flush()


def partners(db: Session, programme: Programme) -> list[Service]:
    """In the order in which the catalogue has them."""
    query = select(Service).join(ProgrammePartner).where(ProgrammePartner.programme_id == programme.id)
    return list(db.exec(query.order_by(col(Service.id))))


def set_partners(db: Session, programme: Programme, service_ids: Collection[int]) -> None:
    """These, and no others. Raises NotFound for what is no partner of the catalogue."""
    for link in db.exec(select(ProgrammePartner).where(ProgrammePartner.programme_id == programme.id)):
        db.delete(link)
    db.flush()
    for service_id in dict.fromkeys(service_ids):
        service = db.get(Service, service_id)
        if service is None or service.kind != PARTNER:
            raise NotFound()
        db.add(ProgrammePartner(programme_id=_id(programme), service_id=service_id))
    db.flush()


def _write(db: Session, programme: Programme, draft: Draft) -> None:
    name = line(draft.name, NAME_LIMIT)
    taken = by_name(db, name)
    if taken is not None and taken.id != programme.id:
        raise NameTaken(name=taken.name)
    if draft.starts and draft.ends and draft.ends < draft.starts:
        raise WrongDays()
    programme.name = name
    programme.about = cleaned(draft.about, ABOUT_LIMIT) if draft.about.strip() else ""
    programme.funder = line(draft.funder, NAME_LIMIT) if draft.funder.strip() else ""
    programme.starts, programme.ends = draft.starts, draft.ends
    db.add(programme)
    db.flush()


def line(text: str, limit: int) -> str:
    """A text on one line. Raises EmptyText, LongText."""
    return " ".join(cleaned(" ".join(text.split()), limit).split())


def _belong(db: Session, workshop_ids: Iterable[int], programme_id: int | None) -> None:
    those = col(Workshop.id).in_(list(workshop_ids))
    change = update(Workshop).where(those).values(programme_id=programme_id)
    db.exec(change.execution_options(synchronize_session="fetch"))


def _id(programme: Programme) -> int:
    assert programme.id is not None
    return programme.id
