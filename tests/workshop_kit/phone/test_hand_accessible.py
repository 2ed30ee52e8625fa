"""The pages behind role links can be used by everybody: WCAG 2.2 AA by axe-core and by measuring."""

from itertools import pairwise

import pytest

from models import HandRole, IdeaState, PhoneMode, Source, StepKind
from tests.workshop_kit.phone import test_accessible, test_script
from tests.workshop_kit.phone.test_accessible import AXE, MEASURES, TAGS, report, twice_as_large, violations
from tests.workshop_kit.phone.test_hand import CODE, entered, link
from workshop_kit import areas, ideas, programmes, steps, workshops
from workshop_kit.outcomes import indicators
from workshop_kit.store import now, writing

pytestmark = test_script.pytestmark
ROLES = list(HandRole)


@pytest.fixture(scope="module")
def chromium():
    with test_script.opened_chromium() as browser:
        yield browser


@pytest.fixture
def opened(chromium, ann, address):
    """The page of a role in a full room, with its folded parts open."""
    contexts = []
    fill(ann)

    def open_page(role, language):
        context = chromium.new_context(viewport=test_accessible.PHONE, locale="en")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{address}/{CODE}/hand/{link(ann, role, languages=['ar', 'so'], table_name='1')[1]}")
        page.goto(f"{address}/{CODE}/hand?language={language}")
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true; })")
        page.evaluate(MEASURES)
        return page

    yield open_page
    for context in contexts:
        context.close()


def fill(ann):
    step = ann.goes_to(StepKind.IDEAS)
    idea = entered(ann, "A night bus to Koivukylä")
    entered(ann, "حافلة ليلية", "ar")
    entered(ann, "Still to be read", state=IdeaState.WAITING)
    entered(ann, "Not for the wall", state=IdeaState.HIDDEN)
    with writing(ann.engine) as db:
        workshop = workshops.by_code(db, CODE)
        for one in steps.agenda(db, workshop):
            one.say, one.needs = {"en": "Welcome.\nTake your time."}, {"en": "Pens and paper"}
        ideas.translate(db, ideas.by_id(db, workshop, idea.id), "ar", "حافلة ليلية", Source.MACHINE)
        steps.set_phones(db, workshop, steps.by_id(db, workshop, step.id), PhoneMode.WRITE)
        steps.pause(db, workshop, steps.by_id(db, workshop, step.id), now=now())
        programme = programmes.create(db, programmes.Draft("SMILE"), now=now())
        programmes.put_in(db, programme, [workshop.id])
        areas.add_starter(db)
        for preset in indicators.presets():
            indicators.add_preset(db, programme.id, preset.id)


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_by_light_and_in_the_dark(opened, role):
    page = opened(role, "en")
    page.evaluate(AXE)
    page.set_viewport_size(test_accessible.whole(page))
    found = violations(page, {"type": "tag", "values": TAGS})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += violations(page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
    assert found == [], report(found)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("role", ROLES)
def test_everything_is_large_enough_and_nothing_is_lost(opened, role, language):
    page = opened(role, language)
    found = page.evaluate("() => [...measures.small(18), ...measures.narrow(48)]")
    page.set_viewport_size(test_accessible.SMALL)
    found += [f"at 320 px: {each}" for each in page.evaluate("() => measures.lost()")]
    page.set_viewport_size(test_accessible.PHONE)
    with twice_as_large(page):
        found += [f"at 200 %: {each}" for each in page.evaluate("() => measures.lost()")]
    assert found == [], report(found)


@pytest.mark.parametrize("role", ROLES)
def test_there_is_one_heading_and_none_is_skipped(opened, role):
    levels = opened(role, "en").evaluate("() => measures.headings()")
    assert levels.count(1) == 1, levels
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
