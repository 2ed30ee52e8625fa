"""A room full of simulated phones, as a program of its own that the benchmarks command.

    python bench/crowd.py PORT CODE PHONES

It reads one command a line on standard input, such as {"do": "join", "rate": 50}, and answers each with one line
of JSON. The commands are the public coroutines of `Crowd`. A phone does what phone.js does: it keeps its event
stream, waits a random part of `spread` before it asks for the new step, and sends one thing at a time.
Times are seconds of time.monotonic(), which is one clock for all processes of a machine.
"""

import asyncio
import gc
import importlib
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.handset import PATIENCE, Phone, version_in_bytes
from bench.wire import Answer, Then

Outcome = dict[str, Any]


class Crowd:
    """All phones of a room, and the phases of a benchmark."""

    def __init__(self, port: int, code: str, phones: int, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.phones = [Phone(port, code, random.Random(seed * 1_000_003 + n)) for n in range(phones)]

    async def join(self, rate: float) -> Outcome:
        """Everybody comes in, at `rate` phones a second."""
        start = time.monotonic()
        tasks = [asyncio.ensure_future(self._late(phone, n / rate)) for n, phone in enumerate(self.phones)]
        ends = await asyncio.gather(*tasks)
        joined = [end - start - n / rate for n, end in enumerate(ends) if end is not None]
        self.phones = [phone for phone, end in zip(self.phones, ends, strict=True) if end is not None]
        if not joined:
            raise RuntimeError("nobody could join")
        return {"offered": len(ends), "latencies": joined, "seconds": max(filter(None, ends)) - start}

    async def _late(self, phone: Phone, wait: float) -> float | None:
        await asyncio.sleep(wait)
        return await phone.join()

    async def listen(self) -> Outcome:
        """All event streams are opened, fifty at a time."""
        opened = 0
        for start in range(0, len(self.phones), 50):
            opened += sum(await asyncio.gather(*(phone.listen() for phone in self.phones[start : start + 50])))
        return {"opened": opened}

    async def rest(self, honour_spread: bool = True) -> Outcome:
        """Before a step changes: the connections for requests are closed, as they are after a while."""
        for phone in self.phones:
            phone.asks.close()
            phone.honours_spread = honour_spread
        return {"listening": sum(phone.stream is not None for phone in self.phones)}

    async def settle(self, version: int) -> Outcome:
        """Wait until every phone shows `version`: when each has heard of it, and when each has all of its part."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and any(phone.shown[0] < version for phone in self.phones):
            await asyncio.sleep(0.05)
        told = [phone for phone in self.phones if phone.shown[0] >= version]
        return {
            "missing": len(self.phones) - len(told),
            "stale": sum(version_in_bytes(phone.shown[2]) < version for phone in told),
            "bytes": max((len(phone.shown[2]) for phone in told), default=0),
            "heard": [phone.heard[1] for phone in told],
            "shown": [phone.shown[1] for phone in told],
        }

    async def write(self, kind: str, rate: float, seconds: float, step: int, options: list[str]) -> Outcome:
        """Offer `rate` writes a second whether answers come or not. A latency counts from when it was due."""
        start = time.monotonic() + 0.05
        dues = sorted(start + self.rng.random() * seconds for _ in range(round(rate * seconds)))
        tally = Tally(start + seconds)
        turns = self._turns(len(dues))
        for phone, due in zip(turns, dues, strict=True):
            if (wait := due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            send(phone, kind, step, options, tally.since(due))
        return {"offered": len(dues), "seconds": seconds, **await self._ended(tally)}

    def _turns(self, many: int) -> list[Phone]:
        """Every phone once, in any order, then all again."""
        turns: list[Phone] = []
        while len(turns) < many:
            turns += self.rng.sample(self.phones, len(self.phones))
        return turns[:many]

    async def hammer(self, kind: str, connections: int, seconds: float, step: int, options: list[str]) -> Outcome:
        """Some phones send the next thing as soon as the last is answered, as fast as it goes."""
        start = time.monotonic()
        tally = Tally(start + seconds)

        def again(phone: Phone) -> None:
            count = tally.since(time.monotonic())

            def go_on(answer: Answer | None) -> None:
                count(answer)
                if answer is not None and answer.at < tally.until:
                    again(phone)

            send(phone, kind, step, options, go_on)

        for phone in self.phones[:connections]:
            again(phone)
        return {**await self._ended(tally), "offered": tally.sent, "seconds": seconds}

    async def _ended(self, tally: "Tally") -> Outcome:
        """The outcome, once all is answered or our patience is at its end. What is left then is given up."""
        while tally.under_way and time.monotonic() < tally.until + PATIENCE:
            await asyncio.sleep(0.02)
        outcome = tally.outcome()
        for phone in self.phones:
            if phone.asks.waiting:
                phone.asks.close()
        return outcome

    async def acknowledged(self) -> Outcome:
        """What the server has promised to keep: ids of ideas, and for each cookie the ballots that may be kept."""
        return {
            "ideas": [id for phone in self.phones for id in phone.ideas],
            "ballots": [[phone.cookie, phone.may_be_kept()] for phone in self.phones if phone.may_be_kept()],
        }


class Tally:
    """Counts answers of a phase: how long each took, and how many came before its end."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.sent = self.answered = self.in_time = 0
        self.latencies: list[float] = []
        self.failed: Counter[str] = Counter()

    @property
    def under_way(self) -> int:
        return self.sent - self.answered

    def since(self, due: float) -> Then:
        self.sent += 1

        def count(answer: Answer | None) -> None:
            self.answered += 1
            if answer is None or answer.status >= 300:
                self.failed[str(answer.status) if answer else "broken"] += 1
                return
            self.latencies.append(answer.at - due)
            self.in_time += answer.at <= self.until

        return count

    def outcome(self) -> Outcome:
        failed = self.failed + Counter({"unanswered": self.under_way})
        return {"in_time": self.in_time, "latencies": self.latencies, "failed": dict(failed)}


def send(phone: Phone, kind: str, step: int, options: Sequence[str], then: Then) -> None:
    if kind == "ideas" or (kind == "mixed" and phone.rng.random() < 0.5):
        phone.send_idea(then)
    else:
        phone.send_ballot(step, options, then)


async def obey(crowd: Crowd) -> None:
    """Carry out the commands on standard input, one after the other, until it ends."""
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        command = json.loads(line)
        outcome = await getattr(crowd, command.pop("do"))(**command)
        print(json.dumps(outcome), flush=True)


def main() -> None:
    port, code, phones = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    gc.disable()  # its pauses would count as the server's
    try:
        loop = importlib.import_module("uvloop").new_event_loop
    except ImportError:
        loop = None
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(obey(Crowd(int(port), code, int(phones))))


if __name__ == "__main__":
    main()
