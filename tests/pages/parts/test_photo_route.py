"""The address of a photo: it shows what the workshop has, and nothing else."""

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from pages.parts import database, pictured
from pages.parts.photo_route import ROUTES
from workshop_kit import pictures, store


@pytest.fixture
def look_at(engine):
    """What the browser on Ann's laptop gets for an address."""
    database.engine.clear()

    async def got(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    yield lambda path: anyio.run(got, path)
    database.engine().dispose()
    database.engine.clear()


@pytest.fixture
def room(engine, open_room):
    with store.writing(engine) as db:
        room = open_room(db)
        room.reference = room.keeps_photo()
    return room


def test_a_photo_of_the_workshop_is_shown_and_no_cache_may_keep_it(look_at, room, engine):
    answer = look_at(pictured.address(room.workshop.id, room.reference))
    with store.reading(engine) as db:
        assert answer.content == pictures.by_reference(db, room.workshop, room.reference).content
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["cache-control"] == "no-store"


def test_another_workshop_s_photo_is_not_found(look_at, room, engine, open_room):
    with store.writing(engine) as db:
        other = open_room(db).workshop.id
    assert look_at(pictured.address(other, room.reference)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/photo/1/0", "/photo/1/..%2F..%2Fetc", "/photo/4711/0", "/photo/x/0", "/photo/1/"]
)
def test_what_is_no_photo_is_not_found(look_at, room, path):
    assert look_at(path).status_code == 404
