"""The insight pages over a small city in a real browser: filters in the address, axe, charts that can be saved."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bench import city
from tests.e2e.conftest import Kit
from workshop_kit import store
from workshop_kit.settings import DATABASE_FILE

WORKSHOPS = 6
HEADINGS = {
    "programme": "Programme",
    "needs_map": "Needs map",
    "profile": "Community profile",
    "outcomes": "Outcomes",
    "evaluation": "Evaluation",
    "lessons": "Lessons",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    folder = tmp_path_factory.mktemp("city")
    engine = store.open_engine(f"sqlite:///{folder / DATABASE_FILE}")
    city.build(engine, WORKSHOPS)
    engine.dispose()
    kit = Kit(folder)
    kit.start()
    yield kit
    kit.stop()


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def opened(laptop: Page, kit: Kit, address: str) -> None:
    laptop.goto(f"{kit.url}/{address}")
    name = HEADINGS[address.partition("?")[0]]
    expect(laptop.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=60_000)
    laptop.wait_for_selector(DRAWN)


@pytest.mark.parametrize("address", HEADINGS)
def test_axe_objects_to_nothing_of_ours(kit: Kit, laptop: Page, address: str) -> None:
    opened(laptop, kit, address)
    found = Axe().run(laptop, context="[data-testid=stMain]", options=RULES)
    assert found.response["passes"], "axe has looked at something"
    assert found.response["violations"] == []


def test_a_filter_stands_in_the_address_and_survives_a_reload(kit: Kit, laptop: Page) -> None:
    opened(laptop, kit, "profile")
    laptop.get_by_role("combobox", name="Year").click()
    laptop.get_by_role("option", name="2024").click()
    expect(laptop).to_have_url(re.compile("year=2024"))
    laptop.reload()
    expect(laptop.get_by_role("combobox", name="Year")).to_have_value("2024")


def test_a_chart_is_saved_as_a_picture_a_drawing_and_a_table(kit: Kit, laptop: Page, tmp_path: Path) -> None:
    opened(laptop, kit, "profile")
    laptop.get_by_text("As a table, and to take along").first.click()
    for kind in ("PNG", "SVG", "CSV"):
        with laptop.expect_download() as download:
            laptop.get_by_role("button", name=f"Save as {kind}").first.click()
        download.value.save_as(tmp_path / f"chart.{kind.lower()}")
    with Image.open(tmp_path / "chart.png") as picture:
        assert picture.width > 800 and len(picture.convert("RGB").getcolors(1 << 24) or []) > 8
    drawing = ElementTree.parse(tmp_path / "chart.svg").getroot()
    words = [text for element in drawing.iter() if (text := (element.text or "").strip())]
    table = (tmp_path / "chart.csv").read_text("utf-8-sig").splitlines()
    assert len(table) > 2
    assert table[1].split(";")[0] in words
