"""The network cable is out: an evening on the laptop's own hotspot, where every other host is out of reach.

Two fences, and one of them is always there. The programs run with a hook that writes down and refuses each call of
Python's to another host (PEP 578). Where the system lets us, programs and browser also live in a network of their
own that has nothing but this laptop (Linux namespaces); its address is the one that NetworkManager gives a hotspot.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Route, WebSocket, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, ROOT, Kit
from tests.e2e.test_evening import Facilitator, Phone, prepare, to_step
from workshop_kit import network

HOTSPOT = "10.42.0.1"
FENCE = """
import ipaddress, json, os, sys

def is_here(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost", *OWN):
        return True
    try:
        address = ipaddress.ip_address(host)
        return address.is_loopback or address.is_unspecified
    except ValueError:
        return False

def watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = args[1][0] if isinstance(args[1], tuple) else None  # the name of a file is not a host
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    else:
        return
    if not is_here(host):
        with open(LOG, "a", encoding="utf-8") as log:
            log.write(json.dumps([event, str(host), sys.argv]) + "\\n")
        raise OSError(101, "Network is unreachable")

OWN, LOG = os.environ["FENCE_OWN"].split(), os.environ["FENCE_LOG"]
sys.addaudithook(watch)
"""


class Offline(Kit):
    """The two programs where nothing but this laptop can be reached."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.is_alone = can_be_alone()
        self.own = [HOTSPOT] if self.is_alone else [address.ip for address in network.addresses()]
        self.log = data_dir / "asked.jsonl"
        (data_dir / "fence").mkdir()
        (data_dir / "fence" / "sitecustomize.py").write_text(FENCE, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(self.data_dir / "fence"),
            "FENCE_OWN": " ".join(self.own),
            "FENCE_LOG": str(self.log),
            "FENCE_READY": str(self.data_dir / "fence" / "ready"),
            "WORKSHOP_DATA_DIR": str(self.data_dir),
            "WORKSHOP_PHONE_PORT": str(self.phone_port),
        }

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        with (self.data_dir / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [*(alone() if self.is_alone else []), *command, f"--server.port={self.port}"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 30
        while self.is_alone and not (self.data_dir / "fence" / "ready").exists() and time.monotonic() < until:
            time.sleep(0.05)  # nobody can enter a network that is not there yet
        assert not self.is_alone or (self.data_dir / "fence" / "ready").exists(), "the network is not there"
        for url in (f"{self.url}/_stcore/health", f"{self.phones}/health"):
            asking = [sys.executable, "-c", AWAIT, url]
            subprocess.run(self.inside(asking), check=True, timeout=90, env=self.environment)

    def inside(self, command: list[str]) -> list[str]:
        """A command where the programs are."""
        if not self.is_alone:
            return command
        assert self.process is not None
        return ["nsenter", "--preserve-credentials", "-U", "-n", "-t", str(self.process.pid), *command]

    def browser(self) -> str:
        """An executable that starts the browser where the programs are."""
        path = self.data_dir / "browser"
        path.write_text(f'#!/bin/sh\nexec {" ".join(self.inside([CHROMIUM]))} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    def asked(self) -> list[list[object]]:
        """What the programs wanted of other hosts: [event, host, who]."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []


AWAIT = """
import sys, time, urllib.request
for _ in range(600):
    try:
        sys.exit(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1]).status != 200)
    except OSError:
        time.sleep(0.1)
sys.exit(1)
"""


def alone() -> list[str]:
    """What puts a command into a network of its own, with the loopback and the address of a hotspot."""
    setting_up = (
        f'ip link set lo up && ip addr add {HOTSPOT}/24 dev lo && : > "${{FENCE_READY:-/dev/null}}" && exec "$@"'
    )
    return ["unshare", "--user", "--map-root-user", "--net", "sh", "-c", setting_up, "sh"]


def can_be_alone() -> bool:
    tools = all(shutil.which(tool) for tool in ("unshare", "nsenter", "ip"))
    return tools and subprocess.run([*alone(), "true"], capture_output=True).returncode == 0


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Offline]:
    kit = Offline(tmp_path)
    kit.start()
    yield kit
    kit.stop()


@pytest.fixture
def browser(kit: Offline) -> Iterator[Browser]:
    """A browser where the programs are; the one of the other stories could not reach them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=kit.browser(), args=FLAGS)
        yield browser
        browser.close()


class Pages:
    """What pages asked for, and of whom. Other hosts are not asked in the end."""

    def __init__(self, *here: str) -> None:
        self.here, self.hosts = here, set[str]()

    def watch(self, context: BrowserContext) -> None:
        context.route("**/*", self._route)
        context.on("page", lambda page: page.on("websocket", self._opened))

    def _route(self, route: Route) -> None:
        if self._noted(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _opened(self, socket: WebSocket) -> None:
        self._noted(socket.url)

    def _noted(self, url: str) -> bool:
        """Whether this is on the laptop; what a page makes itself (data:, blob:) has no host."""
        host = urlsplit(url).hostname or self.here[0]
        self.hosts.add(host)
        return host in self.here


def test_an_evening_with_the_network_cable_out(browser: Browser, kit: Offline) -> None:
    pages = Pages("127.0.0.1", *kit.own)
    laptop = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", accept_downloads=True)
    pages.watch(laptop)
    ann = Facilitator(laptop.new_page(), kit)
    prepare(ann)
    address = ann.page.get_by_test_id("stCode").inner_text().strip()
    if kit.is_alone:
        assert urlsplit(address).hostname == HOTSPOT
        expect(ann.page.get_by_text("This looks like the laptop’s own hotspot.")).to_be_visible()

    ben = phone(browser, pages, address)
    ben.join("English", "en")
    to_step(ann, "Start the evening", "Welcome")
    to_step(ann, re.compile("^Next: Rules"), "Rules")
    to_step(ann, re.compile("^Next: Ideas"), "Ideas")
    expect(ben.page.locator("textarea")).to_be_visible()
    for text in ("Free football for children", "A football club for children", "Finnish in the evening"):
        ben.send(text)
    to_step(ann, re.compile("^Next: Themes"), "Themes")
    ann.go_to("Themes")
    ann.press("Suggest themes")
    expect(ann.page.get_by_role("button", name="Suggest again")).to_be_visible(timeout=60_000)
    everywhere(ann)
    assert "Koivukylä evening" in exported(ann)

    assert kit.asked() == []
    assert pages.hosts <= set(pages.here)


def test_the_laptop_says_that_the_page_for_phones_is_ready(browser: Browser, kit: Offline) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB").new_page()
    page.goto(f"{kit.url}/connect")
    expect(page.get_by_text("The page for phones is ready")).to_be_visible()
    expect(page.get_by_text("No phone has got through yet")).to_be_visible()
    page.get_by_label("Name of the Wi-Fi").fill("Koivu")
    page.get_by_role("textbox", name="Its password").fill("short")
    page.get_by_role("button", name="Make the code").click()
    expect(page.get_by_text("A Wi-Fi password has 8 to 63 letters").first).to_be_visible()
    page.get_by_role("textbox", name="Its password").fill("punainen-mokki")
    page.get_by_role("button", name="Make the code").click()
    expect(page.get_by_text("First join the Wi-Fi")).to_be_visible()
    expect(page.get_by_text("Open the Wi-Fi on your phone and choose “Koivu”.")).to_be_visible()


def test_the_fence_notices_who_asks_another_host(tmp_path: Path) -> None:
    kit = Offline(tmp_path)
    calls = ("create_connection(('192.0.2.1', 80))", "getaddrinfo('example.org', 80)")
    for call in calls:
        asking = [sys.executable, "-c", f"import socket; socket.{call}"]
        assert subprocess.run(asking, env=kit.environment, capture_output=True).returncode != 0
    assert [host for _event, host, _who in kit.asked()] == ["192.0.2.1", "example.org"]


def phone(browser: Browser, pages: Pages, address: str) -> Phone:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True)
    pages.watch(context)
    return Phone(context, address)


def everywhere(ann: Facilitator) -> None:
    """Each page of the menu is opened once: whatever it loads is on the laptop."""
    links = ann.page.get_by_test_id("stSidebarNav").get_by_role("link")
    for i in range(links.count()):
        address = links.nth(i).get_attribute("href") or ""
        links.nth(i).click()
        ann.page.wait_for_url(f"{address}*")
        expect(ann.page.get_by_test_id("stStatusWidget")).to_have_count(0)
        expect(ann.page.get_by_role("heading", level=1).first).to_be_visible()
        expect(ann.page.get_by_test_id("stException")).to_have_count(0)


def exported(ann: Facilitator) -> str:
    """The words of the plan as it is saved for Word."""
    ann.go_to("Documents")
    with ann.page.expect_download() as download:
        ann.press("Save as Word")
    path = Path(download.value.path()).with_suffix(".docx")
    shutil.copy(download.value.path(), path)
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
