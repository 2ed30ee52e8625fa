"""Text as it is kept."""

import random
import unicodedata

import pytest

from workshop_kit.errors import EmptyText, LongText
from workshop_kit.text import LIMIT, cleaned


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Clubs ", "Clubs"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("a\tb", "a\tb"),
        ("a\x00b\x08c\x7fd\x85e\x9ff", "abcdef"),
        ("a\ufdd0b\ufffec\uffffd", "abcd"),
        ("a\ud83db", "ab"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("می‌خواهم", "می‌خواهم"),
        ("\u200fنص\u200f", "\u200fنص\u200f"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_text_is_kept_clean(given, kept):
    assert cleaned(given) == kept


@pytest.mark.parametrize("given", ["", " ", "\n\n", "\x00", "\ud800\udfff", "\u3000\u2003"])
def test_text_of_nothing_is_refused(given):
    with pytest.raises(EmptyText):
        cleaned(given)


def test_text_of_the_limit_is_kept_and_one_letter_more_is_refused():
    assert len(cleaned("x" * LIMIT)) == LIMIT
    with pytest.raises(LongText) as refusal:
        cleaned("x" * (LIMIT + 1))
    assert str(LIMIT) in str(refusal.value)


def test_space_around_does_not_count():
    assert len(cleaned(" " * 900 + "x" * LIMIT + "\n" * 900)) == LIMIT


def test_what_was_cleaned_is_clean_and_can_be_stored():
    rng = random.Random(7)
    for _ in range(2000):
        given = "x" + "".join(chr(rng.choice((rng.randrange(0x100), rng.randrange(0x11000)))) for _ in range(40))
        once = cleaned(given)
        assert cleaned(once) == once
        once.encode()
        broken = [letter for letter in once if unicodedata.category(letter) in ("Cc", "Cs")]
        assert set(broken) <= {"\n", "\t"}
