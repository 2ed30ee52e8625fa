"""Places of an area: rooms where workshops are held and activities happen."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from models import Area, Place, VenueKind, Workshop
from workshop_kit import workshops
from workshop_kit.errors import NotFound
from workshop_kit.insights import folded
from workshop_kit.programmes import NameTaken, line

_LETTERS = 80


def places(db: Session, area: Area) -> list[Place]:
    """By name."""
    return places_of(db, [area]).get(area.id or 0, [])


def places_of(db: Session, areas: Iterable[Area]) -> dict[int, list[Place]]:
    """The places of each area that has some, by name."""
    ids = [area.id for area in areas]
    found: dict[int, list[Place]] = {}
    for place in sorted(db.exec(select(Place).where(col(Place.area_id).in_(ids))), key=lambda p: folded(p.name)):
        found.setdefault(place.area_id, []).append(place)
    return found


def place_by_id(db: Session, place_id: int) -> Place:
    """Raises NotFound."""
    found = db.get(Place, place_id)
    if found is None:
        raise NotFound()
    return found


def add_place(db: Session, area: Area, name: str, kind: VenueKind) -> Place:
    """Raises EmptyText, LongText, NameTaken."""
    assert area.id is not None
    place = Place(area_id=area.id, name=_free(db, area.id, name), kind=kind)
    db.add(place)
    db.flush()
    return place


def change_place(db: Session, place: Place, name: str, kind: VenueKind) -> None:
    """The workshops of its area that were held there say the new name. Raises EmptyText, LongText, NameTaken."""
    before, place.name, place.kind = place.name, _free(db, place.area_id, name, but=place.id), kind
    db.add(place)
    db.flush()
    if place.name != before:
        _rename_in_workshops(db, place, before)


def remove_place(db: Session, place: Place) -> None:
    """Workshops that were held there keep its name."""
    db.delete(place)
    db.flush()


def _rename_in_workshops(db: Session, place: Place, before: str) -> None:
    area = db.get(Area, place.area_id)
    for workshop in db.exec(select(Workshop).where(Workshop.venue != "")).all():
        there = area is not None and folded(workshop.area) == folded(area.name)
        if there and folded(workshop.venue) == folded(before):
            workshop.venue = place.name
            workshops.touch(db, workshop)


def _free(db: Session, area_id: int, name: str, but: int | None = None) -> str:
    wanted = line(name, _LETTERS)
    for other in db.exec(select(Place).where(Place.area_id == area_id)):
        if folded(other.name) == folded(wanted) and other.id != but:
            raise NameTaken(name=other.name)
    return wanted
