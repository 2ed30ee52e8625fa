"""News: one reader per process looks a few times a second at the versions, and wakes the phones that listen."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from workshop_kit import workshops
from workshop_kit.errors import StoreTrouble
from workshop_kit.phone import visits
from workshop_kit.phone.asking import Ask
from workshop_kit.store import reading

EVERY = 0.2  # seconds between two looks
HEARTBEAT = 15.0
SPREAD = 4  # milliseconds of waiting per listening phone, so that they do not all ask at once


class News:
    """The versions of all workshops as they were last read, and who waits for them to change."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.versions: dict[str, int] = {}
        self.closed = False
        self._listeners: dict[str, set[asyncio.Event]] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        reader = asyncio.create_task(self._read_on())
        try:
            yield
        finally:
            self.close()
            reader.cancel()

    def close(self) -> None:
        """Let every listener go: the server stops."""
        self.closed = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.set()

    def listening(self, code: str) -> int:
        return len(self._listeners.get(code, ()))

    async def changes(self, code: str, known: int) -> AsyncIterator[int | None]:
        """Each version that is not the one before; None when nothing has happened for a while.

        A listener that is slow misses the versions in between, never the last: nothing is queued up.
        """
        bell = asyncio.Event()
        self._listeners.setdefault(code, set()).add(bell)
        try:
            while not self.closed:
                bell.clear()
                if (version := self.versions.get(code, 0)) != known:
                    known = version
                    yield known
                elif not await _rings(bell, HEARTBEAT):
                    yield None
        finally:
            self._listeners[code].discard(bell)
            if not self._listeners[code]:
                del self._listeners[code]

    async def _read_on(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            if self._listeners:
                await self._read()

    async def _read(self) -> None:
        try:
            fresh = await asyncio.to_thread(self._read_versions)
        except (StoreTrouble, SQLAlchemyError):
            return  # the next look may work again: the one reader of all streams must not end
        changed = [code for code in self._listeners if fresh.get(code, 0) != self.versions.get(code, 0)]
        self.versions = fresh
        for code in changed:
            for bell in self._listeners.get(code, ()):
                bell.set()

    def _read_versions(self) -> dict[str, int]:
        with reading(self.engine) as db:
            return workshops.versions(db)


async def events(request: Request) -> Response:
    """Server-sent events: `changed` with the workshop's version."""
    code, version = await run_in_threadpool(_version, request)
    news: News = request.app.state.news
    if not news.listening(code):  # nobody has looked for a while
        news.versions[code] = version
    headers = {"X-Accel-Buffering": "no"}
    stream = _told(news, code, _known(request))
    return StreamingResponse(stream, headers=headers, media_type="text/event-stream")


def version(ask: Ask) -> Response:
    _code, number = _version(ask.request)
    return JSONResponse({"version": number})


def _version(request: Request) -> tuple[str, int]:
    with reading(request.app.state.engine) as db:
        workshop = visits.find(db, request.path_params["code"])
        return workshop.code, workshop.version


def _known(request: Request) -> int:
    """The version that the phone shows already."""
    said = request.headers.get("last-event-id") or request.query_params.get("version") or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


async def _told(news: News, code: str, known: int) -> AsyncIterator[str]:
    yield f"retry: {random.randint(1500, 3000)}\n\n"
    async for version in news.changes(code, known):
        if version is None:
            yield ": still here\n\n"
        else:
            data = json.dumps({"version": version, "spread": news.listening(code) * SPREAD})
            yield f"event: changed\nid: {version}\ndata: {data}\n\n"


async def _rings(bell: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(bell.wait(), seconds)
    except TimeoutError:
        return False
    return True
