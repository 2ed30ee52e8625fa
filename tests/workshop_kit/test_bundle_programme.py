"""The programme of a workshop travels by its name."""

import json

import pytest

from workshop_kit import bundle, programmes, store, workshops
from workshop_kit.errors import WorkshopError
from workshop_kit.programmes import Draft


@pytest.fixture
def file(engine, open_room, now) -> bytes:
    with store.writing(engine) as db:
        room = open_room(db, area="Hakunila")
        smile = programmes.create(db, Draft("SMILE", "Only here"), now=now)
        programmes.put_in(db, smile, [room.workshop.id])
        return bundle.dump(db, room.workshop)


def loaded(engine, content, now) -> tuple[str, str, bytes]:
    """The code, the name of its programme, and the file that comes out again."""
    with store.writing(engine) as db:
        workshop = bundle.load(db, content, now=now)
        programme = programmes.of(db, workshop)
        return workshop.code, programme.name if programme else "", bundle.dump(db, workshop)


def test_a_programme_of_that_name_is_made_and_the_same_bytes_come_out(other_engine, file, now):
    _code, name, again = loaded(other_engine, file, now)
    assert name == "SMILE" and again == file
    assert b"Only here" not in file, "what a programme says stays on its laptop"


def test_a_programme_that_is_there_is_found_however_it_is_written(other_engine, file, now):
    with store.writing(other_engine) as db:
        programmes.create(db, Draft("Smile"), now=now)
    assert loaded(other_engine, file, now)[1] == "Smile"
    with store.reading(other_engine) as db:
        assert len(programmes.listed(db)) == 1


def test_a_file_from_before_programmes_is_read(other_engine, file, now):
    content = json.loads(file)
    del content["workshop"]["programme"]
    assert loaded(other_engine, json.dumps(content).encode(), now)[1] == ""
    with store.reading(other_engine) as db:
        assert programmes.listed(db) == []


@pytest.mark.parametrize("name", ["x" * 81, 7, ["SMILE"]])
def test_a_name_that_cannot_be_one_is_refused_and_nothing_changes(other_engine, file, now, name):
    content = json.loads(file)
    content["workshop"]["programme"] = name
    with pytest.raises(WorkshopError):
        loaded(other_engine, json.dumps(content).encode(), now)
    with store.reading(other_engine) as db:
        assert programmes.listed(db) == [] and workshops.listed(db) == []
