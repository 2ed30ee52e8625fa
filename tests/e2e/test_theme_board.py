"""The theme board in a real browser: mouse, finger and keyboard. The board alone, with hints that are known."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from sqlmodel import select

from models import Channel, Idea, Source, Translation
from tests.e2e.conftest import ROOT, Kit
from workshop_kit import ideas, store, themes, workshops
from workshop_kit.settings import read

_NEXT_PICTURES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until the browser has drawn twice."""

PAGE = """
import streamlit as st
from pages.parts import board, database, theme_board
from workshop_kit import store, themes, workshops
from workshop_kit.hints import Hint

st.set_page_config(layout="wide")
if "lang" in st.query_params:
    st.session_state["language"] = st.query_params["lang"]


def opened(db):
    return workshops.by_code(db, st.query_params["code"])


def gesture(done):
    cut = lambda _workshop, theme: st.session_state.update(cut=theme)
    database.act(lambda db: theme_board.carry_out(db, opened(db), done, now=store.now(), cut=cut))


with database.looking() as db:
    database.tell()
    found = themes.board(db, opened(db))
    hints = {}
    if len(found.columns) > 1:
        first = [idea.id for idea in found.columns[0].ideas]
        hints = {idea: Hint(stack=first[0]) for idea in first if idea in (1, 2, 3)}
        hints[4] = Hint(also=found.columns[1].theme.id)
    board.show(theme_board.picture(db, opened(db), found, hints), gesture, key="theme_board")
    st.write("To be cut:", st.session_state.get("cut"))
"""

SAID = [
    ("Läksykerho kirjastossa", "fi", "A homework club in the library"),
    ("Läksykerho koululla", "fi", "A homework club at school"),
    ("Kerho läksyille", "fi", "A club for homework"),
    ("Ilmainen jalkapallo tytöille", "fi", "Free football for girls"),
    ("ملعب آمن قرب المدرسة", "ar", "A safe playground near the school"),
    ("دورات لغة مسائية", "ar", "Language courses in the evening"),
    ("An evening café", "en", None),
    ("A bench in the park", "en", None),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A program that shows nothing but the board; its address and its data folder."""
    folder = tmp_path_factory.mktemp("board")
    script = folder / "board_page.py"
    script.write_text(PAGE, encoding="utf-8")
    kit = Kit(folder)
    environment = {**os.environ, "WORKSHOP_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    with (folder / "log.txt").open("ab") as log:
        kit.process = subprocess.Popen(
            [*command, f"--server.port={kit.port}"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    kit.await_answer(f"{kit.url}/_stcore/health")
    yield kit.url, folder
    kit.stop()


class Wall:
    """Ann at the board: Homework has ideas 1 to 4 (1 to 3 are alike), Play has 5 and 6, 7 and 8 are not placed."""

    def __init__(self, page: Page) -> None:
        self.page, self.board = page, page.locator(".board")

    def column(self, name: str) -> Locator:
        return self.board.locator(f'section[aria-label="{name}"]')

    def card(self, number: int) -> Locator:
        exact = self.page.get_by_text(str(number), exact=True)
        return self.board.locator(".idea").filter(has=self.page.locator(".number", has=exact).or_(exact))

    def box(self, number: int) -> Locator:
        return self.board.get_by_role("checkbox", name=f"Choose idea {number}", exact=True)

    def has(self, name: str, *numbers: int) -> None:
        expect(self.column(name).locator(".idea .number")).to_have_text([str(number) for number in numbers])

    def middle(self, of: Locator) -> tuple[float, float]:
        """Where it is once the page has come to rest."""
        place, before = of.bounding_box(), None
        while place != before:
            self.page.evaluate(_NEXT_PICTURES)
            place, before = of.bounding_box(), place
        assert place is not None
        return place["x"] + place["width"] / 2, place["y"] + min(place["height"] / 2, 60)

    def drag(self, source: Locator, target: Locator) -> None:
        self.lift(source)
        self.page.mouse.move(*self.middle(target), steps=8)
        self.page.mouse.up()

    def lift(self, source: Locator) -> None:
        x, y = self.middle(source)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 12, y + 4, steps=3)
        expect(self.board.locator(".ghost")).to_be_visible()


@pytest.fixture
def opened(browser: Browser, pages: tuple[str, Path]) -> Iterator[Callable[..., Wall]]:
    contexts = []

    def open_wall(fill: Callable[..., str] = small, lang: str = "en", **facts: Any) -> Wall:
        address, folder = pages
        engine = store.open_engine(read({"WORKSHOP_DATA_DIR": str(folder)}).database_url)
        with store.writing(engine) as db:
            code = fill(db)
        engine.dispose()
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **facts})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{address}/?code={code}&lang={lang}")
        expect(page.locator(".board .theme").first).to_be_visible()
        return Wall(page)

    yield open_wall
    for context in contexts:
        context.close()


def small(db: Any) -> str:
    """Eight ideas. Ids begin at 1 again, because each wall replaces the one before."""
    for old in db.exec(select(Idea)):
        db.delete(old)
    db.flush()
    workshop, made = room(db, SAID)
    themes.split(db, workshop, made[:4], {"en": "Homework"}, now=store.now())
    themes.split(db, workshop, made[4:6], {"en": "Play"}, now=store.now())
    return str(workshop.code)


def large(db: Any) -> str:
    """300 ideas in eight themes."""
    workshop, made = room(db, [SAID[number % len(SAID)] for number in range(300)])
    for at in range(8):
        themes.split(db, workshop, made[at::9], {"en": f"Theme {at + 1}"}, now=store.now())
    return str(workshop.code)


def room(db: Any, said: list[tuple[str, str, str | None]]) -> tuple[Any, list[Idea]]:
    draft = workshops.Draft(
        title={"en": "Evening"},
        question={"en": "What would help?"},
        language="en",
        languages=["en", "fi", "ar"],
        method="ideas-to-plan",
        day=date(2026, 11, 14),
        starts=time(17, 30),
    )
    workshop = workshops.create(db, draft, now=store.now())
    made = []
    for text, language, english in said:
        sent = ideas.Sent(str(uuid.uuid4()), text, language, Channel.PAPER)
        idea = ideas.enter(db, workshop, None, sent, now=store.now())
        made.append(idea)
        if english:
            db.add(Translation(idea_id=idea.id, language="en", text=english, source=Source.MACHINE))
    db.flush()
    return workshop, made


def test_an_idea_is_dragged_into_a_theme_with_the_mouse(opened: Callable[..., Wall]) -> None:
    wall = opened()
    wall.drag(wall.card(7), wall.column("Play"))
    wall.has("Play", 5, 6, 7)
    expect(wall.board.get_by_role("status")).to_have_text("Idea 7 is now in Play.")
    wall.page.reload()
    wall.has("Play", 5, 6, 7)


def test_a_drag_shows_how_many_and_where_to_and_escape_ends_it(opened: Callable[..., Wall]) -> None:
    wall = opened()
    wall.box(7).check()
    wall.box(8).check()
    wall.lift(wall.card(8))
    expect(wall.board.locator(".ghost b")).to_have_text("2 ×")
    wall.page.mouse.move(*wall.middle(wall.column("Play")), steps=5)
    expect(wall.column("Play")).to_have_class("theme over")
    wall.page.keyboard.press("Escape")
    expect(wall.board.locator(".ghost")).to_have_count(0)
    wall.page.mouse.up()
    wall.has("Not yet placed", 7, 8)


def test_a_theme_dropped_on_another_is_merged(opened: Callable[..., Wall]) -> None:
    wall = opened()
    wall.drag(wall.column("Play").locator("h3"), wall.column("Homework"))
    expect(wall.column("Play")).to_have_count(0)
    wall.has("Homework", 1, 2, 3, 4, 5, 6)  # with one theme left, there are no hints here
    expect(wall.board.get_by_role("status")).to_have_text("Play is now part of Homework.")


def test_a_finger_lifts_after_a_rest_and_scrolls_before(opened: Callable[..., Wall]) -> None:
    wall = opened(viewport={"width": 820, "height": 1180}, has_touch=True)
    touch = wall.page.context.new_cdp_session(wall.page)

    def finger(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def scrolls() -> bool:
        x, y = wall.middle(wall.card(5))
        finger("touchStart", (x, y))
        for step in range(1, 6):
            finger("touchMove", (x, y - 12 * step))
        lifted = wall.board.locator(".ghost").count() > 0
        finger("touchEnd")
        return not lifted

    wall.column("Play").scroll_into_view_if_needed()
    # A machine that is busy may rest for a third of a second between two of the events: that is no scroll then.
    assert any(scrolls() for _try in range(4))
    expect(wall.board.locator(".ghost")).to_have_count(0)

    x, y = wall.middle(wall.card(5))
    finger("touchStart", (x, y))
    expect(wall.board.locator(".ghost")).to_be_visible()  # it rested
    to_x, to_y = wall.middle(wall.board.locator(".target", has_text="Homework"))
    for step in range(1, 11):
        finger("touchMove", (x + (to_x - x) * step / 10, y + (to_y - y) * step / 10))
    finger("touchEnd")
    wall.has("Homework", 1, 4, 5)


def test_everything_can_be_done_with_the_keyboard(opened: Callable[..., Wall]) -> None:
    wall = opened()
    press = wall.page.keyboard.press
    wall.box(1).focus()
    press("ArrowDown")
    expect(wall.box(4)).to_be_focused()
    press("ArrowUp")
    press("ArrowRight")
    expect(wall.box(5)).to_be_focused()
    press("ArrowLeft")
    expect(wall.box(1)).to_be_focused()
    press("ArrowRight")
    press("Space")
    expect(wall.board.get_by_text("Chosen: 1")).to_be_visible()
    press("m")
    expect(wall.board.get_by_role("listbox")).to_be_visible()
    press("h")  # the first letter of Homework
    press("Enter")
    wall.has("Homework", 1, 4, 5)
    expect(wall.box(6)).to_be_focused()  # the next card, so that the hands stay where they are
    press("0")
    wall.has("Not yet placed", 6, 7, 8)
    press("Control+z")
    wall.has("Play", 6)
    press("Control+z")
    wall.has("Play", 5, 6)
    press("Control+Shift+z")
    wall.has("Homework", 1, 4, 5)


def test_ideas_are_found_by_their_words_in_either_language(opened: Callable[..., Wall]) -> None:
    wall = opened()
    search = wall.board.get_by_role("searchbox")
    search.fill("laksy")  # without the dots
    wall.has("Homework", 1)
    expect(wall.board.get_by_text("3 of 8 shown")).to_be_visible()
    search.fill("playground")
    wall.has("Play", 5)
    search.press("Escape")
    expect(search).to_have_value("")
    wall.has("Not yet placed", 7, 8)
    wall.board.get_by_label("All languages").select_option("ar")
    expect(wall.board.get_by_text("2 of 8 shown")).to_be_visible()
    wall.board.get_by_role("checkbox", name="Choose all shown: Play").check()
    wall.board.get_by_role("button", name="Show all").click()
    expect(wall.board.get_by_text("Chosen: 2")).to_be_visible()


def test_a_stack_is_taken_as_one_and_opened_by_a_press(opened: Callable[..., Wall]) -> None:
    wall = opened()
    wall.has("Homework", 1, 4)
    wall.board.get_by_role("button", name="3 alike").click()
    wall.has("Homework", 1, 2, 3, 4)
    wall.board.get_by_role("button", name="3 alike").click()
    wall.card(1).click()
    expect(wall.board.get_by_text("Chosen: 3")).to_be_visible()
    wall.drag(wall.card(1), wall.column("Play"))
    wall.has("Homework", 4)
    expect(wall.column("Play").locator(".head .number")).to_have_text("5")


def test_many_are_chosen_with_shift_and_with_control_a(opened: Callable[..., Wall]) -> None:
    wall = opened()
    wall.card(1).click()
    wall.card(4).click(modifiers=["Shift"])
    expect(wall.board.get_by_text("Chosen: 4")).to_be_visible()
    wall.page.keyboard.press("Escape")
    expect(wall.board.get_by_role("toolbar")).to_be_hidden()
    wall.page.keyboard.press("Control+a")
    expect(wall.board.get_by_text("Chosen: 4")).to_be_visible()
    wall.board.get_by_role("button", name="Move to … Play").click()
    wall.has("Homework")


def test_a_hint_is_taken_by_one_press(opened: Callable[..., Wall]) -> None:
    wall = opened()
    expect(wall.card(4)).to_contain_text("might also be in Play")
    wall.board.get_by_role("button", name="Move there: Play").click()
    wall.has("Play", 4, 5, 6)


def test_a_theme_is_renamed_in_its_place_and_split(opened: Callable[..., Wall]) -> None:
    wall = opened()
    wall.column("Homework").locator("h3").dblclick()
    name = wall.board.get_by_placeholder("Name of the theme")
    name.fill("After school")
    name.press("Enter")
    wall.box(4).focus()
    expect(wall.board.get_by_role("heading", name="After school")).to_be_visible()
    wall.page.keyboard.press("F2")
    expect(name).to_have_value("After school")
    name.press("Escape")
    wall.board.get_by_role("button", name="More: After school").click()
    wall.board.get_by_role("menuitem", name="Split").click()
    expect(wall.page.get_by_text("To be cut: ")).not_to_contain_text("None")
    wall.board.get_by_role("button", name="More: Play").click()
    expect(wall.board.get_by_role("menuitem", name="Rename")).to_be_visible()
    expect(wall.board.get_by_role("menuitem", name="Split")).to_have_count(0)  # two ideas are too few


def test_original_and_translation_can_each_be_shown_alone(opened: Callable[..., Wall]) -> None:
    wall = opened()
    original, translation = wall.card(5).locator(".original"), wall.card(5).locator(".translation")
    expect(original).to_have_attribute("dir", "rtl")
    wall.board.get_by_role("button", name="Translation").click()
    expect(original).to_be_hidden()
    wall.board.get_by_role("button", name="Original").click()
    expect(translation).to_be_hidden()


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_the_board_has_nothing_that_axe_objects_to(opened: Callable[..., Wall], lang: str) -> None:
    wall = opened(lang=lang)
    wall.card(1).click()
    wall.page.keyboard.press("m")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(wall.page, context=".stBidiComponent", options=options)
    assert found.response["violations"] == []
    wall.page.keyboard.press("Escape")
    wall.page.keyboard.press("?")
    found = Axe().run(wall.page, context=".stBidiComponent", options=options)
    assert found.response["violations"] == []


def test_moving_one_of_300_ideas_keeps_all_other_cards_as_they_are(opened: Callable[..., Wall]) -> None:
    wall = opened(large)
    wall.board.evaluate(
        "board => board.querySelectorAll('.idea').forEach(node => { node.untouched = node.innerHTML; })"
    )
    wall.box(1).focus()
    wall.page.keyboard.press("2")
    expect(wall.board.get_by_role("status")).to_have_text("Idea 1 is now in Theme 2.")
    kept = "board => [...board.querySelectorAll('.idea')].filter(node => node.untouched).length"
    assert wall.board.evaluate(kept) == 300
