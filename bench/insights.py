"""How fast the insight pages of a whole city are, in a real browser: python bench/insights.py [WORKSHOPS …]

For 10, 50 and 200 workshops of a hundred ideas each: seconds from the press on the menu until the page is drawn,
the first time in a fresh program and the median of five more, and the memory of the laptop's program (MB).
Promised for 200 workshops and 20,000 ideas: less than 2 s when warm, less than 1,500 MB.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page, sync_playwright

from bench import city
from tests.e2e.conftest import CHROMIUM, FLAGS, Kit
from workshop_kit import store

PAGES = ("Programme", "Needs map", "Community profile", "Outcomes", "Evaluation", "Lessons")
SIZES = (10, 50, 200)
AGAIN = 5
SECTION = "[data-testid=stSidebarNav]"
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"


def main(sizes: list[int]) -> None:
    print(f"{'workshops':>9} {'ideas':>7} {'page':18} {'first s':>8} {'warm s':>7} {'MB':>6}")
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    engine = store.open_engine(f"sqlite:///{folder / 'workshops.sqlite3'}")
    city.build(engine, size)
    engine.dispose()
    kit = Kit(folder)
    kit.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(kit.url)
            page.wait_for_selector(DRAWN, timeout=120_000)
            for name in PAGES:
                report(size, name, [opened(page, name) for _time in range(AGAIN + 1)], memory(kit))
            browser.close()
    finally:
        kit.stop()


def opened(page: Page, name: str) -> float:
    """Seconds from the press until everything is drawn; before it, another page is open."""
    press(page, "Workshops")
    return press(page, name)


def press(page: Page, name: str) -> float:
    link = page.locator(SECTION).get_by_role("link", name=name, exact=True)
    begun = time.monotonic()
    link.click()
    page.get_by_role("heading", level=1, name=name).wait_for(timeout=120_000)
    page.wait_for_selector(DRAWN, timeout=120_000)
    return time.monotonic() - begun


def report(size: int, name: str, seconds: list[float], megabytes: float) -> None:
    first, warm = seconds[0], statistics.median(seconds[1:])
    print(f"{size:9} {size * city.IDEAS:7} {name:18} {first:8.2f} {warm:7.2f} {megabytes:6.0f}", flush=True)


def memory(kit: Kit) -> float:
    """Of the program behind the laptop's pages, in MB as Linux counts what is resident."""
    assert kit.process is not None
    status = Path(f"/proc/{kit.process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
