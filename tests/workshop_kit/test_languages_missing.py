"""Which texts the room will read are not written in a language that the phones offer."""

import pytest

from models import StepKind
from workshop_kit import steps
from workshop_kit.i18n import everywhere
from workshop_kit.languages_missing import alike, missing

FOUR = ["fi", "sv", "en", "ar"]


@pytest.fixture
def written(ann):
    """Everything of Ann's workshop is written in its four languages."""
    ann.workshop.title = dict.fromkeys(FOUR, "Evening")
    ann.workshop.question = dict.fromkeys(FOUR, "What would help?")
    return ann


def found(ann):
    return missing(ann.workshop, steps.agenda(ann.db, ann.workshop))


def test_nothing_is_missing_where_everything_is_written(written):
    assert found(written) == ()


def test_a_question_that_is_not_written_is_told_for_its_language_only(written):
    written.workshop.question = {"en": "What would help?", "fi": "Mikä auttaisi?", "ar": "  "}
    told = [(one.language, one.title, one.question, one.prompts) for one in found(written)]
    assert told == [("sv", False, True, ()), ("ar", False, True, ())]


def test_a_name_that_is_not_written_is_told(written):
    written.workshop.title = {"en": "Evening", "sv": "Kväll", "ar": "أمسية"}
    assert [(one.language, one.title) for one in found(written)] == [("fi", True)]


def test_the_method_s_own_sentences_are_written_in_every_language(written):
    written.workshop.languages = list(everywhere("Ideas"))
    assert all(one.prompts == () for one in found(written))


def test_a_prompt_that_ann_has_rewritten_is_missing_in_the_other_languages(written):
    rules = written.step(StepKind.RULES)
    rules.prompt = {"en": "Be kind.", "fi": "Ole ystävällinen."}
    assert {one.language: one.prompts for one in found(written)} == {"sv": (rules.id,), "ar": (rules.id,)}


def test_an_empty_prompt_is_not_missing(written):
    for kind in (StepKind.IDEAS, StepKind.VOTE, StepKind.PLAN):
        written.step(kind).prompt = {"en": " "}
    assert found(written) == ()


def test_an_ideas_step_with_its_own_words_needs_them_in_every_language(written):
    own = written.step(StepKind.IDEAS)
    own.prompt = {"en": "What would you change?"}
    assert [one.prompts for one in found(written)] == [(own.id,)] * 3


def test_a_skipped_step_counts_for_nothing(written):
    rules = written.step(StepKind.RULES)
    rules.prompt, rules.skipped = {"en": "Be kind."}, True
    assert found(written) == ()


def test_ann_s_own_language_is_no_exception(written):
    rules = written.step(StepKind.RULES)
    rules.prompt = {code: "…" for code in FOUR if code != "en"}
    assert [one.language for one in found(written)] == ["en"]


def test_a_language_that_the_phones_do_not_offer_is_not_looked_at(written):
    written.workshop.languages = ["en"]
    written.workshop.question = {"en": "What would help?"}
    assert found(written) == ()


def test_languages_that_lack_the_same_come_together(written):
    rules = written.step(StepKind.RULES)
    rules.prompt = {"en": "Be kind.", "fi": "Ole ystävällinen."}
    written.workshop.question = {"en": "?", "sv": "?", "ar": "?"}
    groups = [[one.language for one in group] for group in alike(found(written))]
    assert groups == [["fi"], ["sv", "ar"]]


def test_a_step_that_ann_has_added_and_named_needs_its_name_in_every_language(written):
    added = steps.add(written.db, written.workshop, StepKind.VOTE, title={"en": "Favourite ideas"}, minutes=5)
    assert {one.language: one.prompts for one in found(written)} == dict.fromkeys(("fi", "sv", "ar"), (added.id,))
