"""How long it takes to sort sixty ideas on the theme board, by mouse, by finger and by keyboard.

    python bench/board.py [--hands mouse touch keys]

A browser does on the real page what a facilitator would do who knows where each idea belongs, from the machine's
proposal to the themes of one careful person: she makes the themes that are missing, ticks what is in the wrong
place, and moves it in one go. Counted are her gestures and the seconds that the page takes. How long a person takes
for them is not measured but worked out (bench/hands.py), with 2.5 s to read each idea once.
Exit status 1 where good themes would take five minutes or more.
"""

import argparse
import json
import random
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from hands import Hand, Keys, Mouse, Touch, Wall  # noqa: E402

from models import Channel, StepKind  # noqa: E402
from tests.e2e.conftest import CHROMIUM, FLAGS, Kit  # noqa: E402
from workshop_kit import ideas, steps, store, suggesting, vectors, workshops  # noqa: E402
from workshop_kit.settings import DATABASE_FILE  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "ideas" / "ideas.jsonl"
SIX = ("fi", "en", "ar", "so", "ru", "sv")
SIZE = 60
PROMISED = 300  # seconds, to themes that are good
READ = 2.5
"""Seconds to read an idea."""


HANDS = {"mouse": Mouse, "touch": Touch, "keys": Keys}


def sort(hand: Hand, wall: Wall) -> None:
    """The facilitator's way: first the themes that are missing, then what is in the wrong place."""
    hand.takes(READ * len(wall.truth))
    hand.opens_stacks()
    for name in sorted(set(wall.truth.values()) - set(wall.homes())):
        own = [idea for ideas in wall.columns().values() for idea in ideas if wall.truth[idea] == name]
        hand.make(own, name.replace("_", " ").capitalize())
    homes = wall.homes()
    for column, own in wall.columns().items():
        wrong: dict[str, list[int]] = {}
        for idea in own:
            if homes[wall.truth[idea]] != column:
                wrong.setdefault(wall.truth[idea], []).append(idea)
        for name, chosen in wrong.items():
            hand.move(chosen, homes[name])


@contextmanager
def room(records: list[dict[str, str]]) -> Iterator[tuple[Kit, Wall]]:
    """A kit with the ideas on its wall and the machine's themes on its board."""
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(f"sqlite:///{folder}/{DATABASE_FILE}")
        with store.writing(engine) as db:
            draft = workshops.Draft(
                title={"en": "An evening"},
                question={"en": "What would help your family here?"},
                language="en",
                languages=["en", *sorted({record["lang"] for record in records} - {"en"})],
                method="ideas-to-plan",
                day=date.today(),
            )
            workshop = workshops.create(db, draft, now=store.now())
            step = next(s for s in steps.agenda(db, workshop) if s.kind == StepKind.IDEAS)
            truth = {}
            for record in records:
                sent = ideas.Sent(str(uuid.uuid4()), record["text"], record["lang"], Channel.PAPER)
                truth[ideas.enter(db, workshop, step, sent, now=store.now()).id or 0] = record["theme"]
            code, workshop_id = workshop.code, workshop.id or 0
        suggesting.themes_for(engine, workshop_id, vectors.remembering(engine))
        kit = Kit(Path(folder))
        kit.start()
        try:
            yield kit, Wall(engine, code, truth)
        finally:
            kit.stop()
            engine.dispose()


def rooms() -> dict[str, list[dict[str, str]]]:
    def read(path: Path) -> list[dict[str, str]]:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    found = {"school_home (13 languages)": read(ROOT / "bench" / "evenings" / "school_home.jsonl")}
    if SHARED.exists():
        six = [record for record in read(SHARED) if record["lang"] in SIX]
        found = {"easy (6 languages)": random.Random(60).sample(six, SIZE), **found}
    return found


def main() -> int:
    options = argparse.ArgumentParser(description="How long sorting sixty ideas takes.")
    options.add_argument("--hands", nargs="*", choices=HANDS, default=list(HANDS))
    hands = options.parse_args().hands
    kept = True
    heads = ("ARI before", "after", "gestures", "page waits", "good after", "all after")
    print(f"{'ideas':28}{'hand':8}" + "".join(f"{head:>12}" for head in heads))
    for name, records in rooms().items():
        for kind in hands:
            before, after, hand = tried(records, HANDS[kind])
            kept = kept and hand.good is not None and hand.good < PROMISED
            total = clock(hand.seconds + hand.waited)
            cells = (
                f"{before:.2f}",
                f"{after:.2f}",
                hand.gestures,
                f"{hand.waited:.1f} s",
                clock(hand.good),
                total,
            )
            print(f"{name:28}{kind:8}" + "".join(f"{cell:>12}" for cell in cells), dict(hand.log), flush=True)
    return 0 if kept else 1


def tried(records: list[dict[str, str]], kind: type[Hand]) -> tuple[float, float, Hand]:
    """The agreement before and after, and the hand that has sorted all."""
    with room(records) as (kit, wall), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(viewport={"width": 1440, "height": 900}, has_touch=kind is Touch).new_page()
        page.goto(f"{kit.url}/themes?code={wall.code}")
        page.locator(".board .idea").first.wait_for()
        before = wall.agreement()
        hand = kind(page, wall)
        sort(hand, wall)
        after = wall.agreement()
        browser.close()
        return before, after, hand


def clock(seconds: float | None) -> str:
    return "–" if seconds is None else f"{int(seconds // 60)}:{int(seconds % 60):02d}"


if __name__ == "__main__":
    sys.exit(main())
