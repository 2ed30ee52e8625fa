"""The plan as a web page, read back as HTML and looked at in a real browser."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exports import html
from workshop_kit.i18n import LANGUAGES, direction
from workshop_kit.report import Line, News, WorkshopReport

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = '</style></title><script>alert(1)</script>" onload="x\u2028\x00\x1b\u202e{{ 7*7 }} & <b>'


def written(report: WorkshopReport, language: str = "en") -> str:
    return html.export(report, language).data.decode()


def opened(report: WorkshopReport, language: str = "en") -> Any:
    return etree.fromstring(written(report, language), etree.HTMLParser(huge_tree=True))


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def texts(page: Any, path: str) -> list[str]:
    return [text_of(element) for element in page.xpath(path)]


def holding(page: Any, words: str) -> list[Any]:
    """The innermost elements that hold these words, outside the head."""
    found = [element for element in page.find("body").iter() if words in (element.text or "")]
    assert found, f"nowhere on the page: {words}"
    return found


def in_a_small_room(report: WorkshopReport) -> WorkshopReport:
    """Four people: nothing is told but the order."""
    vote = report.votes[0]
    options = tuple(replace(option, value=0, cells=(), number=None) for option in vote.options)
    small = replace(vote, voters=None, columns=(), options=options, decides=True)
    return replace(report, votes=(small,), participation=replace(report.participation, joined=None))


def with_words(report: WorkshopReport, words: str) -> WorkshopReport:
    """Everything that people can type says the same."""
    line = Line(1, words, "en", "phone", False, words, True, 1)
    theme = replace(report.themes[0], label=words, ideas=(line,), quotes=(line,))
    service = replace(
        report.actions[0].service, name=words, body=words, contact=words, url=f"https://a.example/{words}"
    )
    typed = ("title", "what", "got", "role", "partner", "first_step", "indicator", "baseline", "target")
    action = replace(
        report.actions[0],
        **dict.fromkeys((*typed, "resources", "risks", "service_reason"), words),
        theme=theme,
        service=service,
        service_confirmed=False,
        since=(News(report.day, "accepted", words, "en"),),
    )
    vote = report.votes[0]
    options = tuple(replace(option, label=words, cells=(words, words)) for option in vote.options)
    vote = replace(vote, title=words, asked=words, unit=words, columns=(words, words), options=options)
    return replace(
        report,
        **dict.fromkeys(("title", "question", "area", "venue", "method"), words),
        themes=(theme,),
        unplaced=(),
        ideas=(line,),
        actions=(action, replace(action, number=2, service_confirmed=True)),
        votes=(vote,),
    )


@pytest.fixture(params=["whole", "pictured", "empty", "small room"])
def any_report(request, report, pictured, empty):
    small = in_a_small_room(report)
    return {"whole": report, "pictured": pictured, "empty": empty, "small room": small}[request.param]


# --- the page ---------------------------------------------------------------------------------------------


def test_the_file_is_named_after_code_and_day(report):
    file = html.export(report, "en")
    assert file.name == "plan-4821-2026-11-14.html"
    assert file.media_type == "text/html; charset=utf-8"
    assert file.data.startswith(b"<!doctype html>")


def test_there_is_one_first_heading_and_no_level_is_skipped(any_report):
    page = opened(any_report)
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_sections_stand_in_the_order_of_their_use(report):
    assert texts(opened(report), "//h2") == [
        "In one minute",
        "Votes",
        "Actions",
        "The themes",
        "What is still open",
        "Method and participation",
        "All ideas, as written",
    ]


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(any_report):
    page = opened(any_report)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = {address[1:] for address in page.xpath("//@href") if address.startswith("#")}
    assert links <= set(ids)
    assert {"content", "summary", "ideas"} <= links
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)


def test_the_contents_name_every_section_and_every_action(report):
    listed = texts(opened(report), "//nav//a")
    assert [name for name in listed if not name[0].isdigit()] == texts(opened(report), "//h2")
    assert [name for name in listed if name[0].isdigit()] == [
        f"{action.number}. {action.title}" for action in report.actions
    ]


def test_every_table_has_a_caption_and_its_headings_say_what_they_head(any_report):
    for table in opened(any_report).iter("table"):
        assert text_of(table.find("caption"))
        headings = list(table.iter("th"))
        assert headings
        assert {heading.get("scope") for heading in headings} <= {"col", "row"}
        widths = {len(row) for row in table.iter("tr")}
        assert len(widths) == 1, "a row has more cells than another"


def test_every_picture_is_described_or_silent(pictured):
    page = opened(pictured)
    assert all(picture.get("alt") for picture in page.iter("img"))
    assert all(drawing.get("aria-hidden") == "true" for drawing in page.iter("svg"))
    assert [element.get("aria-label") for element in page.xpath("//*[@role='img']")] == [
        "Room sign: drop, door, leaf"
    ]


def test_photos_are_in_the_file_and_symbols_say_what_they_are(pictured):
    page = opened(pictured)
    photos = page.xpath("//section[@id='themes']//img")
    assert [photo.get("alt") for photo in photos] == ["Photo of idea 1", "Photo of idea 3"]
    assert all(photo.get("src").startswith("data:image/jpeg;base64,") for photo in photos)
    assert "Playing" in text_of(page.xpath("//li[@id='idea-2']")[0])


# --- nothing from outside, nothing gets out -----------------------------------------------------------------


def test_the_page_asks_nobody_for_anything(any_report):
    page = opened(any_report)
    for element in page.iter():
        for name in ("src", "href", "action", "srcset", "poster", "data"):
            address = element.get(name, "#")
            is_service = element.tag == "a" and re.match("https?://", address)
            assert address.startswith(("#", "data:image/jpeg;base64,")) or is_service
    assert not list(page.iter("script", "link", "iframe", "object", "form", "base"))
    sheet = "".join(style.text for style in page.iter("style"))
    assert "url(" not in sheet and "@import" not in sheet


def test_its_own_policy_forbids_everything_but_its_style_and_its_pictures(report):
    page = opened(report)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = page.findtext(".//style")
    ours = b64encode(sha256(style.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{ours}'" in policy
    assert "unsafe" not in policy
    assert page.xpath("//@style") == []


def test_what_people_write_stays_text(report):
    page = opened(with_words(report, HOSTILE))
    assert not list(page.iter("script", "b"))
    assert page.xpath("//@onload") == []
    assert len(list(page.iter("style"))) == len(list(page.iter("title"))) == 1
    assert "<script>alert(1)</script>" in text_of(page.find("body"))
    assert "{{ 7*7 }} & <b>" in text_of(page.find("body"))


def test_no_control_character_and_no_direction_switch_gets_into_the_file(report):
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", written(with_words(report, HOSTILE))
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "", " x"]
)
def test_only_addresses_of_the_web_become_links(report, address):
    action = replace(report.actions[0], service=replace(report.actions[0].service, url=address))
    page = opened(replace(report, actions=(action,)))
    assert [link for link in page.xpath("//a/@href") if not link.startswith("#")] == []
    assert report.actions[0].service.name in text_of(page.xpath("//article[@id='action-1']")[0])


def test_a_link_to_a_service_gives_nothing_away(report):
    links = opened(report).xpath("//a[starts-with(@href, 'http')]")
    assert {link.get("href") for link in links} == {"https://www.vantaa.fi/en/leisure"}
    assert all("noopener" in link.get("rel").split() for link in links)


# --- languages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fi", "ar", "ckb"])
def test_the_page_says_its_language_and_its_direction(report, language):
    page = opened(report, language)
    assert (page.get("lang"), page.get("dir")) == (language, direction(language))


def test_every_idea_says_its_language_and_runs_its_way(report):
    page = opened(report, "fi")
    for line in report.ideas:
        for element in holding(page, line.text):
            assert (element.get("lang"), element.get("dir")) == (line.language, direction(line.language))


def test_labels_titles_services_and_updates_say_their_language(report):
    theme = replace(report.themes[0], label="Ilmaiset kerhot", label_language="fi")
    service = replace(
        report.actions[0].service, name="خدمات", name_language="ar", body="Vanda stad", body_language="sv"
    )
    action = replace(
        report.actions[0],
        **{"title": "Kerho koululle", "title_language": "fi", "what": "كل يوم", "what_language": "ar"},
        theme=theme,
        service=service,
        since=(News(report.day, "done", "Клуб открыт", "ru"),),
    )
    page = opened(replace(report, themes=(theme,), actions=(action,), question="Mitä?", question_language="fi"))
    for words, language in [
        ("Ilmaiset kerhot", "fi"),
        ("Kerho koululle", "fi"),
        ("كل يوم", "ar"),
        ("خدمات", "ar"),
        ("Vanda stad", "sv"),
        ("Клуб открыт", "ru"),
        ("Mitä?", "fi"),
    ]:
        for element in holding(page, words):
            assert (element.get("lang"), element.get("dir")) == (language, direction(language)), words


def test_a_text_in_an_unknown_language_finds_its_own_way(report):
    line = Line(1, "Vrije clubs", 'nl" onclick="x', "phone", False, None, False, None)
    page = opened(replace(report, ideas=(line,), unplaced=(line,), themes=(), actions=()))
    for element in holding(page, "Vrije clubs"):
        assert (element.get("lang"), element.get("dir")) == ("und", "auto")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_written_in_every_language(pictured, language):
    assert opened(pictured, language).get("lang") == language


# --- what it tells ------------------------------------------------------------------------------------------


def test_every_idea_is_there_whole_in_its_theme_and_in_the_list(report):
    page = opened(report)
    for line in report.ideas:
        voice = text_of(page.xpath(f"//section[@id='themes']//li[@id='idea-{line.number}']")[0])
        assert line.text in voice
        assert (line.translation or "") in voice
    rows = page.xpath("//section[@id='ideas']//tbody/tr")
    assert [text_of(row.find("th")) for row in rows] == [str(line.number) for line in report.ideas]
    assert all(line.text in text_of(row) for line, row in zip(report.ideas, rows, strict=True))


def test_a_translation_says_who_made_it(report):
    page = opened(report)
    assert "translated by the computer" in text_of(page.xpath("//li[@id='idea-3']")[0])
    assert "translated by a person" in text_of(page.xpath("//li[@id='idea-7']")[0])


def test_the_table_of_a_vote_has_every_choice_with_its_numbers(report):
    rows = opened(report).xpath("//section[@id='votes']//tbody/tr")
    for option, row in zip(report.votes[0].options, rows, strict=True):
        assert text_of(row.find("th")) == option.label
        assert texts(row, "td")[:3] == [str(option.rank), *option.cells]
        assert texts(row, "td")[3:] == ["Yes" if option.goes_on else "–", "Yes" if option.chosen else "Not yet"]


def test_bars_are_as_long_as_their_numbers_and_say_in_words_what_is_planned(report):
    page = opened(report)
    lengths = [name for name in page.xpath("//ol[@class='bars']//span/@class") if name.startswith("bar ")]
    assert lengths == ["bar b100 chosen", "bar b73 chosen", "bar b50 chosen", "bar b21"]
    assert texts(page, "//ol[@class='bars']/li//span[@class='tag']") == ["In this plan"] * 3
    assert page.xpath("//figure/@aria-hidden") == ["true"], "the table below says the same"


def test_places_that_are_too_close_are_told(report):
    page = opened(replace(report, votes=(replace(report.votes[0], close=2, by_hand=True),)))
    words = text_of(page.xpath("//section[@id='votes']")[0])
    assert "Places 1 to 2 are too close to call" in words
    assert "Hands and paper are counted in." in words
    assert "People were told: You have 5 dots" in words


def test_what_people_want_most_is_what_the_deciding_vote_says(report):
    assert "Most ideas were about" in text_of(opened(report).xpath("//section[@id='summary']")[0])
    decided = replace(report, votes=(replace(report.votes[0], decides=True),))
    summary = text_of(opened(decided).xpath("//section[@id='summary']")[0])
    assert "What people want most: Free clubs after school, Finnish courses with childcare and School" in summary


def test_of_a_small_room_only_the_order_is_told(report):
    page = opened(in_a_small_room(report))
    assert texts(page, "//dl[@class='figures']/div[dt='People' or dt='Voters']/dd") == ["fewer than five"] * 2
    votes = page.xpath("//section[@id='votes']")[0]
    assert "only the order is shown" in text_of(votes)
    assert not votes.xpath(".//figure")
    assert texts(votes, ".//thead//th") == ["Rank", "Choice", "Goes on", "In this plan"]
    assert not re.search(r"\d", " ".join(texts(votes, ".//tbody/tr/*[position() > 1]")))
    assert "None" not in text_of(page.find("body"))


def test_helpers_below_five_are_told_in_words_and_none_at_all_not(report):
    page = opened(report)
    assert "People who want to help: fewer than five" in text_of(page.xpath("//article[@id='action-1']")[0])
    assert "want to help" not in text_of(page.xpath("//article[@id='action-3']")[0])


def test_all_updates_are_told_the_newest_first(report):
    days = [report.day.replace(day=day) for day in (30, 25, 20, 15)]
    since = tuple(News(day, "in_progress", f"News of day {day.day}", "en") for day in days)
    page = opened(replace(report, actions=(replace(report.actions[0], since=since),)))
    assert page.xpath("//ul[@class='news']//time/@datetime") == [day.isoformat() for day in days]
    assert "30 November 2026 · Under way" in texts(page, "//ul[@class='news']/li/p")


def test_a_suggested_service_stands_in_a_dashed_box_and_not_among_the_facts(report):
    action = opened(report).xpath("//article[@id='action-3']")[0]
    box = texts(action, ".//p[contains(@class, 'suggested')]")
    assert len(box) == 1 and "Interpreting and translation centre" in box[0] and "it matched" in box[0]
    facts = text_of(action.xpath(".//dl")[0])
    assert "Not confirmed yet, see the suggestion below" in facts
    assert "Interpreting" not in facts


def test_what_is_open_leads_to_where_it_is_open(report):
    section = opened(report).xpath("//section[@id='gaps']")[0]
    assert "No date yet" in text_of(section)
    assert set(section.xpath(".//a/@href")) == {"#action-3", "#theme-4"}


def test_a_need_without_a_service_is_a_finding(report):
    gap = replace(report.actions[0], service=None, service_confirmed=True)
    page = opened(replace(report, actions=(gap,)))
    assert "Needs without a service" in texts(page, "//h3")
    assert "None of the catalogue fits: a gap" in text_of(page.xpath("//article[@id='action-1']")[0])


def test_ways_in_are_counted_only_where_none_is_small(report):
    assert "Ways in: Own phone and Paper card." in text_of(opened(report).find("body"))
    many = replace(report.participation, ideas_by_channel=(("phone", 100), ("paper", 50)))
    rows = texts(opened(replace(report, participation=many)), "//section[@id='method']//tbody/tr")
    assert {"Own phone100", "Paper card50"} <= set(rows)


# --- in a real browser --------------------------------------------------------------------------------------

browser = pytest.mark.browser
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def shown(chromium, tmp_path):
    """A report in the browser, and what the browser complained of or asked for."""
    contexts = []

    def show(report: WorkshopReport, language: str = "en", scheme: str = "light", width: int = 390) -> Any:
        path = tmp_path / "plan.html"
        path.write_bytes(html.export(report, language).data)
        context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("request", lambda asked: page.heard.append(asked.url))
        page.goto(path.as_uri())
        page.heard = [each for each in page.heard if each != path.as_uri() and not each.startswith("data:")]
        return page

    yield show
    for context in contexts:
        context.close()


def violations(page: Any) -> list[str]:
    """What axe finds, one line for each element."""
    page.evaluate(pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@browser
@needs_chromium
@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", 390), ("en", "dark", 1440), ("ar", "light", 390)],
    ids=["light", "dark", "right to left"],
)
def test_axe_finds_nothing(shown, pictured, language, scheme, width):
    page = shown(pictured, language, scheme, width)
    assert page.heard == [], "the page asks for something, or its policy stops it"
    assert violations(page) == []


@browser
@needs_chromium
@pytest.mark.parametrize("width", [320, 390, 840, 1160])
def test_nothing_is_wider_than_its_place(shown, report, width):
    """Not even a rating with all its columns, or a word without end."""
    vote = report.votes[0]
    columns = ("Mean of 1 to 5", "Gave 4 or 5", "People", "Not understood")
    rated = replace(
        vote, columns=columns, options=tuple(replace(o, cells=("4.2", "80%", "41", "12")) for o in vote.options)
    )
    long = replace(with_words(report, "Pitkä" * 60), votes=report.votes)
    for plan in (replace(report, votes=(rated,)), long):
        page = shown(plan, width=width)
        wider = "() => [...document.querySelectorAll('html, .scroll')].map(e => e.scrollWidth - e.clientWidth)"
        assert max(page.evaluate(wider)) <= 0


@browser
@needs_chromium
@pytest.mark.parametrize("language", ["en", "ar"])
def test_bars_grow_from_the_start_side(shown, report, language):
    page = shown(report, language)
    boxes = "() => [...document.querySelectorAll('.bar')].map(bar => bar.getBoundingClientRect().toJSON())"
    bars = page.evaluate(boxes)
    assert [bar["width"] for bar in bars] == sorted((bar["width"] for bar in bars), reverse=True)
    assert len({round(bar["left" if language == "en" else "right"]) for bar in bars}) == 1


@browser
@needs_chromium
def test_the_keyboard_can_skip_the_contents(shown, report):
    page = shown(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
