"""Running the phone server: quietly, to a clean end, and not longer than somebody wants it."""

import os

import uvicorn
from sqlalchemy import Engine

from workshop_kit.phone.app import create_phone

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

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        self._state.news.close()
        await super().shutdown(sockets)  # type: ignore[arg-type]

    @property
    def _state(self):  # type: ignore[no-untyped-def]
        return self.config.app.state  # type: ignore[union-attr]


def _allow_many_phones() -> None:
    """Each phone keeps a connection open; the usual limit is 1,024 files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
