"""The cookie by which a phone is known again, and the door that lets a double tap in only once."""

import threading
from collections import OrderedDict

from starlette.requests import Request
from starlette.responses import Response

NAME = "workshop"
DAYS = 90
REMEMBERED = 500  # forms; a double tap comes within a second


def token(request: Request) -> str | None:
    return request.cookies.get(NAME)


def keep(response: Response, request: Request, code: str, secret: str) -> None:
    """Give the phone its secret. No script can read it, and no other workshop's pages get it."""
    response.set_cookie(
        NAME,
        secret,
        max_age=DAYS * 24 * 3600,
        path=f"/{code}",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def forget(response: Response, code: str) -> None:
    response.delete_cookie(NAME, path=f"/{code}", httponly=True, samesite="lax")


class Doors:
    """Which join form has been used: the second tap on the same button gets the cookie of the first.

    In memory only, so that no secret is stored: after a restart, a double tap may count twice.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._passed: OrderedDict[tuple[str, str], str] = OrderedDict()

    def passed(self, code: str, form: str) -> str | None:
        return self._passed.get((code, form)) if form else None

    def remember(self, code: str, form: str, secret: str) -> None:
        if form:
            self._passed[code, form] = secret
        while len(self._passed) > REMEMBERED:
            self._passed.popitem(last=False)
