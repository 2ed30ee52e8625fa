"""A question from a pack: in the fields of every language at once, and back again."""

import pytest
from streamlit.testing.v1 import AppTest

from models import Workshop
from pages.parts import database
from workshop_kit import questions, store, workshops

PACK = "low-threshold"


def the_page():
    from pages.parts import database, workshop_form
    from workshop_kit import workshops

    with database.looking() as db:
        workshop_form.fields(workshops.by_id(db, 1))


def the_fields():
    """Of a workshop that is not made yet."""
    from pages.parts import question_packs, texts

    for code in ("fi", "en", "ar"):
        texts.Field("question", "Question", {}, 200).draw("workshop_new", code)
    question_packs.offer("workshop_new", "question")


@pytest.fixture
def kit(engine, open_room):
    """A kit with one workshop of Ann's, in Finnish, Swedish, English and Arabic."""
    database.engine.clear()
    with store.writing(engine) as db:
        open_room(db, question={"en": "What would help?", "ar": "ماذا؟", "so": "Maxaa?"})
    yield engine
    database.engine.clear()


def opened(what=the_page):
    page = AppTest.from_function(what, default_timeout=30).run()
    assert not page.exception
    return page


def taken(page, key, number=1):
    page.button(key=f"{key}_pack_{PACK}_{number}").click().run()
    assert not page.exception
    return questions.by_id(PACK).questions[number - 1]


def asked(page, key):
    start = f"{key}_question_"
    fields = [field for field in page.text_input if (field.key or "").startswith(start)]
    return {field.key.removeprefix(start): field.value for field in fields}


def way_back(page):
    return [button for button in page.button if button.key and button.key.endswith("_pack_back")]


def said(page):
    return " ".join(element.value for element in page.markdown)


def test_a_taken_question_stands_in_every_language_of_the_phones(kit):
    page = opened()
    assert set(asked(page, "workshop_1")) == {"fi", "sv", "en", "ar"}
    words = taken(page, "workshop_1")
    assert asked(page, "workshop_1") == {code: words[code] for code in ("fi", "sv", "en", "ar")}


def test_a_new_workshop_can_begin_with_a_question_from_a_pack(kit):
    page = opened(the_fields)
    words = taken(page, "workshop_new", 2)
    assert asked(page, "workshop_new") == {code: words[code] for code in ("fi", "en", "ar")}
    assert not way_back(page), "there was no question before"


def test_the_question_that_was_written_before_can_be_put_back(kit):
    page = opened()
    taken(page, "workshop_1")
    way_back(page)[0].click().run()
    assert asked(page, "workshop_1") == {"fi": "", "sv": "", "en": "What would help?", "ar": "ماذا؟"}
    assert not way_back(page)


def test_a_question_that_was_changed_after_it_was_taken_is_not_put_away(kit):
    page = opened()
    taken(page, "workshop_1")
    page.text_input(key="workshop_1_question_en").set_value("In what kind of park?").run()
    assert not way_back(page)
    assert asked(page, "workshop_1")["en"] == "In what kind of park?"


def test_what_was_written_in_a_language_that_is_not_offered_now_is_kept(kit):
    page = opened()
    taken(page, "workshop_1")
    assert "workshop_1_question_so" not in page.session_state
    with store.writing(kit) as db:
        one = workshops.by_id(db, 1)
        workshops.revise(db, one, _draft(one, asked(page, "workshop_1")))
        assert one.question["so"] == "Maxaa?"


def test_another_pack_offers_its_own_questions(kit):
    page = opened()
    page.selectbox(key="workshop_1_pack_en").set_value("women-at-home").run()
    pack = questions.by_id("women-at-home")
    assert pack.fits["en"] in said(page).replace("\\", "")
    assert len([b for b in page.button if "_pack_women-at-home_" in (b.key or "")]) == len(pack.questions)
    assert not [b for b in page.button if f"_pack_{PACK}_" in (b.key or "")]


def _draft(one: Workshop, question: dict[str, str]) -> workshops.Draft:
    return workshops.Draft(
        title=one.title,
        question=question,
        language=one.language,
        languages=one.languages,
        method=one.method,
        day=one.day,
    )
