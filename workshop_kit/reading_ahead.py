"""Reads ideas while they come in, so that themes are suggested at once when somebody asks for them.

A thread beside the facilitator's pages: a few ideas at a time, at low priority, because the phones come first. A
model that is new here is got to know when there are no ideas to read, from the start on: it takes minutes, once.
"""

import logging
import os
import sys
import threading
from contextlib import suppress
from functools import cached_property

from sqlalchemy import Engine, func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from models import Idea, Workshop
from workshop_kit import matching, services, store, suggesting, vectors
from workshop_kit.analysis import learned, words
from workshop_kit.errors import WorkshopError

EVERY = 1.0
"""Seconds between two looks."""
AFTER_TROUBLE = 15.0
"""Seconds after a look that failed: looking at a damaged model again is not for nothing."""
AT_ONCE = 8
"""Ideas between two pauses: about a fifth of a second of one processor."""
POLITE = 10
"""How nice the thread is to others, in the system's own measure; where the system can (Linux)."""

log = logging.getLogger(__name__)


class ReadingAhead:
    """`url` is the database's. It is opened by the thread: a database in trouble does not keep the pages away."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stopping = threading.Event()
        self._seen: object = None
        self._unknown: list[str] | None = None  # texts that a new model has yet to read; None: not looked
        self._catalogue: object = None  # as it was when all of it had been read
        self._thread = threading.Thread(target=self._run, name="reading-ahead", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        if sys.platform == "linux":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITE)
        pause = EVERY
        while not self._stopping.wait(pause):
            try:
                self.look()
                pause = EVERY
            except (WorkshopError, SQLAlchemyError) as error:  # what is not read now is read when it is asked for
                log.info("Ideas could not be read ahead: %s", type(error).__name__)
                pause = AFTER_TROUBLE

    @cached_property
    def _engine(self) -> Engine:
        return store.open_engine(self._url)

    def look(self) -> None:
        """Read what has come in since the last look; then get to know the model, where it is new here."""
        found = vectors.remembering(self._engine)
        if found is None:
            return
        there = self._there()
        if there != self._seen:
            said = suggesting.under_way(self._engine)
            waiting = found.missing([idea.text for idea in said])
            for start in range(0, len(waiting), AT_ONCE):
                if self._stopping.is_set():
                    return
                batch = waiting[start : start + AT_ONCE]
                found.encode(batch)
                found.forget(batch)
            words.open_dictionaries([idea.language for idea in said if idea.language])
            self._seen = there
        self._get_to_know(found)
        if not self._unknown:
            self._read_catalogue(found)

    def _get_to_know(self, model: vectors.Remembering) -> None:
        """Read what `learned.of` needs and keep it. Stops when it has to, or when an idea comes in."""
        if self._unknown is None:
            self._unknown = model.missing(learned.to_read(model))
            if self._unknown:
                log.info("The language model is new here: it reads %d texts, once.", len(self._unknown))
        while self._unknown:
            if self._stopping.is_set() or self._there() != self._seen:
                return
            # From the end: a page that cannot wait begins at the other, and nothing is read twice.
            model.encode(self._unknown[-AT_ONCE:])
            del self._unknown[-AT_ONCE:]
        learned.of(model)

    def _read_catalogue(self, model: vectors.Remembering) -> None:
        """Read the services when there is nothing else to do. Stops when it has to, or when an idea comes in."""
        there = self._services()
        if there == self._catalogue:
            return
        waiting = model.missing(matching.to_read(self._engine))
        while waiting:
            if self._stopping.is_set() or self._there() != self._seen:
                return
            model.encode(waiting[-AT_ONCE:])
            del waiting[-AT_ONCE:]
        self._catalogue = there

    def _services(self) -> object:
        with store.reading(self._engine) as db:
            return services.fingerprint(db)

    def _there(self) -> object:
        """Changes when an idea comes in or is worded anew, or a workshop is opened or ended."""
        with store.reading(self._engine) as db:
            under_way = select(Workshop.id).where(col(Workshop.ended_at).is_(None))
            there = select(func.count(), func.max(Idea.id)).where(col(Idea.workshop_id).in_(under_way))
            versions = select(func.sum(Workshop.version)).where(col(Workshop.ended_at).is_(None))
            return (*db.exec(there).one(), db.exec(versions).one())
