"""A real kit in its own data folder, and a real browser. Without Debian's chromium the stories are skipped;
in CI they fail instead."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = not Path(CHROMIUM).exists() and os.environ.get("CI") != "true"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


class Kit:
    """The two programs as a facilitator starts them."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port, self.phone_port = _free_port(), _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.phones = f"http://127.0.0.1:{self.phone_port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "WORKSHOP_DATA_DIR": str(self.data_dir),
            "WORKSHOP_PHONE_PORT": str(self.phone_port),
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        with (self.data_dir / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, f"--server.port={self.port}"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self.await_answer(f"{self.url}/_stcore/health")
        self.await_answer(f"{self.phones}/health")

    def await_answer(self, url: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(url, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"{url} does not answer:\n{(self.data_dir / 'log.txt').read_text()[-4000:]}")

    def phone_pid(self) -> int:
        from workshop_kit.settings import read
        from workshop_kit.supervisor import read_note

        note = read_note(read({"WORKSHOP_DATA_DIR": str(self.data_dir)}))
        assert note is not None
        return note.pid

    def kill_phones(self) -> None:
        os.kill(self.phone_pid(), signal.SIGKILL)

    def kill_pages(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)


class Wire:
    """What went over the page's connection to its program, for the report of a story that broke."""

    def __init__(self, page: Page) -> None:
        self.lines: list[str] = []
        self._start = time.monotonic()
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self._write("opened")
        socket.on("framesent", lambda frame: self._write(f"sent {len(frame)}"))
        socket.on("framereceived", lambda frame: self._write(f"got {len(frame)}"))
        socket.on("close", lambda _: self._write("closed"))

    def _write(self, line: str) -> None:
        self.lines.append(f"{time.monotonic() - self._start:.2f} {line}")


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    kit = Kit(tmp_path)
    kit.start()
    yield kit
    kit.stop()


@pytest.fixture(scope="module")  # its event loop must have ended before other tests start theirs
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Tell what was on the laptop when a story broke, and what the programs said; keep a picture where asked."""
    report = yield
    ann, kit = item.funcargs.get("ann"), item.funcargs.get("kit")  # type: ignore[attr-defined]
    if report.failed and call.when == "call" and ann is not None and kit is not None:
        assert kit.process is not None
        log = (kit.data_dir / "log.txt").read_text("utf-8", "replace")[-4000:]
        report.sections.append(("the programs", f"exit code {kit.process.poll()}\n{log}"))
        report.sections.append(("the laptop's connection", "\n".join(ann.wire.lines[-60:])))
        report.sections.append(("the laptop", ann.page.locator("body").inner_text()[:2000]))
        if folder := os.environ.get("E2E_PICTURES"):
            ann.page.screenshot(path=f"{folder}/{item.name}.png")
    return report
