"""A lean HTTP/1.1 client for load: callbacks in place of tasks, and nothing is read that nobody asks for.

It shares two cores with the server that it measures, so every microsecond here is one less there.
"""

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, cast

HOST = "127.0.0.1"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class Answer(NamedTuple):
    status: int
    head: bytes
    body: bytes
    at: float  # time.monotonic() when the last byte was read; one clock for all processes of this machine


Then = Callable[[Answer | None], None]
"""Called once with the answer, or with None where the connection broke before it was complete."""


class Reader:
    """Takes answers apart as they come in, with a length or in chunks. One without either lasts until the end."""

    def __init__(
        self, on_head: Callable[[bytes], None], on_piece: Callable[[bytes], None], on_end: Callable[[], None]
    ) -> None:
        self.on_head, self.on_piece, self.on_end = on_head, on_piece, on_end
        self.buffer = b""
        self.left = 0
        self.step = self._head

    def feed(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        while self.buffer and self.step():
            pass

    def _head(self) -> bool:
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head, self.buffer = self.buffer[:end], self.buffer[end + 4 :]
        length = _LENGTH.search(head)
        self.left = int(length[1]) if length else 0
        self.on_head(head)
        if length:
            self.step = self._counted
            return bool(self.left) or self._ended()
        self.step = self._chunk_size if _CHUNKED.search(head) else self._rest
        return True

    def _counted(self) -> bool:
        self._take()
        return self._ended() if not self.left else False

    def _chunk_size(self) -> bool:
        end = self.buffer.find(b"\r\n")
        if end < 0:
            return False
        self.left = int(self.buffer[:end].partition(b";")[0], 16)
        self.buffer = self.buffer[end + 2 :]
        self.step = self._chunk if self.left else self._last
        return True

    def _chunk(self) -> bool:
        if self.left:
            self._take()
        if self.left or len(self.buffer) < 2:
            return False
        self.buffer = self.buffer[2:]
        self.step = self._chunk_size
        return True

    def _last(self) -> bool:
        if len(self.buffer) < 2:
            return False
        self.buffer = self.buffer[2:]
        return self._ended()

    def _rest(self) -> bool:
        self.left = len(self.buffer)
        self._take()
        return False

    def _take(self) -> None:
        piece, self.buffer = self.buffer[: self.left], self.buffer[self.left :]
        self.left -= len(piece)
        self.on_piece(piece)

    def _ended(self) -> bool:
        self.step = self._head
        self.on_end()
        return True


class Link(asyncio.Protocol):
    """One TCP connection. What comes in goes to its reader; its end is told once."""

    def __init__(self, reader: Reader, on_lost: Callable[["Link"], None]) -> None:
        self.reader = reader
        self.on_lost = on_lost
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        self.reader.feed(data)

    def connection_lost(self, _error: Exception | None) -> None:
        self.on_lost(self)

    def write(self, data: bytes) -> None:
        assert self.transport is not None
        self.transport.write(data)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class Connection:
    """A keep-alive connection for requests, one after the other, opened when it is needed as a browser does.

    A request on a connection that had been used before and breaks without one byte of answer is sent once
    more on a fresh one: the server may have closed it at that moment.
    """

    def __init__(self, port: int, host: str = HOST) -> None:
        self.place = (host, port)
        self.waiting: deque[tuple[bytes, Then]] = deque()
        self.opened = 0
        self._link: Link | None = None
        self._opening: asyncio.Task[None] | None = None
        self._asked = False  # a request is on the wire
        self._used = False  # this connection has answered before
        self._head, self._body = b"", b""

    def ask(self, request: bytes, then: Then) -> None:
        self.waiting.append((request, then))
        if not self._asked and self._opening is None:
            self._next()

    def close(self) -> None:
        """Close it now; whoever waits for an answer gets none."""
        link, self._link = self._link, None
        if link is not None:
            link.close()
        self._asked = False
        given_up, self.waiting = self.waiting, deque()
        for _request, then in given_up:
            then(None)

    def _next(self) -> None:
        if not self.waiting:
            return
        if self._link is None:
            self._opening = asyncio.ensure_future(self._open())
            return
        self._asked, self._head, self._body = True, b"", b""
        self._link.write(self.waiting[0][0])

    async def _open(self) -> None:
        link = Link(Reader(self._on_head, self._on_piece, self._on_end), self._on_lost)
        try:
            await asyncio.get_running_loop().create_connection(lambda: link, *self.place)
        except OSError:
            self._opening = None
            self._give_up()
            return
        self._opening, self._link, self._used = None, link, False
        self.opened += 1
        self._next()

    def _on_head(self, head: bytes) -> None:
        self._head = head

    def _on_piece(self, piece: bytes) -> None:
        self._body = self._body + piece if self._body else piece

    def _on_end(self) -> None:
        answer = Answer(int(self._head[9:12]), self._head, self._body, time.monotonic())
        self._asked, self._used = False, True
        self.waiting.popleft()[1](answer)
        if not self._asked and self._opening is None:
            self._next()

    def _on_lost(self, link: Link) -> None:
        if link is not self._link:
            return
        self._link = None
        if self._asked and self._used and not self._head:
            self._asked = False
            self._next()
        elif self._asked:
            self._give_up()

    def _give_up(self) -> None:
        self._asked = False
        if self.waiting:
            self.waiting.popleft()[1](None)
        if self.waiting and not self._asked and self._opening is None:
            self._next()


async def answered(connection: Connection, request: bytes, seconds: float = 30.0) -> Answer | None:
    """The answer to one request; None where the connection broke or nothing came in time."""
    future: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
    connection.ask(request, lambda answer: future.set_result(answer) if not future.done() else None)
    try:
        return await asyncio.wait_for(future, seconds)
    except TimeoutError:
        connection.close()
        return None


def request(method: str, path: str, *, port: int, cookie: str = "", body: bytes = b"", headers: str = "") -> bytes:
    """The bytes of a request, with the headers that a browser sends."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "User-Agent: Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Accept-Encoding: gzip, deflate",
        "Accept-Language: fi,en;q=0.8",
    ]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Origin: http://{HOST}:{port}", f"Content-Length: {len(body)}"] if method != "GET" else []
    return "\r\n".join([*lines, *headers.splitlines(), "", ""]).encode() + body
