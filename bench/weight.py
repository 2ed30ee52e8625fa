"""How heavy the phone page is: bytes over the wire and requests, measured in a real browser.

    python bench/weight.py

For each language: starts with an empty cache and a temporary database, opens the page in Debian's chromium, walks
through every kind of step (pictures to choose from, forty cards to sort, twelve themes to vote on), and adds
up what the browser's network log says (`Network.loadingFinished.encodedDataLength`: headers and body as sent).
For comparison it does the same with a minimal Streamlit page that asks one question.
"""

import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models import Channel, PhoneMode, StepKind
from workshop_kit import ideas, steps, themes, votes, workshops
from workshop_kit.i18n import LANGUAGES
from workshop_kit.phone import create_phone
from workshop_kit.phone.server import PhoneServer
from workshop_kit.store import now, open_engine, writing

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
MOST_BYTES, MOST_REQUESTS, MOST_PART = 40_000, 4, 5_000
THEMES = 12
CARDS = 40
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
        rows = list(phone_rows(browser, Path(folder)))
        streamlit = streamlit_page(browser, Path(folder))
        browser.close()
    print(f"{'':22}{'first load':>12}{'requests':>10}{'join, /now':>12}{'heaviest part':>15}  of step")
    for row in rows:
        print(
            f"{row.language:22}{row.first.total:>12,}{row.first.requests:>10}{row.joined.total:>12,}"
            f"{row.part:>15,}  {row.kind}"
        )
    print(f"{'promised, at most':22}{MOST_BYTES:>12,}{MOST_REQUESTS:>10}{'':>12}{MOST_PART:>15,}")
    print(f"{'Streamlit, one question':22}{streamlit.total:>11,}{streamlit.requests:>10}")
    return int(not all(row.is_kept for row in rows))


@dataclass(frozen=True)
class Load:
    total: int  # bytes over the wire
    requests: int


@dataclass(frozen=True)
class Row:
    language: str
    first: Load
    joined: Load
    part: int  # bytes of the heaviest part
    kind: str

    @property
    def is_kept(self) -> bool:
        return self.first.total <= MOST_BYTES and self.first.requests <= MOST_REQUESTS and self.part <= MOST_PART


def phone_rows(browser: Browser, folder: Path) -> Iterator[Row]:
    engine = open_engine(f"sqlite:///{folder / 'workshops.sqlite3'}")
    code = prepared(engine)
    with serving(engine) as address:
        for language in LANGUAGES:
            yield phone_row(browser, engine, address, code, language)
    engine.dispose()


def phone_row(browser: Browser, engine: Engine, address: str, code: str, language: str) -> Row:
    """A phone with an empty cache that comes in, and sees every step."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    page = context.new_page()
    log = Log(page)
    page.goto(f"{address}/{code}?language={language}", wait_until="load")
    page.wait_for_timeout(300)
    first = log.load()
    page.locator("button[form=join]").click()
    page.wait_for_selector("#part")
    page.wait_for_timeout(300)
    joined = log.load()
    parts = {kind: part_bytes(page, log) for kind in StepKind if move_to(engine, code, kind)}
    kind = max(parts, key=lambda kind: parts[kind])
    context.close()
    return Row(f"{LANGUAGES[language].name} ({language})", first, joined, parts[kind], kind.value)


def part_bytes(page: Page, log: "Log") -> int:
    while not log.of("/now"):
        page.wait_for_timeout(20)
    found = sum(log.of("/now"))
    log.clear()
    return found


def streamlit_page(browser: Browser, folder: Path) -> Load:
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
        page.goto(f"http://127.0.0.1:{port}")
        page.get_by_role("button", name="Send the idea").wait_for()
        page.wait_for_timeout(1500)
        return log.load()
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

    def load(self) -> Load:
        """What was loaded since the last look."""
        found = Load(sum(self.sizes.values()), len(self.sizes))
        self.clear()
        return found

    def of(self, ending: str) -> list[int]:
        return [size for id, size in self.sizes.items() if self.urls[id].endswith(ending)]

    def clear(self) -> None:
        self.sizes.clear()


def prepared(engine: Engine) -> str:
    """A workshop with a step of every kind, twelve themes to vote on, and forty ideas to sort into them."""
    draft = workshops.Draft(
        title={"en": "Koivukylä school evening"},
        question={"en": "What would help your family here?"},
        language="en",
        languages=list(LANGUAGES),
        method="ideas-to-plan",
        day=date.today(),
    )
    with writing(engine) as db:
        workshop = workshops.create(db, draft, now=now())
        have = {step.kind for step in steps.agenda(db, workshop)}
        for kind in set(StepKind) - have:
            steps.add(db, workshop, kind, title={"en": kind.value.title()}, minutes=10)
        for step in steps.agenda(db, workshop):
            if step.kind == StepKind.IDEAS:
                step.settings = {**step.settings, "symbols": True}  # thirty pictures to choose from
            if step.kind == StepKind.THEMES:
                step.phones = PhoneMode.WRITE  # people sort
        for n in range(THEMES):
            themes.split(db, workshop, [], {"en": f"Theme {n + 1} with a name of usual length"}, now=now())
        for n in range(CARDS):
            sent = ideas.Sent(
                str(uuid.uuid4()), f"Idea {n + 1}, of a length that is usual for ideas", "en", Channel.PAPER
            )
            ideas.enter(db, workshop, None, sent, now=now())
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
