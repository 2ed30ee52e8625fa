"""Vectors are computed once and then remembered."""

import numpy as np
import pytest

from workshop_kit.vectors import Remembering


class Counting:
    """A small embedder: two numbers from a text. It keeps what it was asked."""

    dimensions = 2

    def __init__(self, name="counting"):
        self.name = name
        self.asked = []

    def encode(self, texts):
        self.asked.append(list(texts))
        angles = np.array([sum(map(ord, text)) for text in texts], np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.fixture
def counting():
    return Counting()


def test_the_second_time_nothing_is_computed(engine, counting):
    first = Remembering(engine, counting).encode(["Kerho", "نادي"])
    second = Remembering(engine, counting).encode(["نادي", "Kerho"])
    assert counting.asked == [["Kerho", "نادي"]]
    assert np.array_equal(first, second[::-1])


def test_what_is_remembered_is_exactly_what_was_computed(engine, counting):
    remembered = Remembering(engine, counting)
    remembered.encode(["Kerho"])
    assert np.array_equal(remembered.encode(["Kerho"]), Counting().encode(["Kerho"]))
    assert remembered.encode(["Kerho"]).dtype == np.float32


def test_only_what_is_new_is_computed(engine, counting):
    remembered = Remembering(engine, counting)
    remembered.encode(["a", "b"])
    remembered.encode(["b", "c", "a"])
    assert counting.asked == [["a", "b"], ["c"]]


def test_a_text_that_is_there_twice_is_computed_once(engine, counting):
    found = Remembering(engine, counting).encode(["a", "a", "b"])
    assert counting.asked == [["a", "b"]]
    assert found.shape == (3, 2) and np.array_equal(found[0], found[1])


def test_no_texts_give_no_vectors(engine, counting):
    assert Remembering(engine, counting).encode([]).shape == (0, 2)
    assert counting.asked == []


def test_another_model_s_vectors_are_not_taken(engine, counting):
    Remembering(engine, counting).encode(["a"])
    other = Counting("another")
    Remembering(engine, other).encode(["a"])
    assert other.asked == [["a"]]


def test_more_texts_than_a_database_takes_at_once(engine, counting):
    texts = [f"text {n}" for n in range(1200)]
    remembered = Remembering(engine, counting)
    assert np.array_equal(remembered.encode(texts), remembered.encode(texts))
    assert len(counting.asked) == 1


def test_any_text_that_can_be_kept_can_be_remembered(engine, counting):
    texts = ["", "\n", "🎈", "x" * 5000]
    remembered = Remembering(engine, counting)
    assert np.array_equal(remembered.encode(texts), remembered.encode(texts))


def test_it_says_of_which_model_it_is(engine, counting):
    remembered = Remembering(engine, counting)
    assert (remembered.name, remembered.dimensions) == ("counting", 2)
