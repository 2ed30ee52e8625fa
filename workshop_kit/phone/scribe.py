"""One writer for all phones: what came in while the disk was busy goes to it together.

Making a write safe costs the disk the same time for one as for two hundred (a group commit, as databases
have long done it). So requests do not write themselves: they hand over what they want written and wait. One
thread takes everything that waits, writes it in one transaction, and answers all when it is on disk.
"""

import asyncio
import logging
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from workshop_kit.errors import WorkshopError
from workshop_kit.store import writing

log = logging.getLogger("workshop_kit.phone")

MOST = 200  # in one transaction

Pen = Callable[[Session, Sequence[Any]], Sequence[Any]]
"""Writes items of one kind; for each, in their order, what was kept or the error that refuses it."""


@dataclass(frozen=True)
class Job:
    """Something to write that has no pen of its own."""

    run: Callable[[Session], Any]


@dataclass(frozen=True)
class Waiting:
    item: Any
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop


class Scribe:
    """`pens` says how each kind of item is written."""

    def __init__(self, engine: Engine, pens: Mapping[type, Pen]) -> None:
        self.engine = engine
        self.pens: dict[type, Pen] = {Job: _run_each, **pens}
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    async def write(self, item: Any) -> Any:
        """What was kept of an item, once it is on disk. Raises what refuses it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="scribe", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.put(Waiting(item, future, loop))
        return await future

    def close(self) -> None:
        """Write what still waits, and stop."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(timeout=10)
            self._thread = None

    def _work(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._next()
            if batch:
                _settle(batch, self._outcomes([waiting.item for waiting in batch]))

    def _next(self) -> tuple[list[Waiting], bool]:
        """All that waits, and whether more may come."""
        batch: list[Waiting] = []
        try:
            waiting = self._queue.get()
            while waiting is not None and len(batch) < MOST - 1:
                batch.append(waiting)
                waiting = self._queue.get_nowait()
        except Empty:
            return batch, True
        if waiting is not None:
            batch.append(waiting)
        return batch, waiting is not None

    def _outcomes(self, items: Sequence[Any]) -> list[Any]:
        try:
            return self._together(items)
        except WorkshopError as trouble:  # with the disk or the database, so it is everybody's
            return [trouble] * len(items)
        except Exception as error:
            if len(items) == 1:
                return [error]
            log.error("%s in\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            return [self._outcomes([item])[0] for item in items]  # nobody suffers for another one's error

    def _together(self, items: Sequence[Any]) -> list[Any]:
        kinds: dict[type, list[int]] = {}
        for place, item in enumerate(items):
            kinds.setdefault(type(item), []).append(place)
        outcomes: list[Any] = [None] * len(items)
        with writing(self.engine) as db:
            for kind, places in kinds.items():
                answers = self.pens[kind](db, [items[place] for place in places])
                for place, answer in zip(places, answers, strict=True):
                    outcomes[place] = answer
        return outcomes


def _run_each(db: Session, jobs: Sequence[Job]) -> list[Any]:
    outcomes: list[Any] = []
    for job in jobs:
        try:
            with db.begin_nested():
                outcomes.append(job.run(db))
        except WorkshopError as refusal:
            outcomes.append(refusal)
    return outcomes


def _settle(batch: Sequence[Waiting], outcomes: Sequence[Any]) -> None:
    """Wake each event loop once for all that it waits for."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        loops.setdefault(waiting.loop, []).append((waiting.future, outcome))
    for loop, answers in loops.items():
        try:
            loop.call_soon_threadsafe(_answer, answers)
        except RuntimeError:  # the loop has closed, nobody listens any more
            continue


def _answer(answers: Sequence[tuple["asyncio.Future[Any]", Any]]) -> None:
    for future, outcome in answers:
        if future.done():  # the phone has hung up
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
