"""What a bundle holds of the room: tables and their notes, the end of the evening, and how the screen is set."""

import json
from datetime import time

import pytest
from sqlmodel import select

from models import Hand, HandRole, Note, StepKind
from workshop_kit import bundle, hands, steps, store, workshops
from workshop_kit.errors import DamagedFile

UUID = "6f1c2f3e-0000-4000-8000-00000000000a"


@pytest.fixture
def content(engine, open_room, now):
    """A workshop with two tables, a note, an end and a dark screen, as a file; it has a role link, too."""
    with store.writing(engine) as db:
        room = open_room(db)
        step = room.goes_to(StepKind.IDEAS)
        step.needs, step.shortest = {"en": "Paper"}, 5
        room.workshop.ends = time(19, 45)
        room.workshop.tables = [{"name": "1", "topic": {"en": "Clubs"}, "language": "so"}, {"name": "2"}]
        room.workshop.screen_settings = {"dark": True, "prompts": "turn", "languages": ["fi", "so"]}
        hands.make(db, room.workshop, HandRole.SCRIBE, table_name="1", now=now)
        note = Note(
            workshop_id=room.workshop.id, step_id=step.id, uuid=UUID, table_name="1", text="Ask the club",
            language="en", created_at=now,
        )  # fmt: skip
        db.add(note)
        db.flush()
        return bundle.dump(db, room.workshop)


def test_tables_notes_and_times_come_back_as_they_were(engine, content, now):
    with store.writing(engine) as db:
        copy = bundle.load(db, content, now=now)
        assert copy.ends == time(19, 45)
        assert [table["name"] for table in copy.tables] == ["1", "2"]
        assert copy.screen_settings == {"dark": True, "prompts": "turn", "languages": ["fi", "so"]}
        step = next(step for step in steps.agenda(db, copy) if step.kind == StepKind.IDEAS)
        assert (step.needs, step.shortest) == ({"en": "Paper"}, 5)
        note = db.exec(select(Note).where(Note.workshop_id == copy.id)).one()
        assert (note.text, note.table_name, note.step_id) == ("Ask the club", "1", step.id)


def test_no_role_link_leaves_the_laptop(engine, content, now):
    with store.writing(engine) as db:
        links = list(db.exec(select(Hand)))
        assert len(links) == 1 and links[0].uuid not in content.decode()
        copy = bundle.load(db, content, now=now)
        assert hands.listed(db, copy) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("tables", [{"name": ""}]),
        ("tables", [{"name": "1"}, {"name": "1"}]),
        ("tables", [{"name": str(number)} for number in range(41)]),
        ("tables", [{"name": "1", "topic": {"xx": "?"}}]),
        ("screen_settings", {"prompts": "loud"}),
        ("ends", "late"),
    ],
)
def test_a_damaged_room_is_refused(engine, content, now, part, value):
    changed = json.loads(content)
    changed["workshop"][part] = value
    with store.writing(engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(changed).encode(), now=now)


def test_a_note_that_is_there_twice_is_refused(engine, content, now):
    changed = json.loads(content)
    changed["notes"] *= 2
    with store.writing(engine) as db, pytest.raises(DamagedFile):
        bundle.load(db, json.dumps(changed).encode(), now=now)


def test_an_older_file_without_a_room_is_read(engine, content, now):
    changed = json.loads(content)
    del changed["notes"]
    for name in ("tables", "ends", "screen_settings"):
        del changed["workshop"][name]
    with store.writing(engine) as db:
        copy = bundle.load(db, json.dumps(changed).encode(), now=now)
        assert (copy.tables, copy.ends, copy.screen_settings) == ([], None, {})
        assert workshops.by_id(db, copy.id or 0) is copy
