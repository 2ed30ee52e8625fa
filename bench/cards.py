"""How long a stack of 40 paper cards takes one person: python bench/cards.py

A real browser types 40 ideas of an evening on the laptop's page "Paper cards", by the keyboard alone: the language
where it differs from the card before, the words, Ctrl+Enter. What is measured is the kit's own share, card by card:
from the last key until the number shows that is to be written on the card. Beside it, in the same run, the phone
server's own page without JavaScript takes the same words, sent by its button; and the same page of the laptop takes
40 photos at once. Typing is not measured but worked out: 40 words a minute, a word being five letters.
Exit status 1 where the kit's share of the stack is more than half a minute, or photos take five minutes.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from models import PhoneMode, StepKind  # noqa: E402
from tests.e2e.conftest import CHROMIUM, FLAGS, Kit  # noqa: E402
from workshop_kit import steps, store, workshops  # noqa: E402
from workshop_kit.settings import DATABASE_FILE  # noqa: E402

CARDS = 40
WORDS_A_MINUTE = 40
SIGNS_A_SECOND = WORDS_A_MINUTE * 5 / 60
PROMISED = 300  # seconds for a stack
MOST_SHARE = 30  # seconds of them that are the kit's own
SHARE = 0.95  # of the cards are faster than the second figure


@dataclass(frozen=True)
class Card:
    text: str
    language: str


@dataclass(frozen=True)
class Row:
    name: str
    waits: list[float]  # seconds, one a card
    signs: int  # keys that a person presses for the whole stack

    @property
    def total(self) -> float:
        return sum(self.waits) + self.signs / SIGNS_A_SECOND


def stack() -> list[Card]:
    """Forty ideas as people wrote them, sorted by language, as a careful person would sort a stack."""
    path = ROOT / "bench" / "evenings" / "school_home.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:CARDS]
    return sorted((Card(one["text"], one["lang"]) for one in records), key=lambda card: card.language)


@contextmanager
def room(cards: list[Card]) -> Iterator[tuple[Kit, str]]:
    """A kit whose room collects ideas, and its code."""
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(f"sqlite:///{folder}/{DATABASE_FILE}")
        with store.writing(engine) as db:
            draft = workshops.Draft(
                title={"en": "An evening"},
                question={"en": "What would help your family here?"},
                language="en",
                languages=list(dict.fromkeys(["en", *(card.language for card in cards)])),
                method="ideas-to-plan",
                day=date.today(),
            )
            workshop = workshops.create(db, draft, now=store.now())
            step = next(s for s in steps.agenda(db, workshop) if s.kind == StepKind.IDEAS)
            steps.start(db, workshop, step, now=store.now())
            steps.set_phones(db, workshop, step, PhoneMode.WRITE)
            code = workshop.code
        engine.dispose()
        kit = Kit(Path(folder))
        kit.start()
        try:
            yield kit, code
        finally:
            kit.stop()


def on_the_laptop(browser: Browser, cards: list[Card]) -> tuple[Row, Row]:
    with room(cards) as (kit, code):
        page = opened(browser, f"{kit.url}/paper?code={code}")
        typed = typed_cards(page, cards)
        photos = photographed(page)
    return typed, photos


def typed_cards(page: Page, cards: list[Card]) -> Row:
    field = page.get_by_label("What the card says, in its own language")
    language = page.get_by_role("combobox", name="Language").first
    expect(field).to_be_focused(timeout=30_000)
    waits, signs = [], 0
    for number, card in enumerate(cards, start=1):
        while language.input_value() != card.language:
            page.keyboard.press("Alt+ArrowDown")
            signs += 1
        page.keyboard.type(card.text)
        expect(field).to_have_value(card.text)
        waits.append(timed(lambda: page.keyboard.press("Control+Enter"), lambda n=number: saved(page, n)))
        assert field.evaluate("field => field.getRootNode().activeElement === field && !field.value")
        signs += len(card.text) + 1
    return Row("laptop, typed", waits, signs)


def saved(page: Page, number: int) -> None:
    """The number shows; a card that looks like another is saved all the same."""
    button = page.get_by_role("button", name=f"Take back number {number}", exact=True)
    again = page.get_by_role("button", name="Save it anyway")
    button.or_(again).wait_for()
    if again.is_visible():
        page.keyboard.press("Control+Enter")
    button.wait_for()


def photographed(page: Page) -> Row:
    """Forty photos as a phone makes them, from the choice in the file window until all have their numbers."""
    page.get_by_text("Photos of cards, many at once").click()
    files = [photo(n) for n in range(CARDS)]

    def add() -> None:
        page.locator("input[type=file]").set_input_files(files)
        page.get_by_role("button", name=f"Add {CARDS} photos").click(timeout=120_000)

    done = page.get_by_text(f"{CARDS} photos are saved")
    return Row("laptop, photos at once", [timed(add, lambda: done.wait_for(timeout=300_000))], 0)


def photo(n: int) -> FilePayload:
    file = BytesIO()
    noise = Image.effect_noise((1500, 1125), 60).convert("RGB")
    noise.paste((n * 6 % 256, 120, 90), (100, 100, 900, 700))
    noise.save(file, "JPEG", quality=85)
    return {"name": f"card-{n}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def on_a_phone(browser: Browser, cards: list[Card]) -> Row:
    """The phone server's own page, as a browser without JavaScript has it."""
    with room(cards) as (kit, code):
        page = opened(browser, f"{kit.phones}/{code}", scripts=False)
        page.locator("button[form=join]").click()
        waits = []
        for number, card in enumerate(cards, start=1):
            field = page.locator("textarea")
            field.focus()
            page.keyboard.type(card.text)
            send = page.locator("button[form=idea]").click
            waits.append(timed(send, lambda n=number: page.get_by_text(str(n), exact=True).first.wait_for()))
        return Row("phone page, no JavaScript", waits, sum(len(card.text) + 1 for card in cards))


def opened(browser: Browser, address: str, *, scripts: bool = True) -> Page:
    window = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", java_script_enabled=scripts
    )
    page = window.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    return page


def timed(act: Callable[[], object], until: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    until()
    return time.monotonic() - start


def clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"


def main() -> int:
    cards = stack()
    letters = statistics.mean(len(card.text) for card in cards)
    languages = len({card.language for card in cards})
    print(f"{CARDS} cards, {languages} languages, {letters:.0f} letters each, at {WORDS_A_MINUTE} words a minute")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = [*on_the_laptop(browser, cards), on_a_phone(browser, cards)]
        browser.close()
    print(f"{'':28}" + "".join(f"{head:>12}" for head in ("p50", "p95", "kit in all", "typing", "40 cards")))
    for row in rows:
        ordered = sorted(row.waits)
        one = len(ordered) == 1  # the whole stack at once
        cells = (
            "–" if one else f"{statistics.median(ordered):.2f} s",
            "–" if one else f"{ordered[int(len(ordered) * SHARE)]:.2f} s",
            f"{sum(ordered):.1f} s",
            clock(row.signs / SIGNS_A_SECOND),
            clock(row.total),
        )
        print(f"{row.name:28}" + "".join(f"{cell:>12}" for cell in cells))
    typed, photos, _phone = rows
    short = ((PROMISED - sum(typed.waits)) * SIGNS_A_SECOND) / CARDS - 1
    print(
        f"Typed within {clock(PROMISED)}: cards of at most {short:.0f} letters each. Longer: photos, or more hands."
    )
    return 0 if sum(typed.waits) <= MOST_SHARE and photos.total < PROMISED else 1


if __name__ == "__main__":
    sys.exit(main())
