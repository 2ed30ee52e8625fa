"""Nothing is lost and nothing is kept twice: 200 phones send 2,000 ideas over a bad network to a dying server.

    python bench/network.py [--quick] [--phones 200] [--ideas 2000] [--seed 1]

Between phones and server stands bench/proxy.py, which drops, delays, doubles and cuts requests. The server process
is killed with -9 twice, when a third and two thirds of the ideas are acknowledged, and started again a second
later. Each phone behaves as phone.js: ideas wait in its outbox and go out one by one with the id that the phone
gave them; without a proper answer within ten seconds it tries again, 1.4 to 22 seconds later or at the next idea.

`lost` were acknowledged and are not in the database. `twice` are in it under two numbers. Exit status 1 where
either is not 0, or where an idea was refused or had not arrived after five minutes.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Coroutine, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.handset import Phone
from bench.kit_room import KitRoom
from bench.proxy import AWAY, BadNetwork
from bench.serving import Program, free_port, wait_until_well
from bench.wire import Answer, Connection, answered

WRITING = 20.0  # seconds in which people write
ABORTED = 10.0  # phone.js gives a request up after that
AGAIN, MOST_TRIES = 0.7, 5
KILLS = (1 / 3, 2 / 3)
RESTART = 1.0  # seconds until the launcher has seen it
PATIENCE = 300.0


class Sender:
    """The part of phone.js that sends ideas."""

    def __init__(self, phone: Phone, texts: list[str], tally: "Tally", rng: random.Random) -> None:
        self.phone, self.tally, self.rng = phone, tally, rng
        self.to_write = texts
        self.outbox: deque[tuple[str, str]] = deque()  # id, text
        self.wake = asyncio.Event()
        self.tries = 0

    async def take_part(self) -> None:
        """Write now and then, and send until everything has arrived."""
        writing = asyncio.create_task(self.write())
        while self.outbox or not writing.done():
            if not self.outbox:
                await self._pause(None)
            elif await self.send(*self.outbox[0]):
                self.outbox.popleft()
                self.tries = 0
            else:
                self.tries = min(self.tries + 1, MOST_TRIES)
                await self._pause(AGAIN * 2**self.tries * self.rng.uniform(0.7, 1.3))

    async def write(self) -> None:
        moments = sorted(self.rng.uniform(0, WRITING) for _ in self.to_write)
        start = time.monotonic()
        for moment, text in zip(moments, self.to_write, strict=True):
            await asyncio.sleep(max(0.0, start + moment - time.monotonic()))
            self.outbox.append((self.phone.new_id(), text))
            self.tally.written += 1
            self.wake.set()

    async def send(self, id: str, text: str) -> bool:
        """Whether the server has answered for good."""
        self.tally.attempts += 1
        answer = await answered(self.phone.asks, self.phone.idea(id, text), ABORTED)
        if is_passing(answer):
            return False
        assert answer is not None
        if answer.status in (200, 201):
            self.tally.acknowledged[id] = answer.status
        else:
            self.tally.refused[answer.status] += 1
        return True

    async def _pause(self, seconds: float | None) -> None:
        """Until the next idea is written, or the time is up."""
        self.wake.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), seconds)


class Tally:
    def __init__(self) -> None:
        self.written = self.attempts = self.kills = 0
        self.acknowledged: dict[str, int] = {}  # id -> 201, or 200 where a repetition was answered
        self.refused: Counter[int] = Counter()


def is_passing(answer: Answer | None) -> bool:
    """Nothing wrong with what was sent: as in phone.js."""
    return answer is None or answer.status >= 500 or answer.status in (408, 425, 429)


def main() -> int:
    parser = argparse.ArgumentParser(description="Phones with an outbox on a bad network, and a server that dies.")
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--ideas", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="20 phones, 200 ideas")
    asked = parser.parse_args()
    phones, ideas = (20, 200) if asked.quick else (asked.phones, asked.ideas)
    with tempfile.TemporaryDirectory() as folder:
        room = KitRoom(Path(folder))
        try:
            return asyncio.run(evening(room, phones, ideas, random.Random(asked.seed)))
        finally:
            room.close()


async def evening(room: KitRoom, phones: int, ideas: int, rng: random.Random) -> int:
    room.move("ideas")
    server, tally = Server(room), Tally()
    await server.start()
    try:
        async with BadNetwork(server.port, rng) as network:
            senders = await seated(room, server.port, network.port, phones, ideas, tally, rng)
            start = time.monotonic()
            unfinished = await sent(senders, server.die(tally, ideas))
            return report(room, tally, network.happened, time.monotonic() - start, unfinished)
    finally:
        server.program.kill()


async def sent(senders: Sequence[Sender], dying: Coroutine[None, None, None]) -> int:
    """Let everybody send while the server dies; how many had not finished when our patience was at its end."""
    killing = asyncio.create_task(dying)
    tasks = [asyncio.create_task(sender.take_part()) for sender in senders]
    _done, unfinished = await asyncio.wait(tasks, timeout=PATIENCE)
    for task in (*unfinished, killing):
        task.cancel()
    return len(unfinished)


class Server:
    """The phone server, which is killed and started again on the same port."""

    def __init__(self, room: KitRoom) -> None:
        self.room, self.port = room, free_port()
        self.program: Program

    async def start(self) -> None:
        self.program = self.room.serve(self.port)
        await asyncio.to_thread(wait_until_well, self.program, f"http://127.0.0.1:{self.port}/health")

    async def die(self, tally: Tally, ideas: int) -> None:
        for share in KILLS:
            while len(tally.acknowledged) < share * ideas:
                await asyncio.sleep(0.01)
            self.program.kill()
            tally.kills += 1
            await asyncio.sleep(RESTART)
            await self.start()


async def seated(
    room: KitRoom, server_port: int, network_port: int, phones: int, ideas: int, tally: Tally, rng: random.Random
) -> list[Sender]:
    """Phones that have joined on a good network; from now on theirs is bad."""
    senders = []
    for n in range(min(phones, ideas)):
        phone = Phone(server_port, room.code, random.Random(rng.random()))
        if await phone.join() is None:
            raise RuntimeError("a phone could not join")
        phone.asks.close()
        phone.asks = Connection(network_port)
        texts = [f"Idea {number} of the evening" for number in range(n, ideas, phones)]
        senders.append(Sender(phone, texts, tally, random.Random(rng.random())))
    return senders


def report(room: KitRoom, tally: Tally, happened: Counter[str], took: float, unfinished: int) -> int:
    uuids, texts = room.kept_ideas(), room.kept_texts()
    lost = sum(id not in uuids for id in tally.acknowledged)
    twice = sum(times - 1 for times in (*uuids.values(), *texts.values()))
    line("ideas written", tally.written)
    line("attempts of the phones", tally.attempts)
    line("requests at the proxy", happened.total() - happened[AWAY])
    for fate, count in sorted(happened.items()):
        line(f"  {fate}", count)
    line("server killed", tally.kills)
    line("acknowledged", len(tally.acknowledged))
    line("  of these as known already", sum(status == 200 for status in tally.acknowledged.values()))
    line("refused", tally.refused.total())
    line("in the database", uuids.total())
    line("lost", lost)
    line("twice", twice)
    line("phones with something unsent", unfinished)
    print(f"{'seconds until all had arrived':32}{took:8.1f}")
    return int(bool(lost or twice or tally.refused or unfinished))


def line(name: str, count: int) -> None:
    print(f"{name:32}{count:>8,}")


if __name__ == "__main__":
    sys.exit(main())
