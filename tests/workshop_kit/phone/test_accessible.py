"""The phone page can be used by everybody: each of its states, in each direction of writing, in a real browser.

WCAG 2.2 AA by axe-core and by measuring, and the kit's own rules: text of 18 px, 48 px to tap, one heading.
With PHONE_PICTURES=folder the same walk keeps a picture of each state.
"""

import os

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from models import StepKind
from tests.workshop_kit.phone.conftest import running
from tests.workshop_kit.phone.states import AREAS, LANGUAGE_OF, STATES, Phone, Room, State
from workshop_kit import i18n
from workshop_kit.store import open_engine

sync_api = pytest.importorskip("playwright.sync_api")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]

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
    """Gives out phones; each has a voice for every language, so that all buttons to read aloud are there."""
    engine, address = house
    contexts = []

    def new(language: str, **facts: Any) -> Phone:
        context = chromium.new_context(viewport=PHONE, locale=language)
        context.add_init_script(VOICES % list(i18n.LANGUAGES))
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Phone(context.new_page(), Room.opened(engine, **facts), address, language)

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="module", params=[(s, code) for s in STATES for code in LANGUAGES], ids=lambda p: f"{p[0]}-{p[1]}")
def phone(request, hand):
    """A phone in one state and one language. The tests below look at it and leave it as it was."""
    state, language = request.param
    one = hand(language, **state.facts)
    errors: list[str] = []
    one.page.on("pageerror", lambda error: errors.append(str(error)))
    state.show(one.room, one)
    one.page.evaluate(MEASURES)
    if PICTURES:
        keep_pictures(one, state)
    yield one
    one.page.context.close()
    assert errors == []


MEASURES = """() => {
  const style = e => getComputedStyle(e), clipped = e => style(e).overflowX !== 'visible';
  const up = function* (e) { for (; e && e !== document.body; e = e.parentElement) yield e; };
  const onlyHeard = e => [...up(e)].some(p => p.offsetWidth <= 1 && clipped(p));
  const isShown = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && !onlyHeard(e);
  const all = what => [...document.querySelectorAll(what)].filter(isShown);
  const words = text => text.trim().replace(/\\s+/g, ' ').slice(0, 60);
  const name = e => {
    const id = e.getAttribute('id'), kind = (e.getAttribute('class') || '').trim().replace(/\\s+/g, '.');
    const label = e.getAttribute('aria-label') || e.textContent || '';
    return e.localName + (id ? '#' + id : '') + (kind ? '.' + kind : '') + ' “' + words(label) + '”';
  };
  const texts = () => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();) {
      const holder = node.parentElement;
      if (node.data.trim() && !holder.closest('script,style,noscript,template,option,textarea') && isShown(holder))
        found.push({node, holder, text: node.data});
    }
    return found;
  };
  const boxes = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1);
  };
  const isLong = text => text.trim().includes(' ');
  const isBox = e => style(e).display !== 'inline' &&
    (style(e).backgroundColor !== 'rgba(0, 0, 0, 0)' || parseFloat(style(e).borderTopWidth) > 0);
  const floats = e => [...up(e)].some(p => ['fixed', 'sticky'].includes(style(p).position));

  window.measures = {
    /* Text smaller than so many pixels. */
    small(least) {
      const fields = all('input:not([type=radio]):not([type=file]),textarea,select,button').map(e => [e, name(e)]);
      return [...texts().map(t => [t.holder, name(t.holder)]), ...fields]
        .filter(([e]) => parseFloat(style(e).fontSize) < least - 0.01)
        .map(([e, who]) => who + ' has text of ' + parseFloat(style(e).fontSize) + ' px');
    },

    /* Things to tap that are smaller than `least` by `least`; for a link inside a sentence half as high will do. */
    narrow(least) {
      return all('a[href],button,input:not([type=hidden]),select,textarea,summary').map(e => {
        const parts = [e, ...(e.labels || [])].map(part => part.getBoundingClientRect());
        const width = Math.max(...parts.map(b => b.right)) - Math.min(...parts.map(b => b.left));
        const height = Math.max(...parts.map(b => b.bottom)) - Math.min(...parts.map(b => b.top));
        const inline = e.localName === 'a' && style(e).display === 'inline' &&
          words(e.parentElement.textContent) !== words(e.textContent);
        const enough = inline ? height >= least / 2 : width >= least - 0.1 && height >= least - 0.1;
        return enough ? '' : name(e) + ' is ' + Math.round(width) + ' by ' + Math.round(height) + ' px';
      }).filter(Boolean);
    },

    /* Text outside the screen, cut by its box, spilling out of it, or lying over other text. */
    lost() {
      const found = new Set(), lines = [];
      const page = document.scrollingElement;
      if (page.scrollWidth > innerWidth) found.add('the page is ' + page.scrollWidth + ' px wide on ' + innerWidth);
      for (const {node, holder, text} of texts()) for (const box of boxes(node)) {
        const slack = box.height * 0.2, top = box.top + slack, bottom = box.bottom - slack;
        const what = name(holder).split(' “')[0] + ' “' + words(text) + '”';
        if (box.left < -1 || box.right > innerWidth + 1) found.add(what + ' is beside the screen');
        for (const p of up(holder)) {
          const inside = p.getBoundingClientRect();
          const over = Math.max(inside.left - box.left, box.right - inside.right, inside.top - top, bottom - inside.bottom);
          if (over > 1.5 && (clipped(p) || isBox(p)))
            found.add(what + (clipped(p) ? ' is cut by ' : ' spills out of ') + name(p).split(' “')[0] + ' by ' + Math.round(over) + ' px');
        }
        if (!floats(holder)) lines.push({what, holder, left: box.left, right: box.right, top, bottom});
      }
      lines.forEach((a, i) => lines.slice(i + 1).forEach(b => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (a.holder !== b.holder && wide > 2 && high > 2) found.add(a.what + ' lies over ' + b.what);
      }));
      for (const e of all('input:not([type=radio]):not([type=file])'))
        if (e.scrollWidth > e.clientWidth + 1) found.add(name(e) + ' shows only a part of “' + e.value + '”');
      const over = all('.foot,.float').filter(floats).reduce((sum, e) => sum + e.getBoundingClientRect().height, 0);
      if (over > innerHeight / 2) found.add('what floats covers ' + Math.round(over) + ' of ' + innerHeight + ' px');
      return [...found];
    },

    /* Texts whose nearest lang is not theirs, or whose direction is not. `names` are the same in all languages. */
    tongues(known, names) {
      const found = [], rtl = ['ar', 'fa', 'ckb'];
      for (const {holder, text} of texts()) {
        const lang = holder.closest('[lang]').lang, way = style(holder).direction, isArabic = /[\\u0600-\\u06ff]/.test(text);
        const mine = Object.keys(known).filter(line => text.includes(line)).sort((a, b) => b.length - a.length)[0];
        const say = why => found.push(name(holder).split(' “')[0] + ' “' + words(text) + '” ' + why);
        if (mine && known[mine] !== lang) say('is ' + known[mine] + ' and says ' + lang);
        else if (isArabic && !rtl.includes(lang)) say('is in Arabic letters and says ' + lang);
        else if (!isArabic && /[A-Za-z]{3}/.test(text) && rtl.includes(lang) && !names.includes(text.trim())) say('is in Latin letters and says ' + lang);
        if (isLong(text) && isArabic && way !== 'rtl') say('runs from left to right');
        if (isLong(text) && !isArabic && /[A-Za-z]{3}/.test(text) && way !== 'ltr') say('runs from right to left');
      }
      return found;
    },

    headings: () => all('h1,h2,h3,h4').map(e => Number(e.localName[1])),

    /* Which way the arrows point that must be mirrored, and which way the marks that must not. */
    arrows: () => all('.flip').map(e => new DOMMatrix(style(e).transform).a),
    marks: () => all('.m,.sym').map(e => new DOMMatrix(style(e).transform).a),
    signs: () => all('.sign').map(e => style(e).direction),

    moving() {
      const seconds = text => Math.max(...text.split(',').map(parseFloat));
      const moving = [...document.querySelectorAll('*')].filter(e =>
        style(e).animationName !== 'none' || seconds(style(e).transitionDuration) > 0 || style(e).scrollBehavior === 'smooth');
      return [...moving.map(name), ...document.getAnimations().map(a => a.constructor.name)];
    },

    /* The user's own spacing, WCAG 1.4.12. Letters that are joined cannot be set apart. */
    spread(on) {
      const sheet = new CSSStyleSheet(), joined = document.dir === 'rtl';
      sheet.replaceSync('*{line-height:1.5!important;word-spacing:.16em!important;' +
        (joined ? '' : 'letter-spacing:.12em!important') + '}p{margin-block-end:2em!important}');
      document.adoptedStyleSheets = on ? [sheet] : [];
    },

    /* What has the focus, where it is on the page, whether that is seen, and whether anything lies over it. */
    focus() {
      const e = document.activeElement, label = (e.labels || [])[0] || e;
      if (e === document.body) return null;
      const box = label.getBoundingClientRect();
      const ring = [e, e.nextElementSibling, label].some(p =>
        p && style(p).outlineStyle !== 'none' && parseFloat(style(p).outlineWidth) >= 2 && style(p).opacity !== '0');
      const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const clear = !!middle && (label.contains(middle) || e.contains(middle) || middle.contains(e) && !middle.closest('.foot,.float'));
      return {who: name(e), group: e.name && e.type === 'radio' ? e.name : '', ring, clear,
        left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY};
    },
  };
}"""


# --- each state -------------------------------------------------------------------------------------------


def test_axe_finds_nothing(phone):
    assert violations(phone.page, {"type": "tag", "values": TAGS}) == []


def test_axe_finds_nothing_in_the_dark(phone):
    phone.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = violations(phone.page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
    phone.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    assert found == []


def test_everything_is_large_enough_to_read_and_to_tap(phone):
    assert phone.page.evaluate("() => [...measures.small(18), ...measures.narrow(48)]") == []


def test_there_is_one_heading_and_none_is_skipped(phone):
    levels = phone.page.evaluate("() => measures.headings()")
    assert levels.count(1) == 1, levels
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), levels


def test_each_text_says_its_language_and_runs_its_way(phone):
    assert phone.page.evaluate("() => [document.documentElement.lang, document.dir]") == [
        phone.language,
        i18n.direction(phone.language),
    ]
    assert phone.page.evaluate("a => measures.tongues(...a)", [LANGUAGE_OF, list(AREAS)]) == []


def test_arrows_are_mirrored_and_marks_are_not(phone):
    way = -1 if i18n.direction(phone.language) == "rtl" else 1
    assert set(phone.page.evaluate("() => measures.arrows()")) <= {way}
    assert set(phone.page.evaluate("() => measures.marks()")) <= {1}
    assert set(phone.page.evaluate("() => measures.signs()")) <= {"ltr"}


def test_nothing_is_lost_on_a_small_phone(phone):
    phone.page.set_viewport_size(SMALL)
    found = phone.page.evaluate("() => measures.lost()")
    phone.page.set_viewport_size(PHONE)
    assert found == []


def test_nothing_is_lost_in_letters_twice_as_large(phone):
    with twice_as_large(phone.page):
        found = phone.page.evaluate("() => measures.lost()")
    assert found == []


def test_nothing_is_lost_in_the_readers_own_spacing(phone):
    phone.page.evaluate("() => measures.spread(true)")
    found = phone.page.evaluate("() => measures.lost()")
    phone.page.evaluate("() => measures.spread(false)")
    assert found == []


def test_nothing_moves_for_who_wants_no_motion(phone):
    phone.page.emulate_media(reduced_motion="reduce")
    found = phone.page.evaluate("() => measures.moving()")
    phone.page.emulate_media(reduced_motion="no-preference")
    assert found == []


def violations(page: Any, rules: dict[str, Any]) -> list[str]:
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = axe_api.Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} — {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


@contextmanager
def twice_as_large(page: Any) -> Iterator[None]:
    """The reader has set text to 200 % in the browser."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "36px"
    yield
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()


def keep_pictures(phone: Phone, state: State) -> None:
    """The whole page, also small, dark and in large letters where the language is English or Arabic."""
    page, stem = phone.page, f"{PICTURES}/{state}-{phone.language}"
    page.evaluate("() => Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => 0) }))")
    page.screenshot(path=f"{stem}.png", full_page=True)
    if phone.language not in ("en", "ar"):
        return
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.screenshot(path=f"{stem}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(SMALL)
    page.screenshot(path=f"{stem}-320.png", full_page=True)
    page.set_viewport_size(PHONE)
    with twice_as_large(page):
        page.screenshot(path=f"{stem}-200.png", full_page=True)
