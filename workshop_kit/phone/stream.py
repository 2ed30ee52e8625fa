"""News: one reader per process looks a few times a second at the versions, and wakes the phones that listen."""

import asyncio
import random
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from workshop_kit import workshops
from workshop_kit.errors import StoreTrouble
from workshop_kit.phone import visits
from workshop_kit.phone.asking import Ask
from workshop_kit.store import reading

EVERY = 0.1  # seconds between two looks
HEARTBEAT = 15.0  # seconds between two signs of life, for phones and for the routers in between
SPREAD = 0.4  # milliseconds of waiting per listening phone, so that they do not all ask at once


class News:
    """The versions of all workshops as they were last read, and who waits for them to change."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.versions: dict[str, int] = {}
        self.closed = False
        self.beats = 0
        self._listeners: dict[str, set[asyncio.Event]] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._read_on()), asyncio.create_task(self._beat())]
        try:
            yield
        finally:
            self.close()
            for task in tasks:
                task.cancel()

    def close(self) -> None:
        """Let every listener go: the server stops."""
        self.closed = True
        self._ring(list(self._listeners))

    def listening(self, code: str) -> int:
        return len(self._listeners.get(code, ()))

    @contextmanager
    def listener(self, code: str) -> Iterator[asyncio.Event]:
        """A bell that rings when there may be something new. Nothing is queued up for who is slow."""
        bell = asyncio.Event()
        self._listeners.setdefault(code, set()).add(bell)
        try:
            yield bell
        finally:
            self._listeners[code].discard(bell)
            if not self._listeners[code]:
                del self._listeners[code]

    def _ring(self, codes: Collection[str]) -> None:
        for code in codes:
            for bell in self._listeners.get(code, ()):
                bell.set()

    async def _beat(self) -> None:
        """One clock for all streams."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            self.beats += 1
            self._ring(list(self._listeners))

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
        self._ring(changed)

    def _read_versions(self) -> dict[str, int]:
        with reading(self.engine) as db:
            return workshops.versions(db)


class Stream(Response):
    """The stream of one phone. Starlette's own streaming response needs three tasks where this needs one."""

    media_type = "text/event-stream"

    def __init__(self, news: News, code: str, known: int) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.news, self.code, self.known = news, code, known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.news.listener(self.code) as bell:
            gone = asyncio.create_task(_goodbye(receive))
            gone.add_done_callback(lambda _goodbye: bell.set())
            try:
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                await _write(send, f"retry: {random.randint(1500, 3000)}\n\n")
                await self._tell(send, bell, gone)
                await send({"type": "http.response.body", "body": b""})
            finally:
                gone.cancel()

    async def _tell(self, send: Send, bell: asyncio.Event, gone: "asyncio.Task[None]") -> None:
        """Each version that is not the one before, never the ones in between, and now and then a sign of life."""
        known, beats = self.known, self.news.beats
        while not (self.news.closed or gone.done()):
            bell.clear()
            if (version := self.news.versions.get(self.code, 0)) != known:
                known = version
                await _write(send, self._changed(version))
            elif beats != self.news.beats:
                await _write(send, ": still here\n\n")
            beats = self.news.beats
            await bell.wait()

    def _changed(self, version: int) -> str:
        spread = round(self.news.listening(self.code) * SPREAD)
        return f'event: changed\nid: {version}\ndata: {{"version": {version}, "spread": {spread}}}\n\n'


async def _goodbye(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def events(ask: Ask) -> Response:
    """Server-sent events: `changed` with the workshop's version."""
    request = ask.request
    code, version = await run_in_threadpool(_version, request)
    news: News = request.app.state.news
    if not news.listening(code):  # nobody has looked for a while
        news.versions[code] = version
    if request.method == "HEAD":  # the head alone: a stream would never end
        return Response(media_type=Stream.media_type)
    return Stream(news, code, _known(request))


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
