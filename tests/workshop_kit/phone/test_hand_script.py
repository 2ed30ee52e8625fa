"""The pages behind role links in a real browser: they follow the room, and nothing that somebody writes is lost."""

import pytest
from sqlmodel import select

from models import Ballot, HandRole, Idea, Source, StepKind
from tests.workshop_kit.phone import test_script
from tests.workshop_kit.phone.test_hand import CODE, entered, link
from tests.workshop_kit.phone.test_script import expect
from workshop_kit import hands, ideas, workshops
from workshop_kit.store import now, writing

pytestmark = test_script.pytestmark


@pytest.fixture(scope="module")
def chromium():
    with test_script.opened_chromium() as browser:
        yield browser


@pytest.fixture
def opens(chromium, address):
    """A phone that opens a link; errors in its console fail the test."""
    contexts, errors = [], []

    def opened(token, **options):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/{CODE}/hand/{token}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def ida(ann, opens):
    """The co-facilitator."""
    return opens(link(ann, HandRole.CO_FACILITATOR)[1])


@pytest.fixture
def ali(ann, opens):
    """He interprets between English and Somali."""
    return opens(link(ann, HandRole.INTERPRETER, languages=["so"])[1])


def field(page, idea):
    return page.locator(f"#idea-{idea.id}-text")


def save(page, idea):
    return page.locator(f"#idea-{idea.id}").get_by_role("button", name="Save")


def test_the_page_follows_the_room_by_itself(ann, ida):
    expect(ida.get_by_role("button", name="Start the evening")).to_be_visible()
    ann.goes_to(StepKind.RULES)
    expect(ida.get_by_role("heading", level=1, name="Rules")).to_be_visible()
    expect(ida.get_by_role("button", name="Next: Dialogue")).to_be_visible()


def test_one_tap_moves_the_room_and_the_page(ann, ida):
    ida.get_by_role("button", name="Start the evening").click()
    expect(ida.get_by_role("heading", level=1, name="Welcome")).to_be_visible()
    ida.get_by_role("button", name="Next: Rules").dblclick()
    expect(ida.get_by_role("heading", level=1, name="Rules")).to_be_visible()
    ida.wait_for_load_state("networkidle")
    assert ann.sees(lambda _db, workshop: workshop.current_step_id) == ann.step(StepKind.RULES).id


def test_a_translation_is_sent_without_leaving_the_page(ann, ali):
    idea = entered(ann, "A night bus")
    ali.reload()
    field(ali, idea).fill("Baska habeenkii")
    save(ali, idea).click()
    expect(ali.get_by_text("Idea 1 is translated. Thank you.")).to_be_visible()
    expect(ali.get_by_text("1 idea is translated", exact=True)).to_be_visible()
    assert ann.sees(ideas.translations)[idea.id]["so"].text == "Baska habeenkii"


def test_new_ideas_come_in_while_he_writes_and_his_draft_stays(ann, ali):
    idea = entered(ann, "A night bus")
    ali.reload()
    field(ali, idea).press_sequentially("Baska")
    ann.goes_to(StepKind.IDEAS)
    other = entered(ann, "A day bus")
    with writing(ann.engine) as db:
        workshops.touch(db, workshops.by_code(db, CODE))
    expect(ali.get_by_text("A day bus")).to_be_visible()
    expect(field(ali, idea)).to_have_value("Baska")
    expect(field(ali, idea)).to_be_focused()
    ali.keyboard.type(" habeenkii")
    expect(field(ali, idea)).to_have_value("Baska habeenkii")
    expect(field(ali, other)).to_have_value("")


def test_a_draft_is_there_after_a_reload(ann, ali):
    idea = entered(ann, "A night bus")
    ali.reload()
    field(ali, idea).fill("Baska")
    ali.reload()
    expect(field(ali, idea)).to_have_value("Baska")


def test_without_a_network_the_words_stay_and_the_page_says_so(ann, ali):
    idea = entered(ann, "A night bus")
    ali.reload()
    field(ali, idea).fill("Baska")
    ali.context.set_offline(True)
    save(ali, idea).click()
    expect(ali.get_by_role("alert")).to_contain_text("No network. What you wrote stays here.")
    expect(field(ali, idea)).to_have_value("Baska")
    ali.context.set_offline(False)
    save(ali, idea).click()
    expect(ali.get_by_text("Idea 1 is translated. Thank you.")).to_be_visible()


def test_words_that_changed_meanwhile_are_shown_with_his_draft(ann, ali):
    idea = entered(ann, "A night bus")
    ali.reload()
    field(ali, idea).fill("Baska")
    with writing(ann.engine) as db:
        db.get_one(Idea, idea.id).text = "A day bus"
    save(ali, idea).click()
    expect(ali.get_by_role("alert")).to_contain_text("Read the new words first.")
    expect(ali.get_by_text("A day bus")).to_be_visible()
    expect(field(ali, idea)).to_have_value("Baska")
    save(ali, idea).click()
    expect(ali.get_by_text("Idea 1 is translated. Thank you.")).to_be_visible()


def test_a_revoked_link_says_so_at_once_and_gives_back_what_was_not_sent(ann, opens):
    id, token = link(ann, HandRole.INTERPRETER, languages=["so"])
    idea = entered(ann, "A night bus")
    page = opens(token)
    field(page, idea).fill("Baska")
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        hands.revoke(db, workshop, hands.by_id(db, workshop, id), now=now())
    expect(page.get_by_role("alert")).to_contain_text("This link does not work any more.")
    expect(page.get_by_text("A night bus")).to_have_count(0)
    expect(page.get_by_label("You wrote this.")).to_have_value("Baska")


def goes_away(page):
    """What is sent still arrives, but no page comes any more."""
    page.route("**/hand", lambda route: route.abort() if route.request.method == "GET" else route.continue_())


def writes_card(page, text):
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Send the idea").click()


def test_each_card_is_kept_though_the_network_goes_right_after_it(ann, opens):
    ann.goes_to(StepKind.IDEAS)
    page = opens(link(ann, HandRole.HELPER)[1])
    goes_away(page)
    for number, text in enumerate(("A night bus", "A free club", "A bench"), 1):
        writes_card(page, text)
        expect(page.get_by_text(f"It is number {number}.")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value("")
    assert [idea.text for idea in ann.ideas()] == ["A night bus", "A free club", "A bench"]
    page.unroute("**/hand")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("")


def test_each_person_s_vote_is_kept_though_the_network_goes_right_after_it(ann, opens):
    ann.goes_to(StepKind.VOTE)
    a, b, c = ann.options()
    page = opens(link(ann, HandRole.HELPER)[1])
    goes_away(page)
    for choices in ({a: 3, b: 2}, {c: 1}):
        for option, dots in choices.items():
            page.locator(f'label:has([name="choice-{option}"][value="{dots}"])').click()
        page.get_by_role("button", name="Send this vote").click()
        expect(page.get_by_text("This vote has arrived")).to_be_visible()
        expect(page.locator('[name^="choice-"][value="0"]:checked')).to_have_count(3)
        page.locator("#said").evaluate("said => said.replaceChildren()")
    ballots = ann.sees(lambda db, _room: [dict(each.choices) for each in db.exec(select(Ballot)).all()])
    assert ballots == [{a: 3, b: 2}, {c: 1}]


def test_what_is_written_while_the_card_before_is_under_way_stays(ann, opens):
    ann.goes_to(StepKind.IDEAS)
    page = opens(link(ann, HandRole.HELPER)[1])
    waiting = []
    page.route(
        "**/hand", lambda route: waiting.append(route) if route.request.method == "POST" else route.continue_()
    )
    writes_card(page, "A night bus")
    expect(page.locator("form[data-busy]")).to_have_count(1)
    page.get_by_role("textbox").fill("A free club")
    waiting[0].continue_()
    expect(page.get_by_text("It is number 1.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("A free club")
    page.unroute("**/hand")
    page.get_by_role("button", name="Send the idea").click()
    expect(page.get_by_text("It is number 2.")).to_be_visible()
    assert [idea.text for idea in ann.ideas()] == ["A night bus", "A free club"]


def test_a_card_that_is_refused_stays_to_be_read(ann, opens):
    ann.goes_to(StepKind.IDEAS)
    page = opens(link(ann, HandRole.HELPER)[1])
    page.route("**/hand/events**", lambda route: route.abort())
    page.reload()
    page.get_by_role("textbox").fill("A night bus")
    ann.ends_the_evening()
    page.get_by_role("button", name="Send the idea").click()
    expect(page.get_by_role("alert")).to_contain_text("We are not collecting ideas right now.")
    expect(page.locator(".prog i:not(.done)")).to_have_count(0)  # the page has looked again
    expect(page.get_by_role("textbox")).to_have_value("A night bus")


def test_a_draft_is_of_one_language(ann, opens):
    idea = entered(ann, "A night bus")
    page = opens(link(ann, HandRole.INTERPRETER, languages=["so", "ar"])[1])
    field(page, idea).fill("Baska")
    page.get_by_role("link", name="العربية").click()
    expect(page.get_by_role("link", name="العربية")).to_have_attribute("aria-current", "true")
    expect(field(page, idea)).to_have_value("")
    field(page, idea).fill("حافلة")
    page.get_by_role("link", name="Soomaali").click()
    expect(field(page, idea)).to_have_value("Baska")


def test_a_draft_is_of_one_link(ann, opens, address):
    ann.goes_to(StepKind.IDEAS)
    page = opens(link(ann, HandRole.HELPER)[1])
    page.get_by_role("textbox").fill("A night bus")
    page.goto(f"{address}/{CODE}/hand/{link(ann, HandRole.HELPER)[1]}")
    expect(page.get_by_role("textbox")).to_have_value("")


def test_a_page_gives_way_to_the_link_that_was_opened_beside_it(ann, opens, address):
    page = opens(link(ann, HandRole.HELPER)[1])
    expect(page.get_by_role("heading", level=1, name="For somebody without a phone")).to_be_visible()
    page.context.new_page().goto(f"{address}/{CODE}/hand/{link(ann, HandRole.INTERPRETER, languages=['so'])[1]}")
    ann.goes_to(StepKind.IDEAS)
    expect(page.get_by_role("heading", level=1, name="What is being said")).to_be_visible()


def test_what_another_interpreter_wrote_meanwhile_is_shown_with_his_draft(ann, ali):
    idea = entered(ann, "A night bus")
    ali.reload()
    field(ali, idea).fill("Baska")
    with writing(ann.engine) as db:
        ideas.translate(db, db.get_one(Idea, idea.id), "so", "Baska habeenkii", Source.PERSON)
    save(ali, idea).click()
    expect(ali.get_by_role("alert")).to_contain_text("This has changed meanwhile")
    expect(ali.locator("#finished")).to_contain_text("A night bus")
    expect(field(ali, idea)).to_have_value("Baska")
    save(ali, idea).click()
    expect(ali.get_by_text("Idea 1 is translated. Thank you.")).to_be_visible()
    assert ann.sees(ideas.translations)[idea.id]["so"].text == "Baska"


def test_an_idea_said_aloud_twice_comes_in_when_he_says_so(ann, ali):
    ann.goes_to(StepKind.IDEAS)
    entered(ann, "Naadi", "so")
    ali.reload()
    ali.locator("#speak summary").click()
    ali.locator("#speak-text").fill("Naadi")
    ali.get_by_role("button", name="Send", exact=True).click()
    expect(ali.get_by_role("alert")).to_contain_text("It looks like number 1.")
    ali.get_by_role("button", name="Send it anyway").click()
    expect(ali.get_by_text("It is idea number 2.")).to_be_visible()


def test_a_press_counts_while_the_page_is_looked_at_again(ann, ali):
    """On a slow network the page comes long after the answer. She does not wait for it."""
    ann.goes_to(StepKind.IDEAS)
    entered(ann, "Naadi", "so")
    ali.reload()
    under_way = []
    ali.route(
        "**/hand", lambda route: under_way.append(route) if route.request.method == "GET" else route.continue_()
    )
    ali.locator("#speak summary").click()
    ali.locator("#speak-text").fill("Naadi")
    ali.get_by_role("button", name="Send", exact=True).click()
    ali.get_by_role("button", name="Send it anyway").click()
    expect(ali.get_by_text("It is idea number 2.")).to_be_visible()
    assert under_way, "nothing was under way when she pressed again"


def test_everything_works_without_a_script(ann, opens):
    idea = entered(ann, "A night bus")
    ida = opens(link(ann, HandRole.CO_FACILITATOR)[1], java_script_enabled=False)
    ida.get_by_role("button", name="Start the evening").click()
    expect(ida.get_by_role("heading", level=1, name="Welcome")).to_be_visible()
    ali = opens(link(ann, HandRole.INTERPRETER, languages=["so"])[1], java_script_enabled=False)
    field(ali, idea).fill("Baska habeenkii")
    save(ali, idea).click()
    expect(ali.get_by_text("Idea 1 is translated. Thank you.")).to_be_visible()
    ali.locator("#tongues summary").click()
    ali.get_by_role("link", name="Suomi").click()
    expect(ali.locator("html")).to_have_attribute("lang", "fi")


def test_the_page_fits_a_small_phone_in_every_direction(ann, opens):
    ann.goes_to(StepKind.IDEAS)
    entered(ann, "A night bus " * 20)
    for role in (HandRole.CO_FACILITATOR, HandRole.INTERPRETER):
        page = opens(link(ann, role, languages=["ar"])[1])
        page.set_viewport_size({"width": 320, "height": 640})
        for language in ("en", "ar"):
            page.goto(f"{page.url.split('?')[0]}?language={language}")
            wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide[0] <= wide[1], (role, language)
