"""Ideas are read while they come in, so that suggesting themes has nothing left to read."""

import threading
from functools import cache

import pytest
from sqlmodel import select

from models import StepKind, Vector
from tests.workshop_kit.test_vectors import Counting
from workshop_kit import store, vectors, workshops
from workshop_kit.reading_ahead import AT_ONCE, ReadingAhead


@pytest.fixture
def counting(monkeypatch):
    found = Counting()
    monkeypatch.setattr(vectors, "embedder", cache(lambda: found))
    monkeypatch.setattr("workshop_kit.analysis.learned.of", lambda embedder: None)
    return found


@pytest.fixture
def send(engine, open_room):
    """Somebody sends ideas in a room of Ann's, and they are on disk."""
    with store.writing(engine) as db:
        room = open_room(db)
        room.goes_to(StepKind.IDEAS)
        ben, workshop_id = room.joins(), room.workshop.id

    def sending(*texts, ended=False):
        with store.writing(engine) as db:
            room.db, room.workshop = db, workshops.by_id(db, workshop_id)
            for said in texts:
                room.sends(ben, said)
            room.workshop.ended_at = room.now if ended else None
            db.add(room.workshop)

    return sending


@pytest.fixture
def reading(engine):
    return ReadingAhead(str(engine.url))


def test_new_ideas_are_read_once_and_a_few_at_a_time(send, reading, counting):
    send(*(f"Idea {n}" for n in range(AT_ONCE + 1)))
    reading.look()
    assert sorted(map(len, counting.asked)) == [1, AT_ONCE]
    reading.look()
    assert len(counting.asked) == 2
    send("One more")
    reading.look()
    assert counting.asked[2:] == [["One more"]]


def test_then_suggesting_has_nothing_left_to_read(send, reading, counting, engine):
    send("A club", "A bus")
    reading.look()
    assert vectors.remembering(engine).missing(["A club", "A bus", "new"]) == ["new"]


def test_what_a_workshop_said_that_has_ended_is_left_alone(send, reading, counting):
    send("A club", ended=True)
    reading.look()
    assert counting.asked == []


def test_without_a_model_nothing_is_read(send, reading, monkeypatch, engine):
    monkeypatch.setattr(vectors, "embedder", cache(lambda: None))
    send("A club")
    reading.look()
    with store.reading(engine) as db:
        assert not db.exec(select(Vector)).all()


def test_the_thread_reads_by_itself_and_ends(send, counting, engine, monkeypatch):
    monkeypatch.setattr("workshop_kit.reading_ahead.EVERY", 0.01)
    read = threading.Event()
    monkeypatch.setattr(vectors.Remembering, "_keep", lambda self, found: read.set())
    reading = ReadingAhead(str(engine.url))
    send("A club")
    reading.start()
    assert read.wait(10)
    reading.stop()
    assert not reading.running
