"""The cookie by which a phone is known again, and the door that lets a double tap in only once."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from threading import Lock

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


@dataclass(frozen=True)
class Try:
    at: float  # seconds, of the clock
    address: str
    code: str  # of the room


class Tries:
    """Wrong take-away codes: nobody finds one by trying. Right ones are never counted.

    A right code must work also while somebody guesses. So nothing ever closes for everybody: when a room has
    seen many wrong codes within a day, it closes for those addresses that gave some of them. Guessing on takes
    a new address for every few tries, and there are a hundred million codes.
    """

    EACH, MINUTE = 10, 60.0  # wrong codes of one address, seconds
    ROOM, DAY = 100, 24 * 3600.0  # wrong codes in one room, seconds
    SLIPS = 3  # of one address in a room in which there were so many
    MOST = 10_000  # that are remembered

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: deque[Try] = deque(maxlen=self.MOST)
        self._lock = Lock()  # requests run in the thread pool

    def refuse_too_often(self, request: Request, code: str) -> None:
        """Raises TooOften: after ten wrong codes within a minute, or after three where a day saw a hundred."""
        at, address = self._clock(), _address(request)
        with self._lock:
            while self._wrong and self._wrong[0].at <= at - self.DAY:
                self._wrong.popleft()
            wrong = list(self._wrong)
        hers = [one for one in wrong if one.address == address]
        in_room = sum(one.code == code for one in wrong)
        if sum(one.at > at - self.MINUTE for one in hers) >= self.EACH:
            raise TooOften()
        if in_room >= self.ROOM and sum(one.code == code for one in hers) >= self.SLIPS:
            raise TooOften()

    def remember(self, request: Request, code: str) -> None:
        with self._lock:
            self._wrong.append(Try(self._clock(), _address(request), code))


def _address(request: Request) -> str:
    """Where a request comes from: of IPv6 only the network, for within it everybody has addresses without end."""
    host = request.client.host if request.client else ""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if found.version == 4:
        return host
    return str(found.ipv4_mapped or ip_network((int(found) >> 64 << 64, 64)))
