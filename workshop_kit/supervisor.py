"""The phone server as a child process: started, watched, restarted when it dies, stopped at exit.

When the facilitator's program is killed, the phone server goes on, so that no phone notices. The next start
finds it again by the note it left in the data folder and goes on watching it.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from workshop_kit import network
from workshop_kit.settings import Settings

NOTE = "phone-server.json"
log = logging.getLogger(__name__)

_EVERY = 1.0  # seconds between two looks
_PATIENCE = 20.0  # seconds a new server may take before it answers


@dataclass(frozen=True)
class Note:
    """What the data folder knows of the running phone server."""

    pid: int
    port: int
    wanted_port: int


def instance(settings: Settings) -> str:
    """Tells this data folder's phone server from any other program on the port."""
    return sha256(settings.database_url.encode()).hexdigest()[:16]


def read_note(settings: Settings) -> Note | None:
    """Where the phone server listens; None when none was started yet."""
    try:
        return Note(**json.loads((settings.data_dir / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class Supervisor:
    """Keeps one phone server running. `start` returns at once; the watching is done by a thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._port = settings.phone_port
        self._thread = threading.Thread(target=self._watch, name="phone-server-watch", daemon=True)

    def start(self) -> None:
        if not self._adopt():
            self._launch(self._settings.phone_port)
        self._thread.start()

    def stop(self) -> None:
        """End the phone server and the watching."""
        self._stopping.set()
        self._thread.join(timeout=5)
        if self._child is not None:
            _end(self._child)
        elif (note := read_note(self._settings)) is not None and self._answers(note.port):
            self._end_adopted(note)
        (self._settings.data_dir / NOTE).unlink(missing_ok=True)

    def _watch(self) -> None:
        while not self._stopping.wait(_EVERY):
            dead = self._child is not None and self._child.poll() is not None
            if dead or (self._child is None and not self._answers(self._port)):
                self._launch_again()

    def _launch_again(self) -> None:
        try:
            self._launch(self._port)
        except OSError:  # no free port, no memory: the next look tries again
            log.exception("The phone server could not be started")

    def _adopt(self) -> bool:
        """Go on with a phone server that outlived the program which started it."""
        note = read_note(self._settings)
        if note is None or not self._answers(note.port):
            return False
        self._port = note.port
        return True

    def _launch(self, port: int) -> None:
        """Start the server on the port that phones already know; on the next free one if it was taken."""
        self._port = network.free_port(self._settings.phone_host, port)
        command = [sys.executable, "-m", "workshop_kit", "serve-phones", "--port", str(self._port)]
        self._child = subprocess.Popen(
            [*command, "--host", self._settings.phone_host],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "WORKSHOP_SUPERVISED": "1"},
            stdin=subprocess.DEVNULL,
            **_own_group(),
        )
        note = Note(self._child.pid, self._port, self._settings.phone_port)
        (self._settings.data_dir / NOTE).write_text(json.dumps(note.__dict__), encoding="utf-8")
        self._await_answer()

    def _end_adopted(self, note: Note) -> None:
        """End a phone server that another program started; it answered a moment ago, so the number is its own."""
        with suppress(ProcessLookupError, PermissionError):
            os.kill(note.pid, signal.SIGTERM)
        for _look in range(50):
            if not self._answers(note.port):
                return
            time.sleep(0.1)

    def _await_answer(self) -> None:
        waited = 0.0
        while waited < _PATIENCE and not self._stopping.wait(0.2):
            waited += 0.2
            if self._answers(self._port) or (self._child is not None and self._child.poll() is not None):
                return

    def _answers(self, port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
                return bool(answer.headers.get("X-Workshop-Kit") == instance(self._settings))
        except (OSError, urllib.error.URLError, ValueError):
            return False


def _own_group() -> dict[str, Any]:
    """Ctrl-C in the terminal ends the facilitator's program first, which then ends the phone server."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
