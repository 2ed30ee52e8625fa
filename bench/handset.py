"""One simulated phone. It does what phone.js does, with real HTTP and a real event stream.

It keeps its event stream open, waits a random part of `spread` before it asks for the new step, and has one
keep-alive connection for requests, one after the other. Times are seconds of time.monotonic().
"""

import asyncio
import json
import random
import time
import uuid
import zlib
from collections.abc import Sequence

from bench.wire import HOST, Answer, Connection, Link, Reader, Then, answered, request

PATIENCE = 30.0  # seconds that a phase waits for what is still under way
JSON_HEADERS = "Accept: application/json\nContent-Type: application/json"
SENTENCES = (
    "Kerho koululaisille, jossa saa apua läksyihin ja välipalaa kotimatkalla.",
    "Suomen kielen ryhmä aamulla, kun lapset ovat päiväkodissa",
    "A place where parents can drink coffee and ask about letters from the school.",
    "مكان للأمهات للقاء والتحدث باللغة الفنلندية مرة في الأسبوع",
    "Cunug xannaano inta lagu jiro koorsada",
)


class Phone:
    """One phone: a cookie, a connection for requests, an event stream, and what it has been told is kept."""

    def __init__(self, port: int, code: str, rng: random.Random) -> None:
        self.port, self.code, self.rng = port, code, rng
        self.asks = Connection(port)
        self.stream: Link | None = None
        self.cookie = ""
        self.heard: tuple[int, float] = (0, 0.0)  # version, when
        self.shown: tuple[int, float, bytes] = (0, 0.0, b"")  # version, when, the part as it came
        self.honours_spread = True
        self.ideas: list[str] = []  # ids that were acknowledged
        self.ballots: list[tuple[dict[str, int], bool]] = []  # as sent, and whether acknowledged
        self._said = b""

    def request(self, method: str, path: str, body: bytes = b"", headers: str = "") -> bytes:
        path = f"/{self.code}{path}"
        return request(method, path, port=self.port, cookie=self.cookie, body=body, headers=headers)

    async def join(self) -> float | None:
        """The form with the language, and the page it leads to. When it was there; None where it failed."""
        form = self.request("POST", "/join", b"language=fi", "Content-Type: application/x-www-form-urlencoded")
        answer = await answered(self.asks, form)
        if answer is None or answer.status != 303:
            return None
        head = answer.head.decode("latin-1")
        found = head[head.lower().index("set-cookie:") + 11 :].partition("\r\n")[0]
        self.cookie = found.partition(";")[0].strip()
        page = await answered(self.asks, self.request("GET", "/now"))
        if page is None or page.status != 200:
            return None
        self.shown = (version_in(page), page.at, b"")
        return page.at

    async def listen(self) -> bool:
        """Open the event stream; whether it is open."""
        opened: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        reader = Reader(
            lambda head: None if opened.done() else opened.set_result(head[9:12] == b"200"),
            self._on_news,
            lambda: None,
        )
        stream = self.stream = Link(reader, self._on_silence)
        try:
            await asyncio.get_running_loop().create_connection(lambda: stream, HOST, self.port)
            asked = self.request("GET", f"/events?version={self.shown[0]}", headers="Accept: text/event-stream")
            stream.write(asked)
            return await asyncio.wait_for(opened, PATIENCE)
        except (OSError, TimeoutError):
            return False

    def _on_silence(self, _link: Link) -> None:
        self.stream = None

    def _on_news(self, piece: bytes) -> None:
        *events, self._said = (self._said + piece).split(b"\n\n")
        for event in events:
            if event.startswith(b"event: changed"):
                news = json.loads(event[event.index(b"data: ") + 6 :])
                self._hear(news["version"], news.get("spread") or 0)

    def _hear(self, version: int, spread: float) -> None:
        self.heard = (version, time.monotonic())
        if version == self.shown[0]:
            return
        wait = self.rng.random() * spread / 1000 if self.honours_spread else 0
        asyncio.get_running_loop().call_later(wait, self._look)

    def _look(self) -> None:
        version = self.heard[0]
        self.asks.ask(
            self.request("GET", "/now", headers="Accept: application/json\nX-Part: 1"),
            lambda answer: self._show(version, answer),
        )

    def _show(self, version: int, answer: Answer | None) -> None:
        if answer is not None and answer.status == 200:
            self.shown = (version, answer.at, answer.head + b"\r\n\r\n" + answer.body)

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def idea(self, id: str, text: str) -> bytes:
        """The request that sends an idea."""
        body = json.dumps({"id": id, "text": text, "language": "fi", "table": ""}).encode()
        return self.request("POST", "/ideas", body, JSON_HEADERS)

    def send_idea(self, then: Then) -> None:
        id = self.new_id()

        def kept(answer: Answer | None) -> None:
            if answer is not None and answer.status in (200, 201):
                self.ideas.append(id)
            then(answer)

        self.asks.ask(self.idea(id, f"{self.rng.choice(SENTENCES)} {id[:8]}"), kept)

    def send_ballot(self, step: int, options: Sequence[str], then: Then) -> None:
        first, second = self.rng.sample(options, 2)
        choices, number = {first: 2, second: 1}, len(self.ballots)
        self.ballots.append((choices, False))

        def kept(answer: Answer | None) -> None:
            if answer is not None and answer.status == 200:
                self.ballots[number] = (choices, True)
            then(answer)

        body = json.dumps({"choices": choices}).encode()
        self.asks.ask(self.request("PUT", f"/ballots/{step}", body, JSON_HEADERS), kept)

    def may_be_kept(self) -> list[dict[str, int]]:
        """The last acknowledged ballot, and what was sent after it without an answer; empty: none was."""
        last = max((n for n, (_choices, acknowledged) in enumerate(self.ballots) if acknowledged), default=None)
        return [] if last is None else [choices for choices, _acknowledged in self.ballots[last:]]


def version_in(page: Answer) -> int:
    return version_in_bytes(page.head + b"\r\n\r\n" + page.body)


def version_in_bytes(page: bytes) -> int:
    """The version that a page says it shows; 0 where it says none."""
    head, _blank, body = page.partition(b"\r\n\r\n")
    html = zlib.decompress(body, 31) if b"gzip" in head.lower() else body
    said = html.partition(b'data-version="')[2].partition(b'"')[0]
    return int(said) if said.isdigit() else 0
