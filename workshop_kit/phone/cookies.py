"""The cookie by which a phone is known again, and the door that lets a double tap in only once."""

import time
from collections import OrderedDict, deque

from starlette.requests import Request
from starlette.responses import Response

from workshop_kit.errors import TooOften

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

    In memory only, so that no secret is stored: after a restart, a double tap may count twice. Only the
    scribe's thread comes here.
    """

    def __init__(self) -> None:
        self._passed: OrderedDict[tuple[str, str], str] = OrderedDict()

    def passed(self, code: str, form: str) -> str | None:
        return self._passed.get((code, form)) if form else None

    def remember(self, code: str, form: str, secret: str) -> None:
        if form:
            self._passed[code, form] = secret
        while len(self._passed) > REMEMBERED:
            self._passed.popitem(last=False)


class Tries:
    """Wrong take-away codes of the last minute: nobody finds one by trying. Right ones are never counted."""

    EACH, ALL, SECONDS = 10, 200, 60.0

    def __init__(self) -> None:
        self._wrong: deque[tuple[float, str]] = deque(maxlen=self.ALL)

    def refuse_too_often(self, request: Request) -> None:
        """Raises TooOften: for one address after ten wrong codes, for everybody after two hundred."""
        while self._wrong and self._wrong[0][0] < time.monotonic() - self.SECONDS:
            self._wrong.popleft()
        here = sum(address == _address(request) for _at, address in self._wrong)
        if here >= self.EACH or len(self._wrong) >= self.ALL:
            raise TooOften()

    def remember(self, request: Request) -> None:
        self._wrong.append((time.monotonic(), _address(request)))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
