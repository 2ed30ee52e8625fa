"""The phone server as a child process: started, watched, restarted when it dies, stopped at exit.

When the facilitator's program is killed, the phone server goes on, so that no phone notices. The next start
finds it again by the note it left in the data folder and goes on watching it.
"""

import json
import logging
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from workshop_kit import VERSION, network
from workshop_kit.settings import Settings

NOTE = "phone-server.json"
INSTANCE = "instance"

log = logging.getLogger(__name__)

_EVERY = 1.0  # seconds between two looks
_PATIENCE = 20.0  # seconds a new server may take before it answers
_MISSES = 5  # looks without an answer before a server that still runs is replaced
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a city's proxy is not asked


@dataclass(frozen=True)
class Note:
    """What the data folder knows of the running phone server."""

    pid: int
    port: int
    wanted_port: int
    host: str
    version: str


class Health(Enum):
    WELL = 1
    SILENT = 2  # something is there, but it does not answer, or it is another program
    GONE = 3  # nobody listens


def instance(settings: Settings) -> str:
    """Tells this data folder's phone server from any other program on the port: random, made once."""
    path = settings.data_dir / INSTANCE
    if not path.exists():
        with suppress(FileExistsError), path.open("x", encoding="ascii") as new:
            new.write(secrets.token_hex(8))
    return path.read_text(encoding="ascii").strip()


def read_note(settings: Settings) -> Note | None:
    """Where the phone server listens; None when none runs."""
    try:
        return Note(**json.loads((settings.data_dir / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class Supervisor:
    """Keeps one phone server running. `start` waits until it answers; then a thread watches it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._instance = instance(settings)
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._port = settings.phone_port
        self._misses = 0
        self._thread = threading.Thread(target=self._watch, name="phone-server-watch", daemon=True)

    def start(self) -> None:
        if not self._adopt():
            self._launch_or_log(self._settings.phone_port)
        self._thread.start()

    def stop(self) -> None:
        """End the phone server and the watching."""
        self._stopping.set()
        self._thread.join(timeout=5)
        self._end()
        (self._settings.data_dir / NOTE).unlink(missing_ok=True)

    def _watch(self) -> None:
        while not self._stopping.wait(_EVERY):
            health = self._look(self._port)  # the server takes each look as a sign that it is still wanted
            self._misses = 0 if health is Health.WELL else self._misses + 1
            dead = self._child is not None and self._child.poll() is not None
            if dead or health is Health.GONE or self._misses >= _MISSES:
                self._end()
                self._launch_or_log(self._port)

    def _adopt(self) -> bool:
        """Go on with a phone server that outlived its program; end one of other settings or another version."""
        note = read_note(self._settings)
        if note is None or self._look(note.port) is not Health.WELL:
            return False
        known = self._settings
        if (note.host, note.wanted_port, note.version) != (known.phone_host, known.phone_port, VERSION):
            self._end_other(note)
            return False
        self._port = note.port
        return True

    def _launch_or_log(self, port: int) -> None:
        try:
            self._launch(port)
        except OSError:  # no free port, no such address: the next look tries again, and the pages say so
            log.exception("The phone server could not be started")

    def _launch(self, port: int) -> None:
        """Start the server on the port that phones already know; on the next free one if it was taken."""
        host = self._settings.phone_host
        self._port, self._misses = network.free_port(host, port), 0
        command = [sys.executable, "-m", "workshop_kit", "serve-phones", "--port", str(self._port), "--host", host]
        self._child = subprocess.Popen(
            command,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "WORKSHOP_SUPERVISED": "1", "WORKSHOP_DATA_DIR": str(self._settings.data_dir)},
            stdin=subprocess.DEVNULL,
            **_own_group(),
        )
        self._write(Note(self._child.pid, self._port, self._settings.phone_port, host, VERSION))
        self._await_answer()

    def _write(self, note: Note) -> None:
        path = self._settings.data_dir / NOTE
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(note)), encoding="utf-8")
        os.replace(fresh, path)

    def _await_answer(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and not self._stopping.wait(0.2):
            if self._look(self._port) is Health.WELL or (
                self._child is not None and self._child.poll() is not None
            ):
                return

    def _end(self) -> None:
        """End the server, whoever has started it."""
        if self._child is not None:
            _end_child(self._child)
            self._child = None
        elif (note := read_note(self._settings)) is not None and self._look(note.port) is Health.WELL:
            self._end_other(note)

    def _end_other(self, note: Note) -> None:
        """End a server that another program started; it answered a moment ago, so the number is its own."""
        with suppress(ProcessLookupError, PermissionError):
            os.kill(note.pid, signal.SIGTERM)
        until = time.monotonic() + 5
        while time.monotonic() < until and self._look(note.port) is not Health.GONE:
            time.sleep(0.1)

    def _look(self, port: int) -> Health:
        host = self._settings.phone_host
        asked = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
        try:
            with _DIRECT.open(f"http://{asked}:{port}/health", timeout=2) as answer:
                ours = answer.headers.get("X-Workshop-Kit") == self._instance
                return Health.WELL if ours else Health.SILENT
        except (OSError, ValueError) as error:
            refused = isinstance(getattr(error, "reason", error), ConnectionRefusedError)
            return Health.GONE if refused else Health.SILENT


def _own_group() -> dict[str, Any]:
    """Ctrl-C in the terminal ends the facilitator's program first, which then ends the phone server."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _end_child(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
