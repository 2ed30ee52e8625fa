"""The states of tables: joining at one, moving to another, writing at one in a later round, choosing one."""

from models import StepKind
from tests.workshop_kit.phone.states import Phone, Room, state
from workshop_kit import steps, tables
from workshop_kit.store import now
from workshop_kit.tables import CafeTable

TOPIC = {"en": "Afternoons after school", "fi": "Iltapäivät koulun jälkeen", "ar": "ما بعد المدرسة"}
NAMES = ("1", "2", "3", "4")


def two_rounds(room: Room) -> None:
    with room.changes() as (db, workshop):
        tables.set_tables(db, workshop, [CafeTable(name, TOPIC) for name in NAMES])
        later = steps.add(db, workshop, StepKind.IDEAS, title={"en": "Round 2"}, minutes=10)
        later.settings = {"by_table": True}
        db.add(later)
    room.goes_to(StepKind.IDEAS, settings={"by_table": True, "photos": False})


@state
def join_at_a_table(room: Room, phone: Phone) -> None:
    two_rounds(room)
    phone.opens(f"?language={phone.language}&table=3")


@state
def moved_to_a_table(room: Room, phone: Phone) -> None:
    two_rounds(room)
    phone.joins()
    phone.opens("?table=4")


@state
def ideas_at_a_table(room: Room, phone: Phone) -> None:
    two_rounds(room)
    phone.joins()
    phone.opens("?table=2")
    phone.opens()


@state
def ideas_at_a_table_later(room: Room, phone: Phone) -> None:
    ideas_at_a_table(room, phone)
    with room.changes() as (db, workshop):
        steps.start(db, workshop, tables.rounds(steps.agenda(db, workshop))[1], now=now())
    phone.opens()


@state
def ideas_choosing_a_table(room: Room, phone: Phone) -> None:
    two_rounds(room)
    phone.comes_in()
