"""Pages that are the same for everybody who reads one language: drawn and compressed once, then handed out.

When the room moves on, a thousand phones ask for the same page within a second.
"""

import asyncio
import gzip
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

PLACES = 240  # each of some 10 kB; a café of twenty tables in six languages has so many
LIVES = 5.0  # seconds; what changes without a new version of the room is at most this late
TICKS = 1.0  # seconds; the same for what shows a clock
OWN, END = "<!--own-->", "<!--/own-->"
"""Stand around what is different on each phone."""

Key = tuple[str, int, str, str]
"""Join code, version of the room, language, and where people sit: see `Asking.seat`."""


@dataclass(frozen=True)
class Drawn:
    """A page as somebody sees it who has sent nothing yet."""

    html: str
    has_clock: bool
    has_ballot: bool  # who has voted needs a page of her own


class Copy:
    """A page on the shelf."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.content = drawn.html.encode()
        self.compressed = gzip.compress(self.content, 6, mtime=0)
        self.until = time.monotonic() + (TICKS if drawn.has_clock else LIVES)

    @property
    def has_own(self) -> bool:
        return OWN in self.drawn.html

    def response(self, request: Request) -> Response:
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers = {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}
            return Response(self.compressed, headers=headers, media_type="text/html")
        return Response(self.content, headers={"Vary": "Accept-Encoding"}, media_type="text/html")

    def with_own(self, own: str) -> Response:
        before, _own, rest = self.drawn.html.partition(OWN)
        return Response(before + OWN + own + END + rest.partition(END)[2], media_type="text/html")


class Shelf:
    def __init__(self) -> None:
        self._copies: OrderedDict[Key, Copy] = OrderedDict()
        self._drawing: dict[Key, asyncio.Task[Copy]] = {}

    async def take(self, key: Key, draw: Callable[[], Awaitable[Drawn]]) -> Copy:
        """The page of a key. Who asks while it is being drawn waits for the same drawing."""
        copy = self._copies.get(key)
        if copy is not None and time.monotonic() < copy.until:
            return copy
        if key not in self._drawing:
            self._drawing[key] = asyncio.create_task(self._draw(key, draw))
        return await asyncio.shield(self._drawing[key])

    async def _draw(self, key: Key, draw: Callable[[], Awaitable[Drawn]]) -> Copy:
        try:
            copy = self._copies[key] = Copy(await draw())
        finally:
            del self._drawing[key]
        self._copies.move_to_end(key)
        while len(self._copies) > PLACES:
            self._copies.popitem(last=False)
        return copy
