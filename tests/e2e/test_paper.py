"""A stack of paper cards, typed in by the keyboard alone; and photos of cards, many at once."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import Engine
from sqlmodel import col, func, select

from models import Channel, Idea, IdeaState, Workshop
from tests.e2e.conftest import Kit
from workshop_kit import store, workshops
from workshop_kit.settings import DATABASE_FILE

FIELD = "What the card says, in its own language"


@pytest.fixture(scope="module")  # each story has a workshop of its own
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    kit = Kit(tmp_path_factory.mktemp("kit"))
    kit.start()
    yield kit
    kit.stop()


@pytest.fixture
def engine(kit: Kit) -> Iterator[Engine]:
    engine = store.open_engine(f"sqlite:///{kit.data_dir / DATABASE_FILE}")
    yield engine
    engine.dispose()


@pytest.fixture
def page(browser: Browser, kit: Kit, engine: Engine) -> Iterator[Page]:
    with store.writing(engine) as db:
        draft = workshops.Draft(
            title={"en": "Koivukylä school evening"},
            question={"en": "What would help your family here?"},
            language="en",
            languages=["en", "fi", "ar"],
            method="ideas-to-plan",
            day=date(2026, 11, 14),
        )
        code = workshops.create_now(db, draft).code
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{kit.url}/paper?code={code}")
    expect(page.get_by_label(FIELD)).to_be_focused()
    yield page
    context.close()


def kept(engine: Engine) -> list[Idea]:
    """Of the story's own workshop, which is the newest."""
    with store.reading(engine) as db:
        own = db.exec(select(func.max(Workshop.id))).one()
        here = Idea.workshop_id == own, Idea.state != IdeaState.WITHDRAWN
        return list(db.exec(select(Idea).where(*here).order_by(col(Idea.number))))


def types(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def expect_number(page: Page, number: int) -> None:
    expect(page.get_by_role("button", name=f"Take back number {number}")).to_be_visible()


def test_cards_are_typed_one_after_the_other_without_the_mouse(page: Page, engine: Engine) -> None:
    types(page, "A bench in the park")
    types(page, "Car parking, cheaper")  # at once, with the letters that are keys of Streamlit's own
    page.keyboard.press("Alt+ArrowDown")
    types(page, "Iltakurssi aikuisille")
    expect_number(page, 3)
    expect(page.get_by_label(FIELD)).to_be_focused()
    found = [(idea.number, idea.text, idea.language, idea.channel) for idea in kept(engine)]
    assert found == [
        (1, "A bench in the park", "en", Channel.PAPER),
        (2, "Car parking, cheaper", "en", Channel.PAPER),
        (3, "Iltakurssi aikuisille", "fi", Channel.PAPER),
    ]


def test_language_channel_and_table_stay_as_they_were_chosen(page: Page, engine: Engine) -> None:
    page.keyboard.press("Tab")
    page.keyboard.type("Suo")  # a list goes to what one types
    page.keyboard.press("Tab")
    page.keyboard.type("Spo")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    for _back in range(3):
        page.keyboard.press("Shift+Tab")
    types(page, "Kerho")
    types(page, "Kurssi")
    expect_number(page, 2)
    assert {(idea.language, idea.channel, idea.table_name) for idea in kept(engine)} == {
        ("fi", Channel.HELPER, "7")
    }


def test_a_card_that_was_there_before_is_asked_about_and_saved_only_when_wanted(page: Page, engine: Engine) -> None:
    types(page, "A bench in the park")
    expect_number(page, 1)
    types(page, "a bench, in the PARK")
    expect(page.get_by_text("This looks like number 1: “A bench in the park”. Save it anyway?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("This looks like")).to_have_count(0)
    assert len(kept(engine)) == 1
    types(page, "A bench in the park!")
    expect(page.get_by_text("This looks like")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect_number(page, 2)
    assert [idea.text for idea in kept(engine)] == ["A bench in the park", "A bench in the park!"]


def test_the_last_card_is_taken_back_and_its_words_come_back_to_be_mended(page: Page, engine: Engine) -> None:
    types(page, "A bench")
    types(page, "A swign")
    expect_number(page, 2)
    page.get_by_role("button", name="Take back number 2").press("Enter")
    expect_number(page, 1)
    expect(page.get_by_label(FIELD)).to_have_value("A swign")
    assert [idea.text for idea in kept(engine)] == ["A bench"]


def test_a_reload_in_the_middle_of_a_card_loses_nothing(page: Page) -> None:
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("Half a thou")
    page.reload()
    expect(page.get_by_label(FIELD)).to_have_value("Half a thou")
    expect(page.get_by_label(FIELD)).to_be_focused()
    expect(page.get_by_role("combobox", name="Language").first).to_have_value("fi")


def test_many_photos_at_once_become_ideas_and_broken_ones_are_named(page: Page, engine: Engine) -> None:
    page.get_by_text("Photos of cards, many at once").click()
    files = [picture("one.jpg", "white"), picture("two.jpg", "black"), picture("one-again.jpg", "white")]
    broken: FilePayload = {"name": "torn.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    page.locator("input[type=file]").set_input_files([*files, broken])
    page.get_by_role("button", name="Add 4 photos").click()
    expect(page.get_by_text("The photos are saved, with the numbers 1 to 2.")).to_be_visible()
    expect(page.get_by_text("one-again.jpg is here already, as number 1.")).to_be_visible()
    expect(page.get_by_text("torn.jpg: This file is not a photo that we can read.")).to_be_visible()
    words = page.get_by_label("What card 1 says")
    words.fill("A slide")
    words.press("Enter")
    expect(words).to_have_count(0)
    assert [(idea.text, bool(idea.picture)) for idea in kept(engine)] == [("A slide", True), ("", True)]


def picture(name: str, colour: str) -> FilePayload:
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}
