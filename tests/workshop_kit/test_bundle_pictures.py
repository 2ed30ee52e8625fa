"""Pictures in the workshop file: they go out and come back, and a crafted one is refused."""

import copy
import hashlib
import json
from base64 import b64decode, b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import select

from models import ActionStatus, Idea, Participant, Picture, StepKind, Theme
from workshop_kit import bundle, moderation, pictures, plan, steps, store, themes, votes, workshops
from workshop_kit.errors import DamagedFile


@pytest.fixture
def room(engine, open_room):
    """A room with a picture wherever one can be: beside a step, an idea, a theme and an option."""
    with store.writing(engine) as db:
        room = open_room(db, for_children=True, ask_about=["role"], areas=["Koivukylä", "Hakunila"])
        ben = room.joins()
        step = room.goes_to(StepKind.IDEAS)
        step.settings = {"show_others": True, "photos": True, "symbols": True}
        steps.illustrate(db, room.workshop, step, "symbol:talk", now=room.now)
        photo = room.sends(ben, "", picture=room.keeps_photo(3))
        moderation.show(db, room.workshop, photo, now=room.now)
        room.sends(ben, "", "fi", picture="symbol:bus")
        room.sends(ben, "Waits", picture=room.keeps_photo(5))
        theme = room.theme("Outdoors", photo)
        themes.illustrate(db, room.workshop, theme, "nature", now=room.now)
        room.goes_to(StepKind.VOTE)
        action = plan.add(db, room.workshop, title="A slide", theme=theme)
        plan.report(db, room.workshop, action, {"en": "Money is there"}, now=room.now)
        plan.edit(db, action, status=ActionStatus.IN_PROGRESS)
        plan.report(db, room.workshop, action, {"en": "The slide is ordered", "fi": "Tilattu"}, now=room.now)
    return room


@pytest.fixture
def content(engine, room) -> dict[str, Any]:
    with store.reading(engine) as db:
        return dict(json.loads(bundle.dump(db, workshops.by_id(db, room.workshop.id))))


def as_file(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def loaded(engine, content, now):
    with store.writing(engine) as db:
        return bundle.load(db, as_file(content), now=now).id


# --- out and in -----------------------------------------------------------------------------------------


def test_each_photo_that_something_shows_is_in_it_once(content):
    assert len(content["pictures"]) == 2
    for picture in content["pictures"]:
        jpeg = b64decode(picture["content"])
        assert hashlib.sha256(jpeg).hexdigest() == picture["digest"]
        assert Image.open(BytesIO(jpeg)).size == (picture["width"], picture["height"])


def test_pictures_come_back_beside_what_they_stood_beside(content, other_engine, now):
    id = loaded(other_engine, content, now)
    with store.reading(other_engine) as db:
        workshop = workshops.by_id(db, id)
        drawn = [idea.picture for idea in db.exec(select(Idea).order_by(Idea.number))]
        assert (drawn[0][:6], drawn[1], drawn[2][:6]) == ("photo:", "symbol:bus", "photo:")
        assert drawn[0] != drawn[2]
        assert pictures.by_reference(db, workshop, drawn[0]).width == 400
        assert [theme.picture for theme in db.exec(select(Theme))] == ["symbol:nature"]
        agenda = steps.agenda(db, workshop)
        step = next(step for step in agenda if step.kind == StepKind.IDEAS)
        assert step.picture == "symbol:talk"
        assert step.settings == {"show_others": True, "photos": True, "symbols": True}
        vote = next(step for step in agenda if step.kind == StepKind.VOTE)
        assert [option.picture for option in votes.options(db, vote)] == ["symbol:nature"]


def test_a_photo_is_written_anew_and_looks_the_same(content, other_engine, now):
    loaded(other_engine, content, now)
    with store.reading(other_engine) as db:
        for row in db.exec(select(Picture)):
            assert row.digest == hashlib.sha256(row.content).hexdigest()
            assert Image.open(BytesIO(row.content)).getpixel((2, 2)) == (255, 255, 255)
            assert Image.open(BytesIO(row.content)).getpixel((200, 150))[0] < 30


def test_what_a_camera_noted_does_not_come_along(content, other_engine, now):
    exif = Image.Exif()
    exif[0x010E] = "Ben's phone"
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG", exif=exif)
    loaded(other_engine, with_photo(content, file.getvalue(), 40, 30), now)
    with store.reading(other_engine) as db:
        assert not any(b"Ben's phone" in row.content for row in db.exec(select(Picture)))


def test_what_has_happened_with_an_action_comes_along(content, other_engine, now):
    id = loaded(other_engine, content, now)
    with store.reading(other_engine) as db:
        workshop = workshops.by_id(db, id)
        (told,) = plan.updates(db, workshop).values()
        assert [(update.status, update.text) for update in told] == [
            (ActionStatus.IN_PROGRESS, {"en": "The slide is ordered", "fi": "Tilattu"}),
            (ActionStatus.PROPOSED, {"en": "Money is there"}),
        ]


def test_the_questions_travel_and_the_answers_do_not(engine, room, other_engine, now):
    with store.writing(engine) as db:
        for person in db.exec(select(Participant)):
            person.about = {"role": "family", "area": "Hakunila-secret"}
            db.add(person)
        content = bundle.dump(db, workshops.by_id(db, room.workshop.id))
    assert b"Hakunila-secret" not in content and b"about" not in content.replace(b"ask_about", b"")
    with store.writing(other_engine) as db:
        workshop = bundle.load(db, content, now=now)
        assert (workshop.for_children, workshop.ask_about) == (True, ["role"])
        assert workshop.areas == ["Koivukylä", "Hakunila"]
        assert all(person.about == {} for person in db.exec(select(Participant)))


def test_a_file_from_before_there_were_pictures_loads(content, other_engine, now):
    old = without(content, {"picture", "pictures", "updates", "for_children", "ask_about", "areas"})
    for step in old["steps"]:
        for name in ("show_others", "photos", "symbols"):
            step["settings"].pop(name, None)
    id = loaded(other_engine, old, now)
    with store.reading(other_engine) as db:
        assert {idea.picture for idea in db.exec(select(Idea))} == {""}
        assert workshops.by_id(db, id).areas == []


def without(content: Any, names: set[str]) -> Any:
    if isinstance(content, dict):
        return {key: without(value, names) for key, value in content.items() if key not in names}
    return [without(part, names) for part in content] if isinstance(content, list) else content


# --- refused --------------------------------------------------------------------------------------------


def refuses(engine, content, now):
    with pytest.raises(DamagedFile) as refusal:
        loaded(engine, content, now)
    assert len(str(refusal.value).splitlines()) == 1
    with store.reading(engine) as db:
        assert db.exec(select(Picture)).all() == []


def with_photo(content: dict[str, Any], file: bytes, width: int, height: int) -> dict[str, Any]:
    """The content with another file in the place of its first photo."""
    changed = copy.deepcopy(content)
    old, new = changed["pictures"][0]["digest"], hashlib.sha256(file).hexdigest()
    fresh = {"digest": new, "width": width, "height": height, "content": b64encode(file).decode()}
    changed["pictures"][0] = fresh
    return dict(json.loads(as_file(changed).replace(f"photo:{old}".encode(), f"photo:{new}".encode())))


def jpeg(width: int = 40, height: int = 30, form: str = "JPEG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "red").save(file, form)
    return file.getvalue()


@pytest.mark.parametrize(
    ("file", "width", "height"),
    [
        (b"no picture at all", 40, 30),
        (b"", 40, 30),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 40, 30),
        (jpeg()[:200], 40, 30),
        (jpeg(), 41, 30),
        (jpeg(form="PNG"), 40, 30),
        (jpeg(1400, 20), 1400, 20),
        (jpeg(1400, 20), 1280, 20),
        (jpeg(), 0, 30),
    ],
    ids=["text", "nothing", "svg", "cut off", "another size", "png", "too long", "longer than it says", "no width"],
)
def test_a_photo_that_is_none_is_refused(other_engine, content, now, file, width, height):
    refuses(other_engine, with_photo(content, file, width, height), now)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("digest", "0" * 64),
        ("digest", "../../etc"),
        ("content", "%%%"),
        ("content", "A" * 4_000_001),
        ("content", None),
        ("width", 10**30),
        ("surprise", 1),
    ],
)
def test_a_photo_with_something_wrong_about_it_is_refused(other_engine, content, now, name, value):
    content["pictures"][0][name] = value
    refuses(other_engine, content, now)


@pytest.mark.parametrize(
    "picture", ["symbol:dragon", "symbol:../x", "photo:1", "bus", f"photo:{'0' * 64}", None, 1]
)
@pytest.mark.parametrize("part", ["ideas", "themes", "steps"])
def test_a_picture_that_is_not_there_is_refused(other_engine, content, now, part, picture):
    content[part][0]["picture"] = picture
    refuses(other_engine, content, now)


def test_a_photo_that_nothing_shows_is_refused(other_engine, content, now):
    content["ideas"][0]["picture"] = ""
    refuses(other_engine, content, now)


def test_a_photo_that_is_there_twice_is_refused(other_engine, content, now):
    content["pictures"].append(content["pictures"][0])
    refuses(other_engine, content, now)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ask_about", ["shoe size"]), ("ask_about", "role"), ("areas", ["x" * 401]), ("for_children", "perhaps")],
)
def test_a_question_that_nobody_can_ask_is_refused(other_engine, content, now, name, value):
    content["workshop"][name] = value
    refuses(other_engine, content, now)


@pytest.mark.parametrize("update", [{"status": "maybe"}, {"text": {"tlh": "x"}}, {"at": "soon"}, {"surprise": 1}])
def test_an_update_with_something_wrong_in_it_is_refused(other_engine, content, now, update):
    content["actions"][0]["updates"][0] |= update
    refuses(other_engine, content, now)
