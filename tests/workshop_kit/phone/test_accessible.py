"""The phone page can be used by everybody: each of its states, in each direction of writing, in a real browser.

WCAG 2.2 AA by axe-core and by measuring, and the kit's own rules: text of 18 px, 48 px to tap, one heading.
With PHONE_PICTURES=folder the same walk keeps a picture of each state.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models import StepKind
from tests.workshop_kit.phone import (  # noqa: F401 — they add to the states
    planning_states,
    question_states,
    table_states,
    voting_states,
)
from tests.workshop_kit.phone.conftest import running
from tests.workshop_kit.phone.states import AREAS, LANGUAGE_OF, LINK, OWN, STATES, Phone, Room, State
from workshop_kit import i18n, moderation
from workshop_kit.phone import assets
from workshop_kit.store import now, open_engine

sync_api = pytest.importorskip("playwright.sync_api")
AXE = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
PICTURES = os.environ.get("PHONE_PICTURES", "")
LANGUAGES = ("en", "fi", "ar", "so") if PICTURES else ("en", "fi", "ar")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
VOICES = "speechSynthesis.getVoices = () => %s.map(lang => ({lang, localService: true, name: lang}))"
expect = sync_api.expect


# --- the stage --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def house(tmp_path_factory, empty_file):
    """One database and one server for the rooms of all states: (engine, address)."""
    path = tmp_path_factory.mktemp("states") / "workshops.sqlite3"
    path.write_bytes(empty_file.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    with running(engine) as address:
        yield engine, address
    engine.dispose()


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*QUIET, "--disable-component-update", "--disable-sync"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def hand(chromium, house):
    """Gives out phones, one for each language and again the same one: a page at a time is enough, and quicker."""
    engine, address = house
    pages: dict[str, Any] = {}
    alone: list[Any] = []

    def give(language: str, *, own: bool = False, **facts: Any) -> Phone:
        if own or language not in pages:
            page = opened(chromium, language)
            if own:
                alone.append(page)
            else:
                pages[language] = page
        return Phone(alone[-1] if own else pages[language], Room.opened(engine, **facts), address, language)

    yield give
    for page in (*pages.values(), *alone):
        page.context.close()


def opened(chromium: Any, language: str) -> Any:
    """A page of a phone that has a voice for every language, so that all buttons to read aloud are there."""
    context = chromium.new_context(viewport=PHONE, locale=language)
    context.add_init_script(VOICES % list(i18n.LANGUAGES))
    context.set_default_timeout(30_000)
    return context.new_page()


@pytest.fixture(
    scope="module", params=[(s, code) for s in STATES for code in LANGUAGES], ids=lambda p: f"{p[0]}-{p[1]}"
)
def phone(request, hand):
    """A phone in one state and one language. The tests below look at it and leave it as it was."""
    state, language = request.param
    one = hand(language, own=state.alone, **state.facts)
    errors: list[str] = []
    one.page.on("pageerror", lambda error: errors.append(str(error)))
    state.show(one.room, one)
    one.page.evaluate(MEASURES)
    if PICTURES:
        keep_pictures(one, state)
    yield one
    one.page.unroute_all(behavior="ignoreErrors")
    assert errors == []


# --- each state -------------------------------------------------------------------------------------------


def whole(page):
    """As high as the page: the foot, which stays in sight, then covers half of no button that could be scrolled."""
    return {**PHONE, "height": max(PHONE["height"], page.evaluate("document.documentElement.scrollHeight"))}


def test_axe_finds_nothing(phone):
    """Colours are the same in all languages: they are looked at in English, by light and in the dark."""
    is_first = phone.language == "en"
    phone.page.evaluate(AXE)
    phone.page.set_viewport_size(whole(phone.page))
    found = violations(phone.page, {"type": "tag", "values": TAGS}, **{"color-contrast": {"enabled": is_first}})
    if is_first:
        phone.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        dark = violations(phone.page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
        phone.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        found += ["in the dark: " + each for each in dark]
    phone.page.set_viewport_size(PHONE)
    assert found == [], report(found)


def test_everything_is_large_enough_to_read_and_to_tap(phone):
    found = phone.page.evaluate("() => [...measures.small(18), ...measures.narrow(48)]")
    assert found == [], report(found)


def test_there_is_one_heading_and_none_is_skipped(phone):
    levels = phone.page.evaluate("() => measures.headings()")
    assert levels.count(1) == 1, levels
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_each_text_says_its_language_and_all_runs_its_way(phone):
    """Arrows are mirrored where people read from the right; marks and the room sign never are."""
    way = i18n.direction(phone.language)
    seen = phone.page.evaluate("a => measures.ways(...a)", [LANGUAGE_OF, [*AREAS, LINK]])
    assert seen["page"] == [phone.language, way]
    assert seen["tongues"] == [], report(seen["tongues"])
    assert set(seen["arrows"]) <= {-1 if way == "rtl" else 1}
    assert set(seen["marks"]) <= {1} and set(seen["signs"]) <= {"ltr"}


def test_nothing_is_lost_on_a_small_phone_in_large_letters_or_with_wide_spacing(phone):
    phone.page.set_viewport_size(SMALL)
    found = [f"at 320 px: {each}" for each in phone.page.evaluate("() => measures.lost()")]
    phone.page.set_viewport_size(PHONE)
    with twice_as_large(phone.page):
        found += [f"at 200 %: {each}" for each in phone.page.evaluate("() => measures.lost()")]
    spread = "() => { measures.spread(true); const found = measures.lost(); measures.spread(false); return found; }"
    found += [f"with wide spacing: {each}" for each in phone.page.evaluate(spread)]
    assert found == [], report(found)


def test_nothing_moves_for_who_wants_no_motion(phone):
    if phone.language != "en":
        return  # nor does motion know languages
    phone.page.emulate_media(reduced_motion="reduce")
    found = phone.page.evaluate("() => measures.moving()")
    phone.page.emulate_media(reduced_motion="no-preference")
    assert found == [], report(found)


def violations(page: Any, only: dict[str, Any], **rules: Any) -> list[str]:
    """What axe finds, one line for each element."""
    options = {"runOnly": only, "rules": rules, "resultTypes": ["violations"], "preload": False, "iframes": False}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


def report(found: list[str]) -> str:
    return "\n".join(["", *found])


@contextmanager
def twice_as_large(page: Any) -> Iterator[None]:
    """The reader has set text to 200 % in the browser."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "36px"
    yield
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()


# --- walking through --------------------------------------------------------------------------------------

BY_NAME = {state.name: state for state in STATES}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["join_fresh", "ideas_own", "vote_some_dots"])
def test_the_focus_goes_as_the_eye_goes_and_is_seen(hand, name, language):
    one = hand(language, own=True)
    BY_NAME[name].show(one.room, one)
    one.page.evaluate(MEASURES)
    stops = tabbed(one.page)
    found = [f"{stop['who']} does not show the focus" for stop in stops if not stop["ring"]]
    found += [f"{stop['who']} is hidden to {stop['covered']} %" for stop in stops if stop["covered"]]
    one.page.set_viewport_size({"width": 390, "height": 4000})  # nothing sticks to the foot of the screen now
    pairs = list(pairwise(tabbed(one.page)))
    one.page.set_viewport_size(PHONE)
    found += [f"{b['who']} comes after {a['who']}" for a, b in pairs if not comes_after(b, a, language)]
    assert len(stops) >= 3
    assert found == [], report(found)


def tabbed(page: Any) -> list[dict[str, Any]]:
    """What gets the focus by pressing Tab, from the top of the page to its end."""
    page.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }")
    stops: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate("() => measures.focus()")
        if stop is None or stops and stop == stops[0] or len(stops) == 60:
            return stops
        stops.append(stop)


def comes_after(stop: dict[str, Any], before: dict[str, Any], language: str) -> bool:
    """Below, or beside it on the side to which people read."""
    if stop["top"] >= before["bottom"] - 1:
        return True
    if stop["bottom"] <= before["top"] + 1:
        return False
    if i18n.direction(language) == "rtl":
        return bool(stop["right"] <= before["left"] + 1)
    return bool(stop["left"] >= before["right"] - 1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_evening_with_the_keyboard_alone(hand, language):
    one = hand(language, own=True)
    one.opens(f"?language={language}")
    press_on(one.page, "button[form=join]")
    one.page.wait_for_url("**/now")
    one.room.goes_to(StepKind.IDEAS)
    field = one.page.locator("textarea")
    expect(field).to_be_visible()
    walk_to(one.page, "textarea")
    one.page.keyboard.type(OWN[language])
    press_on(one.page, "button[form=idea]")
    expect(one.page.locator("#mine .tick")).to_have_text("1")
    expect(field).to_have_value("")
    one.room.has_themes()
    one.room.goes_to(StepKind.VOTE)
    expect(one.page.locator("#vote")).to_be_visible()
    press_on(one.page, "[name=plus]")
    one.page.keyboard.press("Space")
    expect(one.page.locator(".opt.on .dot")).to_have_count(2)
    press_on(one.page, "[name=minus]", back=True)
    expect(one.page.locator(".opt.on .dot")).to_have_count(1)
    press_on(one.page, "[name=done]")
    expect(one.page.locator("#done")).to_be_visible()


def press_on(page: Any, selector: str, *, back: bool = False) -> None:
    walk_to(page, selector, back=back)
    page.keyboard.press("Enter")


def walk_to(page: Any, selector: str, *, back: bool = False) -> None:
    for _stop in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not come to {selector}")


LISTEN = """() => {
  window.told = [];
  const news = document.getElementById('news');
  new MutationObserver(() => { if (news.textContent) told.push(news.textContent); })
    .observe(news, {childList: true, characterData: true, subtree: true});
  addEventListener('focusin', ({target}) => { if (target.localName === 'h1') told.push(target.textContent); });
}"""
STEPS = (StepKind.RULES, StepKind.DIALOGUE, StepKind.IDEAS, StepKind.BREAK)


@pytest.mark.parametrize("is_busy", [False, True], ids=["idle", "busy"])
def test_a_new_step_is_told_once(hand, is_busy):
    """To who reads by ear: by the live region, or by the focus where it was in the part that went away."""
    one = hand("en", own=True)
    one.room.goes_to(StepKind.WELCOME)
    one.comes_in()
    one.page.evaluate(LISTEN)
    headings = []
    for kind in STEPS:
        if is_busy:
            one.page.evaluate("() => document.querySelector('#part a, #part button, #part textarea')?.focus()")
        before = one.page.locator("h1").inner_text()
        one.room.goes_to(kind)
        expect(one.page.locator("h1")).not_to_have_text(before)
        headings.append(one.page.locator("h1").inner_text())
        one.page.wait_for_function("n => told.length >= n", arg=len(headings))
    assert [" ".join(said.split()) for said in one.page.evaluate("told")] == headings


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_has_arrived_is_told_once(hand, language):
    one = hand(language, own=True)
    one.room.goes_to(StepKind.IDEAS)
    one.comes_in()
    one.page.evaluate(LISTEN)
    for n in (1, 2):
        one.writes(OWN[language])
        one.sends()
        one.page.wait_for_function("n => told.length >= n", arg=n)
    told = one.page.evaluate("told")
    assert len(told) == 2 and "1" in told[0] and "2" in told[1]


def test_the_focus_stays_when_something_else_changes(hand):
    """Somebody else's idea is hidden: the page of who is on her way through it with the keyboard stays as it is."""
    one = hand("en", own=True)
    one.room.goes_to(StepKind.IDEAS)
    one.joins()
    one.gives(OWN["en"])
    one.opens()
    found = []
    for selector in (".chip", "textarea", "#mine a", ".small a"):
        one.page.locator(selector).focus()
        version = one.page.locator("#part").get_attribute("data-version")
        idea = one.room.hears("fi", OWN["fi"])
        one.room.looks_at(idea.number, lambda db, workshop, idea: moderation.hide(db, workshop, idea, now=now()))
        one.page.wait_for_function("was => document.getElementById('part').dataset.version !== was", arg=version)
        if not one.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            found.append(f"{selector} has lost the focus")
    assert found == [], report(found)


@pytest.mark.parametrize("name", ["ideas_refused", "change_refused", "vote_refused"])
def test_a_refusal_keeps_the_focus_and_belongs_to_its_field(hand, name):
    one = hand("en", own=True)
    BY_NAME[name].show(one.room, one)
    assert one.page.evaluate("() => document.activeElement !== document.body"), "the focus is lost"
    for field in one.page.locator("textarea").all():
        assert "why" in (field.get_attribute("aria-describedby") or "").split(), (
            "the field does not name the reason"
        )


def test_no_rule_of_the_style_knows_left_from_right():
    """Only logical properties, so that each page can run from the right."""
    style = re.sub(r"/\*.*?\*/", "", assets.style().content.decode(), flags=re.S)
    physical = r"(?<![-\w])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|float|clear)\s*:[^;}]*"
    assert re.findall(physical, style) == []
    assert re.findall(r"text-align\s*:\s*(?:left|right)", style) == []


# --- pictures ---------------------------------------------------------------------------------------------


def keep_pictures(phone: Phone, state: State) -> None:
    """The whole page, also dark, small and in large letters where the language is English or Arabic."""
    phone.page.emulate_media(reduced_motion="reduce")
    keep_picture(phone, state, "")
    if phone.language in ("en", "ar"):
        phone.page.emulate_media(color_scheme="dark")
        keep_picture(phone, state, "-dark")
        phone.page.emulate_media(color_scheme="light")
        keep_picture(phone, state, "-320", SMALL)
        with twice_as_large(phone.page):
            keep_picture(phone, state, "-200")
    phone.page.emulate_media(reduced_motion="no-preference")


def keep_picture(phone: Phone, state: State, kind: str, size: dict[str, int] = PHONE) -> None:
    """On a screen as high as the page, so that what sticks to the foot of the screen is at the foot of the page."""
    phone.page.set_viewport_size(size)
    height = phone.page.evaluate("() => document.documentElement.scrollHeight")
    phone.page.set_viewport_size({"width": size["width"], "height": height})
    phone.page.screenshot(path=f"{PICTURES}/{state}-{phone.language}{kind}.png")
    phone.page.set_viewport_size(PHONE)
