"""Ideas are read while they come in, so that suggesting themes has nothing left to read."""

import threading
from functools import cache

import pytest
from sqlmodel import select

from models import Idea, StepKind, Vector
from tests.workshop_kit.test_vectors import Counting
from workshop_kit import moderation, own_ideas, services, store, vectors, workshops
from workshop_kit.errors import SettingWrong
from workshop_kit.reading_ahead import AT_ONCE, ReadingAhead
from workshop_kit.text import digest


@pytest.fixture
def counting(monkeypatch):
    found = Counting()
    monkeypatch.setattr(vectors, "embedder", cache(lambda: found))
    monkeypatch.setattr("workshop_kit.analysis.learned.of", lambda embedder: None)
    monkeypatch.setattr("workshop_kit.analysis.learned.to_read", lambda embedder: ())
    return found


CORPUS = tuple(f"known idea {n}" for n in range(2 * AT_ONCE + 1))


@pytest.fixture
def new_model(counting, monkeypatch):
    """The model is new here: it has yet to read what it learns from. Gives the names of those that were learned."""
    learned = []
    monkeypatch.setattr("workshop_kit.analysis.learned.to_read", lambda embedder: CORPUS)
    monkeypatch.setattr("workshop_kit.analysis.learned.of", lambda embedder: learned.append(embedder.name))
    return learned


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


def test_a_new_model_is_got_to_know_before_anybody_says_anything(reading, counting, new_model):
    reading.look()
    assert sorted(text for asked in counting.asked for text in asked) == sorted(CORPUS)
    assert max(map(len, counting.asked)) == AT_ONCE
    assert new_model == ["counting"]


def test_a_new_model_is_got_to_know_once(engine, reading, counting, new_model):
    reading.look()
    counting.asked.clear()
    reading.look()
    ReadingAhead(str(engine.url)).look()  # after a restart
    assert counting.asked == []


def test_what_was_read_before_the_program_ended_is_not_read_again(engine, reading, counting, new_model):
    vectors.remembering(engine).encode(CORPUS[:3])
    reading.look()
    assert sorted(text for asked in counting.asked[1:] for text in asked) == sorted(CORPUS[3:])


def test_ideas_come_before_getting_to_know_a_model(send, reading, counting, new_model, monkeypatch):
    encode = Counting.encode

    def interrupted(self, texts):
        if not self.asked:
            send("A club")
        return encode(self, texts)

    monkeypatch.setattr(Counting, "encode", interrupted)
    reading.look()
    assert len(counting.asked) == 1 and not new_model
    reading.look()
    assert counting.asked[1] == ["A club"] and len(counting.asked) > 2
    assert new_model


def test_getting_to_know_a_model_ends_when_the_program_does(reading, counting, new_model, monkeypatch):
    encode = Counting.encode

    def stopping(self, texts):
        reading._stopping.set()
        return encode(self, texts)

    monkeypatch.setattr(Counting, "encode", stopping)
    reading.look()
    assert len(counting.asked) == 1 and not new_model


def test_a_model_that_cannot_be_opened_does_not_end_the_thread(send, counting, engine, monkeypatch):
    monkeypatch.setattr("workshop_kit.reading_ahead.EVERY", 0.01)
    monkeypatch.setattr("workshop_kit.reading_ahead.AFTER_TROUBLE", 0.01)
    tried = threading.Semaphore(0)

    def damaged():
        tried.release()
        raise SettingWrong(name="WORKSHOP_MODEL_FILE", why="damaged")

    monkeypatch.setattr(vectors, "embedder", cache(damaged))
    reading = ReadingAhead(str(engine.url))
    reading.start()
    assert tried.acquire(timeout=10) and tried.acquire(timeout=10)
    assert reading.running
    reading.stop()


def test_what_is_erased_while_it_is_read_leaves_nothing_behind(send, reading, counting, engine, monkeypatch):
    send("A club for girls", "A bench")
    encode = counting.encode

    def meanwhile(texts):
        found = encode(texts)
        with store.writing(engine) as db:
            for idea in db.exec(select(Idea).where(Idea.text == "A bench")):
                own_ideas.erase(db, idea)
        return found

    monkeypatch.setattr(counting, "encode", meanwhile)
    reading.look()
    with store.reading(engine) as db:
        assert [vector.digest for vector in db.exec(select(Vector))] == [digest("A club for girls")]


def test_an_idea_that_is_worded_anew_is_read_again(send, reading, counting, engine):
    send("A club for gilrs")
    reading.look()
    with store.writing(engine) as db:
        idea = db.exec(select(Idea)).one()
        moderation.correct(db, workshops.by_id(db, idea.workshop_id), idea, "A club for girls", now=store.now())
    reading.look()
    assert counting.asked == [["A club for gilrs"], ["A club for girls"]]


def everything(counting):
    return [text for batch in counting.asked for text in batch]


def test_the_catalogue_is_read_when_nothing_else_is_to_be_read(engine, reading, counting, now):
    with store.writing(engine) as db:
        services.add(db, now=now, name={"en": "Swimming school"}, kind="service")
        services.add(db, now=now, name={"en": "Swimming club"}, kind="partner")
    reading.look()
    assert everything(counting) == ["Swimming school."]
    reading.look()
    assert everything(counting) == ["Swimming school."], "once"
    with store.writing(engine) as db:
        services.edit(db, services.listed(db)[0], name={"en": "Swimming hall"})
    reading.look()
    assert everything(counting) == ["Swimming school.", "Swimming hall."]


def test_ideas_come_before_the_catalogue(send, engine, reading, counting, now):
    with store.writing(engine) as db:
        services.add(db, now=now, name={"en": "Swimming school"}, kind="service")
    send("A club after school")
    reading.look()
    assert everything(counting) == ["A club after school", "Swimming school."]
