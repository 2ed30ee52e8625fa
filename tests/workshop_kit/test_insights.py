"""Which workshops a question across workshops is about."""

import pytest

from workshop_kit import insights, store, workshops
from workshop_kit.insights import Filter


@pytest.fixture
def db(evening):
    with store.writing(evening.engine) as db:
        yield db


def ours(db, evening):
    """The ready demo becomes a real workshop of Ann's."""
    workshop = workshops.by_code(db, evening.ready)
    workshop.demo = False
    db.add(workshop)
    db.flush()
    return workshop


def test_where_there_are_only_demos_they_are_looked_at(db, evening):
    assert {one.code for one in insights.workshops(db, Filter())} == {evening.code, evening.ready}
    assert not insights.leaves_out_demos(db, Filter())


def test_beside_a_workshop_of_one_s_own_demos_are_left_out_and_that_is_said(db, evening):
    workshop = ours(db, evening)
    assert insights.workshops(db, Filter()) == [workshop]
    assert insights.leaves_out_demos(db, Filter())


def test_nothing_is_said_of_demos_where_none_would_match(db, evening):
    ours(db, evening)
    assert not insights.leaves_out_demos(db, Filter(year=1999))


def test_an_area_is_found_however_it_is_written(db, evening):
    workshop = ours(db, evening)
    workshop.area = "LÄNSIMÄKI "
    db.flush()
    assert insights.workshops(db, Filter(area="Länsimäki")) == [workshop]
    assert insights.areas(db).count("LÄNSIMÄKI") == 1
