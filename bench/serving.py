"""A server as a process of its own, and what it uses: processor time, memory. Linux, by /proc."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
STARTS_IN = 30.0  # seconds
_LIBC = ctypes.CDLL(None)
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


class Program:
    """A running program with everything it has started."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str] | None = None,
        *,
        folder: Path = ROOT,
        pipes: bool = False,
    ) -> None:
        pipe = subprocess.PIPE if pipes else subprocess.DEVNULL
        self.process = subprocess.Popen(
            list(command),
            stdin=pipe,
            stdout=pipe,
            cwd=folder,
            env={**_clean(os.environ), **(environ or {})},
            text=True,
            preexec_fn=_end_with_parent,
        )

    def cpu(self) -> float:
        """Seconds of processor time so far, in user and system mode."""
        return sum(sum(map(int, _stat(pid)[11:13])) for pid in self._pids()) / TICKS

    def megabytes(self) -> float:
        """Memory that is in RAM now (RSS)."""
        return sum(int(_stat(pid)[21]) for pid in self._pids()) * PAGE / 1e6

    def kill(self) -> None:
        """kill -9, and its children too."""
        for pid in reversed(self._pids()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def _pids(self) -> list[int]:
        return list(_family(self.process.pid)) if self.process.poll() is None else []


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def busy() -> float:
    """Seconds of processor time that this whole machine has used since its start."""
    user, nice, system, _idle, _waiting, *more = map(int, Path("/proc/stat").read_text().split(None, 9)[1:9])
    return (user + nice + system + sum(more)) / TICKS


def disk(folder: Path, times: int = 200) -> list[float]:
    """Seconds that each of some small writes takes until it is on the disk (fsync)."""
    took = []
    with (folder / "disk").open("wb", buffering=0) as file:
        for _ in range(times):
            start = time.monotonic()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            took.append(time.monotonic() - start)
    (folder / "disk").unlink()
    return took


def wait_until_well(program: Program, url: str) -> None:
    """Until the server answers with 200. RuntimeError where it ends or does not come."""
    until = time.monotonic() + STARTS_IN
    while time.monotonic() < until:
        if program.process.poll() is not None:
            raise RuntimeError(f"the server ended with status {program.process.returncode}")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"no server at {url} after {STARTS_IN:.0f} seconds")


def _family(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, so that state is field 0; zeros where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["0"] * 50


def _end_with_parent() -> None:
    """Even where the benchmark itself is killed, nothing stays behind."""
    _LIBC.prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    """Without what would lead to somebody's real database."""
    return {key: value for key, value in environ.items() if not key.startswith(("WORKSHOP_", "DATABASE_URL"))}
