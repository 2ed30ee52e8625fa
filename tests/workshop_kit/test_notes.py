"""The notes of a table, and what becomes of them."""

import uuid

import pytest
from sqlmodel import select

from models import Channel, Picture, StepKind
from workshop_kit import ideas, notes
from workshop_kit.errors import BadId, EmptyText, LongText, TooManyPhotos, UnknownLanguage
from workshop_kit.notes import NoSuchNote, Sent


def write(room, text="Evenings are hard", id="", table="2", language="en", picture=""):
    sent = Sent(id or str(uuid.uuid4()), text, language, table, picture)
    return notes.write(room.db, room.workshop, None, sent, now=room.now)


def test_a_note_is_kept_once_however_often_it_is_sent(ann):
    same = str(uuid.uuid4())
    assert write(ann, id=same).id == write(ann, "Other words", id=same).id
    assert [note.text for note in notes.listed(ann.db, ann.workshop)] == ["Evenings are hard"]


def test_another_table_cannot_send_the_same_note(ann):
    same = str(uuid.uuid4())
    write(ann, id=same)
    with pytest.raises(BadId):
        write(ann, id=same, table="3")


@pytest.mark.parametrize(
    "wrong, error",
    [
        ({"text": " "}, EmptyText),
        ({"text": "x" * 2001}, LongText),
        ({"language": "xx"}, UnknownLanguage),
        ({"id": "mine"}, BadId),
    ],
)
def test_a_wrong_note_is_refused(ann, wrong, error):
    with pytest.raises(error):
        write(ann, **wrong)


def test_a_photo_needs_no_words_and_a_table_has_so_many(ann, monkeypatch):
    monkeypatch.setattr(notes, "MOST_PHOTOS", 1)
    assert write(ann, "", picture=ann.keeps_photo()).text == ""
    with pytest.raises(TooManyPhotos):
        write(ann, "", picture=ann.keeps_photo(4))
    assert write(ann, "", picture=ann.keeps_photo(5), table="3").picture


def test_notes_are_listed_by_table(ann):
    write(ann, "Ours")
    write(ann, "Theirs", table="3")
    assert [note.text for note in notes.listed(ann.db, ann.workshop, "3")] == ["Theirs"]
    assert len(notes.listed(ann.db, ann.workshop)) == 2


def test_a_note_that_goes_takes_its_photo_along(ann):
    note = write(ann, picture=ann.keeps_photo())
    notes.remove(ann.db, ann.workshop, note)
    assert notes.listed(ann.db, ann.workshop) == []
    assert ann.db.exec(select(Picture)).all() == []


def test_the_note_of_another_room_is_out_of_reach(ann, open_room):
    note = write(open_room(ann.db))
    with pytest.raises(NoSuchNote):
        notes.by_id(ann.db, ann.workshop, note.id)


def test_a_note_becomes_an_idea_of_its_table_once(ann):
    ann.goes_to(StepKind.IDEAS)
    note = write(ann, language="so")
    first = notes.as_idea(ann.db, ann.workshop, note, now=ann.now)
    assert notes.as_idea(ann.db, ann.workshop, note, now=ann.now).id == first.id
    assert (first.text, first.language, first.table_name, first.channel) == (note.text, "so", "2", Channel.HELPER)
    assert [idea.number for idea in ideas.shown(ann.db, ann.workshop)] == [1]
    assert notes.on_the_wall(ann.db, ann.workshop) == {note.uuid: 1}


def test_a_photo_without_words_or_a_long_note_is_no_idea(ann):
    with pytest.raises(EmptyText):
        notes.as_idea(ann.db, ann.workshop, write(ann, "", picture=ann.keeps_photo()), now=ann.now)
    with pytest.raises(LongText):
        notes.as_idea(ann.db, ann.workshop, write(ann, "x" * 600), now=ann.now)
