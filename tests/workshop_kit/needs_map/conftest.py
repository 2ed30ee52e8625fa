"""A city: Ann's rooms in several areas and years, each with a board."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from models import Theme
from workshop_kit import insights, store, themes, workshops
from workshop_kit.needs_map import standing, suggest, tables

SWIM = ("swimming lessons for children", "swimming school in summer", "cheap swimming for families")
BUS = ("more buses in the evening", "evening buses to the station", "a bus on sundays")
PARK = ("benches in the park", "lights in the park", "flowers in the park")


@dataclass
class City:
    engine: object
    open_room: object
    rooms: list = field(default_factory=list)

    def holds(self, area="Hakunila", year=2026, *, demo=False, **boards):
        """A workshop with a theme for each name, of so many words; the ids of its themes."""
        with store.writing(self.engine) as db:
            room = self.open_room(db, area=area, day=date(year, 5, 6), demo=demo)
            self.rooms.append(room.workshop.id)
            made = {}
            for name, texts in boards.items():
                own = [room.enters(text, *code) for text, *code in map(_said, texts)]
                made[name] = room.theme(name.replace("_", " "), *own).id
            return made

    def suggests(self):
        return suggest.run(self.engine, None, now=store.now())

    def does(self, verb, *facts):
        with store.writing(self.engine) as db:
            return verb(db, *(fact(db) if callable(fact) else fact for fact in facts), now=store.now())

    def theme(self, id):
        return lambda db: db.get(Theme, id)

    def need_of(self, id):
        with store.reading(self.engine) as db:
            return db.get(Theme, id).need_id

    def by(self, id):
        with store.reading(self.engine) as db:
            return db.get(Theme, id).need_by

    def looks(self, verb):
        with store.reading(self.engine) as db:
            return verb(db)

    def themes(self, **wanted):
        return self.looks(lambda db: standing.themes(db, insights.workshops(db, insights.Filter(**wanted))))

    def tables(self, **wanted):
        def read(db):
            held = insights.workshops(db, insights.Filter(**wanted))
            return tables.of(standing.themes(db, held), standing.needs(db), held)

        return self.looks(read)

    def removes(self, theme_id):
        with store.writing(self.engine) as db:
            theme = db.get(Theme, theme_id)
            themes.remove(db, workshops.by_id(db, theme.workshop_id), theme, now=store.now())


def _said(text):
    return (text,) if isinstance(text, str) else text


@pytest.fixture
def city(engine, open_room):
    return City(engine, open_room)


@pytest.fixture
def two(city):
    """Two workshops that both spoke of swimming, and each of something of its own."""
    city.one = city.holds("Hakunila", 2025, Swimming=SWIM, Buses=BUS)
    city.other = city.holds("Koivukylä", 2026, Swimming=SWIM[::-1], Parks=PARK)
    return city
