"""How heavy the phone page is: bytes over the wire and requests, measured in a real browser.

    python bench/weight.py

Starts the phone server with an empty cache and a temporary database, opens the page in Debian's chromium and adds
up what the browser's network log says (`Network.loadingFinished.encodedDataLength`: headers and body as sent).
For comparison it does the same with a minimal Streamlit page that asks one question.
"""

import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models import Option, StepKind
from workshop_kit import steps, votes, workshops
from workshop_kit.phone import create_phone
from workshop_kit.phone.server import PhoneServer
from workshop_kit.store import now, open_engine, writing

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PROMISED = {"first load": 40_000, "part": 5_000}
THEMES = 12
STREAMLIT_PAGE = """
import streamlit as st
st.title("Koivukylä school evening")
st.radio("Choose your language", ["Suomi", "English", "العربية"])
st.text_area("What would help your family here?")
st.button("Send the idea")
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, "--disable-component-update", "--disable-sync"]
        )
        rows = [*phone_rows(browser, Path(folder)), streamlit_row(browser, Path(folder))]
        browser.close()
    print(f"{'':34}{'requests':>9}{'bytes':>11}{'promised':>10}{'ms':>7}")
    for name, requests, size, promised, took in rows:
        print(f"{name:34}{requests:>9}{size:>11,}{promised or '':>10}{took:>7.0f}")
    return int(any(promised and size > promised for _name, _requests, size, promised, _took in rows))


Row = tuple[str, int, int, int, float]


def phone_rows(browser: Browser, folder: Path) -> Iterator[Row]:
    engine = open_engine(f"sqlite:///{folder / 'workshops.sqlite3'}")
    code = prepared(engine)
    with serving(engine) as address:
        page = browser.new_context(viewport={"width": 390, "height": 844}, locale="en").new_page()
        log = Log(page)
        took = opened(page, f"{address}/{code}")
        yield ("phone: first load of /{code}", len(log.sizes), log.total, PROMISED["first load"], took)
        log.clear()
        page.get_by_role("button", name="Join").click()
        page.wait_for_selector("#part")
        page.wait_for_timeout(500)
        yield ("phone: join, and /now", len(log.sizes), log.total, 0, 0)
        for kind in StepKind:
            if move_to(engine, code, kind):
                yield part_row(page, log, kind)
    engine.dispose()


def part_row(page: Page, log: "Log", kind: StepKind) -> Row:
    log.clear()
    started = time.perf_counter()
    while not log.of("/now"):
        page.wait_for_timeout(20)
    took = 1000 * (time.perf_counter() - started)
    parts = log.of("/now")
    return (f"phone: part for {kind.value}", len(parts), sum(parts), PROMISED["part"], took)


def streamlit_row(browser: Browser, folder: Path) -> Row:
    script = folder / "page.py"
    script.write_text(STREAMLIT_PAGE, encoding="utf-8")
    port = free_port()
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        log = Log(page)
        started = time.perf_counter()
        page.goto(f"http://127.0.0.1:{port}")
        page.get_by_role("button", name="Send the idea").wait_for()
        took = 1000 * (time.perf_counter() - started)
        page.wait_for_timeout(1500)
        return ("Streamlit: minimal page", len(log.sizes), log.total, 0, took)
    finally:
        process.terminate()
        process.wait()


class Log:
    """What the browser has loaded: encoded bytes of each finished request. WebSocket frames are not in it."""

    def __init__(self, page: Page) -> None:
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": False})
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.urls[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.urls:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    @property
    def total(self) -> int:
        return sum(self.sizes.values())

    def of(self, ending: str) -> list[int]:
        return [size for id, size in self.sizes.items() if self.urls[id].endswith(ending)]

    def clear(self) -> None:
        self.sizes.clear()


def prepared(engine: Engine) -> str:
    """A workshop with a step of every kind and twelve options to vote on."""
    draft = workshops.Draft(
        title={"en": "Koivukylä school evening"},
        question={"en": "What would help your family here?"},
        language="en",
        languages=["en"],
        method="ideas-to-plan",
        day=date.today(),
    )
    with writing(engine) as db:
        workshop = workshops.create(db, draft, now=now())
        workshop.languages = ["fi", "sv", "en", "ar", "so", "ru", "uk", "vi", "fa", "ckb", "sq", "zh"]
        have = {step.kind for step in steps.agenda(db, workshop)}
        for kind in set(StepKind) - have:
            steps.add(db, workshop, kind, title={"en": kind.value.title()}, minutes=10)
        vote = next(step for step in steps.agenda(db, workshop) if step.kind == StepKind.VOTE)
        for n in range(THEMES):
            label = {"en": f"Theme {n + 1} with a name of usual length"}
            db.add(Option(step_id=vote.id or 0, position=n, label=label, mark=n + 1))
        return workshop.code


def move_to(engine: Engine, code: str, kind: StepKind) -> bool:
    with writing(engine) as db:
        workshop = workshops.by_code(db, code)
        step = next((step for step in steps.agenda(db, workshop) if step.kind == kind), None)
        if step is None:
            return False
        kept = votes.options(db, step)
        steps.start(db, workshop, step, now=now())
        for option in kept:  # there are no themes in this workshop, so the vote's preparing has dropped them
            db.merge(option)
    return True


@contextmanager
def serving(engine: Engine) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = PhoneServer(uvicorn.Config(create_phone(engine), log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def opened(page: Page, url: str) -> float:
    started = time.perf_counter()
    page.goto(url, wait_until="load")
    took = 1000 * (time.perf_counter() - started)
    page.wait_for_timeout(800)
    return took


def wait_for(url: str) -> None:
    for _try in range(200):
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise TimeoutError(url)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
