"""The phone server as a child process, really started, killed and found again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workshop_kit import VERSION
from workshop_kit import supervisor as module
from workshop_kit.settings import Settings, settings
from workshop_kit.supervisor import NOTE, Note, Supervisor, instance, read_note

ROOT = Path(__file__).parents[2]
PATIENCE = 15.0

LAUNCHER_THAT_IS_KILLED = """
import os, signal
from workshop_kit.settings import settings
from workshop_kit.supervisor import Supervisor
Supervisor(settings()).start()
os.kill(os.getpid(), signal.SIGKILL)
"""


def until(happens: Callable[[], object], what: str) -> None:
    """Wait for something, at most a quarter of a minute."""
    give_up = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < give_up, f"waited {PATIENCE:.0f} s in vain: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, database: Path) -> Iterator[Settings]:
    """The settings of a laptop with a free port; whatever is left running in the end is stopped."""
    monkeypatch.setenv("WORKSHOP_PHONE_HOST", "127.0.0.1")
    monkeypatch.setenv("WORKSHOP_PHONE_PORT", str(free_port()))
    found = settings()
    yield found
    note = read_note(found)
    if note:
        stop(note.pid)


def stop(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return answer.status == 200 and json.load(answer) == {"status": "ok"}
    except OSError:
        return False


def note_of(told: Settings) -> Note:
    note = read_note(told)
    assert note is not None
    return note


def replaced(told: Settings, before: Note) -> bool:
    note = read_note(told)
    return note is not None and note.pid != before.pid


def test_the_server_starts_comes_back_after_a_kill_and_stops(told):
    watch = Supervisor(told)
    watch.start()
    try:
        first = note_of(told)
        assert first.port == first.wanted_port == told.phone_port
        until(lambda: answers(first.port), "the server to answer")
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: replaced(told, first), "another server to be started")
        until(lambda: answers(first.port), "it to answer on the port that phones know")
    finally:
        watch.stop()
    assert not answers(told.phone_port)
    assert read_note(told) is None


def test_a_server_on_a_busy_port_moves_to_the_next_one_and_says_so(told):
    with socket.create_server(("127.0.0.1", told.phone_port)):
        watch = Supervisor(told)
        watch.start()
        try:
            note = note_of(told)
            assert note.wanted_port == told.phone_port < note.port
            until(lambda: answers(note.port), "the server to answer on the next port")
        finally:
            watch.stop()


@pytest.fixture
def orphan(told: Settings) -> Iterator[Note]:
    """A phone server whose launcher was killed."""
    done = subprocess.run([sys.executable, "-c", LAUNCHER_THAT_IS_KILLED], cwd=ROOT, timeout=40)
    assert done.returncode == -signal.SIGKILL
    note = note_of(told)
    yield note
    stop(note.pid)


def test_a_server_that_outlived_its_launcher_is_found_again_and_watched(told, orphan):
    until(lambda: answers(orphan.port), "the server without its launcher to answer")
    watch = Supervisor(told)
    watch.start()
    try:
        assert note_of(told) == orphan, "no second server was started"
        os.kill(orphan.pid, signal.SIGKILL)
        until(lambda: replaced(told, orphan), "another server to be started")
        until(lambda: answers(orphan.port), "it to answer on the same port")
    finally:
        watch.stop()


def test_a_server_that_was_found_again_is_stopped_too(told, orphan):
    watch = Supervisor(told)
    watch.start()
    watch.stop()
    assert not answers(orphan.port)


# --- the note -------------------------------------------------------------------------------------------


def test_without_a_note_there_is_none(told):
    assert read_note(told) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"pid": 1}', b'{"pid":1,"x":2}', b"\xff\xfe", b"7"]
)
def test_a_damaged_note_is_no_note(told, content):
    (told.data_dir / NOTE).write_bytes(content)
    assert read_note(told) is None


def test_another_program_on_the_port_is_not_taken_for_the_phone_server(told, tmp_path):
    script = (
        "import http.server\n"
        "server = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n"
        "print(server.server_port, flush=True)\n"
        "server.serve_forever()\n"
    )
    (tmp_path / "empty").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path / "empty", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as stranger:
        assert stranger.stdout
        port = int(stranger.stdout.readline())
        (told.data_dir / NOTE).write_text(json.dumps(Note(stranger.pid, port, port, "127.0.0.1", VERSION).__dict__))
        assert not Supervisor(told)._adopt()
        stranger.kill()


def test_each_data_folder_has_its_own_server(told, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    other = Settings(tmp_path / "elsewhere", "sqlite:///elsewhere", "127.0.0.1", 8080, None)
    assert instance(told) != instance(other)
    assert instance(told) == instance(told)
    assert str(tmp_path) not in instance(told)
    assert module.NOTE.endswith(".json")
