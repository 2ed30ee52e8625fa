"""What is learned for a model: once, in chunks, and from what is remembered."""

import threading

import numpy as np
import pytest

from workshop_kit.analysis import civic, embed, features, learned
from workshop_kit.analysis.embed import Vectors
from workshop_kit.vectors import Remembering


class Hashing:
    """An embedder that the kit has never seen: 24 numbers from the letters of a text."""

    name = "hashing"
    dimensions = 24

    def __init__(self) -> None:
        self.asked: list[int] = []

    def encode(self, texts) -> Vectors:
        self.asked.append(len(texts))
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            np.add.at(row, [ord(letter) % self.dimensions for letter in text or " "], 1)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def hashing(monkeypatch) -> Hashing:
    monkeypatch.setattr(learned, "_known", {})
    return Hashing()


def test_an_unknown_model_reads_the_corpus_once_and_in_chunks(hashing):
    assert sorted(learned.to_read(hashing)) == sorted(civic.read().texts)
    first = learned.of(hashing)
    assert sum(hashing.asked) == len(civic.read().texts) and max(hashing.asked) == learned.CHUNK
    hashing.asked.clear()
    assert learned.of(hashing) is first
    assert hashing.asked == [] and learned.to_read(hashing) == ()


def test_chunks_change_nothing(hashing, monkeypatch):
    in_chunks = learned.learn(hashing)
    monkeypatch.setattr(learned, "CHUNK", 100_000)
    at_once = learned.learn(hashing)
    assert np.array_equal(in_chunks.axes, at_once.axes) and np.array_equal(in_chunks.topics, at_once.topics)


def test_ideas_become_points_with_it(hashing):
    points, profiles = features.by_meaning(hashing.encode(["a bus", "a club"]), ["en", "en"], learned.of(hashing))
    assert points.shape[0] == profiles.shape[0] == 2 and np.isfinite(points).all()


def test_after_a_restart_nothing_is_read_again(hashing, engine):
    learned.of(Remembering(engine, hashing))
    hashing.asked.clear()
    learned._known.clear()
    again = Remembering(engine, hashing)
    assert again.missing(learned.to_read(again)) == []
    learned.of(again)
    assert hashing.asked == []


def test_two_pages_learn_together_once(hashing):
    found: list[learned.Learned] = []
    threads = [threading.Thread(target=lambda: found.append(learned.of(hashing))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] is found[1]
    assert sum(hashing.asked) == len(civic.read().texts)


def test_for_the_model_of_the_kit_nothing_is_read(model: embed.Embedder):
    assert learned.to_read(model) == ()
