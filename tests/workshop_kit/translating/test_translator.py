"""The way from one language to another."""

import pytest

from workshop_kit.translating.translator import translated, way


class Signs:
    """Puts the target's code behind every text."""

    name = "signs"

    def __init__(self, *pairs):
        self.pairs = frozenset(pairs)

    def translate(self, texts, source, target):
        assert (source, target) in self.pairs
        return [f"{text} {target}" for text in texts]


def test_a_pair_that_is_known_is_gone_directly():
    signs = Signs(("sv", "fi"), ("sv", "en"), ("en", "fi"))
    assert way(signs, "sv", "fi") == (("sv", "fi"),)
    assert translated(signs, ["Bänk"], "sv", "fi") == ["Bänk fi"]


def test_where_there_is_no_direct_pair_the_way_is_through_english():
    signs = Signs(("ar", "en"), ("en", "fi"))
    assert way(signs, "ar", "fi") == (("ar", "en"), ("en", "fi"))
    assert translated(signs, ["مقعد", "نادٍ"], "ar", "fi") == ["مقعد en fi", "نادٍ en fi"]


@pytest.mark.parametrize(("source", "target"), [("so", "fi"), ("fi", "ar"), ("so", "en"), ("en", "sv")])
def test_half_a_way_is_none(source, target):
    assert way(Signs(("ar", "en"), ("en", "fi")), source, target) == ()


def test_english_needs_one_step_only():
    signs = Signs(("ar", "en"), ("en", "fi"))
    assert way(signs, "ar", "en") == (("ar", "en"),)
    assert way(signs, "en", "fi") == (("en", "fi"),)
