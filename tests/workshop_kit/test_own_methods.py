"""Methods of one's own: an agenda becomes a file, and a file an agenda."""

import tomllib

import pytest
from sqlmodel import Session

from models import OwnMethod, StepKind
from workshop_kit import methods, reports, steps, store, workshops
from workshop_kit.errors import DamagedFile, NoSuchMethod
from workshop_kit.methods import own

SMALL = """
group_size = "3–30"
licence = "CC0"
name = { so = "Galab" }

[[steps]]
kind = "vote"
minutes = 10
phones = "write"
settings = { dots = 3, cap = 1, on = "ideas" }
title = { so = "Codee" }
"""


@pytest.fixture
def db(engine):
    with store.writing(engine) as db:
        yield db


def saved(db: Session, room, now, name="Our evening"):
    return own.save_agenda(db, {"en": name}, {"en": "Calm"}, steps.agenda(db, room.workshop), now=now)


def test_an_agenda_saved_as_a_method_makes_the_same_agenda_again(db, open_room, now):
    room = open_room(db)
    first = steps.agenda(db, room.workshop)
    first[1].skipped = True
    first[2].needs, first[2].shortest = {"en": "Paper"}, 3
    method = saved(db, room, now)
    draft = workshops.Draft({"en": "T"}, {"en": "Q"}, "en", ["en"], method.id, day=room.workshop.day)
    again = steps.agenda(db, workshops.create(db, draft, now=now))
    kept = [step for step in first if not step.skipped]
    for name in ("kind", "minutes", "title", "say", "prompt", "phones", "settings", "needs", "shortest"):
        assert [getattr(step, name) for step in again] == [getattr(step, name) for step in kept], name


def test_a_method_of_one_s_own_never_takes_the_place_of_one_of_the_kit_s(db, open_room, now):
    room = open_room(db)
    one, two = saved(db, room, now, "Ideas to plan"), saved(db, room, now, "Ideas to plan")
    assert (one.id, two.id) == ("own-ideas-to-plan", "own-ideas-to-plan-2")
    assert methods.find(db, "ideas-to-plan").licence == methods.by_id("ideas-to-plan").licence


@pytest.mark.parametrize("method", methods.listed(), ids=lambda method: method.id)
def test_every_method_of_the_kit_can_be_handed_on_as_a_file_and_brought_in(db, now, method):
    back = own.bring_in(db, own.as_file(method), now=now)
    assert (back.name, back.steps, back.troubles) == (method.name, method.steps, method.troubles)


def test_a_file_in_one_language_is_enough(db, now):
    method = own.bring_in(db, SMALL.encode(), now=now)
    assert (method.id, method.name, method.steps[0].title) == ("own-galab", {"so": "Galab"}, {"so": "Codee"})
    assert method.steps[0].kind is StepKind.VOTE


def test_a_file_of_windows_is_read(db, now):
    content = ("\ufeff" + SMALL.replace("\n", "\r\n")).encode()
    assert own.bring_in(db, content, now=now).total_minutes == 10


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "not text"),
        (b"steps = 5", "no steps"),
        (b"= nonsense", "not TOML"),
        (SMALL.replace('"vote"', '"party"').encode(), "step 1: 'party' is unknown"),
        (SMALL.replace("so =", "xx =", 1).encode(), "'xx' is unknown"),
        (SMALL.replace("minutes = 10", "minutes = 10\nshortest = 11").encode(), "shortest is more than minutes"),
        (b"#" * (own.MOST_BYTES + 1), "too large"),
        (SMALL.encode() + SMALL[SMALL.index("[[") :].encode() * 40, "more than 40 steps"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_changes_nothing(db, now, content, told):
    with pytest.raises(DamagedFile) as refusal:
        own.bring_in(db, content, now=now)
    assert told in str(refusal.value)
    assert own.listed(db) == []


def test_the_file_holds_no_idea_and_no_vote_of_the_evening(db, open_room, now):
    room = open_room(db)
    room.enters("A secret wish")
    method = saved(db, room, now)
    row = db.get(OwnMethod, method.id)
    assert row is not None and "A secret wish" not in row.content
    assert set(tomllib.loads(row.content)) == {"name", "purpose", "group_size", "licence", "steps"}


def test_a_method_that_is_gone_leaves_its_workshops_whole(db, open_room, now):
    room = open_room(db)
    room.workshop.method = saved(db, room, now).id
    own.remove(db, room.workshop.method)
    with pytest.raises(NoSuchMethod):
        methods.find(db, room.workshop.method)
    assert reports.of(db, room.workshop, "en", today=now.date()).method == "A method of our own"


def test_share_alike_goes_on_with_the_words(db, open_room, now):
    room = open_room(db)
    of = methods.by_id("one-two-four-all")
    method = own.save_agenda(db, {"en": "Ours"}, {}, steps.agenda(db, room.workshop), of=of, now=now)
    assert method.licence.startswith("CC BY-SA 4.0") and method.licence == of.licence


def test_there_is_an_end_to_the_methods_that_are_kept(db, now, monkeypatch):
    monkeypatch.setattr(own, "MOST", 1)
    own.bring_in(db, SMALL.encode(), now=now)
    with pytest.raises(DamagedFile, match="too many"):
        own.bring_in(db, SMALL.encode(), now=now)


def test_a_workshop_can_be_changed_when_its_method_is_gone(db, open_room, now):
    room = open_room(db)
    room.workshop.method = saved(db, room, now).id
    own.remove(db, room.workshop.method)
    draft = workshops.Draft(
        {"en": "New name"}, {"en": "Q"}, "en", ["en"], room.workshop.method, day=room.workshop.day
    )
    workshops.revise(db, room.workshop, draft)
    assert room.workshop.title["en"] == "New name"
