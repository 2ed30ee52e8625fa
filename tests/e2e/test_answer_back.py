"""The end of the chain by hand: a catalogue of one's own, a choice, a workbook that comes back, the answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, Kit

OWN = """Tunnus;Toiminta;Kuka
1;Kielikahvila;Naapuripolku ry
2;;Vantaan kaupunki
3;Perhetupa;Vantaan kaupunki
"""


@pytest.fixture
def codes(kit: Kit) -> list[str]:
    """Of the demo: a finished evening, and one that is ready."""
    environment = {**os.environ, "WORKSHOP_DATA_DIR": str(kit.data_dir)}
    command = [sys.executable, "-m", "workshop_kit", "demo"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True).stdout.split()


@pytest.fixture
def laptop(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB").new_page()
    page.set_default_timeout(30_000)
    return page


def test_a_table_with_headings_of_its_own_becomes_services(kit: Kit, laptop: Page, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(OWN, "utf-8")
    laptop.goto(f"{kit.url}/services")
    laptop.get_by_text("Bring in a catalogue").click()
    laptop.locator("input[type=file]").set_input_files(table)
    laptop.get_by_role("combobox", name="Toiminta").click()
    laptop.get_by_role("option", name="Name, Suomi").click()
    expect(laptop.get_by_text("line 3: the service has no name")).to_be_visible()
    laptop.get_by_role("button", name="Bring in 2 services").click()
    expect(laptop.get_by_text("92 records")).to_be_visible()
    search = laptop.get_by_role("textbox", name="Search")
    search.fill("perhetupa")
    search.press("Enter")
    expect(laptop.get_by_text("1 record", exact=True)).to_be_visible()


def test_that_nothing_fits_is_said_remembered_and_undone(kit: Kit, laptop: Page, codes: list[str]) -> None:
    laptop.goto(f"{kit.url}/needs?code={codes[0]}")
    none = laptop.get_by_role("button", name="None fits")
    expect(none.first).to_be_visible(timeout=120_000)  # the model reads the catalogue, once
    none.first.click()
    expect(laptop.get_by_text("You said that no service fits: a gap.")).to_be_visible(timeout=60_000)
    expect(laptop.get_by_text("1 theme has no service that fits.")).to_be_visible()
    laptop.get_by_role("button", name="Undo").first.click()
    expect(laptop.get_by_text("You said that no service fits: a gap.")).to_have_count(0, timeout=60_000)


def test_a_workbook_comes_back_and_people_read_the_answer(
    browser: Browser, kit: Kit, laptop: Page, codes: list[str], tmp_path: Path
) -> None:
    laptop.goto(f"{kit.url}/documents?code={codes[0]}")
    with laptop.expect_download() as download:
        laptop.get_by_role("button", name="Save as Excel").click()
    back = tmp_path / "back.xlsx"
    sent = tmp_path / "sent.xlsx"
    download.value.save_as(sent)
    fill_in(sent, back)
    laptop.locator("input[type=file]").first.set_input_files(back)
    expect(laptop.get_by_text("this is not a day", exact=False)).to_be_visible()
    laptop.get_by_role("button", name="Take over 2 changes").click()
    expect(laptop.get_by_role("button", name=re.compile("Take over"))).to_have_count(0)
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB").new_page()
    phone.goto(f"{kit.phones}/{codes[0]}/results")
    expect(phone.get_by_text("The hall is booked from January.")).to_be_visible()
    expect(phone.get_by_text("It is being done").first).to_be_visible()


def fill_in(sent: Path, back: Path) -> None:
    """As a service manager does: a status, what has happened, and a day that is none."""
    book = openpyxl.load_workbook(sent)
    sheet = next(sheet for sheet in book if sheet.title == "Plan")
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["Status"]).value = "Under way"
    sheet.cell(2, column["What has happened since"]).value = "The hall is booked from January."
    sheet.cell(3, column["Done by"]).value = "soon"
    book.save(back)


def test_each_window_stays_in_its_workshop(browser: Browser, kit: Kit, laptop: Page, codes: list[str]) -> None:
    other = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB").new_page()
    for page, code in ((laptop, codes[0]), (other, codes[1])):
        page.goto(kit.url)
        row = page.locator("[class*=st-key-card]").filter(has_text=f"Room {code}").last
        row.get_by_role("button", name="Open").click()
        page.wait_for_url("**/now*")  # the workshop is open; a press before that would be overtaken
        page.get_by_test_id("stSidebarNav").get_by_role("link", name="Plan", exact=True).click()
        expect(page.get_by_role("heading", name="Plan", exact=True)).to_be_visible()
        expect(page.get_by_test_id("stSidebar").get_by_text(f"Room {code}")).to_be_visible()
    laptop.reload()
    expect(laptop.get_by_role("heading", name="Plan", exact=True)).to_be_visible()
    expect(laptop.get_by_test_id("stSidebar").get_by_text(f"Room {codes[0]}")).to_be_visible()
