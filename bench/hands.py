"""A facilitator's hands on the theme board: a mouse, a finger, a keyboard; and the wall as it is in the database.

They act in a real browser and keep count of what a person needs, by the keystroke-level model (S. K. Card,
T. P. Moran, A. Newell, 1980, doi:10.1145/358886.358895).
"""

import time
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from agreement import ari
from playwright.sync_api import Locator, Page

from workshop_kit import store, themes, workshops

THINK, POINT, PRESS, KEY = 1.35, 1.1, 0.1, 0.2
"""Seconds: to decide; to point with a mouse or a finger; to press a button; to press a key."""
GOOD = 0.8
"""The agreement (ARI) with a careful person from which on themes are good."""


@dataclass
class Wall:
    """The board as it is in the database, and where each idea belongs."""

    engine: Any
    code: str
    truth: dict[int, str]

    def columns(self) -> dict[int | None, list[int]]:
        with store.reading(self.engine) as db:
            board = themes.board(db, workshops.by_code(db, self.code))
            found: dict[int | None, list[int]] = {c.theme.id: [i.id or 0 for i in c.ideas] for c in board.columns}
            return found | {None: [i.id or 0 for i in board.unplaced]}

    def agreement(self) -> float:
        at = {idea: str(column) for column, own in self.columns().items() for idea in own}
        return ari([self.truth[idea] for idea in at], list(at.values()))

    def homes(self) -> dict[str, int]:
        """For each true theme the column that is most it; no column is two themes' home."""
        overlap = Counter(
            (self.truth[idea], column) for column, own in self.columns().items() if column for idea in own
        )
        homes: dict[str, int] = {}
        for (name, column), _n in overlap.most_common():
            if name not in homes and column not in homes.values() and column is not None:
                homes[name] = column
        return homes


@dataclass
class Hand(ABC):
    """Does things on the board, and keeps count of what a person needs for it."""

    page: Page
    wall: Wall
    gestures: int = 0
    seconds: float = 0.0  # of the person's hand and head
    waited: float = 0.0  # for the page
    good: float | None = None  # seconds until the themes were good
    log: Counter[str] = field(default_factory=Counter)

    @property
    def board(self) -> Locator:
        return self.page.locator(".board")

    def card(self, idea: int) -> Locator:
        return self.board.locator(f'.idea[data-id="{idea}"]')

    def takes(self, seconds: float) -> None:
        self.seconds += seconds

    def opens_stacks(self) -> None:
        """What is stacked is opened first, so that each idea can be judged."""
        closed = self.board.locator('button.alike[aria-expanded="false"]')
        while closed.count():
            closed.first.click()
            self.takes(POINT + PRESS)
            self.log["stacks opened"] += 1

    def until(self, idea: int, column: int | None) -> None:
        """Wait until an idea is where it was put, in the database and on the page."""
        begun = time.perf_counter()
        while idea not in self.wall.columns().get(column, []):
            self.page.wait_for_timeout(10)
        drop = "tray" if column is None else column
        self.board.locator(f'[data-drop="{drop}"] .idea[data-id="{idea}"]').wait_for(state="attached")
        self.waited += time.perf_counter() - begun

    def until_new(self, before: set[int | None]) -> None:
        begun = time.perf_counter()
        while not set(self.wall.columns()) - before:
            self.page.wait_for_timeout(10)
        (fresh,) = set(self.wall.columns()) - before
        self.board.locator(f'section[data-drop="{fresh}"]').wait_for()
        self.waited += time.perf_counter() - begun

    # Each of these is one gesture.

    @abstractmethod
    def move(self, chosen: list[int], column: int | None) -> None:
        """Put ideas into a theme; None is the tray."""

    @abstractmethod
    def make(self, chosen: list[int], name: str) -> None:
        """A new theme of ideas."""

    def done(self, what: str) -> None:
        self.gestures += 1
        self.log[what] += 1
        if self.good is None and self.wall.agreement() >= GOOD:
            self.good = self.seconds + self.waited


class Mouse(Hand):
    """One idea is dragged; several are ticked, and then put where they belong with one press."""

    def press(self, place: Locator) -> None:
        place.click()

    def tick(self, chosen: list[int]) -> None:
        for idea in chosen:
            self.press(self.card(idea).locator("input"))
            self.takes(THINK + POINT + PRESS)

    def move(self, chosen: list[int], column: int | None) -> None:
        drop = "tray" if column is None else column
        self.tick(chosen)
        self.press(self.board.locator(f'.bar [data-drop="{drop}"]'))
        self.takes(THINK + POINT + PRESS)
        self.until(chosen[-1], column)
        self.done("moves")

    def make(self, chosen: list[int], name: str) -> None:
        before = set(self.wall.columns())
        self.tick(chosen)
        self.press(self.board.locator('.bar [data-drop="new"]'))
        self.page.keyboard.type(name)
        self.page.keyboard.press("Enter")
        self.takes(THINK + POINT + PRESS + THINK + KEY * (len(name) + 1))
        self.until_new(before)
        self.done("new themes")


class Touch(Mouse):
    def press(self, place: Locator) -> None:
        place.tap()


class Keys(Hand):
    """Arrows go from card to card, Space ticks, a number moves, N makes a theme."""

    def key(self, name: str, think: float = 0.0) -> None:
        self.page.keyboard.press(name)
        self.takes(KEY + think)
        self.log["keys"] += 1

    def at(self) -> int | None:
        """The idea that has the focus."""
        found = self.page.evaluate(
            "() => { let a = document.activeElement; while (a && a.shadowRoot) a = a.shadowRoot.activeElement;"
            " const card = a && a.closest('.idea'); return card ? Number(card.dataset.id) : null; }"
        )
        return int(found) if found is not None else None

    def enter(self) -> None:
        """From wherever the focus is to a card."""
        for _press in range(60):
            if self.at() is not None:
                return
            self.key("Tab")
        raise AssertionError("no card can be reached with Tab")

    def order(self) -> list[list[int]]:
        found: list[list[int]] = self.page.evaluate(
            "() => { const all = root => [...root.querySelectorAll('*')];"
            " const deep = root => all(root).flatMap(e => e.shadowRoot ? [e, ...deep(e.shadowRoot)] : [e]);"
            " return deep(document).filter(e => e.matches('section.theme'))"
            ".map(s => [...s.querySelectorAll('.idea')].map(c => Number(c.dataset.id))); }"
        )
        return [column for column in found if column]

    def go(self, idea: int) -> None:
        self.enter()
        for _press in range(200):
            here = self.at()
            if here == idea:
                return
            order = self.order()
            column = next(i for i, own in enumerate(order) if here in own)
            target = next(i for i, own in enumerate(order) if idea in own)
            if column != target:
                self.key("ArrowRight" if target > column else "ArrowLeft")
            else:
                down = order[target].index(idea) > order[target].index(here or 0)
                self.key("ArrowDown" if down else "ArrowUp")
        raise AssertionError(f"idea {idea} cannot be reached with arrows")

    def tick(self, chosen: list[int]) -> None:
        for idea in chosen:
            self.go(idea)
            self.key("Space", THINK)

    def move(self, chosen: list[int], column: int | None) -> None:
        self.tick(chosen)
        places = [c for c in self.wall.columns() if c is not None]
        number = 0 if column is None else places.index(column) + 1
        if number <= 9:
            self.key(str(number), THINK)
        else:
            self.key("m", THINK)
            self.page.get_by_role("listbox").wait_for()
            for _step in range(number - 1):
                self.key("ArrowDown")
            self.key("Enter")
        self.until(chosen[-1], column)
        self.done("moves")

    def make(self, chosen: list[int], name: str) -> None:
        before = set(self.wall.columns())
        self.tick(chosen)
        self.key("n", THINK)
        self.page.keyboard.type(name)
        self.page.keyboard.press("Enter")
        self.takes(THINK + KEY * (len(name) + 1))
        self.until_new(before)
        self.done("new themes")
