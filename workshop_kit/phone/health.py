"""Is the server well? And does anybody still ask: a server that its launcher has left behind stops itself."""

import time

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workshop_kit.errors import StoreTrouble
from workshop_kit.phone.reached import is_loopback
from workshop_kit.store import reading

ABANDONED_AFTER = 15 * 60.0  # seconds; the launcher asks every two


class Pulse:
    """When this machine last asked for the health of the server."""

    def __init__(self, instance: str) -> None:
        self.instance = instance
        self.felt = time.monotonic()

    def feel(self) -> None:
        self.felt = time.monotonic()

    def is_abandoned(self) -> bool:
        return time.monotonic() - self.felt > ABANDONED_AFTER


def health(request: Request) -> Response:
    pulse: Pulse = request.app.state.pulse
    if is_loopback(request.scope):
        pulse.feel()
    headers = {"X-Workshop-Kit": pulse.instance}
    try:
        with reading(request.app.state.engine) as db:
            db.connection().execute(text("SELECT 1 FROM workshop LIMIT 1"))
    except StoreTrouble as error:
        return JSONResponse({"status": "trouble", "error": str(error)}, 503, headers)
    return JSONResponse({"status": "ok"}, headers=headers)
