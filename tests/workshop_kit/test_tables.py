"""The tables of a workshop: their names, who sits where, and what becomes of it when a table gets another name."""

import uuid

import pytest

from models import Channel, HandRole, StepKind
from workshop_kit import cards, hands, ideas, notes, steps, tables
from workshop_kit.tables import CafeTable, WrongTables


@pytest.fixture
def cafe(ann):
    """Four tables, and two rounds at them."""
    tables.set_tables(ann.db, ann.workshop, tables.numbered(4))
    first = ann.step(StepKind.IDEAS)
    first.settings = {"by_table": True}
    second = steps.add(ann.db, ann.workshop, StepKind.IDEAS, title={"en": "Round 2"}, minutes=10)
    second.settings = {"by_table": True}
    ann.db.flush()
    return ann


def now_at(room, who, step):
    place = tables.place(room.db, room.workshop, step, who.table_name, who.id)
    return place and place.table.name


def test_tables_are_numbered_and_keep_what_was_said_of_those_before():
    sport = CafeTable("2", {"en": "Sport"})
    assert [table.name for table in tables.numbered(3)] == ["1", "2", "3"]
    assert tables.numbered(3, [sport]) == [sport, CafeTable("1", {}), CafeTable("3", {})]
    assert tables.numbered(0, [sport]) == []


def test_what_is_kept_of_a_table_can_be_read_again(ann):
    given = [CafeTable("Kids  corner ", {"en": " Sport ", "fi": ""}, "so")]
    tables.set_tables(ann.db, ann.workshop, given)
    assert tables.named(ann.workshop) == [CafeTable("Kids corner", {"en": "Sport"}, "so")]


@pytest.mark.parametrize(
    "wrong",
    [
        [CafeTable("1", {}), CafeTable(" 1 ", {})],
        [CafeTable("Kids", {}), CafeTable("kids", {})],
        [CafeTable("", {})],
        [CafeTable("x" * 41, {})],
        [CafeTable("1", {}, "xx")],
        tables.numbered(41),
    ],
    ids=["twice", "twice in capitals", "no name", "a long name", "an unknown language", "too many"],
)
def test_wrong_tables_are_refused(ann, wrong):
    with pytest.raises(WrongTables):
        tables.set_tables(ann.db, ann.workshop, wrong)


def test_a_table_is_found_however_its_name_is_typed(ann):
    tables.set_tables(ann.db, ann.workshop, [CafeTable("Kids corner", {})])
    assert tables.find(ann.workshop, " KIDS   corner") is not None
    assert tables.find(ann.workshop, "Kids") is None and tables.find(ann.workshop, "") is None


def test_the_address_of_a_table_is_safe_whatever_its_name():
    assert tables.address("http://10.0.0.1/4821", CafeTable("A & B/ä", {})).endswith("?table=A%20%26%20B%2F%C3%A4")


def test_somebody_sits_down_and_moves_on_with_the_rounds(cafe, ben):
    assert tables.sit(cafe.db, cafe.workshop, ben, "3").name == "3"
    first, second = tables.rounds(steps.agenda(cafe.db, cafe.workshop))
    assert now_at(cafe, ben, first) == "3" and now_at(cafe, ben, second) != "3"
    assert now_at(cafe, ben, None) == "3"


def test_a_table_that_is_not_there_moves_nobody(cafe, ben):
    tables.sit(cafe.db, cafe.workshop, ben, "3")
    assert tables.sit(cafe.db, cafe.workshop, ben, "9") is None
    assert ben.table_name == "3"


def test_who_sits_down_elsewhere_in_a_later_round_sits_there(cafe, ben):
    _first, second = tables.rounds(steps.agenda(cafe.db, cafe.workshop))
    steps.start(cafe.db, cafe.workshop, second, now=cafe.now)
    tables.sit(cafe.db, cafe.workshop, ben, "1")
    assert now_at(cafe, ben, second) == "1"


def test_a_table_with_another_name_keeps_its_people_its_scribe_and_what_was_written(cafe, ben, chen):
    cafe.goes_to(StepKind.IDEAS)
    sent = ideas.Sent(str(uuid.uuid4()), "A bench", "en", Channel.PAPER, "3")
    idea = cards.write(cafe.db, cafe.workshop, sent, now=cafe.now)
    note = notes.write(cafe.db, cafe.workshop, None, notes.Sent(str(uuid.uuid4()), "x", "en", "3"), now=cafe.now)
    for who, name in ((ben, "3"), (chen, "1")):
        tables.sit(cafe.db, cafe.workshop, who, name)
    scribe = hands.make(cafe.db, cafe.workshop, HandRole.SCRIBE, table_name="3", now=cafe.now)
    renamed = [CafeTable("Kids" if table.name == "3" else table.name, {}) for table in tables.named(cafe.workshop)]
    tables.set_tables(cafe.db, cafe.workshop, renamed)
    assert (ben.table_name, chen.table_name, scribe.table_name) == ("Kids", "1", "Kids")
    assert (idea.table_name, note.table_name) == ("Kids", "Kids")


def test_nobody_sits_at_a_table_that_has_gone(cafe, ben, chen, emil):
    emil.table_name = "3"
    for who, name in ((ben, "4"), (chen, "1")):
        tables.sit(cafe.db, cafe.workshop, who, name)
    tables.set_tables(cafe.db, cafe.workshop, tables.numbered(2))
    for who in (ben, chen, emil):
        cafe.db.refresh(who)
    assert [who.table_name for who in (ben, chen, emil)] == ["", "1", "3"]


def test_a_skipped_round_is_no_round(cafe):
    second = tables.rounds(steps.agenda(cafe.db, cafe.workshop))[1]
    second.skipped = True
    assert len(tables.rounds(steps.agenda(cafe.db, cafe.workshop))) == 1
