"""What is large on its way in: only from who has joined, a few at a time, and taken apart beside the event loop."""

import asyncio
import base64
import json
import threading
import uuid
from contextlib import asynccontextmanager
from io import BytesIO

import httpx
import pytest
from PIL import Image
from sqlalchemy import event
from starlette.formparsers import MultiPartParser

from models import IdeaState, StepKind
from workshop_kit import ideas, participants, workshops
from workshop_kit.phone import asking, create_phone
from workshop_kit.phone.app import BODIES_AT_ONCE
from workshop_kit.store import now, writing

LARGE = asking.MOST_BYTES + 1


@pytest.fixture(autouse=True)
def writing_time(ann):
    return ann.goes_to(StepKind.IDEAS)


@pytest.fixture
def token(ann):
    """Ben's."""
    with writing(ann.engine) as db:
        return participants.admit(db, workshops.by_code(db, "4821"), "en", now=now())[1]


@asynccontextmanager
async def server(engine, token=""):
    """The phone server without a network: a body is read from its source when the server reads it."""
    app = create_phone(engine)
    headers = {"Accept": "application/json", **({"Cookie": f"workshop={token}"} if token else {})}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://room", headers=headers
    ) as phone:
        yield phone
    app.state.scribe.close()


def photo(length=LARGE):
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    return file.getvalue().ljust(length, b"\0")


def by_script():
    uri = "data:image/jpeg;base64," + base64.b64encode(photo()).decode()
    return "application/json", json.dumps({"id": str(uuid.uuid4()), "text": "Our yard", "photo": uri}).encode()


def by_form():
    id = f'--XX\r\nContent-Disposition: form-data; name="id"\r\n\r\n{uuid.uuid4()}\r\n'.encode()
    file = b'--XX\r\nContent-Disposition: form-data; name="photo"; filename="photo.jpg"\r\n\r\n' + photo()
    return "multipart/form-data; boundary=XX", id + file + b"\r\n--XX--\r\n"


WAYS = pytest.mark.parametrize("way", [by_script, by_form])


def waiting(ann):
    return ann.sees(ideas.waiting)


# --- of whom --------------------------------------------------------------------------------------------


@WAYS
@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(("code", "token", "status"), [(4821, "", 401), (4821, "guess", 401), (9999, "", 404)])
def test_nothing_of_a_stranger_s_photo_is_read(ann, way, announced, code, token, status):
    kind, body = way()
    read = []

    async def source():
        read.append(body)
        yield body

    async def send():
        async with server(ann.engine, token) as phone:
            length = {"Content-Length": str(len(body))} if announced else {}
            return await phone.post(f"/{code}/ideas", content=source(), headers={"Content-Type": kind, **length})

    answer = asyncio.run(send())
    assert (answer.status_code, list(answer.json()), read) == (status, ["error"], [])


@WAYS
def test_the_photo_of_who_has_joined_is_read(ann, token, way):
    kind, body = way()

    async def send():
        async with server(ann.engine, token) as phone:
            return await phone.post("/4821/ideas", content=body, headers={"Content-Type": kind})

    assert asyncio.run(send()).status_code in (201, 303)
    assert [idea.state for idea in waiting(ann)] == [IdeaState.WAITING]


def test_a_body_that_is_longer_than_it_says_is_not_read_on(ann):
    """It says that it is as short as any other; the room for a photo is not for it."""
    read = []

    async def source():
        for _piece in range(5):
            read.append(asking.MOST_BYTES)
            yield b" " * asking.MOST_BYTES

    async def send():
        async with server(ann.engine) as phone:
            headers = {"Content-Type": "application/json", "Content-Length": "5"}
            return await phone.post("/4821/ideas", content=source(), headers=headers)

    assert asyncio.run(send()).status_code == 413
    assert len(read) == 2


# --- how many -------------------------------------------------------------------------------------------


def test_only_a_few_bodies_are_held_at_once_and_the_others_get_their_turn(ann, token):
    many = 3 * BODIES_AT_ONCE
    asked, begun = [], []

    async def send(phone, go_on):
        async def source():
            begun.append(1)
            await go_on.wait()
            yield b"x" * LARGE  # no JSON

        kind = {"Content-Type": "application/json"}
        return (await phone.post("/4821/ideas", content=source(), headers=kind)).status_code

    async def send_all():
        go_on = asyncio.Event()
        async with server(ann.engine, token) as phone:
            sending = [asyncio.create_task(send(phone, go_on)) for _phone in range(many)]
            while len(asked) < many and len(begun) < many:  # each has been asked who she is, or let in without
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            at_once = len(begun)
            go_on.set()
            return at_once, await asyncio.gather(*sending)

    event.listen(ann.engine, "after_cursor_execute", lambda *_statement: asked.append(1))
    assert asyncio.run(send_all()) == (BODIES_AT_ONCE, [400] * many)
    assert len(begun) == many


def test_who_hangs_in_the_middle_of_a_photo_does_not_keep_her_place(ann, token, monkeypatch):
    monkeypatch.setattr(asking, "MOST_SECONDS", 0.01)

    async def source():
        yield b"{"
        await asyncio.Event().wait()

    async def send():
        async with server(ann.engine, token) as phone:
            answers = [
                await phone.post("/4821/ideas", content=source(), headers={"Content-Type": "application/json"})
                for _phone in range(BODIES_AT_ONCE)
            ]
            monkeypatch.undo()
            kind, body = by_script()
            last = await phone.post("/4821/ideas", content=body, headers={"Content-Type": kind})
            return [answer.status_code for answer in (*answers, last)]

    assert asyncio.run(send()) == [400] * BODIES_AT_ONCE + [201]


# --- where ----------------------------------------------------------------------------------------------


@pytest.fixture
def workers(monkeypatch):
    """Which threads take something apart."""
    found = {}

    def watched(owner, name):
        real = getattr(owner, name)

        def work(*anything, **facts):
            found[name] = threading.current_thread()
            return real(*anything, **facts)

        monkeypatch.setattr(owner, name, work)

    watched(json, "loads")
    watched(base64, "b64decode")
    watched(MultiPartParser, "parse")
    watched(Image, "open")
    return found


@pytest.mark.parametrize(
    ("way", "does"), [(by_script, {"loads", "b64decode", "open"}), (by_form, {"parse", "open"})]
)
def test_a_photo_is_taken_apart_beside_the_event_loop(ann, token, workers, way, does):
    kind, body = way()

    async def send():
        async with server(ann.engine, token) as phone:
            return (await phone.post("/4821/ideas", content=body, headers={"Content-Type": kind})).status_code

    workers.clear()
    assert asyncio.run(send()) in (201, 303)
    assert does <= set(workers)
    assert threading.main_thread() not in [workers[name] for name in does]
