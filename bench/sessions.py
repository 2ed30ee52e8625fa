"""How the alternative does: many sessions of bench/streamlit_page.py over Streamlit's own websocket.

    python bench/sessions.py [--sessions 50] [--seconds 10] [--quick]

Each session does what the browser does: it asks for a first run, keeps the widgets it is told of, reruns a
fragment when its time has come, and sends a click with the state of all widgets (protobuf: BackMsg, ForwardMsg).
A click is counted from the moment it was due until `script_finished` of the run it caused; a step from its commit
until the run that shows it has finished. Each ballot is one click here; a person's three changes of a number
input before it would be three more runs. `tuned` is with `gc.freeze()`, see there.
"""

import argparse
import asyncio
import contextlib
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from sqlite3 import Connection as Database

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.figures import MORE, Phase, Times, middle, print_head, print_phase, times
from bench.room import KINDS
from bench.serving import ROOT, Program, busy, free_port, python, wait_until_well
from bench.streamlit_page import opened

PATIENCE = 20.0
JOINING = 10.0  # seconds in which everybody opens the page
OPTIONS = ("--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")
QUIET = ("--server.fileWatcherType", "none", "--logger.level", "error")


class Session:
    """One browser on the page."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.socket: ClientConnection
        self.numbers: dict[str, float] = {}  # the number inputs: id -> value
        self.button = ""
        self.heading = ""
        self.shown = ("", 0.0)  # heading, when its run had finished
        self.finished = asyncio.Event()
        self.turn = asyncio.Lock()  # a person clicks again when the page is there
        self.fragments: dict[str, asyncio.Task[None]] = {}
        self.reading: asyncio.Task[None]

    async def open(self, port: int) -> float:
        """When the first run had finished."""
        uri = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.socket = await connect(uri, subprotocols=["streamlit"], max_size=None, proxy=None)  # type: ignore[list-item]
        self.reading = asyncio.create_task(self._read())
        await self.socket.send(self._rerun().SerializeToString())
        return await self.run_over()

    async def click(self) -> float:
        """Three dots on two themes, and the button. When the run had finished."""
        async with self.turn:
            if not self.button:
                raise TimeoutError("the page never came")
            first, second = self.rng.sample(list(self.numbers), 2)
            self.numbers = {**dict.fromkeys(self.numbers, 0.0), first: 2.0, second: 1.0}
            message = self._rerun()
            message.rerun_script.widget_states.widgets.add(id=self.button, trigger_value=True)
            self.finished.clear()
            await self.socket.send(message.SerializeToString())
            return await self.run_over()

    def _rerun(self) -> BackMsg:
        """The message that asks for a run, with the state of all widgets as the browser sends it."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        for id, value in self.numbers.items():
            message.rerun_script.widget_states.widgets.add(id=id, double_value=value)
        return message

    async def run_over(self) -> float:
        await asyncio.wait_for(self.finished.wait(), PATIENCE)
        return self.shown[1]

    async def close(self) -> None:
        for task in (*self.fragments.values(), self.reading):
            task.cancel()
        await self.socket.close()

    async def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for data in self.socket:
                assert isinstance(data, bytes)
                self._take(ForwardMsg.FromString(data))

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.HasField("number_input"):
                self.numbers.setdefault(element.number_input.id, 0.0)
            elif element.HasField("button"):
                self.button = element.button.id
            elif element.HasField("heading"):
                self.heading = element.heading.body
        elif kind == "auto_rerun" and message.auto_rerun.fragment_id not in self.fragments:
            again = self._again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            self.fragments[message.auto_rerun.fragment_id] = asyncio.create_task(again)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                if (timer := self.fragments.pop(fragment, None)) is not None:
                    timer.cancel()
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self.shown = (self.heading, time.monotonic())
            self.finished.set()

    async def _again(self, fragment: str, seconds: float) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(seconds)
                message = self._rerun()
                message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = fragment, True
                await self.socket.send(message.SerializeToString())


class Page:
    """The Streamlit server, its database, and what both use."""

    def __init__(self, folder: Path, tuned: bool) -> None:
        self.file, self.port = folder / "vote.sqlite3", free_port()
        self.name = "Streamlit tuned" if tuned else "Streamlit"
        self.db: Database = opened(str(self.file))
        self.db.execute("INSERT INTO room VALUES (1, 'vote')")
        page = str(ROOT / "bench" / "streamlit_page.py")
        command = python("-m", "streamlit", "run", page, "--server.port", str(self.port), *OPTIONS, *QUIET)
        self.program = Program(
            command, {"VOTE_FILE": str(self.file), "VOTE_FREEZE": str(int(tuned))}, folder=folder
        )
        wait_until_well(self.program, f"http://127.0.0.1:{self.port}/_stcore/health")

    def move(self, step: str) -> tuple[str, float]:
        """The heading of the new step, and when it was committed."""
        query = "UPDATE room SET version = version + 1, step = ? RETURNING version"
        version = self.db.execute(query, (step,)).fetchall()[0][0]
        return f"{step} {version}", time.monotonic()

    def cast(self) -> int:
        return int(self.db.execute("SELECT coalesce(sum(times), 0) FROM ballot").fetchone()[0])

    def used(self) -> tuple[float, float, float]:
        return self.program.cpu(), sum(os.times()[:2]), busy()

    def close(self) -> None:
        self.program.kill()
        self.db.close()


def measure(sessions: int, seconds: float, changes: int = 4, *, tuned: bool = False) -> dict[str, Phase]:
    """The phases of a room with this many sessions, each printed as it ends."""
    with tempfile.TemporaryDirectory() as folder:
        page = Page(Path(folder), tuned)
        try:
            return asyncio.run(evening(page, sessions, seconds, changes))
        finally:
            page.close()


async def evening(page: Page, many: int, seconds: float, changes: int) -> dict[str, Phase]:
    rng = random.Random(1)
    sessions = [Session(random.Random(rng.random())) for _ in range(many)]
    await warmed(page, Session(rng))
    phases = [await measured(page, "join, first page", many / JOINING, joined(page, sessions))]
    phases.append(await measured(page, "step: shown", math.nan, moved(page, sessions, changes, rng)))
    await settled(sessions, *page.move("vote"))
    before = page.cast()
    phases.append(await measured(page, "ballots", many / 2 * MORE, clicked(sessions, seconds, rng)))
    print(f"{'':27}{page.name}: {page.cast() - before} ballots in the database", flush=True)
    await asyncio.gather(*(session.close() for session in sessions))
    return {phase.name: phase for phase in phases}


Found = tuple[Times, float, int]
"""How long it took, how many a second (or nan), and how many failed."""


async def measured(page: Page, name: str, offered: float, work: Coroutine[None, None, Found]) -> Phase:
    """The phase, printed."""
    start, before = time.monotonic(), page.used()
    took, done, failed = await work
    seconds = time.monotonic() - start
    server, crowd, all = ((after - at) / seconds for after, at in zip(page.used(), before, strict=True))
    why = {"not finished": failed} if failed else {}
    others, megabytes = all - server - crowd, page.program.megabytes()
    phase = Phase(name, took, offered, done, why, server, crowd, others, megabytes)
    print_phase(page.name, phase)
    return phase


async def warmed(page: Page, session: Session) -> None:
    """The first run imports what all others use."""
    await session.open(page.port)
    await session.close()


async def joined(page: Page, sessions: Sequence[Session]) -> Found:
    step = JOINING / len(sessions)
    start = time.monotonic()
    dues = [(start + n * step, partial(one.open, page.port)) for n, one in enumerate(sessions)]
    return await _counted(dues, JOINING)


async def moved(page: Page, sessions: Sequence[Session], changes: int, rng: random.Random) -> Found:
    """The median over several changes."""
    found, missing = [], 0
    for kind in islice(cycle(KINDS), changes):
        await asyncio.sleep(rng.uniform(1.0, 2.0))
        took = await settled(sessions, *page.move(kind))
        found.append(times(took))
        missing += len(sessions) - len(took)
    return middle(found), math.nan, missing


async def settled(sessions: Sequence[Session], heading: str, at: float) -> list[float]:
    """Seconds until each session showed the heading."""
    while time.monotonic() < at + PATIENCE and any(session.shown[0] != heading for session in sessions):
        await asyncio.sleep(0.05)
    return [session.shown[1] - at for session in sessions if session.shown[0] == heading]


async def clicked(sessions: Sequence[Session], seconds: float, rng: random.Random) -> Found:
    """An open loop: each session clicks once in two seconds, whether the runs before have finished or not."""
    start = time.monotonic()
    dues = sorted(start + rng.random() * seconds for _ in range(round(len(sessions) / 2 * MORE * seconds)))
    turns: list[Session] = []
    while len(turns) < len(dues):
        turns += rng.sample(list(sessions), len(sessions))
    return await _counted([(due, session.click) for due, session in zip(dues, turns, strict=False)], seconds)


async def _counted(dues: Sequence[tuple[float, Callable[[], Awaitable[float]]]], seconds: float) -> Found:
    """Do each thing when it is due, all within `seconds`; how long after that it had ended."""
    until = time.monotonic() + seconds
    ends = await asyncio.gather(*(_at(due, act) for due, act in dues))
    took = [end - due for end, (due, _act) in zip(ends, dues, strict=True) if end is not None]
    in_time = sum(end is not None and end <= until for end in ends)
    return times(took), in_time / seconds, len(ends) - len(took)


async def _at(due: float, act: Callable[[], Awaitable[float]]) -> float | None:
    await asyncio.sleep(max(0.0, due - time.monotonic()))
    try:
        return await act()
    except (TimeoutError, ConnectionClosed):
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description="Sessions of a plain Streamlit page.")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--quick", action="store_true", help="20 sessions, 3 seconds")
    asked = parser.parse_args()
    sessions, seconds = (20, 3.0) if asked.quick else (asked.sessions, asked.seconds)
    print_head(f"{sessions} sessions")
    for tuned in (False, True):
        measure(sessions, seconds, tuned=tuned)


if __name__ == "__main__":
    main()
