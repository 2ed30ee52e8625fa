"""A bad network: a TCP proxy that does to requests what a crowded room's Wi-Fi does, and worse.

It reads whole requests of HTTP/1.1 and gives each its fate by chance:

- drop: the connection ends before the request is forwarded.
- delay: the request is forwarded up to three seconds late.
- twice: the request is forwarded on two connections at the same time, and one of the answers comes back.
- cut: the request is forwarded, and the connection ends before the answer.
- half: the request is forwarded, and the connection ends in the middle of the answer.
"""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Mapping

from bench.wire import HOST, Connection, answered

FATES: Mapping[str, float] = {"drop": 0.12, "delay": 0.12, "twice": 0.15, "cut": 0.1, "half": 0.06}
"""How often each happens; what is left goes through."""
MOST_DELAY = 3.0
AWAY = "server away"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class BadNetwork:
    """Listens on a port of its own. `happened` counts the fates; `AWAY` where the server gave no answer."""

    def __init__(self, server_port: int, rng: random.Random, fates: Mapping[str, float] = FATES) -> None:
        self.server_port, self.rng, self.fates = server_port, rng, fates
        self.happened: Counter[str] = Counter()
        self.port = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "BadNetwork":
        self._server = await asyncio.start_server(self._carry, HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self._server is not None
        self._server.close()

    async def _carry(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection's requests until one meets its end."""
        try:
            while (request := await _whole(phone)) and (answer := await self._meet(request)):
                back.write(answer)
                await back.drain()
                if len(answer) < self._announced(answer):
                    break
        except (ConnectionError, asyncio.CancelledError):  # the phone has gone, or the evening is over
            pass
        finally:
            self._end(back)

    async def _meet(self, request: bytes) -> bytes:
        """What comes back of one request; nothing where the connection shall end."""
        fates = [*self.fates, "through"]
        chances = [*self.fates.values(), 1 - sum(self.fates.values())]
        fate = self.rng.choices(fates, chances)[0]
        self.happened[fate] += 1
        if fate == "drop":
            return b""
        if fate == "delay":
            await asyncio.sleep(self.rng.random() * MOST_DELAY)
        answer = await self._forward(request, 2 if fate == "twice" else 1)
        if fate == "cut":
            return b""
        return answer[: len(answer) // 2] if fate == "half" else answer

    async def _forward(self, request: bytes, times: int) -> bytes:
        """Any one of the answers, as bytes."""
        fresh = [Connection(self.server_port) for _ in range(times)]
        answers = await asyncio.gather(*(answered(connection, request) for connection in fresh))
        for connection in fresh:
            connection.close()
        answer = self.rng.choice(answers)
        if answer is None:
            self.happened[AWAY] += 1
            return b""
        return answer.head + b"\r\n\r\n" + answer.body

    def _announced(self, answer: bytes) -> int:
        """How long the answer says it is; one cut in its head says nothing, and is too short in any case."""
        head, blank, _body = answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return len(head) + 4 + int(length[1]) if blank and length else len(answer) + 1

    def _end(self, back: asyncio.StreamWriter) -> None:
        """Sometimes with a farewell (FIN), sometimes without (RST)."""
        if self.rng.random() < 0.5:
            back.transport.abort()
        else:
            back.close()


async def _whole(phone: asyncio.StreamReader) -> bytes:
    """One request with its body; nothing at the end of the connection."""
    try:
        head = await phone.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return head + (await phone.readexactly(int(length[1])) if length else b"")
    except asyncio.IncompleteReadError:
        return b""
