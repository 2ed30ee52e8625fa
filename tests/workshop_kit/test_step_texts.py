"""What a new step begins with."""

import pytest

from models import StepKind
from workshop_kit import step_texts
from workshop_kit.methods import WRITTEN


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_has_something_to_say_in_the_languages_of_the_pages(kind):
    assert all(step_texts.usual(kind).say[language] for language in WRITTEN)


def test_a_new_plan_has_the_words_of_the_method_that_plans():
    plan = step_texts.usual(StepKind.PLAN)
    assert "who does it" in plan.say["en"]
    assert plan.prompt["ar"] and plan.needs["fi"]


def test_a_break_promises_nothing_about_what_comes_after():
    assert step_texts.usual(StepKind.BREAK).prompt == {}
