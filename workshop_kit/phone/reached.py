"""Noting under which address phones have reached this server, so that the facilitator sees that it works."""

import asyncio
import re
import time

from sqlalchemy import Engine
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from workshop_kit import preferences
from workshop_kit.errors import WorkshopError
from workshop_kit.store import now, writing

PREFIX = "reached:"
AGAIN_AFTER = 60.0  # seconds
MOST_HOSTS = 20  # per start: nobody fills the database with invented names
HOST = re.compile(r"[A-Za-z0-9.:\-\[\]]{1,52}")  # a preference's key has 60 letters


class NoteAddresses:
    """Puts the preference `reached:HOST` to the time, at most once a minute for each host."""

    def __init__(self, app: ASGIApp, engine: Engine) -> None:
        self.app = app
        self.engine = engine
        self.seen: dict[str, float] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_loopback(scope):
            host = Headers(scope=scope).get("host", "")
            if self._is_due(host):
                task = asyncio.create_task(asyncio.to_thread(self._note, host))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
        await self.app(scope, receive, send)

    def _is_due(self, host: str) -> bool:
        if not HOST.fullmatch(host) or (host not in self.seen and len(self.seen) >= MOST_HOSTS):
            return False
        at = time.monotonic()
        if at - self.seen.get(host, float("-inf")) < AGAIN_AFTER:
            return False
        self.seen[host] = at
        return True

    def _note(self, host: str) -> None:
        try:
            with writing(self.engine) as db:
                preferences.put(db, PREFIX + host, now().isoformat())
        except WorkshopError:
            self.seen.pop(host, None)


def is_loopback(scope: Scope) -> bool:
    """Whether this machine itself asks, be it by its own address on the network."""
    client, server = scope.get("client"), scope.get("server")
    address = client[0] if client else ""
    if server and address == server[0]:
        return True
    return address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1", "")
