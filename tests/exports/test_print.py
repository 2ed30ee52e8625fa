"""The print kit: what is on paper, in which language, and that each sheet is one sheet."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from lxml import etree
from pypdf import PdfReader

from exports import leaflet, word
from exports import print as papers
from exports.print import PIECES, Wish, browser, reading
from exports.print.kit import Choice, PaperVote, PrintKit, Translated
from exports.print_names import piece_name
from models import Channel, StepKind, VotingMethod
from workshop_kit import ideas, reports, tables, votes, wifi
from workshop_kit.__main__ import main
from workshop_kit.i18n import LANGUAGES, direction, words
from workshop_kit.wifi import Wifi

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SEVEN = ("en", "fi", "ar", "so", "zh", "ckb", "vi")
EVERYTHING = tuple(PIECES)
HOSTILE = '</style></title><script>alert(1)</script>" onload="x'
LINK = "http://192.168.137.1:8080"
NETWORK = Wifi("Koivukylä koulu", "salasana123")
A4 = 296
"""Millimetres of a sheet's height: one less than the paper's, so that no browser begins another."""


def kit_of(ann: Any, pieces: tuple[str, ...] = EVERYTHING, languages: tuple[str, ...] = SEVEN, **more: Any) -> Any:
    wish = Wish(pieces, languages, **more)
    link = f"{LINK}/{ann.workshop.code}"
    made = reading.of(ann.db, ann.workshop, wish, link=link, today=ann.now.date(), wifi=NETWORK)
    return made, wish


def written(kit: PrintKit, wish: Wish) -> str:
    return papers.export(kit, wish, "en").data.decode()


def opened(kit: PrintKit, wish: Wish) -> Any:
    return etree.fromstring(written(kit, wish), etree.HTMLParser(huge_tree=True))


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def sheets(page: Any, piece: str) -> list[Any]:
    return page.xpath(f"//section[@data-piece='{piece}']")


@pytest.fixture
def ann(ann):
    """Her room has themes in two languages, tables, and a vote to come."""
    ann.goes_to(StepKind.IDEAS)
    for label, finnish in (
        ("Free clubs", "Ilmaisia kerhoja"),
        ("A safer playground", "Turvallisempi leikkipaikka"),
    ):
        theme = ann.theme(label, ann.enters(label))
        theme.label = {"en": label, "fi": finnish}
        ann.db.add(theme)
    ann.db.flush()
    return ann


def voting(kit: PrintKit, method: str, choices: int = 2) -> PrintKit:
    """The same kit with a vote by another method, on so many themes."""
    step = kit.vote.step.model_copy(update={"settings": {"method": method, "dots": 5, "cap": 3, "purse": 9000}})
    price = 1500 if method == "budget" else None
    found = tuple(Choice({"en": f"Choice {n}"}, mark="sun", cost=price) for n in range(1, choices + 1))
    return replace(kit, vote=PaperVote(step, {}, found))


# --- languages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_speaks_the_language_and_runs_its_way(ann, language):
    page = opened(*kit_of(ann, languages=(language,)))
    for piece in PIECES:
        found = sheets(page, piece)
        assert found, piece
        if piece not in ("poster", "rules", "dots"):  # of everybody, or in the words that Ann has
            assert {sheet.get("lang") for sheet in found} == {language}
        for sheet in found:
            assert sheet.get("dir") == direction(sheet.get("lang"))


def test_the_poster_says_it_in_all_languages_each_in_its_own_direction(ann):
    lines = opened(*kit_of(ann, ("poster",))).xpath("//section//li")
    assert [line.get("lang") for line in lines] == list(SEVEN)
    assert [line.get("dir") for line in lines] == [direction(code) for code in SEVEN]


def test_words_that_are_in_another_language_say_so(ann):
    page = opened(*kit_of(ann, ("cards",), ("ckb",)))
    questions = page.xpath("//p[@class='question']/span")
    assert {(one.get("lang"), one.get("dir")) for one in questions} == {("en", "ltr")}
    assert text_of(questions[0]) == "What would help your family here?"


def test_the_file_and_its_button_are_in_the_language_of_the_one_who_prints(ann):
    kit, wish = kit_of(ann, ("poster",), ("ar",))
    page = etree.fromstring(papers.export(kit, wish, "fi").data.decode(), etree.HTMLParser())
    assert page.get("lang") == "fi"
    assert text_of(page.xpath("//title")[0]).endswith("Koivukylän kouluilta")


# --- nothing but paper --------------------------------------------------------------------------------------


def test_what_people_typed_stays_text(ann):
    ann.workshop.title = ann.workshop.question = {"en": HOSTILE}
    ann.workshop.tables = [{"name": HOSTILE, "topic": {"en": HOSTILE}, "language": ""}]
    for step in (ann.step(StepKind.RULES), ann.step(StepKind.VOTE), ann.step(StepKind.IDEAS)):
        step.prompt = {"en": HOSTILE}
    ann.theme(HOSTILE, ann.enters(HOSTILE))
    kit, wish = kit_of(ann, languages=("en", "ar"))
    kit = replace(kit, wifi=Wifi("<script>", '"><script>a'))
    page = opened(kit, wish)
    assert len(page.xpath("//script")) == 1 and len(page.xpath("//style")) == 1
    assert not page.xpath("//@onload") and "alert(1)" in text_of(page.find("body"))
    assert "<script>alert" not in written(kit, wish)


def test_it_asks_for_nothing(ann):
    ann.goes_to(StepKind.IDEAS)
    ann.enters("", picture=ann.keeps_photo())
    html = written(*kit_of(ann))
    assert not re.search(r"https?://|url\(|<link|@import", html)
    page = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    assert all(source.startswith("data:image/") for source in page.xpath("//@src"))
    assert all(target.startswith("#") for target in page.xpath("//@href"))
    assert not page.xpath("//*[@style]")


def test_its_policy_allows_its_own_style_and_its_own_script_only(ann):
    page = opened(*kit_of(ann, ("poster",)))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for name in ("style", "script"):
        own = b64encode(sha256(page.xpath(f"//{name}")[0].text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{own}'" in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("pieces", "languages"), [((), ("en",)), (("banana",), ("en",)), (("poster",), ()), (("poster",), ("tlh",))]
)
def test_what_is_not_known_is_refused(ann, pieces, languages):
    with pytest.raises(papers.UnknownFormat):
        papers.checked(Wish(pieces, languages))


# --- the pieces ---------------------------------------------------------------------------------------------


def drawn(text: str) -> str:
    """A QR code as segno draws it."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=4, dark="#000000", light="#FFFFFF", omitsize=True))


def test_the_codes_lead_to_the_workshop_to_its_tables_and_into_the_wifi(ann):
    ann.workshop.tables = [{"name": "Blue & one", "topic": {}, "language": ""}]
    html, link = written(*kit_of(ann, ("poster", "tables"))), f"{LINK}/{ann.workshop.code}"
    assert drawn(link) in html
    assert drawn(wifi.payload(NETWORK.name, NETWORK.password)) in html
    assert html.count(drawn(f"{link}?table=Blue%20%26%20one")) == 2  # to both sides of the tent
    assert "192.168.137.1:8080" in html and NETWORK.name in html


def test_a_poster_without_wifi_has_one_code(ann):
    kit, wish = kit_of(ann, ("poster",))
    page = opened(replace(kit, wifi=None), wish)
    assert page.xpath("//@data-qr") == ["join"]


def test_tables_that_are_set_have_their_names_and_topics_and_others_have_numbers(ann):
    assert [table.name for table in kit_of(ann, tables=3)[0].tables] == ["1", "2", "3"]
    named = [tables.CafeTable("Kuusi", {"fi": "Kerhot"}, "fi"), tables.CafeTable("Lehti", {"en": "Playground"})]
    tables.set_tables(ann.db, ann.workshop, named)
    first, second = sheets(opened(*kit_of(ann, ("tables",))), "tables")
    assert first.get("lang") == "fi" and text_of(first).count("Kuusi") == 2 and "Kerhot" in text_of(first)
    assert len(first.xpath(".//li")) == 2 and len(second.xpath(".//li")) == 2 * len(SEVEN)
    assert "Playground" in text_of(second)


def test_cards_come_eight_on_a_sheet_and_sheets_are_never_too_few(ann):
    kit, wish = kit_of(ann, ("cards",), ("fi", "ar"), cards=9)
    page = opened(kit, wish)
    assert papers.sheets(kit, wish) == {"cards": 4}
    assert [len(sheet.xpath("./div[@class='card']")) for sheet in sheets(page, "cards")] == [8] * 4


def test_rules_of_the_agenda_are_printed_once_in_each_language_that_has_them(ann):
    ann.step(StepKind.RULES).prompt = {"en": "One speaks.\nAll listen.", "fi": "Yksi puhuu."}
    page = opened(*kit_of(ann, ("rules",)))
    assert [sheet.get("lang") for sheet in sheets(page, "rules")] == ["en", "fi"]
    assert [text_of(line) for line in sheets(page, "rules")[0].xpath(".//li")] == ["One speaks.", "All listen."]


def test_without_rules_of_its_own_the_paper_has_those_of_the_phones(ann):
    ann.step(StepKind.RULES).prompt = {}
    found = sheets(opened(*kit_of(ann, ("rules",))), "rules")
    assert [sheet.get("lang") for sheet in found] == list(SEVEN)
    assert words("so")._("Let everyone finish.") in text_of(found[3])


def test_the_wall_has_a_place_for_each_choice_in_each_language_that_has_words(ann):
    page = opened(*kit_of(ann, ("dots",), ("fi", "en", "zh")))
    places = page.xpath("//div[@class='place']")
    assert len(places) == 2
    said = [(line.get("lang"), text_of(line)) for line in places[0].xpath(".//p")]
    assert said == [("en", "Free clubs"), ("fi", "Ilmaisia kerhoja")]


def test_strips_of_dots_are_for_votes_with_dots_only(ann):
    kit, wish = kit_of(ann, ("dots",), ("fi",))
    strips = opened(voting(kit, "dots"), wish).xpath("//div[@class='strip']")
    assert len(strips) == 8 and len(strips[0].xpath(".//p[@class='dots']/i")) == 5
    assert votes.telling.explained(words("fi"), voting(kit, "dots").vote.step) in text_of(strips[0])
    assert not opened(voting(kit, "approval"), wish).xpath("//div[@class='strip']")


def test_before_there_is_anything_to_vote_on_there_is_room_to_write_it(ann, open_room):
    ben = open_room(ann.db)
    page = opened(*kit_of(ben, ("dots", "ballots"), ("en",)))
    assert len(page.xpath("//div[@class='place']//p[@class='blank']")) == 4
    assert page.xpath("//table//p[@class='blank']")


@pytest.mark.parametrize("language", SEVEN)
@pytest.mark.parametrize("method", list(VotingMethod))
def test_a_ballot_says_what_phones_say(ann, method, language):
    kit, wish = kit_of(ann, ("ballots",), (language,))
    kit = voting(kit, method.value)
    said, w = text_of(sheets(opened(kit, wish), "ballots")[0]), words(language)
    assert votes.telling.heading(w, kit.vote.step) in said
    assert votes.telling.ruled(w, kit.vote.step) in said
    if method != VotingMethod.PAIRS:  # phones say “tap”
        assert " ".join(votes.telling.explained(w, kit.vote.step).split()) in said


CIRCLES = {"dots": 3, "approval": 1, "budget": 1, "rating": 6, "statements": 3}


@pytest.mark.parametrize("method", CIRCLES)
def test_each_choice_has_as_many_circles_as_it_can_be_given_answers(ann, method):
    kit, wish = kit_of(ann, ("ballots",), ("en",))
    rows = opened(voting(kit, method, 7), wish).xpath("//tbody/tr")
    assert len(rows) == 7
    assert {len(row.xpath(".//i[@class='circle']")) for row in rows} == {CIRCLES[method]}


def test_an_order_has_boxes_for_numbers_and_pairs_come_all(ann):
    kit, wish = kit_of(ann, ("ballots",), ("en",))
    assert len(opened(voting(kit, "ranking", 7), wish).xpath("//i[@class='box']")) == 7
    pairs = opened(voting(kit, "pairs", 4), wish).xpath("//div[@class='pair']")
    assert len(pairs) == 6 and all(len(pair.xpath(".//i[@class='circle']")) == 3 for pair in pairs)


def test_short_ballots_come_two_on_a_sheet_and_long_ones_alone(ann):
    kit, wish = kit_of(ann, ("ballots",), ("en",))
    assert len(opened(voting(kit, "approval", 3), wish).xpath("//div[@class='half']")) == 2
    assert len(opened(voting(kit, "approval", 9), wish).xpath("//div[@class='whole']")) == 1


def test_a_choice_that_a_computer_translated_says_so_beside_its_own_words(ann):
    kit, wish = kit_of(ann, ("ballots",), ("en", "fi"))
    told = Choice({"so": "Naadi"}, number=7, translations={"en": Translated("A club", True)})
    kit = replace(voting(kit, "approval"), vote=PaperVote(voting(kit, "approval").vote.step, {}, (told,)))
    english, finnish = sheets(opened(kit, wish), "ballots")
    assert "A club" in text_of(english) and "Translated by a computer: Naadi" in text_of(english)
    assert "A club" not in text_of(finnish) and "Naadi" in text_of(finnish)


def test_the_vote_that_comes_next_is_printed_with_photos_and_translations(ann):
    vote = ann.step(StepKind.VOTE)
    vote.settings = {**vote.settings, "on": "ideas"}
    shown = ann.enters("Penkki", "fi", picture=ann.keeps_photo())
    ideas.translate(ann.db, shown, "en", "A bench")
    kit, wish = kit_of(ann, ("ballots",), ("en",))
    choice = next(choice for choice in kit.vote.choices if choice.number == shown.number)
    assert choice.said("en").text == "A bench" and choice.photo is not None
    assert opened(kit, wish).xpath("//td//img[starts-with(@src, 'data:image/jpeg')]")
    assert shown.channel == Channel.PAPER


def test_what_is_kept_is_told_with_the_day_and_only_where_it_is_so(ann):
    kit, wish = kit_of(ann, ("consent",), ("en",))
    told = text_of(sheets(opened(kit, wish), "consent")[0])
    assert "12 February 2027" in told and "Only the facilitator reads it." in told
    less = replace(kit, consent=replace(kit.consent, photos=False, asks=False, contacts=False))
    told = text_of(sheets(opened(less, wish), "consent")[0])
    assert "photo" not in told and "e-mail" not in told and "about yourself" not in told


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_leaflet_says_the_same_in_word_and_on_paper(evening, language):
    from docx import Document
    from sqlmodel import Session

    from workshop_kit import workshops

    with Session(evening.engine) as db:
        workshop = workshops.by_code(db, evening.code)
        report = reports.of(db, workshop, language, today=workshop.day)
        wish = Wish(("leaflet",), (language,))
        kit = reading.of(db, workshop, wish, link=LINK, today=workshop.day)
    said = text_of(sheets(opened(kit, wish), "leaflet")[0])
    document = Document(BytesIO(word.leaflet.export(report, language).data))
    for paragraph in document.paragraphs:
        assert " ".join(paragraph.text.split()) in said
    assert leaflet.of(report).thanks in said


def test_pieces_have_names_in_the_languages_of_the_facilitator():
    assert [piece_name(piece, "en") for piece in ("poster", "leaflet")] == ["Poster", "Result leaflet"]


# --- the command line ---------------------------------------------------------------------------------------


def test_the_command_line_prints_what_is_named(evening, tmp_path, capsys):
    file = tmp_path / "kit.html"
    asked = ["--pieces", "poster,cards", "--languages", "fi,ar", "--address", LINK]
    assert main(["print", evening.code, "--to", str(file), *asked]) == 0
    page = etree.fromstring(file.read_text(encoding="utf-8"), etree.HTMLParser(huge_tree=True))
    assert page.xpath("//section/@data-piece") == ["poster", "cards", "cards"]
    assert drawn(f"{LINK}/{evening.code}") in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "options"), [("kit.doc", []), ("kit.html", ["--pieces", "cake"]), ("kit.html", ["--languages", "xx"])]
)
def test_the_command_line_refuses_what_it_does_not_know(evening, tmp_path, capsys, name, options):
    assert main(["print", evening.code, "--to", str(tmp_path / name), *options]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1 and not (tmp_path / name).exists()


def test_a_pdf_without_a_browser_is_refused_in_words(evening, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser.sys, "platform", "linux")
    assert main(["print", evening.code, "--to", str(tmp_path / "kit.pdf"), "--pieces", "poster"]) == 2
    assert "write .html, open it and print" in capsys.readouterr().err


# --- in a real browser --------------------------------------------------------------------------------------

in_browser = pytest.mark.browser
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")

TOO_LARGE = """() => [...document.querySelectorAll('.sheet, .card, .strip, .half, .side, .place, .band')]
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map(e => `${e.className} ${e.closest('.sheet').lang}`)"""
HEIGHTS = """() => [...document.querySelectorAll('.sheet')]
  .map(e => [e.dataset.piece, e.lang, Math.round(e.getBoundingClientRect().height / 96 * 25.4)])"""


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def printed(chromium, tmp_path):
    """A kit in the browser as it is printed, with the number of its pages and what the browser complained of."""
    contexts = []

    def run(kit: PrintKit, wish: Wish) -> Any:
        path = tmp_path / "kit.html"
        path.write_bytes(papers.export(kit, wish, "en").data)
        contexts.append(chromium.new_context(viewport={"width": 1000, "height": 1200}))
        page = contexts[-1].new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("request", lambda asked: page.heard.append(asked.url))
        page.goto(path.as_uri())
        page.heard = [each for each in page.heard if each != path.as_uri() and not each.startswith("data:")]
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        page.pages = len(PdfReader(BytesIO(pdf)).pages)
        page.emulate_media(media="print")
        return page

    yield run
    for context in contexts:
        context.close()


@in_browser
@needs_chromium
def test_every_sheet_is_one_page_of_a4_and_nothing_is_cut(printed, ann):
    """In seven languages, with the longest names that a workshop can have."""
    ann.workshop.title = {"en": "W" * 20 + " evening for families in Koivukylä and Havukoski, spring"}
    ann.workshop.question = {"en": "What would help your family here in the afternoons? " * 3}
    kit, wish = kit_of(ann)
    for one in (kit, replace(kit, wifi=None)):
        page = printed(one, wish)
        assert page.heard == [], "the page asks for something, or its policy stops it"
        assert page.evaluate(TOO_LARGE) == []
        assert [sheet for sheet in page.evaluate(HEIGHTS) if sheet[2] != A4] == []
        assert page.pages == papers.sheets(one, wish).total()


@in_browser
@needs_chromium
def test_a_poster_and_signs_in_all_languages_are_still_one_page_each(printed, ann):
    long = "Puistometsäntie ja lähimetsän polut"
    tables.set_tables(ann.db, ann.workshop, [tables.CafeTable(long, {"fi": "Turvallinen koulumatka " * 4})])
    ann.workshop.title = {"en": "An evening for families in Koivukylä and Havukoski, in the spring of 2027"}
    page = printed(*kit_of(ann, ("poster", "tables"), tuple(LANGUAGES)))
    assert page.evaluate(TOO_LARGE) == [] and page.pages == 2


@in_browser
@needs_chromium
@pytest.mark.parametrize("method", [method for method in VotingMethod if method != VotingMethod.PAIRS])
def test_two_ballots_fit_on_a_sheet(printed, ann, method):
    kit, wish = kit_of(ann, ("ballots",))
    kit = voting(kit, method.value, 5)
    long = tuple(replace(choice, label={"en": "A place to meet with children near"}) for choice in kit.vote.choices)
    page = printed(replace(kit, vote=replace(kit.vote, choices=long, prompt={"en": "What matters most?"})), wish)
    assert page.evaluate(TOO_LARGE) == [] and page.pages == len(SEVEN)


@in_browser
@needs_chromium
def test_a_long_ballot_goes_on_on_the_next_page_with_the_same_margins(printed, ann):
    kit, wish = kit_of(ann, ("ballots",), ("en",))
    page = printed(voting(kit, "approval", 30), wish)
    assert page.pages == 3
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).boxDecorationBreak") == "clone"


@in_browser
@needs_chromium
def test_the_button_prints_and_is_not_printed(printed, ann):
    page = printed(*kit_of(ann, ("poster",), ("en",)))
    assert not page.locator(".bar").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("() => { window.print = () => { window.pressed = true; }; }")
    page.get_by_role("button").click()
    assert page.evaluate("window.pressed") is True


@in_browser
@pytest.mark.skipif(browser.find() is None, reason="no browser is installed")
def test_the_command_line_makes_a_pdf(evening, tmp_path):
    file = tmp_path / "kit.pdf"
    assert (
        main(["print", evening.code, "--to", str(file), "--pieces", "poster,rules", "--languages", "fi,ckb"]) == 0
    )
    assert len(PdfReader(file).pages) == 3
