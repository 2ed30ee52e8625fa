"""Running the phone server: quietly, to a clean end, and not longer than somebody wants it."""

import os
import socket

import uvicorn
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.datastructures import State

from workshop_kit.phone.app import create_phone

OPEN_FILES = 8192
KEEP_ALIVE = 75  # seconds: a phone's next tap needs no new connection
GRACE = 3  # seconds for answers under way when the server stops


def serve(engine: Engine, host: str, port: int, *, instance: str = "") -> None:
    """Serve until told to stop. With WORKSHOP_SUPERVISED=1 also stop when the launcher is gone."""
    _allow_many_phones()
    config = uvicorn.Config(
        create_phone(engine, instance),
        host=host,
        port=port,
        access_log=False,  # addresses of phones are nobody's business
        log_level="warning",
        server_header=False,
        backlog=2048,
        timeout_keep_alive=KEEP_ALIVE,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=GRACE,
    )
    PhoneServer(config, supervised=os.environ.get("WORKSHOP_SUPERVISED") == "1").run()


class PhoneServer(uvicorn.Server):
    """Uvicorn waits for open answers before it stops, and an event stream never ends by itself."""

    def __init__(self, config: uvicorn.Config, supervised: bool = False) -> None:
        super().__init__(config)
        self.supervised = supervised

    async def on_tick(self, counter: int) -> bool:
        if self.supervised and self._state.pulse.is_abandoned():
            self.should_exit = True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._state.news.close()
        await super().shutdown(sockets)

    @property
    def _state(self) -> State:
        assert isinstance(self.config.app, Starlette)
        return self.config.app.state


def _allow_many_phones() -> None:
    """Each phone keeps a connection open, and the usual limit is 1,024 open files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
