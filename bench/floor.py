"""The floor: a bare Starlette handler over sqlite3, with nothing of the kit in it. bench/phones.py runs both.

    python bench/floor.py PORT FOLDER threads|loop

It answers the same calls with the same settings of uvicorn and SQLite (WAL, synchronous=FULL), and does the least
that keeps a write: one statement and one commit for each request. There is no check, no session, no template.
`threads` writes in Starlette's thread pool over one connection with a lock, `loop` in the event loop itself.
"""

import asyncio
import contextlib
import json
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.room import Moved, fingerprint
from bench.serving import Program, python

FILE = "floor.sqlite3"
EVERY = 0.05  # seconds between two looks at the version
SPREAD_MS = 0
PART_BYTES = 1500  # about what the kit's part weighs over the wire
AS_THE_KIT: dict[str, Any] = {
    "access_log": False,
    "server_header": False,
    "backlog": 2048,
    "timeout_keep_alive": 75,
    "timeout_graceful_shutdown": 3,
}
"""The settings of workshop_kit/phone/server.py."""
TABLES = """
CREATE TABLE room (version INTEGER, part TEXT);
CREATE TABLE participant (token TEXT PRIMARY KEY);
CREATE TABLE idea (uuid TEXT PRIMARY KEY, token TEXT, text TEXT);
CREATE TABLE ballot (step INTEGER, token TEXT, choices TEXT, PRIMARY KEY (step, token));
"""
NEW_IDEA = "INSERT INTO idea VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
NEW_BALLOT = "INSERT INTO ballot VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET choices = excluded.choices"


class FloorRoom:
    """The room of the bare server: one row with a version and a text."""

    code, vote = "1234", 1

    def __init__(self, folder: Path, writes: str = "loop") -> None:
        self.folder, self.writes, self.name = folder, writes, f"floor, {writes}"
        self.options = [str(n) for n in range(1, 13)]
        self.db = opened(folder)
        self.db.executescript(TABLES)
        self.db.execute("INSERT INTO room VALUES (1, 'welcome')")

    def serve(self, port: int) -> Program:
        return Program(python(str(Path(__file__)), str(port), str(self.folder), self.writes))

    def move(self, kind: str) -> Moved:
        query = "UPDATE room SET version = version + 1, part = ? RETURNING version"
        version = self.db.execute(query, (kind.ljust(PART_BYTES, "."),)).fetchone()[0]
        return Moved(version, time.monotonic())

    def open_both(self) -> Moved:
        return self.move("ideas")

    def kept_ideas(self) -> Counter[str]:
        return Counter(uuid for (uuid,) in self.db.execute("SELECT uuid FROM idea"))

    def kept_ballots(self) -> dict[str, dict[str, int]]:
        rows = self.db.execute("SELECT token, choices FROM ballot")
        return {fingerprint(f"floor={token}"): json.loads(choices) for token, choices in rows}

    def close(self) -> None:
        self.db.close()


def opened(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / FILE, isolation_level=None, check_same_thread=False)
    for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL"):
        db.execute(f"PRAGMA {pragma}")
    return db


class Floor:
    """The handlers, and the one reader of the version that wakes the streams."""

    def __init__(self, folder: Path, writes: str) -> None:
        self.db, self.reader, self.lock = opened(folder), opened(folder), threading.Lock()
        self.keep: Callable[[str, tuple[object, ...]], Awaitable[None]]
        self.keep = self._in_thread if writes == "threads" else self._in_loop
        self.version = 0
        self.news = asyncio.Event()

    async def join(self, _request: Request) -> Response:
        token = token_urlsafe(24)
        await self.keep("INSERT INTO participant VALUES (?)", (token,))
        answer = RedirectResponse("now", 303)
        answer.set_cookie("floor", token)
        return answer

    async def now(self, _request: Request) -> Response:
        version, part = self.reader.execute("SELECT version, part FROM room").fetchone()
        return Response(f'<div id="part" data-version="{version}">{part}</div>', media_type="text/html")

    async def idea(self, request: Request) -> Response:
        sent = await request.json()
        await self.keep(NEW_IDEA, (sent["id"], request.cookies["floor"], sent["text"]))
        return JSONResponse({"state": "shown"}, 201)

    async def ballot(self, request: Request) -> Response:
        choices = (await request.json())["choices"]
        step, token = request.path_params["step"], request.cookies["floor"]
        await self.keep(NEW_BALLOT, (step, token, json.dumps(choices)))
        return JSONResponse({"choices": choices})

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        yield "retry: 2000\n\n"
        while True:
            await self.news.wait()
            yield f'event: changed\ndata: {{"version": {self.version}, "spread": {SPREAD_MS}}}\n\n'

    async def _in_thread(self, statement: str, values: tuple[object, ...]) -> None:
        await run_in_threadpool(self._write, statement, values)

    async def _in_loop(self, statement: str, values: tuple[object, ...]) -> None:
        self.db.execute(statement, values)

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self.lock:
            self.db.execute(statement, values)

    @contextlib.asynccontextmanager
    async def living(self, _app: Starlette) -> AsyncIterator[None]:
        reader = asyncio.create_task(self._look())
        yield
        reader.cancel()

    async def _look(self) -> None:
        while True:
            found = self.reader.execute("SELECT version FROM room").fetchone()[0]
            if found != self.version:
                self.version, bell = found, self.news
                self.news = asyncio.Event()
                bell.set()
            await asyncio.sleep(EVERY)


async def health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def main() -> None:
    port, folder, writes = sys.argv[1:]
    floor = Floor(Path(folder), writes)
    routes = [
        Route("/health", health),
        Route("/{code}/join", floor.join, methods=["POST"]),
        Route("/{code}/now", floor.now),
        Route("/{code}/ideas", floor.idea, methods=["POST"]),
        Route("/{code}/ballots/{step:int}", floor.ballot, methods=["PUT"]),
        Route("/{code}/events", floor.events),
    ]
    app = Starlette(routes=routes, lifespan=floor.living)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", ws="none", **AS_THE_KIT)


if __name__ == "__main__":
    main()
