"""The big screen in a real browser, as it is projected: whole at every size, and nothing on it jumps."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session

from models import Channel, PhoneMode, Step, StepKind, Workshop
from pages.parts.steps import title
from tests.e2e.conftest import Kit
from workshop_kit import ideas, screen_settings, steps, store, themes, workshops
from workshop_kit.settings import read

QUESTION = {
    "en": "What would help your family in everyday life here?",
    "fi": "Mikä auttaisi perhettäsi arjessa täällä?",
    "ar": "ما الذي يساعد عائلتك في الحياة اليومية هنا؟",
    "so": "Maxaa qoyskaaga ka caawin lahaa nolol maalmeedka halkan?",
    "zh": "什么能在日常生活中帮助您的家庭？",
}
RULES = {
    "en": "Put your phone away and let everyone finish.\nSpeak from your own life.\n"
    "We can think differently, and you may change your mind.\nBe kind. Personal stories stay in this room.",
    "ar": "ضع هاتفك جانباً ودع الجميع يكملون كلامهم.\nتحدث من حياتك الخاصة.\n"
    "يمكننا أن نفكر بشكل مختلف، ويمكنك أن تغير رأيك.\nكن لطيفاً. القصص الشخصية تبقى في هذه الغرفة.",
}
SAID = (
    ("fi", "Läksykerho kirjastossa kaksi kertaa viikossa, ja välipala"),
    ("ar", "ملعب آمن للأطفال قرب المدرسة"),
    ("en", "A bench"),
    ("so", "Fasal luuqadda Finnishka ah oo hooyooyinka loogu talagalay, carruurtana la hayo"),
    ("zh", "周末给家庭开放体育馆"),
    ("en", "Somebody at the service point who has the time to go through the letters with me. " * 5),
)
FAULTS = """(frame) => {
  const found = [], stage = frame.querySelector(".stage").getBoundingClientRect(), slack = 1.5;
  const out = (inner, outer) => inner.height && (inner.left < outer.left - slack || inner.top < outer.top - slack
    || inner.right > outer.right + slack || inner.bottom > outer.bottom + slack);
  if (out(stage, { left: 0, top: 0, right: innerWidth, bottom: innerHeight })) found.push("outside: the stage");
  frame.querySelectorAll(".stage *").forEach((node) => {
    const style = getComputedStyle(node), size = parseFloat(style.fontSize), own = node.getBoundingClientRect();
    const told = `${node.className} ${node.textContent.slice(0, 30)}`;
    if (node.closest("svg, .ball, .lake") || style.display === "inline") return;
    if (out(own, stage)) found.push("outside: " + told);
    if (node.scrollWidth > node.clientWidth + 2) found.push("too wide: " + told);
    if (!node.children.length && node.textContent && size < 24) found.push("too small: " + told);
    if (style.overflowY !== "hidden") return;
    const cut = node.children.length ? [...node.children].some((child) => out(child.getBoundingClientRect(), own))
      : node.scrollHeight > node.clientHeight + 0.4 * size;
    if (cut) found.push("cut: " + told);
  });
  return found;
}"""
PLACES = """(frame) => Object.fromEntries([...frame.querySelectorAll(".idea, .tiles b")].map((node) => {
  const { left, top, width } = node.getBoundingClientRect();
  return [node.tagName + (node.dataset.number || node.textContent), [left, top, width].map(Math.round).join()];
}))"""
HOLD_PAGES = """
  const plain = window.setInterval;
  window.setInterval = (does, wait, ...facts) => (wait === 20000 ? 0 : plain(does, wait, ...facts));
"""
"""Pages that turn are no jump: in a story that measures places they do not turn."""
COUNT_TONES = """
  window.tones = 0;
  const made = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { window.tones += 1; return made.call(this); };
"""


@dataclass
class Projector:
    """The window on the projector, and Ann's hand on the workshop that it shows."""

    page: Page
    kit: Kit
    code: str

    def ann(self, does: Callable[[Session, Workshop], Any]) -> Any:
        engine = store.open_engine(read({"WORKSHOP_DATA_DIR": str(self.kit.data_dir)}).database_url)
        with store.writing(engine) as db:
            done = does(db, workshops.by_code(db, self.code))
        engine.dispose()
        return done

    def goes_to(self, kind: StepKind, phones: PhoneMode | None = None) -> None:
        def start(db: Session, workshop: Workshop) -> int | None:
            step = _step(db, workshop, kind)
            if phones is not None:
                step.phones = phones
            steps.start(db, workshop, step, now=store.now())
            return step.id

        step_id = self.ann(start)
        expect(self.stage).to_have_attribute("data-step", str(step_id))

    def is_set(self, **settings: Any) -> None:
        self.ann(lambda db, workshop: screen_settings.change(db, workshop, **settings))

    def hears(self, number: int) -> None:
        """So many ideas more."""

        def enter(db: Session, workshop: Workshop) -> None:
            for _ in range(number):
                count = len(ideas.shown(db, workshop))
                language, text = SAID[count % len(SAID)]
                sent = ideas.Sent(str(uuid.uuid4()), text[:400], language, Channel.PAPER)
                ideas.enter(db, workshop, None, sent, now=store.now())

        self.ann(enter)

    @property
    def stage(self) -> Any:
        return self.page.locator(".frame.full")

    def shows_ideas(self, number: int) -> None:
        expect(self.stage.locator(".count b").first).to_have_text(str(number))

    def is_whole(self) -> None:
        """At every size, with a way to join on it."""
        for width, height in ((1920, 1080), (1280, 720), (3840, 2160)):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            assert self.stage.evaluate(FAULTS) == []
        expect(self.stage.locator(".code")).to_have_text(self.code)
        expect(self.stage.locator(".address")).to_be_visible()
        expect(self.stage.locator(".qr img")).to_be_visible()
        expect(self.stage.locator(".sign").first.locator("svg")).to_have_count(3)


def _step(db: Session, workshop: Workshop, kind: StepKind) -> Step:
    return next(step for step in steps.agenda(db, workshop) if step.kind == kind)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    kit = Kit(tmp_path_factory.mktemp("screen"))
    kit.start()
    yield kit
    kit.stop()


@pytest.fixture
def projected(browser: Browser, laptop: Kit) -> Iterator[Callable[..., Projector]]:
    contexts = []

    def project(language: str = "en", script: str = COUNT_TONES, **facts: Any) -> Projector:
        engine = store.open_engine(read({"WORKSHOP_DATA_DIR": str(laptop.data_dir)}).database_url)
        with store.writing(engine) as db:
            code = workshop(db, language)
        engine.dispose()
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, **facts)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(script)
        page.goto(f"{laptop.url}/screen?code={code}")
        projector = Projector(page, laptop, code)
        expect(projector.stage).to_be_visible(timeout=60_000)
        return projector

    yield project
    for context in contexts:
        context.close()


def workshop(db: Session, language: str) -> str:
    draft = workshops.Draft(
        title={language: QUESTION[language][:40]},
        question=QUESTION,
        language=language,
        languages=[language, *(code for code in QUESTION if code != language)],
        method="ideas-to-plan",
        day=date(2026, 11, 14),
    )
    made = workshops.create(db, draft, now=store.now())
    for kind in set(StepKind) - {step.kind for step in steps.agenda(db, made)}:
        steps.add(db, made, kind, title=title(kind), minutes=10)
    _step(db, made, StepKind.RULES).prompt = dict(RULES)
    return made.code


def themed(db: Session, workshop: Workshop) -> None:
    shown = ideas.shown(db, workshop)
    for number in range(5):
        label = {workshop.language: QUESTION[workshop.language][:60]}
        themes.split(db, workshop, shown[number::5], label, now=store.now())


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_every_kind_of_step_is_whole_at_every_size(
    projected: Callable[..., Projector], language: str, dark: bool
) -> None:
    screen = projected(language)
    screen.is_set(dark=dark)
    screen.hears(20)
    screen.ann(themed)
    for kind in StepKind:
        votes_now = kind in (StepKind.VOTE, StepKind.OPINIONS)
        screen.goes_to(kind, PhoneMode.WRITE if votes_now else None)
        screen.is_whole()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_wall_is_whole_from_5_to_300_ideas(projected: Callable[..., Projector], language: str) -> None:
    screen = projected(language)
    screen.goes_to(StepKind.IDEAS)
    there = 0
    for number in (5, 12, 20, 60, 150, 300):
        screen.hears(number - there)
        screen.shows_ideas(number)
        screen.is_whole()
        there = number


def test_an_idea_that_comes_moves_no_other(projected: Callable[..., Projector]) -> None:
    screen = projected(script=HOLD_PAGES)
    screen.goes_to(StepKind.IDEAS)
    there = 0
    for number in (1, 7, 13, 25, 80, 160):  # each the first of a layout, or well within one
        screen.hears(number - there)
        screen.shows_ideas(number)
        for more in (1, 2):
            before = screen.stage.evaluate(PLACES)
            screen.hears(1)
            screen.shows_ideas(number + more)
            now = screen.stage.evaluate(PLACES)
            stayed = {name: place for name, place in now.items() if name in before}
            assert stayed == {name: before[name] for name in stayed}
            assert len(stayed) >= len(before) - 1  # of the three newest, the newcomer takes the place of one
        there = number + 2


def test_the_languages_of_the_question_take_turns_in_one_place(projected: Callable[..., Projector]) -> None:
    screen = projected(reduced_motion="reduce")
    screen.is_set(prompts="turn", languages=["fi", "ar"])
    screen.goes_to(StepKind.DIALOGUE)
    question = screen.stage.locator(".above .turn")
    now = question.locator(".on")
    expect(now).to_have_text(QUESTION["fi"])
    place = question.bounding_box()
    expect(now).to_have_text(QUESTION["ar"])  # some seconds later
    assert question.bounding_box() == place
    assert now.evaluate("node => getComputedStyle(node).transitionDuration") == "0s"


def test_the_bell_rings_once_when_the_time_is_up_and_only_where_it_is_wanted(
    projected: Callable[..., Projector],
) -> None:
    screen = projected()
    for wanted, tones in ((False, 0), (True, 3)):
        screen.is_set(sound=wanted)
        screen.goes_to(StepKind.RULES)
        screen.goes_to(StepKind.DIALOGUE)
        expect(screen.stage).to_have_attribute("data-sound", "on" if wanted else "off")
        screen.page.mouse.click(400, 400)
        screen.ann(lambda db, w: steps.add_minutes(db, w, _step(db, w, StepKind.DIALOGUE), -60))
        expect(screen.stage.locator(".time b")).to_have_text("0")
        assert screen.page.evaluate("window.tones") == tones


def test_ann_makes_the_screen_dark_from_her_laptop(projected: Callable[..., Projector], browser: Browser) -> None:
    screen = projected()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    ann = context.new_page()
    ann.goto(f"{screen.kit.url}/now?code={screen.code}")
    ann.get_by_text("How the screen looks and sounds").click(timeout=60_000)
    ann.get_by_text("Dark room: light words on a dark ground").click()
    expect(screen.stage).to_have_class("frame full dark")
    ann.get_by_text("One language").click()
    expect(screen.stage.locator(".asking .second")).to_have_count(0)
    context.close()
