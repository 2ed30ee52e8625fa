"""A café evening at two tables, with a co-facilitator, an interpreter and a scribe, each behind a role link."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import ROOT, Kit, Wire

NAMES = ["Co-facilitator", "Interpreter", "Scribe"]


class Ann:
    """The facilitator at the laptop; she only prepares the evening and looks."""

    def __init__(self, page: Page, kit: Kit, code: str) -> None:
        self.page, self.kit, self.code = page, kit, code
        self.wire = Wire(page)
        self.last = "none yet"
        page.set_default_timeout(30_000)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.kit.url}/{path}?code={self.code}")

    def makes_a_link(self, role: str, language: str = "") -> str:
        self.page.get_by_role("radiogroup").get_by_text(role, exact=True).click()
        if language:
            self.page.get_by_role("combobox").first.click()
            self.page.get_by_role("option", name=language).click()
            self.page.keyboard.press("Escape")
        links = self.page.get_by_test_id("stCode")
        before = self.page.get_by_role("button", name="Take back", exact=True).count()
        self.page.get_by_role("button", name="Make the link").click()
        expect(self.page.get_by_role("button", name="Take back", exact=True)).to_have_count(before + 1)
        expect(links.first).to_be_visible()
        expect(links.first).not_to_have_text(self.last)  # the newest stands first, once the list is drawn anew
        self.last = links.first.inner_text().strip()
        return self.last


@pytest.fixture
def ann(browser: Browser, kit: Kit) -> Ann:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    return Ann(context.new_page(), kit, new_workshop(kit))


def new_workshop(kit: Kit) -> str:
    command = [sys.executable, "-m", "workshop_kit", "new", "--title", "Café", "--question", "What would help?"]
    made = subprocess.run(
        [*command, "--method", "learning-cafe", "--languages", "en,so,fi"],
        cwd=ROOT,
        env={**os.environ, "WORKSHOP_DATA_DIR": str(kit.data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


def handset(browser: Browser, locale: str = "en-GB") -> tuple[BrowserContext, Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=locale, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    return context, page


def test_a_café_evening_with_many_hands(browser: Browser, kit: Kit, ann: Ann) -> None:
    ann.open("tables")
    number = ann.page.get_by_label("How many tables?", exact=True)
    number.fill("2")
    number.press("Tab")
    expect(ann.page.get_by_label("Name or number", exact=True)).to_have_count(2)

    ann.open("hands")
    links = {
        "Co-facilitator": ann.makes_a_link("Co-facilitator"),
        "Interpreter": ann.makes_a_link("Interpreter", "Soomaali"),
        "Scribe": ann.makes_a_link("Scribe"),
    }
    assert len(set(links.values())) == 3
    hands = {role: handset(browser) for role in NAMES}
    for role, (_context, page) in hands.items():
        page.goto(kit.phones + "/" + links[role].split("/", 3)[3])
        page.wait_for_url("**/hand")  # the secret has left the address
        expect(page.get_by_text(role).first).to_be_visible()
    co, interpreter, scribe = (hands[role][1] for role in NAMES)

    for button in ("Start the evening", "Next: Rules", "Next: Round 1"):
        co.get_by_role("button", name=button).click()
    expect(co.get_by_role("heading", name="Round 1")).to_be_visible()

    _ben_context, ben = handset(browser, "so")
    ben.goto(f"{kit.phones}/{ann.code}?table=2")
    ben.get_by_role("radio", name="Soomaali").click()
    expect(ben.locator("html")).to_have_attribute("lang", "so")
    ben.locator("button[form=join]").click()
    ben.wait_for_url("**/now")
    ben.locator("textarea").fill("Koox ciyaar ah oo lacag la'aan ah")
    ben.locator("button[form=idea]").click()
    expect(ben.locator("textarea")).to_have_value("")

    scribe.locator("#card-text").fill("A bus in the evening")
    scribe.get_by_role("button", name="Send the idea").click()
    expect(scribe.locator("#written").get_by_text("A bus in the evening").first).to_be_visible()

    task = interpreter.locator("li").filter(has_text="Koox ciyaar")
    expect(task).to_be_visible()
    task.locator("textarea").fill("A free sports club")
    task.get_by_role("button", name="Save").click()

    ann.open("ideas")
    expect(ann.page.get_by_text("A free sports club").first).to_be_visible()
    expect(ann.page.get_by_text("A bus in the evening").first).to_be_visible()

    co.get_by_role("button", name=re.compile("^Next: Round 2")).click()
    expect(co.get_by_role("heading", name="Round 2")).to_be_visible()
    expect(ben.get_by_text("2", exact=False).first).to_be_visible()

    only_their_own_work(kit, ann, hands)
    a_link_taken_back_ends_at_once(ann, scribe)


def only_their_own_work(kit: Kit, ann: Ann, hands: dict[str, tuple[BrowserContext, Page]]) -> None:
    """What another role does is refused, whoever asks; and nothing has happened."""
    before = status(kit, ann.code)
    for role, do in (
        ("Scribe", "go"),
        ("Scribe", "translate"),
        ("Interpreter", "end"),
        ("Interpreter", "card"),
        ("Co-facilitator", "vote"),
        ("Co-facilitator", "note"),
    ):
        context, _page = hands[role]
        answer = context.request.post(f"{kit.phones}/{ann.code}/hand", form={"do": do, "text": "x", "idea": "1"})
        assert answer.status == 400, (role, do, answer.status)
    assert status(kit, ann.code) == before


def a_link_taken_back_ends_at_once(ann: Ann, scribe: Page) -> None:
    ann.open("hands")
    expect(ann.page.get_by_role("button", name="Take back all links")).to_be_visible()
    ann.page.get_by_role("button", name="Take back all links").click()
    ann.page.get_by_role("button", name="Take all links back").click()
    expect(ann.page.get_by_text("No links yet.")).to_be_visible()
    scribe.reload()
    expect(scribe.get_by_text("This link does not work any more.")).to_be_visible()


def status(kit: Kit, code: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "workshop_kit", "status", code],
        cwd=ROOT,
        env={**os.environ, "WORKSHOP_DATA_DIR": str(kit.data_dir)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
