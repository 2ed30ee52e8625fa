"""The services that the kit knows of, and what people say."""

from pathlib import Path

import numpy as np
import pytest

from workshop_kit.analysis import match_known
from workshop_kit.analysis.embed import Embedder


def test_each_service_is_described_in_both_languages() -> None:
    known = match_known.read()
    for start in known.starts:
        assert known.languages[start : start + 2] == match_known.LANGUAGES
    assert len(known.texts) == len(known.languages) == len(set(known.texts))
    assert all(text.strip() for text in known.texts)


def test_no_text_is_one_that_the_benchmark_asks(shared: object) -> None:
    asked = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[3] / "bench" / "needs").glob("*"))
    assert not [text for text in match_known.read().texts if f'"{text}"' in asked]


def test_the_vectors_that_ship_are_those_of_the_texts(model: Embedder) -> None:
    texts, kept = match_known.read().texts, match_known.vectors(model)
    some = [0, 1, len(texts) // 2, len(texts) - 1]
    assert kept.shape == (len(texts), model.dimensions)
    assert np.allclose(kept[some], model.encode([texts[n] for n in some]), atol=2e-3)
    assert match_known._kept(model) is not None


def test_vectors_of_another_model_are_not_taken_for_its_own(
    model: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match_known, "KEPT", tmp_path / "kept.npz")
    assert match_known._kept(model) is None  # no file
    np.savez(tmp_path / "kept.npz", made_from=np.array("another model"), vectors=np.zeros((1, 384)))
    assert match_known._kept(model) is None
