"""The notes of a table, and what becomes of them."""

import uuid

import pytest
from sqlmodel import select

from models import Channel, HandRole, Picture, StepKind
from workshop_kit import hands, ideas, notes
from workshop_kit.cards import LinkFull
from workshop_kit.errors import BadId, EmptyText, LongText, TooManyPhotos, UnknownLanguage
from workshop_kit.ideas import SentAlready
from workshop_kit.notes import NoSuchNote, Sent


def write(room, text="Evenings are hard", id="", table="2", language="en", picture="", hand_id=None):
    sent = Sent(id or str(uuid.uuid4()), text, language, table, picture)
    return notes.write(room.db, room.workshop, None, sent, hand_id=hand_id, now=room.now)


def test_a_note_is_kept_once_however_often_it_is_sent(ann):
    same = str(uuid.uuid4())
    assert write(ann, id=same).id == write(ann, " Evenings are hard ", id=same).id
    assert [note.text for note in notes.listed(ann.db, ann.workshop)] == ["Evenings are hard"]


def test_the_same_form_with_another_note_is_refused(ann):
    same, photo = str(uuid.uuid4()), ann.keeps_photo()
    first = write(ann, id=same, picture=photo)
    assert write(ann, id=same, picture=photo) is first
    for other in ({"text": "Other words"}, {"language": "so"}, {"picture": ann.keeps_photo(5)}, {"text": ""}):
        with pytest.raises(SentAlready):
            write(ann, **{"id": same, "picture": photo, **other})


def test_a_link_keeps_so_many_notes_and_no_more(ann, monkeypatch):
    monkeypatch.setattr(notes, "MOST_NOTES", 1)
    same = str(uuid.uuid4())
    first = write(ann, id=same, hand_id=1)
    with pytest.raises(LinkFull):
        write(ann, "Another", hand_id=1)
    assert write(ann, id=same, hand_id=1) is first
    assert write(ann, "Another", hand_id=2).hand_id == 2


def test_a_link_sees_the_notes_of_its_table_and_without_one_its_own(ann):
    at_two = hands.make(ann.db, ann.workshop, HandRole.SCRIBE, table_name="2", now=ann.now)
    loose = hands.make(ann.db, ann.workshop, HandRole.SCRIBE, now=ann.now)
    first, second = write(ann, "A", hand_id=at_two.id), write(ann, "B", hand_id=99)
    mine = write(ann, "C", table="", hand_id=loose.id)
    write(ann, "D", table="", hand_id=99)
    assert notes.of_hand(ann.db, ann.workshop, at_two) == [second, first]
    assert notes.of_hand(ann.db, ann.workshop, loose) == [mine]


def test_another_link_cannot_send_the_same_note(ann):
    same = str(uuid.uuid4())
    write(ann, id=same, hand_id=1)
    with pytest.raises(BadId):
        write(ann, id=same, hand_id=2)


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
